import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';
import type { Permission } from './permissions.js';

/** What a route says about who may call it. Every route says exactly one of these; a missing one fails the boot. */
export type RoutePolicy =
  { kind: 'public' } | { kind: 'signed-in' } | { kind: 'permission'; permission: Permission };

export const POLICY_METADATA = 'identity:policy';

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor | undefined;
  }
}

/** Anybody, signed in or not. It has to be declared; it is never the default. */
export const Public = () => SetMetadata(POLICY_METADATA, { kind: 'public' } satisfies RoutePolicy);

/** Any person who is signed in: their own profile, tokens, sign-out. */
export const SignedIn = () => SetMetadata(POLICY_METADATA, { kind: 'signed-in' } satisfies RoutePolicy);

/**
 * People who hold this permission in at least one programme. It does NOT check the rows: a query filters by
 * `actor.programmesWith(permission)`, and a write calls `requirePermission` for its programme.
 */
export const Policy = (permission: Permission) =>
  SetMetadata(POLICY_METADATA, { kind: 'permission', permission } satisfies RoutePolicy);

/**
 * The policy that the route declares.
 * @throws Error when it declares none: the start should have failed, and the request is refused.
 */
export function policyOf(reflector: Reflector, context: ExecutionContext): RoutePolicy {
  if (context.getType() !== 'http') throw new Error('BUG: identity’s guards know HTTP only');
  const policy = reflector.getAllAndOverride<RoutePolicy | undefined>(POLICY_METADATA, [
    context.getHandler(),
    context.getClass(),
  ]);
  if (!policy) throw new Error(`BUG: ${context.getClass().name}.${context.getHandler().name} has no policy`);
  return policy;
}

/** The actor, or undefined on a public route when nobody is signed in. */
export const actorOf = (request: FastifyRequest): Actor | undefined => request.actor;

/** The {@link Actor} of this request. Not for public routes: they may have none. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!actor) throw new Error('BUG: @CurrentActor() on a route that lets in requests without an actor');
  return actor;
});
