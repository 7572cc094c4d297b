import { z } from 'zod';
import { invalid } from '../errors/problem.js';
import { schemaIssues } from './json.js';

/** The rule of every PATCH, as the API's description says it. */
export const PATCH_RULE =
  'What is left out stays as it is. Null, or an empty list, takes away what was there.';

/** The body of a PATCH: any of the fields of `whole`, and at least one. No field has a default: what is left out is not sent. */
export function patchOf<Whole extends z.ZodObject>(whole: Whole): z.ZodType<Partial<z.output<Whole>>> {
  const fields = Object.entries<z.core.$ZodType>(whole.shape).map(([name, field]) => [
    name,
    sentField(field),
  ]);
  return z
    .strictObject(Object.fromEntries(fields) as z.ZodRawShape)
    .refine((sent) => Object.keys(sent).length > 0, 'Nothing is to be changed.')
    .meta({ description: PATCH_RULE }) as unknown as z.ZodType<Partial<z.output<Whole>>>;
}

function sentField(field: z.core.$ZodType): z.ZodType {
  if (!(field instanceof z.ZodDefault)) return (field as z.ZodType).optional();
  const { description } = field;
  const sent = (field.unwrap() as z.ZodType).optional();
  return description === undefined ? sent : sent.describe(description);
}

/**
 * What a PATCH asks for, whole: what it leaves out is as it is now. Only a write that holds `current` against If-Match may follow.
 * @throws Problem 422 when the whole breaks a rule.
 */
export function patched<Whole extends z.ZodObject>(
  whole: Whole,
  current: z.output<Whole>,
  change: Partial<z.output<Whole>>,
): z.output<Whole> {
  const before = Object.keys(whole.shape).map((name) => [name, current[name as keyof typeof current]]);
  const parsed = whole.safeParse({ ...Object.fromEntries(before), ...change });
  if (!parsed.success) throw invalid(schemaIssues(parsed.error.issues));
  return parsed.data;
}
