// Writes the cases that every engine answers, one JSON object a line, each with its true answer.
//
//     node cases.mjs OUT.jsonl [--count 1000] [--seed 14093]
//
// The order of the draws is part of the format (README.md): the same seed gives the same bytes
// on every machine and in every language.

import { writeFileSync } from 'node:fs';
import { isMain, numberOption } from './arguments.mjs';
import { kFactors, kRelevantOfficials, truthOf } from './gate.mjs';

const kOtherOffices = ['component-head', 'contracting-officer', 'head-of-agency'];

// The 64-bit linear congruential generator of Knuth's MMIX. Its low bits are weak, so that a draw
// takes the upper 32 and scales them: no modulo, no floating point.
function generator(seed) {
    let state = BigInt.asUintN(64, BigInt(seed));
    return (bound) => {
        state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
        return Number(((state >> 32n) * BigInt(bound)) >> 32n);
    };
}

function drawFactors(draw) {
    const factors = {};
    for (const name of kFactors) {
        const percent = draw(100);
        if (percent < 15) continue;  // nobody has found anything
        if (percent < 20) factors[name] = { present: draw(2) === 1, credible: false };
        else factors[name] = { present: percent < 28, credible: true };
    }
    return factors;
}

function drawCertifier(draw) {
    const percent = draw(100);
    if (percent < 85) return kRelevantOfficials[draw(kRelevantOfficials.length)];
    if (percent < 95) return kOtherOffices[draw(kOtherOffices.length)];
    return 'none';
}

// A property initializer is evaluated in the order written, and with it the draws.
function drawFacts(draw) {
    const factors = drawFactors(draw);
    const percent = draw(100);
    const determination = percent < 80 ? 'not-prohibited' : percent < 95 ? 'prohibited' : 'none';
    return {
        factors,
        determination,
        submitted_to_dni: draw(100) < 90,
        certified_by: drawCertifier(draw),
        use_decided: draw(100) < 92,
        notice_complete: draw(100) < 90,
        days_since_notice: draw(15),
        apnsa_release: draw(100) < 10,
        stop_work: draw(100) < 10,
        new_information: draw(100) < 10,
        waiver_in_force: draw(100) < 50 && determination === 'prohibited',
    };
}

export function makeCases(count, seed) {
    const draw = generator(seed);
    return Array.from({ length: count }, (_, id) => {
        const facts = drawFacts(draw);
        return { id, truth: truthOf(facts), facts };
    });
}

if (isMain(import.meta.url)) {
    const out = process.argv[2];
    if (!out || out.startsWith('--')) {
        console.error('usage: node cases.mjs OUT.jsonl [--count N] [--seed N]');
        process.exit(2);
    }
    const cases = makeCases(numberOption('--count', 1000), numberOption('--seed', 14093));
    writeFileSync(out, cases.map((one) => JSON.stringify(one) + '\n').join(''));
}
