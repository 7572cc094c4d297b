import { describe, expect, it } from '@jest/globals';
import type { PartView } from '../../programmes/index.js';
import { openWork } from './open-work.rules.js';

const period = { label: 'January 2020', asAt: '2020-01-27', endsOn: '2020-01-31' } as PartView['period'];
const part = (section: string) => ({ section, period }) as PartView;
const sentences = (section: string, content: unknown): string[] =>
  openWork({ part: part(section), content }).map(({ sentence }) => sentence);

const measure = (figure: object | null, fedBy: string | null = null) => ({
  definition: { fedBy, frequency: 'month' },
  months: figure === null ? [] : [{ month: '2020-01', missingReason: null, value: null, ...figure }],
});

describe('what a part should say and does not', () => {
  it('is a figure of the month that is not there, unless somebody said why or another section gives it', () => {
    const measures = [
      measure({ value: 67.2 }),
      measure({ missingReason: 'no_data' }),
      measure(null, 'workforce:vacancyLocal'),
      measure({ missingReason: 'not_collected' }),
      measure(null),
    ];
    expect(sentences('measures', { measures })).toEqual(['2 of 4 measures have no figure for January 2020']);
    expect(sentences('measures', { measures: measures.slice(0, 3) })).toEqual([]);
  });

  it('is of a quarter the last one that has ended', () => {
    const quarterly = (figure: object) => ({
      definition: { fedBy: null, frequency: 'quarter' },
      months: [{ month: '2019/20 Q3', missingReason: null, value: null, ...figure }],
    });
    expect(
      sentences('measures', { measures: [quarterly({}), quarterly({ value: 4 }), measure({})] }),
    ).toEqual(['2 of 3 measures have no figure for Q3 2019/20 or January 2020']);
    expect(sentences('measures', { measures: [quarterly({ value: 4 })] })).toEqual([]);
  });

  it('is a rating of this quarter, and how the theme is going', () => {
    const rated = { ratings: [{ financialYear: 2019, quarter: 4, rag: 'RED' }] };
    const before = { ratings: [{ financialYear: 2019, quarter: 3, rag: 'RED' }] };
    const overview = { narrative: null, rag: null };
    const objectives = [
      { title: 'Learning', actions: [rated, before] },
      { title: 'Care', actions: [rated] },
    ];
    expect(sentences('theme', { overview, objectives })).toEqual([
      'Nothing says how the theme is going',
      '1 of 2 actions are not rated for Q4 2019/20 in “Learning”',
    ]);
    expect(sentences('theme', { overview: { ...overview, rag: 'RED' }, objectives: [] })).toEqual([]);
  });

  it('is said plainly of what is the only one, and names no block on the page of the block', () => {
    const objectives = [{ title: 'Learning', actions: [{ ratings: [] }] }];
    const [open] = openWork({
      part: part('theme'),
      content: { overview: { narrative: null, rag: 'RED' }, objectives },
    });
    expect(open).toEqual({
      at: 'objectives[0]',
      sentence: 'The action is not rated for Q4 2019/20 in “Learning”',
      here: 'The action is not rated for Q4 2019/20',
      short: 'Not rated for Q4 2019/20',
    });
    expect(sentences('measures', { measures: [measure(null)] })).toEqual([
      'The measure has no figure for January 2020',
    ]);
  });

  it('is nothing in other parts', () => {
    expect(sentences('risks', { entries: [] })).toEqual([]);
  });
});
