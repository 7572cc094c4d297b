import { z } from 'zod';
import { periodIn } from '../performance/index.js';
import { line } from '../platform/index.js';
import { month } from '../programmes/index.js';

/** What is counted of a team, in printed order. */
export const WORKFORCE_COLUMNS = [
  'establishment',
  'permanent',
  'vacant',
  'agency',
  'covering',
  'starters',
  'leavers',
] as const;
export type WorkforceColumn = (typeof WORKFORCE_COLUMNS)[number];

/** What a table of a report can be. `none`: it has nothing that the product keeps, such as the key to the ratings. */
export const TABLE_KINDS = [
  'summary',
  'people',
  'overall',
  'budget',
  'concerns',
  'developments',
  'risks',
  'overview',
  'measures',
  'plan',
  'workforce',
  'none',
] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** What a column can hold, beside the periods of a table of figures (`period:2019-08`, `month:8` without a year) and the quarters of a plan (`quarter:4`, `quarter:4:2018`). */
export const FIXED_ROLES = {
  summary: ['label', 'value'],
  people: ['role', 'theme', 'person', 'job'],
  overall: ['text', 'rag'],
  budget: ['theme', 'title', 'budget', 'actual', 'forecast', 'variance', 'comment'],
  concerns: ['reference', 'title', 'description', 'owner', 'due'],
  developments: ['reference', 'title', 'description', 'owner', 'due'],
  risks: [
    'reference',
    'kind',
    'description',
    'mitigation',
    'raised',
    'owner',
    'probability',
    'impact',
    'score',
  ],
  overview: ['text', 'rag'],
  measures: [
    'reference',
    'measure',
    'current',
    'basis',
    'target',
    'minimum',
    'upper',
    'polarity',
    'trend',
    'national',
    'region',
    'neighbours',
    'good',
  ],
  plan: ['reference', 'objective', 'action', 'owner', 'due', 'narrative', 'rating'],
  workforce: ['team', 'post', ...WORKFORCE_COLUMNS, 'rate'],
  none: [],
} as const satisfies Record<TableKind, readonly string[]>;

/** A column's role; `none` = it is not read. */
export type Role = string;
export const NO_ROLE = 'none';

/** Which years the quarters of a plan belong to, where the headings do not say. */
export const QUARTER_YEARS = ['trailing', 'forward'] as const;

const FIXED: ReadonlySet<string> = new Set([NO_ROLE, ...Object.values(FIXED_ROLES).flat()]);

/** Whether a column can hold this: a fixed role, a period as it is labelled, a quarter with or without its year. */
function isRole(role: string): boolean {
  if (FIXED.has(role) || /^quarter:[1-4](:(19|20)\d{2})?$|^month:([1-9]|1[0-2])$/.test(role)) return true;
  const [, label] = /^period:(.+)$/.exec(role) ?? [];
  if (label === undefined) return false;
  // “2009-10” is a month as a label, and a year as a heading.
  if (/^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(label)) return true;
  const read = periodIn(label);
  return read !== undefined && 'known' in read && read.known === label;
}

const role = z.string().max(40).refine(isRole, 'There is no such column.');

/** What a person decides about one table; what is left out stays as it was proposed. */
export const tableChoice = z.strictObject({
  kind: z.enum(TABLE_KINDS).optional(),
  theme: z.int().min(1).max(99).nullable().optional().describe('The number of the theme that it is about.'),
  group: line(300).nullable().optional().describe('What a group of measures is called.'),
  heads: z.int().min(0).max(10).optional().describe('How many rows at the top are headings.'),
  columns: z.array(role).max(63).optional(),
  targetsFrom: month
    .nullable()
    .optional()
    .describe('The month from which the targets of its measures apply; null = not said.'),
  better: z
    .array(
      z.strictObject({
        row: z.int().min(1).max(5000),
        is: z.enum(['higher', 'lower']).nullable().describe('Null = not said.'),
      }),
    )
    .max(500)
    .optional()
    .describe('Which direction is better for the measure in a row: without it a target cannot be kept.'),
  accepted: z
    .array(z.string().max(40))
    .max(500)
    .optional()
    .describe('The keys of the doubts that a person has looked at and accepts.'),
});
export type TableChoice = z.infer<typeof tableChoice>;

/** What a person decides about a whole document. */
export const intakeChoices = z.strictObject({
  asAt: z.iso.date().nullable().default(null).describe('The date of the report; null = as it says itself.'),
  quarters: z
    .enum(QUARTER_YEARS)
    .nullable()
    .default(null)
    .describe('Whether quarters without a year look back or ahead; null = not said yet.'),
  people: z
    .record(z.string().max(200), z.uuid().nullable())
    .default({})
    .describe('Who is meant by a name: an account, or null for nobody.'),
  tables: z
    .record(z.string().regex(/^\d{1,3}$/), tableChoice)
    .default({})
    .describe('By the number of the table in the document, from 1.'),
});
export type IntakeChoices = z.infer<typeof intakeChoices>;
