import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../platform/index.js';
import { Actor, type ActorFacts } from './actor.js';
import { asError } from './passport-error.js';
import { policyOf } from './policy.js';

/** Runs after the rate limit. Finds out who sent the request and sets `request.actor`. */
@Injectable()
export class AuthenticationGuard extends AuthGuard(['bearer', 'web-session']) {
  constructor(private readonly reflector: Reflector) {
    super({ property: 'actor', session: false });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (policyOf(this.reflector, context).kind !== 'public') return Boolean(await super.canActivate(context));
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const facts = request.session.facts;
    request.actor = facts ? actorOf(facts, request) : undefined;
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
    return actorOf(facts as ActorFacts, http.getRequest<FastifyRequest>()) as T;
  }
}

const actorOf = (facts: ActorFacts, { id, method }: FastifyRequest): Actor =>
  new Actor(facts, id, method === 'HEAD');
