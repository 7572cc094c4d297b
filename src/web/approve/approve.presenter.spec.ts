import { describe, expect, it } from '@jest/globals';
import type { ReportAround, ReportPreview } from '../../reporting/index.js';
import { paths } from '../shell/index.js';
import { hashGroups, presentNotApprovable, questions } from './approve.presenter.js';

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = (status: string, actions: string[]): ReportAround =>
  ({
    report: { id, status, actions, revision: 1 },
    period: { label: 'January 2020' },
    programme: { name: 'Improvement' },
  }) as unknown as ReportAround;
const preview = {
  blockers: [
    { path: `challenges.${'a'.repeat(32)}`, message: 'Why is it so?' },
    { path: 'lateReason', message: 'Nothing says why.' },
  ],
} as unknown as ReportPreview;
const others = [{ id, name: 'Sam Shaw', jobTitle: 'Director' }];

describe('why a report cannot be approved', () => {
  it('names what stands in the way, a question with its link', () => {
    const page = presentNotApprovable(around('in_review', ['approve']), preview, others, true);
    expect(page.head.lead).toBe('This report cannot be approved yet: 2 things stand in the way.');
    expect(page.reasons.map(({ href }) => href)).toEqual([paths.question(id, 'a'.repeat(32)), null]);
  });

  it('says of own text who can, and of a draft where it is', () => {
    const own = presentNotApprovable(around('in_review', []), preview, others, true);
    expect(own.head.lead).toBe(
      'You edited or submitted this report, so somebody else has to approve it: Sam Shaw, Director.',
    );
    expect(own.reasons).toEqual([]);
    const draft = presentNotApprovable(around('draft', []), preview, others, true);
    expect(draft.head.lead).toContain('not with you yet');
  });
});

it('a hash has sixteen groups of four', () => {
  expect(hashGroups('9f3a'.repeat(16))).toEqual(Array.from({ length: 16 }, () => '9f3a'));
});

it('says which answers were given to several questions, and which come from earlier reports', () => {
  const answered = (reason: string, more: object = {}) => ({
    key: reason,
    question: `Why “${reason}”?`,
    answer: { reason, print: false, standsSince: null, ...more },
  });
  const challenges = [
    answered('It is accepted.'),
    answered('It is accepted. ', { print: true }),
    answered('The law wants it.', { standsSince: 'December 2019' }),
  ] as unknown as ReportPreview['challenges'];
  const same = new Map([['The law wants it.', { since: 'November 2019', reports: 3 }]]);
  expect(questions({ challenges, same })).toEqual([
    '3 questions were answered; 1 answer will be printed. 1 answer stands from earlier reports.',
    '2 questions have the same answer: “It is accepted.”',
    '“Why “The law wants it.”?” has the same answer in 3 reports, since November 2019.',
  ]);
  expect(questions({ challenges: [], same })).toEqual(['The report raised no questions.']);
});
