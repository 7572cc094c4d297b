import { z } from 'zod';
import { workKind } from '../platform/index.js';

/** The time of a dispatch has come (at once, unless a time is set): bind it to the newest version. One per dispatch. */
export const dispatchDue = workKind({
  name: 'dispatch.due',
  queue: 'deliver',
  payload: z.strictObject({ dispatchId: z.uuid() }),
});

/**
 * Hand one delivery to the mail server. One per delivery and round. A queue of its own: a slow mail server must not hold up
 * the binding of other dispatches.
 */
export const deliverySend = workKind({
  name: 'delivery.send',
  queue: 'mail',
  payload: z.strictObject({ deliveryId: z.uuid(), round: z.int().min(1) }),
});

export const sendKey = (deliveryId: string, round: number): string => `${deliveryId}:${round}`;
