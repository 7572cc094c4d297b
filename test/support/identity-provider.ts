import { generateKeyPairSync, randomUUID, type JsonWebKey } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import Provider from 'oidc-provider';

/** An identity provider on this machine, in which whoever a test names is signed in at once. */
export interface IdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Subject of the person who sits in front of the browser. */
  person: string;
  /** Of the last authorization request: when the person signed in there; undefined for just now. */
  signedInSecondsAgo: number;
  /** That the ID token names. */
  groups: unknown;
  /** Where the product listens, which is told when a session ends here. */
  productAt: string;
  /** What says that a session has ended here; the usual claims, and these in their place. */
  logoutToken(claims: Record<string, unknown>, how?: { forged: boolean }): Promise<string>;
  /** Ends a session here, of which the provider itself tells the product. */
  endSession(subject: string, sid: string): Promise<void>;
  /** Takes the place of the keys that it signs with. */
  rotateKeys(): void;
  close(): Promise<void>;
}

const newKey = (): JsonWebKey => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: randomUUID(),
  use: 'sig',
  alg: 'RS256',
});

/** @param publicUrl of the product that its people sign in to. */
export async function startIdentityProvider(publicUrl: string): Promise<IdentityProvider> {
  const server: Server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientId = 'highlight-report';
  const clientSecret = randomUUID();
  const its: IdentityProvider = {
    issuer,
    clientId,
    clientSecret,
    person: 'nobody',
    signedInSecondsAgo: 0,
    groups: [],
    productAt: publicUrl,
    logoutToken: (claims, { forged } = { forged: false }) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({
        iss: issuer,
        aud: clientId,
        iat: now,
        exp: now + 120,
        jti: randomUUID(),
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', typ: 'logout+jwt', kid: String(key['kid']) })
        .sign(forged ? { ...newKey(), kid: key['kid'] } : key);
    },
    endSession: async (subject, sid) => {
      const client = await provider.Client.find(clientId);
      await (
        client as unknown as { backchannelLogout(sub: string, sid: string): Promise<void> }
      ).backchannelLogout(subject, sid);
    },
    rotateKeys: () => {
      key = newKey();
      provider = make(key);
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };

  const make = (key: JsonWebKey): Provider => {
    const made = new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [`${publicUrl}/sign-in/provider/callback`],
          post_logout_redirect_uris: [`${publicUrl}/signed-out`],
          token_endpoint_auth_method: 'client_secret_post',
          require_auth_time: true,
          backchannel_logout_uri: `${publicUrl}/sign-in/provider/logged-out`,
          backchannel_logout_session_required: true,
        },
      ],
      jwks: { keys: [key] },
      cookies: { keys: ['only for tests'] },
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: { enabled: true },
        backchannelLogout: { enabled: true },
      },
      conformIdTokenClaims: false,
      // Its own dispatcher speaks to no machine of the house.
      fetch: (url, options) =>
        fetch((url instanceof Request ? url.url : url.toString()).replace(publicUrl, its.productAt), {
          ...options,
          dispatcher: undefined,
        } as unknown as RequestInit),
      claims: { openid: ['sub', 'groups'] },
      interactions: { url: (_context, interaction) => `/as-the-person/${interaction.uid}` },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, groups: its.groups }) }),
      pkce: { required: () => true },
      // The person has agreed once and for all, as in a council.
      loadExistingGrant: async (context) => {
        const grant = new context.oidc.provider.Grant({
          clientId: context.oidc.client?.clientId,
          accountId: context.oidc.session?.accountId,
        });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
    });
    return made;
  };
  let key = newKey();
  let provider = make(key);

  server.on('request', (request, response) => {
    const current = provider;
    if (request.url?.startsWith('/as-the-person/') !== true) {
      void current.callback()(request, response);
      return;
    }
    void current.interactionFinished(request, response, {
      login: {
        accountId: its.person,
        ts: Math.floor(Date.now() / 1000) - its.signedInSecondsAgo,
      },
    });
  });
  return its;
}

/** Follows redirects at the provider with the cookies that it sets, as a browser does. @returns the first address elsewhere. */
export async function goThrough(its: IdentityProvider, url: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = url;
  for (let hops = 0; at.startsWith(its.issuer); hops++) {
    if (hops > 8) throw new Error(`The provider leads round in circles: ${at}`);
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';', 1);
      const cut = pair.indexOf('=');
      cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`The provider answered ${answer.status}: ${await answer.text()}`);
    at = new URL(location, at).href;
  }
  return at;
}
