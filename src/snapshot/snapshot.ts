import { z } from 'zod';
import { sha256Digest } from '../platform/index.js';
import { financialQuarter, RAGS } from '../programmes/index.js';
import { themeAction, themeObjective, themeOverview } from '../themes/index.js';
import { correction } from './correction.js';
import { EDITIONS, publication } from './publication.js';

/*
 * The sealed format, as schemas because they also describe it to readers of the API. What is sealed was made by our own code
 * and is held by its hash: nothing parses a snapshot with these on its way out.
 */

/** A person as a report prints them; the public edition may keep the job title alone. */
export const snapshotPerson = z
  .object({ id: z.uuid(), name: z.string(), jobTitle: z.string() })
  .meta({ id: 'Person', description: 'A person as a report prints them.' });
export type SnapshotPerson = z.infer<typeof snapshotPerson>;

/** Who approved a report, in whose place. */
const sealApprover = snapshotPerson
  .extend({
    standsInFor: z
      .array(snapshotPerson.extend({ until: z.iso.date().describe('The last London day of it.') }))
      .optional()
      .describe(
        'Those whose role gave the right to approve; missing where a role of the approver did, and in what was sealed before this was recorded.',
      ),
  })
  .meta({ id: 'Approver', description: 'Who approved a report, and for whom.' });
export type SealApprover = z.infer<typeof sealApprover>;

/** A person, and nothing else that happens to have a name. */
export const isPerson = (value: object): value is SnapshotPerson =>
  'id' in value && 'name' in value && 'jobTitle' in value && Object.keys(value).length === 3;

/** How a document names people, and how a sealed one does: by what a report prints of them. */
export const PERSON_KEYS = {
  ownerId: 'owner',
  ownerIds: 'owners',
  approverId: 'approver',
} as const;
type PersonKeys = typeof PERSON_KEYS;

/** A section room's content as it is sealed: every id of a person replaced by the person, whatever the depth. */
export type Sealed<Content> = Content extends readonly (infer Item)[]
  ? Sealed<Item>[]
  : Content extends object
    ? {
        [Key in keyof Content as Key extends keyof PersonKeys ? PersonKeys[Key] : Key]: Key extends 'ownerIds'
          ? SnapshotPerson[]
          : Key extends keyof PersonKeys
            ? SnapshotPerson | null
            : Sealed<Content[Key]>;
      }
    : Content;

/** One theme, as sealed: the themes room's content with its people resolved. */
const snapshotTheme = z.object({
  overview: themeOverview,
  objectives: z.array(
    themeObjective.extend({
      actions: z.array(themeAction.omit({ ownerId: true }).extend({ owner: snapshotPerson.nullable() })),
    }),
  ),
});
export type SnapshotTheme = z.infer<typeof snapshotTheme>;

/** How one contribution stood when the report was assembled. */
const sectionOf = <Kind extends z.ZodType<string>, Content extends z.ZodType>(kind: Kind, content: Content) =>
  z.object({
    kind,
    contributionId: z.uuid(),
    subject: z
      .object({ id: z.uuid(), number: z.int().min(1), title: z.string() })
      .describe('What the contribution is about: theme 2, “A robust model of social work practice”.'),
    content: content
      .nullable()
      .describe('Null when nothing has ever been approved for it; the report then says so.'),
    notUpdatedSince: z.iso
      .date()
      .nullable()
      .describe(
        'Null when this period’s own text was approved. Otherwise the as-at date (London date) of the period whose approved text is printed instead, stamped “not updated since”.',
      ),
    history: z.object({
      editors: z.array(snapshotPerson),
      submittedBy: snapshotPerson.nullable(),
      approvedBy: snapshotPerson.nullable(),
      approvedAt: z.iso.datetime().nullable(),
    }),
  });

const themeSnapshotSection = sectionOf(z.literal('theme'), snapshotTheme).meta({
  id: 'ThemeSnapshotSection',
});
export type ThemeSnapshotSection = z.infer<typeof themeSnapshotSection>;

/** A section of any kind; the kind says what its content is. */
const snapshotSection = sectionOf(z.string(), z.unknown()).meta({
  id: 'SnapshotSection',
  description: 'A section of a kind that a later release adds.',
});
export type SnapshotSection = z.infer<typeof snapshotSection>;

/** Narrows a sealed section to a theme. */
export function isTheme(section: SnapshotSection): section is ThemeSnapshotSection {
  return section.kind === ('theme' satisfies ThemeSnapshotSection['kind']);
}

/** A question that was asked before approval, with its answer. */
const sealedChallenge = z.object({
  rule: z.string(),
  key: z.string(),
  place: z.string().describe('What it is about, in words.'),
  about: z
    .object({ contributionId: z.uuid().nullable(), entryId: z.string().nullable() })
    .nullish()
    .describe('What it is about, by its ids; missing in what was sealed before this was recorded.'),
  question: z.string(),
  reason: z.string().describe('The answer: why it is accepted as it is.'),
  print: z.boolean().describe('Printed in the report.'),
  answeredBy: snapshotPerson,
  answeredAt: z.iso.datetime(),
  standsSince: z
    .string()
    .optional()
    .describe(
      'The period whose report was given the answer, which stands since; missing where it was given to this report.',
    ),
});
export type SealedChallenge = z.infer<typeof sealedChallenge>;

