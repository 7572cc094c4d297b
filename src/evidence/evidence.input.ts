import { z } from 'zod';
import { line, narrative, pageQuery } from '../platform/index.js';

/** What somebody says of a file that they attach; the file comes after it in the form. */
export const evidenceInput = z.strictObject({
  title: line(200).describe('What it shows: “Minutes of the board, 12 March”.'),
  note: narrative(2000).nullable().default(null),
  entry: z
    .string()
    .regex(
      /^[a-z]{1,20}\/[0-9a-z-]{1,64}$/,
      'An entry is written as the name of its list and its id: actions/1f0c….',
    )
    .nullable()
    .default(null)
    .describe(
      'What of the part it is about, such as `actions/1f0c…`; of a report, `answers/` with the key of a question.',
    ),
});
export type EvidenceInput = z.infer<typeof evidenceInput>;

/** Why it is withdrawn, released or held back. */
export const evidenceReason = z.strictObject({ reason: narrative(2000) });

export const EVIDENCE_STATES = ['kept', 'released', 'withdrawn', 'deleted'] as const;

export const evidenceList = pageQuery.extend({
  state: z.enum(EVIDENCE_STATES).optional().describe('Left out: whatever is kept, released or not.'),
  entry: z.string().max(100).optional().describe('Of one entry, in whatever period it was attached.'),
});
export type EvidenceList = z.infer<typeof evidenceList>;
