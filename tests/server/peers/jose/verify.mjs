// Checks a token of the gate with jose, from the published key set alone.
//
//   node verify.mjs URL CASE      the token of somebody who may ask stands in STANDSTILL_TOKEN
//
// Run where `jose` can be found: from web/, whose packages have it.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [root, caseId] = process.argv.slice(2);
const require = createRequire(pathToFileURL(process.cwd() + "/"));
const { createRemoteJWKSet, jwtVerify } = require("jose");

const answer = await fetch(root + "/api/gate", {
  method: "POST",
  headers: {
    authorization: "Bearer " + process.env.STANDSTILL_TOKEN,
    "content-type": "application/json",
  },
  body: JSON.stringify({ case: caseId, signed: true, nonce: "jose-1" }),
});
if (answer.status !== 200) throw new Error(`the gate answers with ${answer.status}`);
const said = await answer.json();

const keys = createRemoteJWKSet(new URL(root + "/.well-known/jwks.json"));
const { payload, protectedHeader } = await jwtVerify(said.token, keys, {
  algorithms: ["EdDSA"],
  subject: caseId,
  maxTokenAge: 60,
  clockTolerance: 1,
});
if (protectedHeader.alg !== "EdDSA" || payload.outcome !== said.use || payload.jti !== "jose-1")
  throw new Error(`the token says ${JSON.stringify(payload)}`);

// The same token with one letter of its claims changed must not pass.
const [head, claims, signature] = said.token.split(".");
const other = claims.slice(0, 20) + (claims[20] === "A" ? "B" : "A") + claims.slice(21);
let passed = true;
try {
  await jwtVerify([head, other, signature].join("."), keys, { algorithms: ["EdDSA"] });
} catch {
  passed = false;
}
if (passed) throw new Error("a changed token passes");
console.log(`the token says ${payload.outcome}, and one that was changed is refused`);
