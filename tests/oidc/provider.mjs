// An OpenID provider for the tests, on the certified library: one client, PKCE required, and a form that
// believes whoever types a name. Usage: node provider.mjs REDIRECT_URI. Prints its address when it answers.

import { createServer } from "node:http";
import { parse } from "node:querystring";
import Provider from "oidc-provider";

const [redirectUri] = process.argv.slice(2);
const server = createServer();
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "isonomia",
      client_secret: "a secret of the tests",
      redirect_uris: [redirectUri],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  claims: { openid: ["sub"], profile: ["name"], email: ["email"] },
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `Name of ${id}`, email: `${id}@example.test` }),
  }),
});

const form = (uid) => `<!doctype html><html lang="en"><title>The provider</title><main><h1>The provider</h1>
<form method="post" action="/interaction/${uid}"><label>Name <input name="login"></label>
<button name="do" value="in">Go in</button> <button name="do" value="out">Cancel</button></form></main></html>`;

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return parse(Buffer.concat(parts).toString());
}

async function consented({ params, session }) {
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return { consent: { grantId: await grant.save() } };
}

async function interact(request, response) {
  const details = await provider.interactionDetails(request, response);
  if (details.prompt.name === "consent") {
    return provider.interactionFinished(request, response, await consented(details));
  }
  if (request.method === "POST") {
    const { login, do: what } = await body(request);
    const cancelled = { error: "access_denied", error_description: "cancelled" };
    const result = what === "out" ? cancelled : { login: { accountId: login } };
    return provider.interactionFinished(request, response, result);
  }
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(form(details.uid));
}

const answer = provider.callback();
server.on("request", (request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  interact(request, response).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
console.log(issuer);
