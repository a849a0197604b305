// Cedar, compiled to WebAssembly by its authors; policies parsed once and kept inside.
//
// "Prepared" is the JavaScript object of the call. The package turns it into Cedar's own values
// and the answer back into an object at every call; that is part of the timing, as it is of any
// use of the package.

import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { benchmark, packageVersion, policy } from './harness.mjs';

// Node 20 dies in one run of four ("unreachable code" in its deoptimizer) once it has inlined
// the calls into WebAssembly. Without the inlining it does not, and takes the same time.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls');

const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs');

function engine(name, label) {
    const parsed = cedar.preparsePolicySet(name, { staticPolicies: policy(`${name}.cedar`) });
    if (parsed.type !== 'success') throw new Error(`${name}.cedar: ${JSON.stringify(parsed)}`);
    return {
        engine: label,
        version: packageVersion('@cedar-policy/cedar-wasm'),
        input: 'JavaScript object, copied into WebAssembly at every call',
        prepare: (facts) => ({
            principal: { type: 'Agency', id: 'dhs' },
            action: { type: 'Action', id: 'use' },
            resource: { type: 'Tool', id: 'tool' },
            context: facts,
            entities: [],
            preparsedPolicySetId: name,
        }),
        evaluate: (call) => cedar.statefulIsAuthorized(call).response.decision === 'allow',
        hasErrors: (call) =>
            cedar.statefulIsAuthorized(call).response.diagnostics.errors.length > 0,
    };
}

await benchmark(
    engine('guarded', 'Cedar (wasm), guarded'),
    engine('unguarded', 'Cedar (wasm), guards forgotten'),
    engine('required', 'Cedar (wasm), turned round'));
