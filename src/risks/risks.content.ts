import { z } from 'zod';
import { line, narrative } from '../platform/index.js';

const isoDate = z.iso.date();
const likelihood = z.int().min(1).max(5);

export const RISK_KINDS = ['risk', 'issue'] as const;
export const RESPONSES = ['avoid', 'reduce', 'transfer', 'accept', 'share'] as const;
export const PROXIMITIES = ['imminent', 'three_months', 'this_year', 'later'] as const;
/** From the least to the worst. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

/** Probability and impact, each 1 to 5. One of them without the other has no score: unknown is not zero. */
const rating = z.strictObject({ probability: likelihood.nullable(), impact: likelihood.nullable() });
export type RiskRating = z.infer<typeof rating>;

const ids = z.array(z.uuid()).max(50);

const acceptance = z.strictObject({
  approverId: z.uuid().describe('Who accepts it; not its owner.'),
  on: isoDate,
  until: isoDate.describe('When it has to be decided again.'),
  reason: narrative(2000),
});

/** The input of a person who accepts a risk themselves, from today. */
export const acceptanceInput = acceptance.pick({ until: true, reason: true });
export type AcceptanceInput = z.infer<typeof acceptanceInput>;

export const riskEntry = z.strictObject({
  id: z.uuid().describe('Stable from month to month, also when a risk becomes an issue.'),
  number: z.int().min(1).max(9999).describe('The number that people use for it; it never changes.'),
  kind: z.enum(RISK_KINDS).describe('A risk may happen; an issue has happened.'),
  cause: narrative(2000).nullable(),
  event: narrative(2000),
  consequence: narrative(2000).nullable(),
  mitigation: narrative(4000).nullable().describe('What is done about it.'),
  response: z.enum(RESPONSES).nullable(),
  ownerId: z.uuid().nullable(),
  raised: z
    .string()
    .regex(
      /^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/,
      'Give a day (2020-01-15) or a month (2020-01).',
    )
    .refine((value) => value.length === 7 || isoDate.safeParse(value).success, 'There is no such day.'),
  lastReviewedOn: isoDate.nullable(),
  reviewOn: isoDate.nullable().describe('When it is looked at next.'),
  nextAction: narrative(1000).nullable(),
  inherent: rating.describe('Before anything is done.'),
  current: rating.describe('With what is done now.'),
  target: rating.describe('What the council can live with.'),
  proximity: z.enum(PROXIMITIES).nullable().describe('When it would happen.'),
  severity: z.enum(SEVERITIES).nullable().describe('Of an issue.'),
  status: z.enum(['open', 'closed']),
  closedReason: narrative(2000).nullable(),
  acceptance: acceptance.nullable(),
  links: z
    .strictObject({ actionIds: ids, measureIds: ids, concernIds: ids })
    .describe('Stable ids of what it is connected with in other sections; not looked up there.'),
});
export type RiskEntryDocument = z.infer<typeof riskEntry>;

/**
 * What an owner writes for one period's register: the whole document. What was open in the last approved register cannot be left out,
 * and keeps its number.
 */
export const risksDocument = z
  .strictObject({ entries: z.array(riskEntry).max(200) })
  .superRefine(({ entries }, ctx) => {
    entries.forEach((one, index) => {
      const wrong = (path: string, message: string) => {
        ctx.addIssue({ code: 'custom', path: ['entries', index, ...path.split('.')], message });
      };
      if (entries.findIndex(({ id }) => id === one.id) !== index) wrong('id', 'This id is already used.');
      if (entries.findIndex(({ number }) => number === one.number) !== index)
        wrong('number', 'This number is already used.');
      if (one.kind === 'risk' && one.severity !== null)
        wrong('severity', 'A risk has probability and impact. Severity is for issues.');
      if (one.kind === 'issue') {
        for (const key of ['inherent', 'current', 'target'] as const)
          if (one[key].probability !== null || one[key].impact !== null)
            wrong(key, 'An issue has happened: it has a severity, and no probability or impact.');
        if (one.proximity !== null) wrong('proximity', 'An issue has happened: it has no proximity.');
      }
      if (one.status === 'open' && one.closedReason !== null)
        wrong('closedReason', 'Only a closed entry has a reason for closing it.');
      if (one.acceptance === null) return;
      if (one.response !== 'accept')
        wrong('acceptance', 'Only an entry whose response is “accept” can be accepted.');
      if (one.acceptance.approverId === one.ownerId)
        wrong('acceptance.approverId', 'The owner cannot accept their own risk.');
      if (one.acceptance.until < one.acceptance.on)
        wrong('acceptance.until', 'The acceptance cannot end before it begins.');
    });
  });
export type RisksDocument = z.infer<typeof risksDocument>;

const band = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Use small letters, digits and hyphens.'),
  name: line(40),
  rank: z.int().min(1).max(10).describe('1 is the least.'),
});
const cell = z.strictObject({
  probability: likelihood,
  impact: likelihood,
  score: z.int().min(1).max(1000),
  band: z.string(),
});

/** A table of 25 cells: the score and the band of each probability and impact. */
export const matrix = z.strictObject({
  name: line(200),
  bands: z.array(band).min(2).max(10),
  cells: z.array(cell).length(25, 'A matrix has 25 cells.'),
});
export type Matrix = z.infer<typeof matrix>;

const score = z.object({ score: z.int(), band: z.string() }).nullable();
export const MOVEMENTS = ['new', 'up', 'down', 'same', 'converted', 'not_comparable', 'closed'] as const;

/** The register as it is read, approved and sealed. */
export const risksContent = z
  .object({
    matrix,
    entries: z.array(
      riskEntry.extend({
        derived: z.object({
          scores: z
            .object({ inherent: score, current: score, target: score })
            .describe('From the matrix; null unless both numbers are given.'),
          movement: z
            .enum(MOVEMENTS)
            .nullable()
            .describe('Against the last approved register; null when there is none.'),
          previous: z
            .object({
              kind: z.enum(RISK_KINDS),
              probability: likelihood.nullable(),
              impact: likelihood.nullable(),
              score: z.int().nullable().describe('By the matrix of this register.'),
              severity: z.enum(SEVERITIES).nullable(),
            })
            .nullable(),
        }),
      }),
    ),
  })
  .meta({ id: 'RisksContent', description: 'One period’s register of risks and issues.' });
export type RisksContent = z.infer<typeof risksContent>;
