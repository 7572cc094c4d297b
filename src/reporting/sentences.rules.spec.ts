import { describe, expect, it } from '@jest/globals';
import { reportSummary } from './summary.rules.js';
import { MOST_SENTENCES, sentences, sentencesWords } from './sentences.rules.js';

describe('the sentences of a summary', () => {
  it.each([
    ['', 0],
    ['One', 1],
    ['One. Two! Three?', 3],
    ['It fell, e.g. in May. It rose.', 2],
    ['It is 3. 5 are open.', 1],
  ])('%j has %i', (text, number) => {
    expect(sentences(text)).toHaveLength(number);
  });

  it('are counted in words for who writes it, as the form counts them that takes it', () => {
    expect(sentencesWords('')).toBe('0 of at most 3 sentences');
    expect(sentencesWords('One. Two.')).toBe('2 of at most 3 sentences');
    expect(sentencesWords('One. Two. Three. Four.')).toBe('4 sentences: 1 more than the 3 that fit');
    const text = (count: number): string => 'So it is. '.repeat(count).trim();
    for (const count of [1, MOST_SENTENCES, MOST_SENTENCES + 1])
      expect([count, reportSummary.safeParse(text(count)).success]).toEqual([
        count,
        !sentencesWords(text(count)).includes('more than'),
      ]);
  });
});
