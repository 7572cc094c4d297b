import type { z } from 'zod';
import { atMost } from '../../platform/index.js';

/**
 * What a schema finds, in plain words, where the room has none of its own. Without it pages would say “Too big: expected number to be <=365”.
 * @returns undefined for what a form cannot send.
 */
export function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === null || issue.input === undefined) return 'Fill this in';
      if (issue.expected === 'int') return 'Use a whole number, such as 12';
      return issue.expected === 'number' ? 'Use a number, such as 12.5' : undefined;
    case 'too_big':
      if (issue.origin === 'string') return atMost(Number(issue.maximum)).error(issue);
      if (issue.origin === 'array') return `Choose at most ${grouped(issue.maximum)}`;
      return isNumber(issue.origin)
        ? `Use ${issue.inclusive === false ? 'less than ' : ''}${grouped(issue.maximum)}${issue.inclusive === false ? '' : ' or less'}`
        : undefined;
    case 'too_small':
      if (issue.origin === 'string') return 'Fill this in';
      if (issue.origin === 'array') return `Choose at least ${grouped(issue.minimum)}`;
      return isNumber(issue.origin)
        ? `Use ${issue.inclusive === false ? 'more than ' : ''}${grouped(issue.minimum)}${issue.inclusive === false ? '' : ' or more'}`
        : undefined;
    case 'invalid_value':
      return 'Choose one of these';
    case 'invalid_format':
      return issue.format === 'date' ? 'Enter a day that exists' : undefined;
    default:
      return undefined;
  }
}

const isNumber = (origin: string): boolean => origin === 'number' || origin === 'int';

const grouped = (limit: number | bigint | undefined): string => Number(limit).toLocaleString('en-GB');
