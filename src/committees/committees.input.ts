import { z } from 'zod';
import { line, mailAddress, pageQuery } from '../platform/index.js';
import { EDITIONS } from '../snapshot/index.js';
import { COMMITTEE_KINDS } from './committee.entity.js';

export const committeeList = pageQuery.extend({
  programmeId: z.uuid().optional(),
  active: z.stringbool().optional(),
});
export type CommitteeList = z.infer<typeof committeeList>;

export const meetingList = pageQuery.extend({
  programmeId: z.uuid().optional(),
  when: z
    .enum(['ahead', 'past'])
    .default('ahead')
    .describe('ahead: from today on, the next first. past: before today, the latest first.'),
});
export type MeetingList = z.infer<typeof meetingList>;

export const committeeInput = z.strictObject({
  name: line(200),
  kind: z.enum(COMMITTEE_KINDS),
  edition: z
    .enum(EDITIONS)
    .default('public')
    .describe('exempt: it may have what is not for publication. Public unless somebody says so.'),
});

export const newCommittee = committeeInput.extend({ programmeId: z.uuid() });
export type NewCommittee = z.infer<typeof newCommittee>;

export const committeeChange = committeeInput.extend({ active: z.boolean() });
export type CommitteeChange = z.infer<typeof committeeChange>;

export const recipientInput = z.strictObject({ name: line(200), email: mailAddress });
export type RecipientInput = z.infer<typeof recipientInput>;

export const recipientChange = recipientInput.extend({ active: z.boolean() });
export type RecipientChange = z.infer<typeof recipientChange>;

export const meetingInput = z.strictObject({
  startsAt: z.iso.datetime({
    offset: true,
    error: 'Give the time as an ISO 8601 instant with its offset, such as 2020-02-11T10:00:00Z.',
  }),
  place: line(200).nullable().default(null),
});
export type MeetingInput = z.infer<typeof meetingInput>;

export const meetingCancellation = z.strictObject({ reason: line(500) });
