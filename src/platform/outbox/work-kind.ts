import type { z } from 'zod';

/**
 * A kind of work: its name and the shape of its payload, apart from the code that does it, so that a room that asks for work
 * loads none of the code that does it. Payloads carry ids only.
 */
export interface WorkKind<Payload extends Record<string, unknown> = Record<string, unknown>> {
  /** `report.sealed`: what happened, or what is to be done. */
  name: string;
  /** The queue that carries the wake-up; a queue has one worker loop. */
  queue: string;
  payload: z.ZodType<Payload>;
}

export function workKind<Payload extends Record<string, unknown>>(
  kind: WorkKind<Payload>,
): WorkKind<Payload> {
  return kind;
}
