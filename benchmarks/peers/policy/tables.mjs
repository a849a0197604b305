// Prints the result lines of one or more runs as two tables in Markdown: first what each engine
// answers when a fact is unknown, then how long it takes. Speeds are medians over the runs.
//
//     node tables.mjs CASES.jsonl RESULTS.jsonl

import { readFileSync } from 'node:fs';

const lines = (path) =>
    readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));

function fail(message) {
    console.error(`error: ${message}`);
    process.exit(1);
}

const [, , casesPath, resultsPath] = process.argv;
if (!resultsPath) {
    console.error('usage: node tables.mjs CASES.jsonl RESULTS.jsonl');
    process.exit(2);
}

const truth = { true: 0, unknown: 0, false: 0 };
for (const one of lines(casesPath)) truth[one.truth]++;

const runsOf = new Map();
for (const line of lines(resultsPath)) {
    if (!runsOf.has(line.engine)) runsOf.set(line.engine, []);
    runsOf.get(line.engine).push(line);
}

const kCounts =
    ['cases', 'allowed', 'allowed_on_unknown', 'allowed_with_errors', 'unknown', 'wrong'];

// Answers may not change from run to run; an engine that contradicts a known truth was given
// the wrong policy, and no figure of its run means anything.
for (const [engine, runs] of runsOf) {
    for (const run of runs) {
        if (kCounts.some((key) => run[key] !== runs[0][key]))
            fail(`${engine}: two runs gave different answers`);
        if (run.wrong > 0)
            fail(`${engine}: ${run.wrong} answers contradict a known truth`);
    }
}

const median = (values) => {
    const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
    return sorted.length === 0 ? undefined : sorted[Math.floor((sorted.length - 1) / 2)];
};

// Three digits that mean something, and never an exponent.
function microseconds(nanoseconds) {
    if (nanoseconds === undefined) return 'not measured';
    const value = Number((nanoseconds / 1000).toPrecision(3));
    return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
const alignment = (columns) => row(['---', ...Array(columns - 1).fill('---:')]);

const cases = truth.true + truth.unknown + truth.false;
console.log(`What they answer when a fact is unknown. ${cases} cases; the truth in strong Kleene ` +
    `logic: ${truth.true} permitted, ${truth.unknown} unknown, ${truth.false} refused.\n`);
row(['engine', 'allowed', 'of these on an unknown', 'of these with errors reported',
    'said "unknown"']);
alignment(5);
row(['strong Kleene (reference)', truth.true, 0, '', truth.unknown]);
for (const [engine, [first]] of runsOf)
    row([engine, first.allowed, first.allowed_on_unknown, first.allowed_with_errors ?? '',
        first.unknown ?? 0]);

console.log(`\nSpeed: microseconds per evaluation, one thread, medians of ` +
    `${[...runsOf.values()][0].length} runs.\n`);
row(['engine', 'version', 'p50', 'p99', 'mean', 'from JSON text: p50', 'p99', 'mean',
    'what "prepared" holds']);
alignment(9);
for (const [engine, runs] of runsOf) {
    const times = (pick) => ['p50_ns', 'p99_ns', 'mean_ns'].map(
        (key) => microseconds(median(runs.map((run) => pick(run)?.[key]))));
    row([engine, runs[0].version ?? '', ...times((run) => run), ...times((run) => run.from_json),
        runs[0].input ?? '']);
}
