import { timingSafeEqual } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config, forbidden, Problem } from '../../platform/index.js';
import { Actor, type ActorFacts } from './actor.js';
import { Denials } from './denials.js';
import { asError } from './passport-error.js';
import { actorOf, POLICY_METADATA, type RoutePolicy } from './policy.js';

/** @throws Error when the route declares nothing: a fault of ours that the boot should have caught, and no way in. */
function policyOf(reflector: Reflector, context: ExecutionContext): RoutePolicy {
  if (context.getType() !== 'http') throw new Error('BUG: identity’s guards know HTTP only');
  const policy = reflector.getAllAndOverride<RoutePolicy | undefined>(POLICY_METADATA, [
    context.getHandler(),
    context.getClass(),
  ]);
  if (!policy) throw new Error(`BUG: ${context.getClass().name}.${context.getHandler().name} has no policy`);
  return policy;
}

/** First: who is it. Sets `request.actor`. */
@Injectable()
export class AuthenticationGuard extends AuthGuard(['bearer', 'web-session']) {
  constructor(private readonly reflector: Reflector) {
    super({ property: 'actor', session: false });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (policyOf(this.reflector, context).kind !== 'public') return Boolean(await super.canActivate(context));
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const facts = request.session.facts;
    request.actor = facts ? new Actor(facts, request.id) : undefined;
    return true;
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the base class's signature
  override handleRequest<T>(error: unknown, facts: unknown, _info: unknown, context: ExecutionContext): T {
    if (error) throw asError(error);
    const http = context.switchToHttp();
    if (!facts) {
      void http.getResponse<FastifyReply>().header('WWW-Authenticate', 'Bearer realm="highlight-report"');
      throw new Problem({
        code: 'not-signed-in',
        status: 401,
        detail: 'Sign in, or send a valid API token.',
      });
    }
    return new Actor(facts as ActorFacts, http.getRequest<FastifyRequest>().id) as T;
  }
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Second: did the person mean it. A browser attaches its cookie to whatever a foreign page makes it send, so a write must
 * come from our own pages (Sec-Fetch-Site, else Origin) and, on every route that is not public, repeat the session's secret.
 * API tokens are not attached by browsers and are exempt.
 */
@Injectable()
export class ForgeryGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
    private readonly denials: Denials,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = actorOf(request);
    if (READING.has(request.method) || actor?.via === 'token') return true;
    // On a public route, such as sign-in, a session counts for nothing and so need not be proven.
    const isPublic = policyOf(this.reflector, context).kind === 'public';
    const reason = this.isForeign(request)
      ? 'the request came from another site'
      : !isPublic && !repeatsSecret(request)
        ? 'the session’s CSRF token is missing or wrong'
        : undefined;
    if (reason === undefined) return true;
    await this.denials.note(request, reason);
    throw forbidden(
      'This request did not come from one of our own pages: the header X-CSRF-Token must repeat the token of your session.',
      'forged-request',
    );
  }

  private isForeign(request: FastifyRequest): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) return site !== 'same-origin' && site !== 'none';
    const { origin } = request.headers;
    if (origin === undefined) return false;
    if (origin === new URL(this.config.PUBLIC_URL).origin) return false;
    return !URL.canParse(origin) || new URL(origin).host !== request.host;
  }
}

function repeatsSecret(request: FastifyRequest): boolean {
  const secret = request.session.csrfToken;
  const sent = request.headers['x-csrf-token'];
  if (typeof secret !== 'string' || typeof sent !== 'string') return false;
  const [a, b] = [Buffer.from(secret), Buffer.from(sent)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Third: may they, in at least one programme. Which rows is the room's business. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly denials: Denials,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = policyOf(this.reflector, context);
    if (policy.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = actorOf(request);
    if (!actor) throw new Error('BUG: PolicyGuard ran without AuthenticationGuard before it');
    if (policy.kind === 'signed-in' || actor.holds(policy.permission)) return true;
    await this.denials.note(request, policy.permission);
    throw forbidden(`You need the permission “${policy.permission}” to do this.`);
  }
}
