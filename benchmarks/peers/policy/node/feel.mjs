// FEEL, the expression language of DMN, by feelin. It has no compiled form: the package parses
// the expression at every call, and the timing says so.

import { evaluate } from 'feelin';
import { benchmark, packageVersion, policy } from './harness.mjs';

const expression = policy('gate.feel');

await benchmark({
    engine: 'FEEL (feelin)',
    version: packageVersion('feelin'),
    input: 'JavaScript object; the expression is parsed at every call',
    prepare: (facts) => facts,
    evaluate: (facts) => evaluate(expression, facts).value,
});
