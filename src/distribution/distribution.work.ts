import { z } from 'zod';
import { workKind } from '../platform/index.js';

/** The time of a dispatch has come (at once, unless a time is set): bind it to the newest version. One per dispatch. */
export const dispatchDue = workKind({
  name: 'dispatch.due',
  queue: 'deliver',
  payload: z.strictObject({ dispatchId: z.uuid() }),
});

/** The hold of a dispatch is over: bind it, and let it leave. One per dispatch. */
export const dispatchReleased = workKind({
  name: 'dispatch.released',
  queue: 'deliver',
  payload: z.strictObject({ dispatchId: z.uuid() }),
});

/**
 * Sends one delivery to the mail server. One for each delivery and attempt by a person. It has a queue of its own, so that a slow
 * mail server does not delay the binding of other dispatches.
 */
export const deliverySend = workKind({
  name: 'delivery.send',
  queue: 'mail',
  payload: z.strictObject({ deliveryId: z.uuid(), round: z.int().min(1) }),
});

export const sendKey = (deliveryId: string, round: number): string => `${deliveryId}:${round}`;
