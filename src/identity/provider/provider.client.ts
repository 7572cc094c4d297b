import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientError,
  clockSkew,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { z } from 'zod';
import { Clock, Config, Logger, Problem, seal, unseal } from '../../platform/index.js';

const PURPOSE = 'what is expected from the identity provider';
/** How long somebody may take at the provider. */
export const BEGUN_SECONDS = 15 * 60;
const TOLERANCE_SECONDS = 60;
/** The token was made for this request: one that is older, or of the future, shows a clock that is wrong. */
const FRESH_SECONDS = 5 * 60;
const TIMEOUT_SECONDS = 5;

/** What somebody went to the provider for: to sign in, or to show that they still sit in front of their session. */
const aim = z.enum(['sign-in', 'confirm']);
export type Aim = z.infer<typeof aim>;

const begun = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  aim,
  next: z.string().nullable(),
  at: z.number(),
});

/** Whom the provider vouches for. */
export interface Vouched {
  issuer: string;
  subject: string;
  idToken: string;
}

/** A session has ended at the provider: the one of this name, or all of a subject. */
export interface LogoutNotice {
  issuer: string;
  jti: string;
  subject: string | null;
  sid: string | null;
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** An ID token has a nonce, and must not pass for a logout token. */
const logoutClaims = z
  .looseObject({
    jti: z.string().min(1).max(500),
    sub: z.string().min(1).max(255).optional(),
    sid: z.string().min(1).max(255).optional(),
    events: z.looseObject({ [EVENT]: z.looseObject({}) }),
    nonce: z.undefined().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

const refused = (): Problem =>
  new Problem({
    code: 'provider-refused',
    status: 401,
    detail: 'Signing in with the identity provider did not work. Begin once more.',
  });

const away = (): Problem =>
  new Problem({
    code: 'provider-away',
    status: 503,
    detail: 'The identity provider does not answer. Try again in a few minutes.',
    retryAfter: 60,
  });

/**
 * The council's identity provider, by OpenID Connect: code flow with PKCE, state and nonce. Its addresses and keys are read anew each time, so that
 * keys may change at any moment; people sign in once a day.
 */
@Injectable()
export class ProviderClient {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** What the button says; null where there is no provider. */
  get button(): string | null {
    return this.config.OIDC_ISSUER === undefined ? null : this.config.OIDC_BUTTON;
  }

  /**
   * @param next where the person wants to go, which the answer of {@link finish} gives back.
   * @returns where to send the browser, and what it keeps meanwhile in a cookie of {@link BEGUN_SECONDS}.
   * @throws Problem 503 when the provider does not answer, 404 where there is none.
   */
  async begin(purpose: Aim, next: string | null): Promise<{ url: URL; kept: string }> {
    const provider = await this.provider();
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const url = buildAuthorizationUrl(provider, {
      redirect_uri: this.callback.href,
      scope: `openid ${this.config.OIDC_SCOPE}`.trim(),
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(purpose === 'confirm' ? { prompt: 'login', max_age: '0' } : {}),
    });
    const at = this.clock.now().getTime();
    return {
      url,
      kept: seal(PURPOSE, { state, nonce, verifier, aim: purpose, next, at }, this.config.SESSION_SECRET),
    };
  }

  /**
   * @param kept of {@link begin}, from the cookie.
   * @param query what the provider sent the browser back with, as it came.
   * @throws Problem 401 for whatever does not fit; the reason is in the log alone. 503 when the provider does not answer.
   */
  async finish(
    kept: string | undefined,
    query: string,
  ): Promise<{ vouched: Vouched; aim: Aim; next: string | null }> {
    const { data: expected } = begun.safeParse(unseal(PURPOSE, kept ?? '', this.config.SESSION_SECRET));
    if (!expected || this.clock.now().getTime() - expected.at > BEGUN_SECONDS * 1000) throw refused();
    const provider = await this.provider();
    const url = new URL(this.callback);
    url.search = query;
    try {
      const tokens = await authorizationCodeGrant(provider, url, {
        pkceCodeVerifier: expected.verifier,
        expectedState: expected.state,
        expectedNonce: expected.nonce,
        idTokenExpected: true,
        ...(expected.aim === 'confirm' ? { maxAge: 0 } : {}),
      });
      const claims = tokens.claims();
      if (claims === undefined || tokens.id_token === undefined) throw refused();
      const { iss: issuer, sub: subject, iat } = claims;
      const age = Math.abs(this.clock.now().getTime() / 1000 - iat);
      if (age > FRESH_SECONDS) {
        this.logger.warn(
          { seconds: Math.round(age) },
          'The clocks of the identity provider and of this machine differ.',
        );
        throw refused();
      }
      return {
        vouched: { issuer, subject, idToken: tokens.id_token },
        aim: expected.aim,
        next: expected.next,
      };
    } catch (error) {
      if (error instanceof Problem) throw error;
      this.logger.warn({ reason: reasonOf(error) }, 'The answer of the identity provider was refused.');
      throw refused();
    }
  }

  /** Where the session at the provider ends; undefined where it does not offer that, or does not answer. */
  async leaving(idToken: string): Promise<URL | undefined> {
    try {
      const provider = await this.provider();
      if (provider.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(provider, {
        id_token_hint: idToken,
        post_logout_redirect_uri: new URL('/signed-out', this.config.PUBLIC_URL).href,
      });
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }

  /**
   * What the provider says when a session has ended there (OpenID Connect Back-Channel Logout 1.0).
   * @throws Problem 400 for whatever does not fit; the reason is in the log alone. 503 when the provider does not answer.
   */
  async loggedOut(token: string): Promise<LogoutNotice> {
    const { jwks_uri: keys, issuer } = (await this.provider()).serverMetadata();
    const now = this.clock.now();
    try {
      if (keys === undefined || this.config.OIDC_CLIENT_ID === undefined) throw new Error('no keys');
      const { payload, protectedHeader } = await jwtVerify(
        token,
        createRemoteJWKSet(new URL(keys), { timeoutDuration: TIMEOUT_SECONDS * 1000 }),
        {
          issuer,
          audience: this.config.OIDC_CLIENT_ID,
          algorithms: ASYMMETRIC,
          clockTolerance: TOLERANCE_SECONDS,
          maxTokenAge: FRESH_SECONDS,
          currentDate: now,
          requiredClaims: ['iat', 'jti', 'events'],
        },
      );
      const { typ } = protectedHeader;
      if (typ !== undefined && !/^(?:application\/)?(?:logout\+)?jwt$/i.test(typ))
        throw new Error('another type of token');
      const { jti, sub = null, sid = null } = logoutClaims.parse(payload);
      return { issuer, jti, subject: sub, sid };
    } catch (error) {
      this.logger.warn(
        { reason: reasonOf(error).slice(0, 200) },
        'A notice of signing out at the identity provider was refused.',
      );
      throw new Problem({ code: 'invalid-request', status: 400, detail: 'The logout token does not count.' });
    }
  }

  private get callback(): URL {
    return new URL('/sign-in/provider/callback', this.config.PUBLIC_URL);
  }

  private async provider(): Promise<Configuration> {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = this.config;
    if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined)
      throw new Problem({ code: 'no-provider', status: 404, detail: 'There is no identity provider here.' });
    const issuer = new URL(OIDC_ISSUER);
    const metadata = {
      ...(OIDC_CLIENT_SECRET === undefined ? {} : { client_secret: OIDC_CLIENT_SECRET }),
      [clockSkew]: Math.round((this.clock.now().getTime() - Date.now()) / 1000),
      [clockTolerance]: TOLERANCE_SECONDS,
    };
    try {
      const provider = await discovery(issuer, OIDC_CLIENT_ID, metadata, undefined, {
        timeout: TIMEOUT_SECONDS,
        // The configuration lets no other issuer than one on this machine be without TLS.
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out; it is for a provider on this machine
        execute: issuer.protocol === 'http:' ? [allowInsecureRequests] : [],
      });
      // The ID token comes from the provider itself over TLS; its signature is checked all the same.
      enableNonRepudiationChecks(provider);
      return provider;
    } catch (error) {
      this.logger.error({ reason: reasonOf(error) }, 'The identity provider could not be read.');
      throw away();
    }
  }
}

/** Codes and messages of the library; they hold neither codes nor tokens. */
function reasonOf(error: unknown): string {
  if (error instanceof ClientError) return `${error.code ?? 'client'}: ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}
