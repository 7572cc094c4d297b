import { z } from 'zod';
import { confirmingPassword } from '../identity/index.js';
import { line, narrative, pageQuery } from '../platform/index.js';
import { RAGS } from '../programmes/index.js';
import { stepInput } from '../workflow/index.js';
import { reportSummary } from './summary.rules.js';

export const reportList = pageQuery.extend({
  periodId: z.uuid().optional(),
  programmeId: z.uuid().optional(),
});
export const newReport = z.strictObject({ periodId: z.uuid() });
export const reportText = z.strictObject({
  overall: z.strictObject({
    narrative: narrative().nullable(),
    rag: z.enum(RAGS).nullable(),
    summary: reportSummary.nullable().default(null),
    asks: z.array(line(300)).max(10).default([]).describe('What the committee is asked to do.'),
  }),
  backgroundPapers: z
    .array(line(300))
    .max(50)
    .default([])
    .describe('What the report relies on, by title (Local Government Act 1972, section 100D).'),
  lateReason: narrative(2000).nullable().default(null),
});
export const reportApproval = stepInput.extend({
  /** The hash of what the approver read, from the preview. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'Give the 64 hexadecimal characters of the preview’s hash.'),
  password: confirmingPassword,
});
export const correctionInput = z.strictObject({ reason: narrative(2000) });

export const lookInput = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give the hash of what was read, as the preview gives it.')
    .describe('Of what the report says now, as it was read.'),
});
