import { describe, expect, it } from '@jest/globals';
import type { ReportContent, SnapshotSection } from '../snapshot/index.js';
import { concern, measure, measures, questions, report, section, type Facts } from './challenge.fixture.js';
import { challenge } from './challenge.rules.js';
import { REFERENCE_QUESTIONS, referenceReport } from './reference.fixture.js';

describe('a text that is carried forward', () => {
  it('is asked about; this period’s own is not, nor one that was never approved', () => {
    const content: Facts['concerns'] = { entries: [] };
    expect(
      questions('carried-forward', section('concerns', content, { notUpdatedSince: '2019-12-31' })),
    ).toEqual(['“The concerns” is the text of 31 December 2019, carried forward. Is what it says still so?']);
    expect(questions('carried-forward', section('concerns', content), section('concerns', null))).toEqual([]);
  });
});

describe('the key of a question', () => {
  const keys = (...sections: SnapshotSection[]) => challenge(report(...sections)).map(({ key }) => key);
  const falls = (values: number[], id = 'm') =>
    measure(id, values, { definition: { unit: 'count', basis: 'year_to_date', cellBasis: 'cumulative' } });

  it('stays when the report is assembled again and when something else or its place in the list changes', () => {
    const [key] = keys(measures(falls([3, 2])));
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(keys(measures(falls([3, 2])))).toEqual([key]);
    expect(
      keys(section('concerns', { entries: [concern()] }), measures(measure('x', [5]), falls([3, 2]))),
    ).toEqual([key]);
  });

  it('changes with a fact, the entry and the contribution', () => {
    const [key] = keys(measures(falls([3, 2])));
    expect(keys(measures(falls([4, 2])))).not.toContain(key);
    expect(keys(measures(falls([3, 2], 'n')))).not.toContain(key);
    expect(keys({ ...measures(falls([3, 2])), contributionId: 'other' })).not.toContain(key);
  });
});

describe('the reference report', () => {
  const reference = referenceReport();
  const found = challenge(reference);
  const of = (rule: string) => found.filter((finding) => finding.rule === rule);

  it('is asked about the twins, the part-month, the risks, the blank budget and the very young, and nothing else', () => {
    expect(found.map(({ rule, place }) => [rule, place.label])).toEqual(REFERENCE_QUESTIONS);
    // Its counts are of each month, as their dictionary says: that they fall is no question.
    expect(of('year-to-date-falls')).toEqual([]);
    expect(of('identical-series')[0]?.question).toMatch(
      /^“CLA cases which were reviewed[^”]*” and “% of Looked After Reviews[^”]*” have the same figure in each of 6 months\./,
    );
    expect(of('part-month')[0]?.question).toMatch(
      /^January 2020 was not over on 27 January 2020, yet 12 measures/,
    );
    expect(of('may-recognise')[0]?.question).toContain('(an age)');
    expect(of('one-owner-for-all-risks')[0]?.facts).toMatchObject({ risks: 8 });
  });

  const changed = (words: string, others: string) =>
    challenge(JSON.parse(JSON.stringify(reference).replace(words, others)) as ReportContent).filter(
      ({ key }) => !found.some((one) => one.key === key),
    );

  it.each([
    ['at 78%', 'at 87%', 'facts-differ', '87%'],
    ['**43%** in', '**34%** in', 'facts-differ', '34%'],
    ['The first results are visible', 'No. of LAC exits in period is 150. The first results are visible', 'text-differs-from-reading', '150'],
    ['The first results are visible', 'The average length of pre-proceedings rose to 130 days. The first results are visible', 'text-differs-from-reading', '130 days'],
  ])('would be asked about its figures if “%s” were “%s”', (words, others, rule, figure) => {
    expect(changed(words, others)).toEqual([
      expect.objectContaining({ rule, question: expect.stringContaining(figure) }),
    ]);
  }); // prettier-ignore
});
