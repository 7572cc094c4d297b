import { describe, expect, it } from '@jest/globals';
import type { WorkforceDocument } from '../workforce/index.js';
import type { FixtureBlock } from './docx.fixture.js';
import { doubts, of, take, why } from './layouts.fixture.js';
import { idsFor, mergeWorkforce } from './merge.rules.js';
import { fatesOf } from './take.rules.js';

const posts = (...blocks: FixtureBlock[]) => {
  const taken = take(blocks);
  return {
    taken,
    found: of(taken, 'team').map(({ name, posts: counted, reportedVacancyPercent, asAt, needs }) =>
      [name, asAt, ...Object.values(counted), reportedVacancyPercent, ...needs].join(' | '),
    ),
  };
};

describe('posts by team', () => {
  it('are taken to the hundredth, with the day that the table says; what is worked out is only compared', () => {
    const { taken, found } = posts('Establishment as at 31 March 2026', {
      rows: [
        ['Team', 'Establishment FTE', 'Permanent', 'Vacant', 'Agency staff', 'Agency covering vacancies', 'Vacancy rate'], // prettier-ignore
        ['Assessment', '43.0', '31.25', '11.75', '9', '8.5', '27.3%'],
        ['Early Help', '1,012', '-', 'n/a', '0', '', '12.5%'],
        ['Reviews', '6', '5', '3', '', '', ''],
        ['Total', '1,061', '', '', '9', '', ''],
      ],
    });
    expect(found).toEqual([
      'Assessment | 2026-03-31 | 43 | 31.25 | 11.75 | 9 | 8.5 |  |  | ',
      'Early Help | 2026-03-31 | 1012 |  |  | 0 |  |  |  | 12.5',
      'Reviews | 2026-03-31 | 6 | 5 | 3 |  |  |  |  | ',
    ]);
    expect(doubts(taken)).toEqual([]);
    expect(why(taken, 1, 2, 7)).toMatchObject({
      fate: 'told',
      why: 'The rate is worked out from the posts.',
    });
    expect(why(taken, 1, 3, 3)?.why).toBe('The number is not known: it is left blank, which is not zero.');
    expect(why(taken, 1, 5, 2)).toMatchObject({ fate: 'told' });
    expect(taken.tables[0]?.notes).toEqual([
      'Row 4: permanent and vacant posts make 8, the establishment is 6.',
    ]);
    expect(fatesOf(taken.tables)).toMatchObject({ asked: 0, unplaced: 0 });
  });

  it('are asked about where the table leaves open what is counted, over which time, or which column counts', () => {
    const { taken, found } = posts({
      rows: [
        ['Service area', 'Vacancies', 'Vacancies', 'Agency workers', 'Leavers'],
        ['Assessment', '6', '5', '4', '3'],
      ],
    });
    expect(found).toEqual(['Assessment |  |  |  | 6 | 4 |  |  | 3 |  | fte | months | twice']);
    expect(doubts(taken)).toEqual(['1 fte', '1 months', '1 twice']);
    expect(why(taken, 1, 2, 2)).toMatchObject({ fate: 'asked' });
    const told = posts({
      rows: [
        ['Service area', 'Vacancies (WTE)', 'Agency workers (WTE)', 'Leavers (last 12 months)'],
        ['Assessment', '6', '4', '3'],
      ],
    });
    expect(doubts(told.taken)).toEqual([]);
    expect(told.found).toEqual(['Assessment |  |  |  | 6 | 4 |  |  | 3 | ']);
  });

  it('leave without a place what is no number of them, and what the product does not keep', () => {
    const { taken, found } = posts({
      rows: [
        ['Team', 'Role', 'Headcount (FTE)', 'Vacancies', 'Agency workers', 'Average caseload'],
        ['Assessment', 'Social worker', '24', 'about 6', '5', '17.5'],
        ['', '', '1', '2', '3', ''],
        ['Court teams', '', '', '', '', ''],
      ],
    });
    expect(found).toEqual(['Assessment: Social worker |  |  |  |  | 5 |  |  |  | ']);
    expect(why(taken, 1, 2, 4)?.why).toBe('“about 6” is no number of at most two decimals.');
    for (const column of [3, 6])
      expect(why(taken, 1, 2, column)).toMatchObject({
        fate: 'unplaced',
        why: 'Nothing says what this column holds.',
      });
    expect(why(taken, 1, 3, 4)?.why).toBe('There are numbers in this row, but it names no team.');
    expect(why(taken, 1, 4, 1)).toMatchObject({ fate: 'told' });
  });

  it.each([
    ['the plan', ['Objective', 'Actions', 'Owner', 'Due', 'RAG', 'Progress']],
    ['the risks', ['Risk', 'Mitigation', 'Owner', 'Likelihood', 'Impact', 'Score']],
    ['nothing', []],
  ])('of no team go on with nothing, under %s, and have no place', (_, headings) => {
    const taken = take([
      'Theme 1: Workforce',
      ...(headings.length === 0 ? [] : [{ rows: [headings, headings.map(() => '3')] }]),
      {
        rows: [
          ['Grade', 'Locality', 'Headcount (FTE)', 'Vacancies', 'Agency workers', 'Average caseload'],
          ['Social worker', 'North', '24', '6', '5', '17.5'],
        ],
      },
    ]);
    const table = taken.tables.at(-1);
    expect(table?.of).toMatchObject({ kind: 'none', continues: null });
    expect(table?.proposals).toEqual([]);
    for (const mark of table?.marks.flat() ?? [])
      expect(mark).toMatchObject({
        fate: 'unplaced',
        why: 'These look like posts, but not which number is of which team. Type them into the part about the workforce.',
      });
  });

  it('are added to a draft, beside the teams that are there; two of one name are one', () => {
    const { taken } = posts('Posts at 31/03/2026', {
      rows: [
        ['Team', 'Permanent (FTE)', 'Vacant (FTE)'],
        ['Assessment', '10', '2'],
        ['Court', '5', '1'],
        ['assessment', '3', '0'],
      ],
    });
    const empty: WorkforceDocument = { asAt: '2026-05-29', themeId: null, teams: [], benchmarks: [] };
    const ids = idsFor('part');
    const first = mergeWorkforce(empty, of(taken, 'team'), ids);
    expect(first).toMatchObject({
      added: 2,
      document: { asAt: '2026-03-31' },
      left: [{ what: '“assessment”', why: 'A team of this name stands in the document before it.' }],
    });
    const kept = {
      ...first.document,
      asAt: '2026-04-30',
      teams: first.document.teams.slice(0, 1).map((team) => ({ ...team, vacantFte: 3 })),
    };
    const again = mergeWorkforce(kept, of(taken, 'team'), ids);
    expect(again).toMatchObject({
      added: 1,
      document: { asAt: '2026-04-30', teams: [{ vacantFte: 3 }, { name: 'Court' }] },
    });
    expect(mergeWorkforce(again.document, of(taken, 'team'), ids)).toEqual({
      document: again.document,
      added: 0,
      left: [],
    });
  });
});
