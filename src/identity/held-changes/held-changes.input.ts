import { z } from 'zod';
import { line, pageQuery } from '../../platform/index.js';

export const heldChangeList = pageQuery.extend({
  /** `true`: only those that wait. */
  waiting: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});
export type HeldChangeList = z.infer<typeof heldChangeList>;

export const heldChangeRefusal = z.strictObject({ reason: line(500) });
export type HeldChangeRefusal = z.infer<typeof heldChangeRefusal>;
