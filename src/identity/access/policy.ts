import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
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

/** Anybody, signed in or not. A written decision, not a default. */
export const Public = () => SetMetadata(POLICY_METADATA, { kind: 'public' } satisfies RoutePolicy);

/** Any person who is signed in: their own profile, tokens, sign-out. */
export const SignedIn = () => SetMetadata(POLICY_METADATA, { kind: 'signed-in' } satisfies RoutePolicy);

/**
 * Whoever holds this permission in at least one programme. It opens the route, not the rows: the query is scoped by
 * `actor.programmesWith(permission)`, a write asks `requirePermission` for the programme it touches.
 */
export const Policy = (permission: Permission) =>
  SetMetadata(POLICY_METADATA, { kind: 'permission', permission } satisfies RoutePolicy);

/** The actor, or undefined on a public route that nobody signed in for. */
export const actorOf = (request: FastifyRequest): Actor | undefined => request.actor;

/** The {@link Actor} of this request. Not for public routes: they may have none. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!actor) throw new Error('BUG: @CurrentActor() on a route that lets in requests without an actor');
  return actor;
});
