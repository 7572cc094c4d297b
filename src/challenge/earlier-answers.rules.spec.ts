import { describe, expect, it } from '@jest/globals';
import type { SealedChallenge } from '../snapshot/index.js';
import { OWNER } from '../snapshot/testing.js';
import { answeredBefore } from './earlier-answers.rules.js';

const asked = {
  rule: 'due-passed',
  place: {
    section: 'concerns',
    contributionId: 'c2',
    entryId: 'e1',
    path: 'entries[0].due',
    label: 'Key areas of concern, entry 1',
  },
  question: 'It was due on 10 January. How does it stand?',
};
const sealed = (changes: Partial<SealedChallenge> = {}): SealedChallenge => ({
  rule: asked.rule,
  key: '0'.repeat(32),
  place: asked.place.label,
  about: { contributionId: 'c1', entryId: 'e1' },
  question: 'It was due on 10 December. How does it stand?',
  reason: 'Cabinet met late.',
  print: false,
  answeredBy: OWNER,
  answeredAt: '2019-12-27T10:00:00.000Z',
  ...changes,
});

describe('an answer in the report before', () => {
  it('is found by rule and place, though its facts were others', () => {
    expect(answeredBefore(asked, [sealed()])).toMatchObject({ reason: 'Cabinet met late.' });
  });

  it('is found in what was sealed before the ids were recorded', () => {
    const { about: _about, ...old } = sealed();
    expect(answeredBefore(asked, [old])).not.toBeNull();
  });

  it.each<[string, Partial<SealedChallenge>]>([
    ['another rule', { rule: 'few-cases' }],
    ['another place', { place: 'Key areas of concern, entry 2' }],
    ['another entry in the same place', { about: { contributionId: 'c1', entryId: 'e2' } }],
  ])('is not that of %s', (_, changes) => {
    expect(answeredBefore(asked, [sealed(changes)])).toBeNull();
  });

  it('is the one to the same words where there are two, and none where neither has them', () => {
    const two = [sealed({ reason: 'One.' }), sealed({ reason: 'Two.', question: asked.question })];
    expect(answeredBefore(asked, two)?.reason).toBe('Two.');
    expect(answeredBefore(asked, [sealed(), sealed()])).toBeNull();
  });
});
