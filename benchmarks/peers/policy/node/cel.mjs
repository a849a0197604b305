// CEL in its two JavaScript implementations, each with the expression compiled once.
//
// "Prepared" is the object with its one integer already a bigint, the form both read.

import { parse as parseCelJs } from '@marcbachmann/cel-js';
import { celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { benchmark, packageVersion, policy } from './harness.mjs';

const expression = policy('guarded.cel');
const input = 'JavaScript object, its integer a bigint';
const prepare = (facts) =>
    ({ c: { ...facts, days_since_notice: BigInt(facts.days_since_notice) } });

const celJs = parseCelJs(expression);
const bufbuild = plan(celEnv(), parse(expression));

await benchmark(
    {
        engine: 'CEL (cel-js), guarded',
        version: packageVersion('@marcbachmann/cel-js'),
        input, prepare,
        evaluate: (bindings) => celJs(bindings) === true,
    },
    {
        engine: 'CEL (bufbuild), guarded',
        version: packageVersion('@bufbuild/cel'),
        input, prepare,
        evaluate: (bindings) => {
            const answer = bufbuild(bindings);
            if (isCelError(answer)) throw answer;
            return answer === true;
        },
    });
