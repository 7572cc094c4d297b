import { z } from 'zod';
import { narrative } from '../../platform/index.js';

/** Putting a public edition on the public page. */
export const publishInput = z.strictObject({
  from: z.iso
    .date()
    .nullable()
    .default(null)
    .describe('The London date from which it is to be seen; null for at once.'),
});
export type PublishInput = z.infer<typeof publishInput>;

export const takeDownInput = z.strictObject({ reason: narrative(2000) });
