// A real identity provider on loopback, for the tests of signing in: oidc-provider with its own
// pages for signing in and consent, keys made at the start, everything in memory.
//
//   node web/test/identity-provider.mjs RETURN_URL
//
// Says `issuer URL` and `now MILLISECONDS` when it is ready, and ends when its input does.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

// Its reminders that this is no way to run in earnest are true, and not for the output of a test.
console.info = console.warn = () => {};

const returnUrl = process.argv[2];

const jwk = (type, options, algorithm) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: "jwk" }),
  kid: algorithm,
  alg: algorithm,
  use: "sig",
});

const client = (id, algorithm, more) => ({
  client_id: id,
  redirect_uris: [returnUrl],
  grant_types: ["authorization_code"],
  response_types: ["code"],
  id_token_signed_response_alg: algorithm,
  ...more,
});

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      client("with-secret", "RS256", { client_secret: "a secret: with /signs+", token_endpoint_auth_method: "client_secret_basic" }),
      client("public", "ES256", { token_endpoint_auth_method: "none" }),
    ],
    jwks: { keys: [jwk("rsa", { modulusLength: 2048 }, "RS256"), jwk("ec", { namedCurve: "P-256" }, "ES256")] },
    cookies: { keys: ["of-the-tests-only"] },
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
  console.log(`issuer ${issuer}`);
  console.log(`now ${Date.now()}`);
});

process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
