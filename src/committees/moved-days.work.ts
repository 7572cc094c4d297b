import { z } from 'zod';
import { workKind } from '../platform/index.js';

/** A change of the calendar moved last days to publish papers: who is told, is for the room that tells them. */
export const daysMoved = workKind({
  name: 'days.moved',
  queue: 'notices',
  payload: z.strictObject({ changeId: z.uuid(), byId: z.uuid().nullable() }),
});
