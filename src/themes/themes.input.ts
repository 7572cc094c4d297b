import { z } from 'zod';
import { line, patchOf } from '../platform/index.js';

export const themeInput = z.strictObject({
  number: z.int().min(1).max(99),
  title: line(300),
  ownerId: z.uuid().nullable().default(null),
});
export type ThemeInput = z.infer<typeof themeInput>;
export const themePatch = patchOf(themeInput);
