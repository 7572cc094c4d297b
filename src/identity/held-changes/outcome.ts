import type { FastifyReply } from 'fastify';
import { tagged } from '../../platform/index.js';
import type { HeldChangeView } from './held-changes.queries.js';
import type { Outcome } from './held-changes.service.js';

/** For the description of the API. */
export const HELD = 'It waits for another administrator, or for a delay: this is the change that is held.';

/** Answers with what was done, or with 202 and the change that is held. */
export function answerOutcome<T extends { version: number }>(
  reply: FastifyReply,
  outcome: Outcome<T>,
): T | HeldChangeView {
  if ('done' in outcome) return tagged(reply, outcome.done);
  void reply.status(202).header('Location', `/api/v1/held-changes/${outcome.held.id}`);
  return tagged(reply, outcome.held);
}
