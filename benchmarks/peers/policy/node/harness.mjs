// Runs one engine over the cases, counts what it answers against the truth, and times it.
//
// An engine gives
//   engine, version  what the result line calls it
//   input            what "prepared" means for it, in words
//   prepare(facts)   the engine's own form of the facts; outside the first timing
//   evaluate(input)  true, false, or null for "not known"; a promise where the engine is built so
//   hasErrors(input) where the engine can allow and report errors at once: did it?
//
// Two timings for the same work. `prepared`: evaluate alone. `from_json`: from the text of the
// facts to the answer, so that every engine starts from the same bytes.

import { readFileSync } from 'node:fs';

const kWarmUpPasses = 3;
const kLeastPasses = 3;
const kMostSamples = 1_000_000;
const seconds = Number(process.env.STANDSTILL_SECONDS ?? 2);

export const policy = (name) => readFileSync(new URL(`policies/${name}`, import.meta.url), 'utf8');

export function packageVersion(name) {
    const path = new URL(`node_modules/${name}/package.json`, import.meta.url);
    return JSON.parse(readFileSync(path, 'utf8')).version;
}

function readCases() {
    const path = process.argv[2];
    if (!path) {
        console.error('usage: node ENGINE.mjs CASES.jsonl');
        process.exit(2);
    }
    return readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => {
        const { truth, facts } = JSON.parse(line);
        return { truth, facts, text: JSON.stringify(facts) };
    });
}

async function count(engine, cases) {
    const counts = { allowed: 0, allowed_on_unknown: 0, unknown: 0, wrong: 0 };
    if (engine.hasErrors) counts.allowed_with_errors = 0;
    for (const one of cases) {
        const input = engine.prepare(one.facts);
        const answer = await engine.evaluate(input);
        if (answer === true) counts.allowed++;
        if (answer === null) counts.unknown++;
        if (answer === true && one.truth === 'unknown') counts.allowed_on_unknown++;
        if (answer === true && engine.hasErrors?.(input)) counts.allowed_with_errors++;
        if (answer === true && one.truth === 'false') counts.wrong++;
        if (answer !== true && one.truth === 'true') counts.wrong++;
    }
    return counts;
}

function summary(samples, total) {
    const sorted = samples.sort();
    const at = (share) => Math.round(sorted[Math.floor((sorted.length - 1) * share)]);
    return { p50_ns: at(0.5), p99_ns: at(0.99), mean_ns: Math.round(total / sorted.length) };
}

// Whole passes over the inputs, so that every case weighs the same. The mean is of the loop,
// clock reads included; the percentiles are of single evaluations.
class Samples {
    constructor() {
        this.values = new Float64Array(kMostSamples);
        this.taken = 0;
        this.passes = 0;
        this.start = process.hrtime.bigint();
        this.deadline = this.start + BigInt(Math.round(seconds * 1e9));
    }

    wantsPass(size) {
        if (this.taken + size > kMostSamples) return false;
        return this.passes++ < kLeastPasses || process.hrtime.bigint() < this.deadline;
    }

    add(before) {
        this.values[this.taken++] = Number(process.hrtime.bigint() - before);
    }

    summary() {
        const total = Number(process.hrtime.bigint() - this.start);
        const sorted = this.values.slice(0, this.taken).sort();
        const at = (share) => sorted[Math.floor((this.taken - 1) * share)];
        return { p50_ns: at(0.5), p99_ns: at(0.99), mean_ns: Math.round(total / this.taken) };
    }
}

function timeAtOnce(inputs, run) {
    for (let pass = 0; pass < kWarmUpPasses; pass++)
        for (const input of inputs) run(input);
    const samples = new Samples();
    while (samples.wantsPass(inputs.length)) {
        for (const input of inputs) {
            const before = process.hrtime.bigint();
            run(input);
            samples.add(before);
        }
    }
    return samples.summary();
}

async function timeAwaited(inputs, run) {
    for (let pass = 0; pass < kWarmUpPasses; pass++)
        for (const input of inputs) await run(input);
    const samples = new Samples();
    while (samples.wantsPass(inputs.length)) {
        for (const input of inputs) {
            const before = process.hrtime.bigint();
            await run(input);
            samples.add(before);
        }
    }
    return samples.summary();
}

// An engine that answers at once is not made to wait for a promise.
const time = (inputs, run) =>
    run(inputs[0]) instanceof Promise ? timeAwaited(inputs, run) : timeAtOnce(inputs, run);

export async function benchmark(...engines) {
    const cases = readCases();
    const clock = timeAtOnce(cases, () => 0);
    for (const engine of engines) {
        const prepared = await time(cases.map((one) => engine.prepare(one.facts)), engine.evaluate);
        const fromJson = await time(cases.map((one) => one.text),
            (text) => engine.evaluate(engine.prepare(JSON.parse(text))));
        console.log(JSON.stringify({
            engine: engine.engine, version: engine.version, cases: cases.length,
            ...await count(engine, cases), ...prepared, from_json: fromJson,
            clock_ns: clock.p50_ns, input: engine.input,
        }));
    }
}
