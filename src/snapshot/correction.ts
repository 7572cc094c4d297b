import { z } from 'zod';
import { sha256Digest } from '../platform/index.js';
import { financialQuarter } from '../programmes/index.js';

const correctedEntry = z.object({
  list: z
    .string()
    .nullable()
    .describe('The list that it stands in: actions, entries, lines. Null for the part’s own fields.'),
  title: z.string().nullable().describe('As it is now. Null when it has none, or was taken out.'),
  within: z.array(z.string()).describe('Titles of what it stands in, the outermost first.'),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z
    .array(z.string())
    .describe('What changed in it, by the names of the fields; empty unless it changed.'),
  ratings: z
    .array(
      z.object({
        quarter: financialQuarter.nullable(),
        was: z.string().nullable(),
        now: z.string().nullable(),
      }),
    )
    .describe('Ratings that changed. Null is not rated.'),
  figures: z
    .array(
      z.object({
        about: z.string().describe('`December 2019`, `December 2019, year to date`, `baseline 2018/19`.'),
        was: z
          .string()
          .nullable()
          .describe('As it was printed; null where there was none, and where it was taken out.'),
        now: z.string().nullable().describe('Null where it was taken out.'),
      }),
    )
    .optional()
    .describe('Figures of a measure that changed; missing in what was sealed before this was recorded.'),
});
export type CorrectedEntry = z.infer<typeof correctedEntry>;

const correctedPart = z.object({
  section: z
    .object({ kind: z.string(), contributionId: z.uuid(), title: z.string() })
    .nullable()
    .describe('Null for the report’s own part: overall progress, roles, period.'),
  change: z.enum(['added', 'removed', 'changed']),
  entries: z
    .array(correctedEntry)
    .describe(
      'Empty when the part was added or removed, or changed in nothing but the order or what is derived.',
    ),
});
export type CorrectedPart = z.infer<typeof correctedPart>;

/**
 * What a correction changed against the version before it. It names what changed and does not repeat what was taken out: a
 * correction may be made just because something should never have been printed. Ratings are told as they were, because their words are
 * few and ours, and so is a figure in whose place another is printed.
 */
export const correction = z
  .object({
    version: z.int().min(1).describe('The version that is corrected.'),
    sha256: sha256Digest.describe('Of its sealed text.'),
    changes: z.array(correctedPart).describe('In printed order. Empty when both versions say the same.'),
  })
  .meta({ id: 'Correction', description: 'What a correction changed against the version before it.' });
export type Correction = z.infer<typeof correction>;
