// json-rules-engine: the gate as one rule in its JSON form. Its run() is asynchronous, so that
// the timing holds one trip through the event loop's queue.

import { Engine } from 'json-rules-engine';
import { benchmark, packageVersion, policy } from './harness.mjs';

const engine = new Engine([JSON.parse(policy('guarded.rules.json'))],
    { allowUndefinedFacts: true });

await benchmark({
    engine: 'json-rules-engine, guarded',
    version: packageVersion('json-rules-engine'),
    input: 'JavaScript object',
    prepare: (facts) => facts,
    evaluate: async (facts) => (await engine.run(facts)).events.length > 0,
});
