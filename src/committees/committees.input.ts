import { z } from 'zod';
import {
  FOLDER_NAME,
  line,
  mailAddress,
  pageQuery,
  patchOf,
  sha256Digest,
  webhookUrl,
} from '../platform/index.js';
import { EDITIONS } from '../snapshot/index.js';
import {
  COMMITTEE_KINDS,
  COMMITTEE_WAYS,
  FREQUENCIES,
  MARKINGS,
  WAYS,
  type Way,
} from './committee.entity.js';

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

/** The key of a section (`sectionKey`). */
const namedSection = z
  .string()
  .regex(/^[a-z]{1,20}:[0-9a-f-]{36}$/, 'Give the kind of section, a colon, and the id of what it is about.')
  .describe('The kind of section and the id of its subject, as contributions have them: `theme:5f0c…`.');

export const committeeInput = z.strictObject({
  name: line(200),
  kind: z.enum(COMMITTEE_KINDS),
  edition: z
    .enum(EDITIONS)
    .default('public')
    .describe('exempt: it may have what is not for publication. Public unless somebody says so.'),
  parentId: z.uuid().nullable().default(null).describe('The body of the same programme that it reports to.'),
  chair: line(200).nullable().default(null).describe('Their name or job title.'),
  frequency: z.enum(FREQUENCIES).nullable().default(null),
  noticeDays: z
    .int()
    .min(0)
    .max(30)
    .nullable()
    .default(null)
    .describe('Clear working days that it asks for its papers; null: what the law asks for.'),
  marking: z
    .enum(MARKINGS)
    .nullable()
    .default(null)
    .describe(
      'How mails to it are marked; null: by the edition. What is not for publication is always sensitive.',
    ),
  way: z
    .enum(COMMITTEE_WAYS)
    .default('attachment')
    .describe('How papers reach its recipients, unless one of them has a way of their own.'),
  sections: z
    .array(namedSection)
    .max(100)
    .default([])
    .describe(
      'The sections of the report that are its business: mails and pages name them. It gets the whole edition all the same.',
    ),
});
export type CommitteeInput = z.infer<typeof committeeInput>;

export const newCommittee = committeeInput.extend({ programmeId: z.uuid() });
export type NewCommittee = z.infer<typeof newCommittee>;

export const committeeChange = committeeInput.extend({ active: z.boolean() });
export type CommitteeChange = z.infer<typeof committeeChange>;
export const committeePatch = patchOf(committeeChange);

const recipientFields = {
  name: line(200),
  email: mailAddress,
  way: z.enum(WAYS).nullable().default(null).describe('How papers reach them; null: as the committee’s.'),
  webhookUrl: webhookUrl
    .nullable()
    .default(null)
    .describe('Where a program of theirs is told; of the way webhook alone. It is no secret.'),
  folder: z
    .string()
    .trim()
    .regex(FOLDER_NAME, 'Give a plain name of letters, digits, spaces, hyphens and underscores.')
    .nullable()
    .default(null)
    .describe('Below the installation’s drop folder; of the way folder alone.'),
  servesFrom: z.iso
    .date()
    .nullable()
    .default(null)
    .describe('The first London date on which they serve; null: they serve already.'),
  servesUntil: z.iso
    .date()
    .nullable()
    .default(null)
    .describe('The last London date on which they serve; null: no end is known.'),
};

/** A term of office has its days in order. */
function termInOrder(
  { servesFrom, servesUntil }: { servesFrom: string | null; servesUntil: string | null },
  ctx: z.RefinementCtx,
): void {
  if (servesFrom !== null && servesUntil !== null && servesUntil < servesFrom)
    ctx.addIssue({
      code: 'custom',
      path: ['servesUntil'],
      message: 'The last day of office is before the first.',
    });
}

const ONE_PLACE = { webhookUrl: 'webhook', folder: 'folder' } as const;

/** A place belongs to its way, and to no other. */
function placeOfWay(
  input: { way: Way | null; webhookUrl: string | null; folder: string | null },
  ctx: z.RefinementCtx,
): void {
  for (const field of ['webhookUrl', 'folder'] as const) {
    const wanted = input.way === ONE_PLACE[field];
    if (wanted === (input[field] !== null)) continue;
    const message = wanted ? 'This is needed for the way that was chosen.' : 'This belongs to another way.';
    ctx.addIssue({ code: 'custom', path: [field], message });
  }
}

export const recipientInput = z
  .strictObject(recipientFields)
  .superRefine(placeOfWay)
  .superRefine(termInOrder);
export type RecipientInput = z.infer<typeof recipientInput>;

export const recipientChange = z
  .strictObject({ ...recipientFields, active: z.boolean() })
  .superRefine(placeOfWay)
  .superRefine(termInOrder);
export type RecipientChange = z.infer<typeof recipientChange>;
export const recipientPatch = patchOf(recipientChange);

export const meetingInput = z.strictObject({
  startsAt: z.iso.datetime({
    offset: true,
    error: 'Give the time as an ISO 8601 instant with its offset, such as 2020-02-11T10:00:00Z.',
  }),
  place: line(200).nullable().default(null),
});
export type MeetingInput = z.infer<typeof meetingInput>;
export const meetingPatch = patchOf(meetingInput);

export const meetingCancellation = z.strictObject({ reason: line(500) });

export const agendaInput = z.strictObject({
  periodIds: z.array(z.uuid()).max(24).describe('The periods whose reports the meeting gets.'),
});

export const publicationInput = z.strictObject({
  publishedOn: z.iso.date().describe('The London date on which the papers were published.'),
  urgency: line(500)
    .nullable()
    .default(null)
    .describe('Why they could not wait for another meeting. Needed where they were late.'),
});
export type PublicationInput = z.infer<typeof publicationInput>;

/** More than a year of every committee of a large council. */
export const meetingImport = z.strictObject({
  calendar: z
    .string()
    .max(300_000)
    .describe('The text of a CSV table with headings, or of an iCalendar file.'),
  plan: sha256Digest
    .nullable()
    .default(null)
    .describe('That a dry run with the same calendar gave; null: a dry run.'),
});

const days = z.int().min(0).max(60);

/** The local numbers of a programme's clock, in working days. */
export const clockSetting = z
  .strictObject({
    publishWithin: z.int().min(0).max(20).describe('After a meeting, by when its decisions are published.'),
    callInDays: z.int().min(0).max(20).describe('After that, how long they can be called in.'),
    ownerDays: days.describe('Before the papers have to be published: when the owners’ drafts are due.'),
    reviewerDays: days.describe('When the reviewer has decided on every part.'),
    managerDays: days.describe('When the programme manager sends the report to the SRO.'),
    sroDays: days.describe('When the SRO approves it.'),
  })
  .superRefine(({ ownerDays, reviewerDays, managerDays, sroDays }, ctx) => {
    const inOrder: [string, number, number][] = [
      ['reviewerDays', ownerDays, reviewerDays],
      ['managerDays', reviewerDays, managerDays],
      ['sroDays', managerDays, sroDays],
    ];
    for (const [path, before, own] of inOrder)
      if (own > before)
        ctx.addIssue({
          code: 'custom',
          path: [path],
          message: 'This comes after the step before it: give as many days or fewer.',
        });
  });
export type ClockSetting = z.infer<typeof clockSetting>;
