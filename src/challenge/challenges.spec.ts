import { describe, expect, it } from '@jest/globals';
import { OWNER, themeSection } from '../snapshot/testing.js';
import { report } from './challenge.fixture.js';
import { challenge } from './challenge.rules.js';
import { askedOf } from './challenges.queries.js';

const answer = (reason: string) => ({
  reason,
  print: true,
  answeredBy: OWNER,
  answeredAt: '2020-01-30T10:00:00Z',
  stands: false,
  standsSince: null,
});

const late = themeSection({ notUpdatedSince: '2019-12-31', content: null });
const asked = (...reasons: string[]) => {
  const left = [...reasons];
  const asked = { ...report(), sections: [late] };
  return askedOf(challenge(asked), asked, () => {
    const reason = left.shift();
    return reason === undefined ? null : answer(reason);
  });
};

describe('the answer to a question', () => {
  it('is no question as long as nobody can be recognised by it', () => {
    expect(asked('It is still so.').map(({ rule }) => rule)).toEqual(['carried-forward']);
  });

  it('is asked about when somebody could be recognised by it, and so is the answer to that', () => {
    const questions = asked('The boy aged 9 has moved.', 'His sister, aged 7, has not.');
    expect(questions.map(({ rule }) => rule)).toEqual(['carried-forward', 'may-recognise', 'may-recognise']);
    expect(questions[1]?.place.label).toBe('The answer to a question');
    expect(questions.map((one) => one.answer === null)).toEqual([false, false, true]);
  });
});
