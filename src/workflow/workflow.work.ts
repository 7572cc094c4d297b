import { z } from 'zod';
import { workKind } from '../platform/index.js';

/** A step gave work to somebody else: who that is, is for the room that tells them. One per step. */
export const stepTaken = workKind({
  name: 'step.taken',
  queue: 'notices',
  payload: z.strictObject({ eventId: z.uuid() }),
});
