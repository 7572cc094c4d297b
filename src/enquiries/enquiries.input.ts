import { z } from 'zod';
import { line, narrative, pageQuery, patchOf } from '../platform/index.js';
import { ENQUIRY_STATES } from './enquiry.rules.js';

export const QUESTION_LENGTH = 2000;

export const enquiryList = pageQuery.extend({
  programmeId: z.uuid().optional(),
  meetingId: z.uuid().optional(),
  state: z.enum(ENQUIRY_STATES).optional(),
});
export type EnquiryList = z.infer<typeof enquiryList>;

const said = {
  askedBy: line(200)
    .nullable()
    .default(null)
    .describe('The member who asked, as the minutes name them. Never somebody of the public.'),
  text: narrative(QUESTION_LENGTH),
  ownerId: z.uuid().describe('Who writes the answer.'),
  dueOn: z.iso
    .date()
    .nullable()
    .default(null)
    .describe('London date; null: by the rule of the programme, in working days from the day it was asked.'),
};

export const newEnquiry = z.strictObject({
  meetingId: z.uuid().describe('The meeting at which it was asked; it says of which committee it is.'),
  ...said,
});
export type NewEnquiry = z.infer<typeof newEnquiry>;

export const enquiryChange = z.strictObject(said);
export type EnquiryChange = z.infer<typeof enquiryChange>;
export const enquiryPatch = patchOf(enquiryChange);

export const enquiryWithdrawal = z.strictObject({ reason: line(500) });

export const answerInput = z.strictObject({
  text: narrative(4000),
  correctionReason: line(500)
    .nullable()
    .default(null)
    .describe('Needed where an answer has been approved already: what was wrong with it. It is printed.'),
});
export type AnswerInput = z.infer<typeof answerInput>;

export const answerReturn = z.strictObject({ reason: line(1000) });

export const enquirySetting = z.strictObject({
  answerDays: z
    .int()
    .min(1)
    .max(60)
    .describe('Working days from the day on which a question is asked until its answer is due.'),
});
export type EnquirySetting = z.infer<typeof enquirySetting>;
