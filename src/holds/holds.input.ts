import { z } from 'zod';
import { confirmingPassword } from '../identity/index.js';
import { narrative, pageQuery } from '../platform/index.js';

export const HOLD_STATES = ['standing', 'lifted'] as const;

export const holdList = pageQuery.extend({
  state: z.enum(HOLD_STATES).default('standing'),
});
export type HoldList = z.infer<typeof holdList>;

const day = z.iso.date().nullable().default(null);

/** What is held: whatever is true of all that is given. Nothing given holds everything. */
export const newHold = z
  .strictObject({
    programmeId: z.uuid().nullable().default(null).describe('Null: of every programme.'),
    personId: z.uuid().nullable().default(null).describe('Null: of everybody.'),
    fromDay: day.describe('The first day that is held. Null: from the beginning.'),
    untilDay: day.describe('The last day that is held. Null: without an end.'),
    reason: narrative(2000).describe('Why: the claim, the inquiry, the request.'),
  })
  .refine((hold) => hold.fromDay === null || hold.untilDay === null || hold.fromDay <= hold.untilDay, {
    path: ['untilDay'],
    message: 'The last day cannot be before the first.',
  });
export type NewHold = z.infer<typeof newHold>;

export const liftedHold = z.strictObject({ reason: narrative(2000), password: confirmingPassword });
