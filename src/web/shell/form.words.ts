import type { z } from 'zod';
import { atMost } from '../../platform/index.js';

type Issue<C> = Extract<z.core.$ZodRawIssue, { code: C }>;

/**
 * What a schema finds, in plain words, where the room has none of its own. Without it pages would say “Too big: expected number to be <=365”.
 * @returns undefined for what a form cannot send.
 */
export function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return wrongKind(issue);
  if (issue.code === 'too_big') return tooBig(issue);
  if (issue.code === 'too_small') return tooSmall(issue);
  if (issue.code === 'invalid_value') return 'Choose one of these';
  return issue.code === 'invalid_format' && issue.format === 'date' ? 'Enter a day that exists' : undefined;
}

/** Of {@link plainly}: what was typed is no number, or none that is allowed. It names no field. */
export const isAboutNumber = (message: string): boolean => message.startsWith('Use ');

function wrongKind({ input, expected }: Issue<'invalid_type'>): string | undefined {
  if (input === null || input === undefined) return 'Fill this in';
  if (expected === 'int') return 'Use a whole number, such as 12';
  return expected === 'number' ? 'Use a number, such as 12.5' : undefined;
}

function tooBig(issue: Issue<'too_big'>): string | undefined {
  const { origin, maximum, inclusive } = issue;
  if (origin === 'string') return atMost(Number(maximum)).error(issue);
  if (origin === 'array') return `Choose at most ${grouped(maximum)}`;
  if (!isNumber(origin)) return undefined;
  return inclusive === false ? `Use less than ${grouped(maximum)}` : `Use ${grouped(maximum)} or less`;
}

function tooSmall({ origin, minimum, inclusive }: Issue<'too_small'>): string | undefined {
  if (origin === 'string') return 'Fill this in';
  if (origin === 'array') return `Choose at least ${Number(minimum) === 1 ? 'one' : grouped(minimum)}`;
  if (!isNumber(origin)) return undefined;
  return inclusive === false ? `Use more than ${grouped(minimum)}` : `Use ${grouped(minimum)} or more`;
}

const isNumber = (origin: string): boolean => origin === 'number' || origin === 'int';

const grouped = (limit: number | bigint): string => limit.toLocaleString('en-GB');
