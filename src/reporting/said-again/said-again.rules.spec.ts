import { describe, expect, it } from '@jest/globals';
import { answerSince, keptAnswers, oldestTexts, type SaidIn } from './said-again.rules.js';

const LONG = 'Members are briefed each quarter, and the briefing is discussed.';
const OTHER = 'The board met twice, and agreed what is done until the summer.';
const paragraph = (text: string, section = 'theme-1') => ({ section, place: 'Theme 1: Leadership', text });
const answer = (reason: string, place = 'Theme 1: Leadership') => ({
  rule: 'rating-without-reason',
  place,
  question: 'Why?',
  reason,
  print: false,
});
const report = (label: string, more: Partial<SaidIn> = {}): SaidIn => ({
  label,
  paragraphs: [],
  answers: [],
  ...more,
});

describe('the oldest texts', () => {
  it('are those that the newest report has in the words of the reports before it, the oldest first', () => {
    const found = oldestTexts([
      report('January', { paragraphs: [paragraph(OTHER), paragraph(`${LONG} `), paragraph('New words, which nobody has read before today.')] }), // prettier-ignore
      report('December', {
        paragraphs: [paragraph(OTHER), paragraph(LONG.replace('each quarter', 'each\nquarter'))],
      }),
      report('November', { paragraphs: [paragraph(LONG)] }),
    ]);
    // A line break within a paragraph is no other wording.
    expect(found).toMatchObject([
      { since: 'November', reports: 3 },
      { text: OTHER, since: 'December', reports: 2 },
    ]);
  });

  it('end where a report said something else in between, or said it of another part', () => {
    const [newest, oldest] = [
      report('January', { paragraphs: [paragraph(LONG)] }),
      report('November', { paragraphs: [paragraph(LONG)] }),
    ];
    expect(oldestTexts([newest, report('December'), oldest])).toEqual([]);
    const elsewhere = report('December', { paragraphs: [paragraph(LONG, 'theme-2')] });
    expect(oldestTexts([newest, elsewhere])).toEqual([]);
  });

  it('are none of a first report, of short texts, or of what is said twice in one report', () => {
    expect(oldestTexts([])).toEqual([]);
    expect(oldestTexts([report('January', { paragraphs: [paragraph(LONG)] })])).toEqual([]);
    const short = { paragraphs: [paragraph('Head of Service')] };
    expect(oldestTexts([report('January', short), report('December', short)])).toEqual([]);
    const twice = { paragraphs: [paragraph(LONG), paragraph(LONG)] };
    expect(oldestTexts([report('January', twice), report('December', twice)])).toHaveLength(1);
  });
});

describe('the answers that are kept', () => {
  it('are the same words to the same question of the same place', () => {
    const given = { answers: [answer('It is known.'), answer('It is new.', 'Risks')] };
    const before = { answers: [answer('It  is known.'), answer('It was new.', 'Risks')] };
    expect(keptAnswers([report('January', given), report('December', before)])).toMatchObject([
      { reason: 'It is known.', since: 'December', reports: 2 },
    ]);
  });

  it('of a report at work are counted with it, as far as the reports in a row go', () => {
    const known = { answers: [answer('It is known.')] };
    const earlier = [report('December', known), report('November', known)];
    expect(answerSince(answer('It is  known.'), earlier)).toEqual({ since: 'November', reports: 3 });
    expect(answerSince(answer('It is known.'), [report('December'), ...earlier])).toBeNull();
    expect(answerSince(answer('It is known.'), [])).toBeNull();
  });
});
