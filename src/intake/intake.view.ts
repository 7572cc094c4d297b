import { z } from 'zod';
import { entityVersion } from '../platform/index.js';
import { TABLE_KINDS } from './choices.js';
import type { IntakeAtWork } from './intake.queries.js';
import { planWords } from './plan.rules.js';
import { fatesOf } from './take.rules.js';

const place = z.object({ table: z.int().min(1), row: z.int().min(1) }).nullable();
const left = z.object({ place, what: z.string(), why: z.string() });

export const intakeView = z
  .object({
    version: entityVersion,
    createdAt: z.iso.datetime(),
    asAt: z.iso.date().describe('The date of the report.'),
    asAtFrom: z.enum(['choice', 'document', 'today']),
    tables: z
      .array(
        z.object({
          number: z.int().min(1),
          heading: z.string().nullable(),
          kind: z.enum(TABLE_KINDS),
          theme: z.int().nullable(),
          group: z.string().nullable(),
          heads: z.int().min(0).describe('How many rows at the top are headings.'),
          columns: z.array(z.string()).describe('What each column holds.'),
          cells: z
            .record(z.string(), z.int())
            .describe('How many are taken, asked about, told of, without a place, or headings.'),
          doubts: z.array(z.object({ key: z.string(), message: z.string(), accepted: z.boolean() })),
          notes: z.array(z.string()),
          unplaced: z
            .array(z.object({ row: z.int(), column: z.int(), text: z.string(), why: z.string() }))
            .describe('What has no place, at most a hundred cells.'),
        }),
      )
      .describe('In the order of the document.'),
    people: z.array(
      z.object({
        name: z.string(),
        personId: z.uuid().nullable(),
        by: z.enum(['name', 'choice', 'open']).describe('How it was found out who is meant.'),
      }),
    ),
    unread: z.array(z.string()).describe('What is in the file and is not read.'),
    writes: z.array(z.string()).describe('What would be written now, in words.'),
    left: z.array(left).describe('What would not be written now, with the reason.'),
    questions: z.int().min(0).describe('How many doubts nobody has accepted.'),
  })
  .meta({
    id: 'Intake',
    description: 'A report that somebody brings from a document, before it is written.',
  });
export type IntakeView = z.infer<typeof intakeView>;

export const intakeOutcome = z
  .object({
    written: z.array(z.object({ what: z.string(), count: z.int().min(0) })),
    left: z.array(left),
  })
  .meta({ id: 'IntakeOutcome' });

const MOST_CELLS = 100;

/** What the API says of a report that somebody brings. Pure. */
export function presentIntakeView({ kept, taken, plan }: IntakeAtWork): IntakeView {
  return {
    version: kept.version,
    createdAt: kept.createdAt,
    asAt: taken.asAt,
    asAtFrom: taken.asAtFrom,
    tables: taken.tables.map((table) => {
      const { number, heading, kind, theme, group, heads, columns } = table.of;
      return {
        number,
        heading,
        kind,
        theme,
        group,
        heads,
        columns: [...columns],
        cells: fatesOf([table]),
        doubts: table.doubts.map(({ key, message, accepted }) => ({ key, message, accepted })),
        notes: [...table.notes],
        unplaced: table.marks
          .flatMap((row, at) =>
            row.flatMap(({ fate, why }, column) =>
              fate === 'unplaced'
                ? [
                    {
                      row: at + 1,
                      column: column + 1,
                      text: (table.of.table.rows[at]?.[column]?.text ?? '').slice(0, 120),
                      why: why ?? '',
                    },
                  ]
                : [],
            ),
          )
          .slice(0, MOST_CELLS),
      };
    }),
    people: [...plan.people],
    unread: [...taken.unread],
    writes: planWords(plan),
    left: [...plan.left],
    questions: plan.questions,
  };
}
