import { describe, expect, it } from '@jest/globals';
import { delegationIssues } from './delegation.rules.js';

const paths = (delegateId: string, startsOn: string, endsOn: string): string[] =>
  delegationIssues({ delegateId, startsOn, endsOn }, 'sro', '2028-02-29').map(({ path }) => path);

describe('a delegation', () => {
  it.each([
    ['for today alone', 'deputy', '2028-02-29', '2028-02-29', []],
    ['for a year', 'deputy', '2028-03-01', '2029-03-01', []],
    ['for a year and a day', 'deputy', '2028-03-01', '2029-03-02', ['endsOn']],
    ['from yesterday', 'deputy', '2028-02-28', '2028-03-01', ['startsOn']],
    ['backwards', 'deputy', '2028-03-02', '2028-03-01', ['endsOn']],
    ['to oneself', 'sro', '2028-03-01', '2028-03-02', ['delegateId']],
    ['wrong in every way', 'sro', '2027-01-01', '2026-01-01', ['delegateId', 'startsOn', 'endsOn']],
  ])('%s', (_what, delegateId, startsOn, endsOn, expected) => {
    expect(paths(delegateId, startsOn, endsOn)).toEqual(expected);
  });
});
