import { z } from 'zod';
import { line, narrative, pageQuery } from '../../platform/index.js';
import { enquiryChange, QUESTION_LENGTH } from '../enquiries.input.js';

/** Questions that one place on the network, and everybody together, may send to a programme on a day. */
export const A_DAY = { place: 5, programme: 50 } as const;

/** What somebody of the public sends. */
export const publicQuestion = z.strictObject({
  text: narrative(QUESTION_LENGTH),
  name: line(100).describe('Who asks. Never printed, and deleted in time.'),
  email: z
    .email('Enter an address such as name@example.org, or leave it empty.')
    .max(254)
    .nullable()
    .default(null)
    .describe('Where a clerk may write to. Never printed, and deleted in time.'),
});
export type PublicQuestion = z.infer<typeof publicQuestion>;

export const publicFormInput = z.strictObject({
  isOpen: z.boolean().describe('Whether anybody may ask by the form on the public page.'),
  keepDays: z
    .int()
    .min(7)
    .max(365)
    .describe('Days from the day on which somebody asks until their name and address are deleted.'),
});
export type PublicFormInput = z.infer<typeof publicFormInput>;

export const publicQuestionList = pageQuery.extend({
  state: z.enum(['waiting', 'accepted', 'declined']).optional(),
});
export type PublicQuestionList = z.infer<typeof publicQuestionList>;

/** What becomes a question of a committee: its own words may be mended, so that nobody is named. */
export const publicAcceptance = z.strictObject({
  committeeId: z.uuid().describe('The body whose report answers it.'),
  text: enquiryChange.shape.text,
  ownerId: enquiryChange.shape.ownerId,
  dueOn: enquiryChange.shape.dueOn,
});
export type PublicAcceptance = z.infer<typeof publicAcceptance>;

export const publicRefusal = z.strictObject({ reason: line(500) });
