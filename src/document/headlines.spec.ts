import { describe, expect, it } from '@jest/globals';
import { headlines } from './headlines.js';
import { reportSnapshot, themeSection } from '../snapshot/testing.js';

const section = (kind: string, content: unknown) => ({ ...themeSection(), kind, content });
const said = (...sections: ReturnType<typeof section>[]) =>
  headlines({ snapshot: reportSnapshot({ sections }) }).slice(1);

describe('what a report comes to', () => {
  it('begins with the ratings of the whole and of each theme, in words', () => {
    const unrated = themeSection({ subject: { id: 't2', number: 2, title: 'Practice' }, content: null });
    expect(headlines({ snapshot: reportSnapshot({ sections: [themeSection(), unrated] }) })).toEqual([
      'The programme as a whole is rated amber.',
      'Theme 1, Leadership: red.',
      'Theme 2, Practice: not rated.',
    ]);
  });

  it('counts the measures of all groups by their rating', () => {
    const group = (...printed: (string | null)[]) =>
      section('measures', { measures: printed.map((rag) => ({ rag: { printed: rag } })) });
    expect(said(group('RED', null), group('GREEN', 'RED'))).toEqual([
      'Performance measures, 4: 2 red, 1 green and 1 without a rating.',
    ]);
    expect(said(group(null))).toEqual(['Performance measures, 1: 1 without a rating.']);
    expect(said(group())).toEqual([]);
  });

  it('counts what is open in the registers, and says the highest score with its band', () => {
    const bands = [{ key: 'top', name: 'Very high', rank: 5 }];
    const risk = (score: number | null, status = 'open') => ({
      status,
      derived: { scores: { current: score === null ? null : { score, band: 'top' } } },
    });
    const risks = (...entries: object[]) => section('risks', { matrix: { bands }, entries });
    expect(said(risks(risk(12), risk(20), risk(25, 'closed'), risk(null)))).toEqual([
      'Risks and issues: 3 open; the highest score is 20 (very high).',
    ]);
    expect(said(risks(risk(null)))).toEqual(['Risks and issues: 1 open.']);
    const entries = [{ status: 'open' }, { status: 'closed' }];
    expect(said(section('concerns', { entries }), section('developments', { entries: [] }))).toEqual([
      'Key areas of concern: 1 open.',
      'Medium-term developments: 0 open.',
    ]);
  });

  it('says nothing of a budget whose total is not known, nor of a part that was never approved', () => {
    const budget = (forecast: string | null) =>
      section('budget', { derived: { totals: { budget: '1000000.00', forecast } } });
    expect(said(budget('1050000.50'))).toEqual([
      'Budget: £1,050,000.50 is forecast against a budget of £1,000,000.',
    ]);
    expect(said(budget(null), section('risks', null), section('measures', null))).toEqual([]);
  });
});
