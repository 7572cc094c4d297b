import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { forbidden } from '../../platform/index.js';
import { AccessAudit } from './access-audit.js';
import { isReading } from './csrf.guard.js';
import { needsSecondFactor } from './actor.js';
import { actorOf, policyOf } from './policy.js';

/**
 * Runs last. Lets a person pass who holds the route's permission in at least one programme. Does NOT check the rows: each room's
 * queries do.
 */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessAudit: AccessAudit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = policyOf(this.reflector, context);
    if (policy.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = actorOf(request);
    if (!actor) throw new Error('BUG: PolicyGuard ran without AuthenticationGuard before it');
    if (policy.kind === 'signed-in') {
      if (actor.via !== 'token' || isReading(request)) return true;
      // No permission stands for these, so no token holds one: a person's own account is theirs to change.
      throw forbidden('A program cannot do this: sign in with your password.');
    }
    if (actor.holds(policy.permission)) return true;
    if (actor.waitsForSecondFactor(policy.permission)) throw needsSecondFactor();
    await this.accessAudit.note(request, policy.permission);
    throw forbidden(`You need the permission “${policy.permission}” to do this.`);
  }
}