/** A question of a member, open or answered. Who of the public asked something is never in it. */
const memberQuestion = z.object({
  id: z.uuid(),
  number: z.int().min(1).describe('Within the programme.'),
  committee: z.string().describe('The body whose member asked, or to which the public wrote.'),
  edition: z
    .enum(EDITIONS)
    .describe('Which edition that body gets: the public one has what public bodies asked.'),
  meetingOn: z.iso.date().nullable().describe('London date; null where it came by the public form.'),
  askedBy: z.string().nullable().describe('The member, as the minutes name them.'),
  askedOn: z.iso.date(),
  text: z.string(),
  owner: snapshotPerson.describe('Who answers it.'),
  dueOn: z.iso.date(),
  answer: z
    .object({
      number: z.int().min(1).describe('1, or higher where it corrects an earlier answer.'),
      text: z.string(),
      by: snapshotPerson,
      on: z.iso.date().describe('The London date of its approval.'),
      correctionReason: z.string().nullable(),
    })
    .nullable()
    .describe('Null while it is open.'),
});
export type MemberQuestion = z.infer<typeof memberQuestion>;

/** How a report and its readers call a question: `Question 3 of a member (Cabinet)`. */
export const memberQuestionName = ({
  number,
  committee,
  meetingOn,
}: Pick<MemberQuestion, 'number' | 'committee' | 'meetingOn'>): string =>
  `Question ${number} of ${meetingOn === null ? 'the public' : 'a member'} (${committee})`;

/**
 * Everything a highlight report says, as the SRO approved it: the one input of every PDF, page, data file and mail.
 * Sealed as canonical JSON (RFC 8785) with its SHA-256. It holds nothing that is known only after approval.
 */
export const reportSnapshot = z
  .object({
    format: z.literal('highlight-report/1'),
    programme: z.object({ id: z.uuid(), name: z.string(), council: z.string() }),
    period: z.object({
      id: z.uuid(),
      label: z.string(),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
      asAt: z.iso.date(),
    }),
    report: z.object({
      id: z.uuid(),
      revision: z.int().min(1),
      correctionReason: z.string().nullable(),
      lateReason: z
        .string()
        .nullish()
        .describe(
          'Why it goes without what some parts should say; null where none is late, missing in what was sealed before this was recorded.',
        ),
      corrects: correction
        .nullish()
        .describe(
          'Null in the first version of a period; missing in what was sealed before this was recorded.',
        ),
    }),
    roles: z
      .array(z.object({ role: z.string(), person: snapshotPerson }))
      .describe('In printed order, the Senior Responsible Officer first.'),
    overall: z.object({
      rag: z.enum(RAGS),
      narrative: z.string(),
      summary: z.string().nullish().describe('The whole report in at most three sentences.'),
      asks: z.array(z.string()).nullish().describe('What the committee is asked to do.'),
    }),
    backgroundPapers: z
      .array(z.string())
      .nullish()
      .describe('What the report relies on (Local Government Act 1972, section 100D), by title.'),
    glossary: z
      .array(z.object({ term: z.string(), meaning: z.string() }))
      .nullish()
      .describe('The programme’s own abbreviations.'),
    publication: publication
      .nullish()
      .describe('What the public edition leaves out; missing in what was sealed before there were editions.'),
    quarters: z.array(financialQuarter).describe('The quarters that the action tables print, oldest first.'),
    sections: z.array(z.union([themeSnapshotSection, snapshotSection])).describe('In printed order.'),
    challenges: z
      .array(sealedChallenge)
      .describe(
        'What the report was asked before approval and answered as it stands; only some are printed.',
      ),
    memberQuestions: z
      .array(memberQuestion)
      .nullish()
      .describe(
        'What members asked by the as-at day, by committee and number; missing in what was sealed before this was kept.',
      ),
  })
  .meta({
    id: 'ReportSnapshot',
    description:
      'Everything a highlight report says, as approved. Sealed as canonical JSON (RFC 8785); its hash is the SHA-256 of those bytes.',
  });
export type ReportSnapshot = z.infer<typeof reportSnapshot>;

/** What is known once it is sealed, printed beside the snapshot and never part of its hash. */
export const seal = z.object({
  versionId: z.uuid(),
  version: z.int().min(1).describe('1, 2, … within the period.'),
  sha256: sha256Digest.describe('Of the canonical JSON that the SRO approved.'),
  approvedBy: sealApprover,
  approvedAt: z.iso.datetime().describe('UTC.'),
});
export type Seal = z.infer<typeof seal>;
