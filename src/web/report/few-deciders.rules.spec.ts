import { expect, it } from '@jest/globals';
import { fewDeciders, fewDecidersInWords } from './few-deciders.rules.js';

const approvers = [
  { programmeId: 'cs', userId: 'manager' },
  { programmeId: null, userId: 'sro' },
  { programmeId: 'cs', userId: 'sro' },
  { programmeId: 'elsewhere', userId: 'other' },
];
const part = (title: string, more: object = {}) =>
  ({ title, status: 'draft', isLeftOut: false, ownerId: 'owner', authorIds: ['owner'], programme: { id: 'cs' }, ...more }) as unknown as Parameters<typeof fewDeciders>[0][number]; // prettier-ignore

it('finds the parts at work on which one person could decide, or nobody', () => {
  const found = fewDeciders(
    [
      part('Theme 1'),
      part('Risks', { authorIds: ['manager'] }),
      part('Concerns', { ownerId: 'manager' }),
      part('Budget', { status: 'in_review', authorIds: ['manager', 'sro'] }),
      part('Workforce', { status: 'approved', authorIds: ['manager', 'sro'] }),
      part('Measures', { isLeftOut: true, authorIds: ['manager', 'sro'] }),
    ],
    approvers,
  );
  expect(found).toEqual([
    { userId: 'sro', titles: ['Risks', 'Concerns'] },
    { userId: null, titles: ['Budget'] },
  ]);
  expect(found.map(({ titles, userId }) => fewDecidersInWords(titles, userId ?? undefined))).toEqual([
    'Nobody but sro can decide on Risks and Concerns: ask them to name a stand-in.',
    'Nobody can decide on Budget: give one more person a role that approves parts.',
  ]);
});

it('has nothing to say where two people could', () => {
  expect(fewDeciders([part('Theme 1')], approvers)).toEqual([]);
  expect(fewDeciders([], [])).toEqual([]);
});
