import { z } from 'zod';
import { sha256Digest } from '../../platform/index.js';
import { MISSING_REASONS, STATES, UNITS } from '../measures.content.js';
import { SPANS } from '../period.rules.js';
import { LAYOUTS } from './read-layout.js';

const finding = z
  .object({
    row: z.int().nullable().describe('As a spreadsheet numbers it, from 1; null = the whole file.'),
    column: z.string().nullable().describe('As a spreadsheet letters it: A, B, …'),
    value: z.string().nullable().describe('What is written there, cut to 120 characters.'),
    reason: z.string(),
  })
  .meta({ id: 'ImportFinding', description: 'Something to know about a place in the file.' });

const readingValue = z
  .object({
    missingReason: z.enum(MISSING_REASONS).nullable(),
    value: z.number().nullable(),
    decimals: z.int(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    asAt: z.iso.date().nullable(),
    state: z.enum(STATES),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ImportedFigure' });

const count = z.int().min(0);

/** What an import would change, or has changed. */
export const importView = z
  .object({
    dryRun: z.boolean().describe('Nothing was written.'),
    sha256: sha256Digest.describe('Of the file.'),
    plan: sha256Digest.describe(
      'Of the file, the choices and every change: send it back to carry out just this.',
    ),
    layout: z.enum(LAYOUTS),
    sheet: z.string().nullable().describe('The worksheet that was read; null for CSV.'),
    asAt: z.iso.date(),
    rows: count.describe('Rows that hold something.'),
    counts: z.object({
      figures: count.describe('That found their place.'),
      new: count,
      changed: count.describe('Provisional ones that are replaced.'),
      restated: count.describe('Ones that were relied on, replaced with a reason.'),
      same: count.describe('Equal to what is recorded.'),
      problems: count,
    }),
    changes: z.array(
      z.object({
        row: z.int(),
        column: z.string(),
        measure: z.object({
          id: z.uuid(),
          reference: z.string().nullable(),
          title: z.string(),
          unit: z.enum(UNITS).nullable(),
        }),
        span: z.enum(SPANS),
        period: z.string().describe('2020-01; a quarter as 2019/20 Q4, a year as 2018/19.'),
        kind: z.enum(['new', 'changed', 'restated']),
        before: readingValue.nullable(),
        after: readingValue,
      }),
    ),
    problems: z.array(finding).describe('Any of them keeps the whole file out. Every row with one is named.'),
    warnings: z
      .array(
        finding.extend({
          accept: z
            .string()
            .nullable()
            .describe(
              'Send this cell in “accepted” to record the figure all the same; null = nothing has to be accepted.',
            ),
        }),
      )
      .describe(
        'To be looked at. A figure that can hardly be true is recorded only when its cell is accepted.',
      ),
    ignored: z.array(finding).describe('In the file and not imported.'),
  })
  .meta({ id: 'ReadingsImport', description: 'What importing a file of readings changes.' });
export type ImportView = z.infer<typeof importView>;
