import { describe, expect, it } from '@jest/globals';
import { intakeChoices } from './choices.js';
import type { FixtureBlock } from './docx.fixture.js';
import { doubts, of, take, why } from './layouts.fixture.js';
import { sureProposals } from './take.rules.js';

describe('a plan', () => {
  const headings = ['Objective', 'Key actions', 'Owner', 'Due', 'Q3 2025/26', 'Q4 2025/26', 'Progress'];

  it('has its ratings from words and colours, and its narratives from merged cells', () => {
    const taken = take([
      'Theme 2 – Practice',
      {
        rows: [
          headings,
          [
            { text: 'Better plans', merge: 'begin' },
            'Train staff',
            'Ann Bell and Cy Dunn',
            '30/06/2026',
            'Amber',
            { text: '', shade: '92D050' },
            { text: 'Training has begun.\n- Two teams\n- Forty people', merge: 'begin' },
          ],
          [
            { text: '', merge: 'below' },
            'Audit plans',
            'Head of Audit and Risk',
            'March 2026',
            'Not due',
            'COMPLETE',
            { text: '', merge: 'below' },
          ],
          [{ text: '', merge: 'below' }, 'Report', '', 'soon', { text: 'Red', shade: '00B050' }, 'n/a', ''],
        ],
      },
    ]);
    const [objective] = of(taken, 'objective');
    expect(objective).toMatchObject({ theme: 2, title: 'Better plans', needs: [] });
    expect(objective?.actions.map(({ owners, dueOn }) => [owners, dueOn])).toEqual([
      [['Ann Bell', 'Cy Dunn'], '2026-06-30'],
      [['Head of Audit and Risk'], '2026-03-31'],
      [[], null],
    ]);
    expect(
      objective?.actions.map(({ ratings }) => ratings.map(({ rag, quarter }) => `${quarter} ${rag}`)),
    ).toEqual([['3 AMBER', '4 GREEN'], ['3 NOT_DUE', '4 COMPLETE'], ['3 RED']]);
    expect(objective?.narratives).toEqual([
      { text: 'Training has begun.\n\n- Two teams\n- Forty people', actions: [0, 1] },
    ]);
    expect(doubts(taken)).toEqual(['1 rating:4:5']);
    expect(why(taken, 1, 4, 4)).toMatchObject({ fate: 'unplaced' });
  });

  it('asks to which years quarters without a year belong, once for the document', () => {
    const plan: FixtureBlock = {
      rows: [
        ['Objective', 'Actions', 'Q4', 'Q1', 'Q2', 'Q3', 'Update'],
        ['One', 'Do it', 'R', 'A', 'G', 'G', 'Done.'],
      ],
    };
    const asked = take(['Theme 1', plan, 'Theme 2', plan]);
    expect(doubts(asked)).toEqual(['1 quarters', '2 quarters']);
    const years = (quarters: 'trailing' | 'forward') =>
      of(take(['Theme 1', plan], { quarters }), 'objective')[0]?.actions[0]?.ratings.map(
        ({ financialYear, quarter, needs }) => `${quarter} ${financialYear} ${needs.join()}`,
      );
    expect(years('trailing')).toEqual(['4 2024 ', '1 2025 ', '2 2025 ', '3 2025 ']);
    expect(years('forward')).toEqual(['4 2026 ', '1 2027 ', '2 2027 ', '3 2027 ']);
  });

  it('goes on after a page break with repeated headings, and asks about an objective that is not named', () => {
    const plain = ['Objective', 'Actions', 'Progress'];
    const taken = take([
      'Theme 1: Leadership',
      { rows: [plain, ['One', 'First', 'Going well.'], plain, ['Two', 'Second', 'Late.']] },
      {
        rows: [
          ['', 'Third', ''],
          ['Three', 'Fourth', 'New.'],
        ],
      },
    ]);
    expect(of(taken, 'objective').map(({ title, goesOn }) => [title, goesOn])).toEqual([
      ['One', false],
      ['Two', false],
      ['Theme 1', true],
      ['Three', false],
    ]);
    expect(doubts(taken)).toEqual(['2 continues', '2 row:1']);
    expect(sureProposals(taken)).toHaveLength(2);
  });

  it('is of no theme where nothing says of which', () => {
    const blocks: FixtureBlock[] = [
      {
        rows: [
          ['Objective', 'Actions', 'Progress'],
          ['One', 'First', 'Going well.'],
        ],
      },
    ];
    expect(of(take(blocks), 'objective')).toEqual([]);
    const told = take(blocks, { tables: { '1': { theme: 3 } } });
    expect(sureProposals(told)).toMatchObject([{ type: 'objective', theme: 3, title: 'One' }]);
  });
});

