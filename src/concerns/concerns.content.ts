import { z } from 'zod';
import { line, narrative } from '../platform/index.js';

const isoDate = z.iso.date();

/** The two registers that are kept in the same way: what worries the programme now, and what it prepares for later. */
export const CONCERN_KINDS = ['concerns', 'developments'] as const;
export type ConcernKind = (typeof CONCERN_KINDS)[number];

const due = z.strictObject({
  words: z
    .union([z.literal(''), line(200)])
    .describe('As it is printed: “6 weekly to the Improvement Board”. May be empty while it is a draft.'),
  on: isoDate.nullable().describe('The day, where there is one.'),
  every: z
    .strictObject({ count: z.int().min(1).max(99), unit: z.enum(['week', 'month', 'quarter']) })
    .nullable()
    .describe('How often, where it recurs: every 6 weeks.'),
});

const status = z.enum(['open', 'closed']);
const ids = z.array(z.uuid()).max(50);

export const concernEntry = z.strictObject({
  id: z.uuid().describe('Stable from month to month.'),
  reference: z
    .int()
    .min(1)
    .max(999)
    .describe('The number that people know it by; kept while it is carried forward.'),
  title: line(300),
  description: narrative(5000),
  ownerIds: z.array(z.uuid()).min(1, 'Name at least one owner.').max(10),
  due,
  status,
  closedReason: narrative(2000).nullable().describe('Why it was closed; null while it is open.'),
  links: z
    .strictObject({ riskIds: ids, measureIds: ids, actionIds: ids })
    .describe('Stable ids of what it is connected with in other sections.'),
});
export type ConcernEntry = z.infer<typeof concernEntry>;

/**
 * What an owner writes for one register and one period: the whole document, as it is saved. Order is the printed order.
 * What was open in the last approved text cannot be left out: it is carried forward until it is closed with a reason.
 */
export const concernsDocument = z
  .strictObject({ entries: z.array(concernEntry).max(100) })
  .superRefine((content, ctx) => {
    const unique = (
      values: readonly unknown[],
      path: (index: number) => (string | number)[],
      message: string,
    ) => {
      values.forEach((value, index) => {
        if (values.indexOf(value) !== index) ctx.addIssue({ code: 'custom', path: path(index), message });
      });
    };
    const { entries } = content;
    unique(
      entries.map(({ id }) => id),
      (i) => ['entries', i, 'id'],
      'This id is already used.',
    );
    unique(
      entries.map(({ reference }) => reference),
      (i) => ['entries', i, 'reference'],
      'This reference is already used.',
    );
    entries.forEach((one: ConcernEntry, i) => {
      unique(one.ownerIds, (j) => ['entries', i, 'ownerIds', j], 'This owner is named twice.');
      for (const [key, targets] of Object.entries(one.links))
        unique(targets, (j) => ['entries', i, 'links', key, j], 'This is linked twice.');
      if (one.status === 'open' && one.closedReason !== null)
        ctx.addIssue({
          code: 'custom',
          path: ['entries', i, 'closedReason'],
          message: 'Only a closed entry has a reason for closing it.',
        });
    });
  });
export type ConcernsDocument = z.infer<typeof concernsDocument>;

/** What is read, approved and sealed: the document with what the product keeps and works out itself. */
export const concernsContent = z
  .object({
    entries: z.array(
      concernEntry.extend({
        history: z
          .array(z.object({ on: isoDate.describe('London date.'), status, note: z.string() }))
          .describe(
            'The oldest first. One row for each period that raised the entry, closed it or changed when it is due; written by the product.',
          ),
        derived: z.object({
          slipped: z
            .object({ from: isoDate, to: isoDate })
            .nullable()
            .describe('The due date is later than in the last approved report.'),
          isNew: z.boolean().describe('It was not in the last approved report, and there is one.'),
        }),
      }),
    ),
  })
  .meta({
    id: 'ConcernsContent',
    description: 'One period’s key areas of concern, or medium-term developments.',
  });
export type ConcernsContent = z.infer<typeof concernsContent>;
