import { DateTime } from 'luxon';
import type { ProblemIssue } from '../../platform/index.js';

/**
 * What is wrong with the people and dates of a new delegation.
 * @param today London date; all dates are London dates, both ends included.
 */
export function delegationIssues(
  body: { delegateId: string; startsOn: string; endsOn: string },
  delegatorId: string,
  today: string,
): ProblemIssue[] {
  const issues: ProblemIssue[] = [];
  if (body.delegateId === delegatorId)
    issues.push({ path: 'delegateId', message: 'You cannot stand in for yourself.' });
  if (body.startsOn < today)
    issues.push({ path: 'startsOn', message: 'A delegation cannot begin before today.' });
  if (body.endsOn < body.startsOn)
    issues.push({ path: 'endsOn', message: 'The last day is before the first.' });
  const latest = DateTime.fromISO(body.startsOn, { zone: 'utc' }).plus({ years: 1 }).toISODate() ?? '';
  if (body.endsOn > latest) issues.push({ path: 'endsOn', message: 'A delegation lasts one year at most.' });
  return issues;
}