describe('a table of figures', () => {
  it('has its months in any order, and a quarter of its own kind', () => {
    const taken = take([
      'Theme 1: Leadership',
      'Contacts',
      {
        rows: [
          ['KPI', 'Apr-26', 'Mar-26', '2024/25', 'Feb 2026', 'National', 'Statistical neighbours'],
          ['Number of contacts', '1,215', '902', '10,400', '[c]', 'n/a', ''],
          ['% within 24 hours', '84.5%', '-', '80%', '79%', '83.1%', '81%'],
        ],
      },
    ]);
    expect(doubts(taken)).toEqual([]);
    const [count, share] = of(taken, 'measure');
    expect(count).toMatchObject({
      group: 'Contacts',
      theme: 1,
      definition: { unit: 'count', title: 'Number of contacts' },
    });
    expect(
      count?.figures.map(({ span, period, figure }) => [span, period, figure.value ?? figure.missingReason]),
    ).toEqual([
      ['year', '2024-04-01', 10400],
      ['month', '2026-02-01', 'suppressed'],
      ['month', '2026-03-01', 902],
      ['month', '2026-04-01', 1215],
    ]);
    expect(share?.benchmarks.map(({ area, value }) => [area, value])).toEqual([
      ['national', 83.1],
      ['neighbours', 81],
    ]);
    expect(
      of(
        take([
          {
            rows: [
              ['Indicator', 'Q3 2025/26', 'Q4 2025/26'],
              ['Audits done', '14', '16'],
            ],
          },
        ]),
        'measure',
      ),
    ).toMatchObject([
      {
        definition: { frequency: 'quarter', unit: null },
        figures: [{ span: 'quarter' }, { span: 'quarter' }],
      },
    ]);
  });

  it('asks about rows that stand beside their headings, and about years to date of two kinds', () => {
    const taken = take([
      'Theme 1',
      {
        rows: [
          ['Ref', 'Performance Measure', 'Current', 'Period', 'Mar 26', 'Apr 26'],
          ['1.1', 'Number of exits', '30', 'YTD', '12', '18'],
          ['1.2', 'Number of adoptions', '43', 'YTD', '40', '43'],
          ['1.3', 'Number of matches', '', 'YTD', '2', '3'],
          ['% seen', '61%', 'Snapshot', '60%', '61%', ''],
        ],
      },
    ]);
    expect(doubts(taken)).toEqual(['1 cumulative', '1 ytd', '1 moved:-1']);
    expect(
      of(taken, 'measure').map(({ definition: { title, cellBasis }, needs }) => [title, cellBasis, needs]),
    ).toEqual([
      ['Number of exits', 'in_month', []],
      ['Number of adoptions', 'cumulative', ['cumulative']],
      ['Number of matches', 'in_month', ['ytd']],
      ['% seen', 'snapshot', ['moved:-1']],
    ]);
    expect(sureProposals(taken)).toHaveLength(1);
  });

  it('says of each figure that is none why it has no place, and asks about one that can hardly be true', () => {
    const taken = take([
      {
        rows: [
          ['Measure', 'Feb 26', 'Mar 26', 'Apr 26', 'May 26'],
          ['% seen', '61%', 'tbc', '610%', '59%'],
          ['Number open', '12.5', '~', '4', '5'],
        ],
      },
    ]);
    expect(why(taken, 1, 2, 3)).toMatchObject({ fate: 'unplaced' });
    expect(why(taken, 1, 2, 4)).toMatchObject({ fate: 'asked', why: '“% seen”: 610% is more than 100%.' });
    expect(why(taken, 1, 3, 2)).toMatchObject({ fate: 'unplaced', why: '“12.5” is not a whole number.' });
    expect(why(taken, 1, 2, 5)).toMatchObject({ fate: 'taken' });
    expect(taken.tables[0]?.notes).toContain(
      'Figures of a month that was not over on the date of the report are provisional.',
    );
  });

  it('tells a month from a year that is written alike', () => {
    const taken = take([
      {
        rows: [
          ['Measure', 'Oct 2009', '2009-10'],
          ['Number of contacts', '3', '40'],
        ],
      },
    ]);
    expect(of(taken, 'measure')[0]?.figures.map(({ span, period }) => `${span} ${period}`)).toEqual([
      'month 2009-10-01',
      'year 2009-04-01',
    ]);
    const columns = (role: string) =>
      intakeChoices.safeParse({ tables: { '1': { columns: [role] } } }).success;
    expect(
      ['measure', 'none', 'period:2009-10', 'period:2009/10', 'period:2019/20 Q4', 'quarter:4:2018'].map(
        columns,
      ),
    ).toEqual(Array(6).fill(true));
    expect(['constructor', 'period:99', 'period:2019-13', 'quarter:5', 'quarter:4:18'].map(columns)).toEqual(
      Array(5).fill(false),
    );
  });

  it('has groups as rows of their own', () => {
    const taken = take([
      'Theme 1',
      {
        rows: [
          ['Indicator', 'Mar 26', 'Apr 26'],
          ['Front door', '', ''],
          ['Number of contacts', '3', '4'],
          ['Assessments', '', ''],
          ['% in time', '80%', '81%'],
        ],
      },
    ]);
    expect(of(taken, 'measure').map(({ group, definition }) => [group, definition.title])).toEqual([
      ['Front door', 'Number of contacts'],
      ['Assessments', '% in time'],
    ]);
  });
});
