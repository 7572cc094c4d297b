import { describe, expect, it } from '@jest/globals';
import type { FixtureBlock } from './docx.fixture.js';
import { doubts, of, take, why } from './layouts.fixture.js';
import type { TableChoice } from './choices.js';

const targets = (rows: FixtureBlock, choice: TableChoice = {}) => {
  const taken = take(['Theme 1', rows], { tables: { '1': choice } });
  return {
    taken,
    found: of(taken, 'measure').map(({ target, definition }) =>
      target === null
        ? null
        : `${definition.polarity} ${target.minimum ?? ''}..${target.upper ?? ''} from ${target.from}${target.until === null ? '' : ` until ${target.until}`}${target.needs.length > 0 ? ` if ${target.needs.join()}` : ''}`,
    ),
  };
};

describe('targets of a table of figures', () => {
  it('say which direction is better by their signs; from which month they apply is asked once for the table', () => {
    const table: FixtureBlock = {
      rows: [
        ['KPI', 'Mar 26', 'Apr 26', 'Target', 'England', 'Stat. neighbours average'],
        ['% seen in time', '78%', '79%', '≥ 85%', '83%', '81.5%'],
        ['% re-referred', '24%', '22%', 'below 20%', '21%', 'n/a'],
        ['Number of audits', '12', '14', '15+', '', ''],
        ['Number of visits', '120', '140', '', '', ''],
      ],
    };
    const { taken, found } = targets(table);
    expect(found).toEqual([
      'higher 85.. from 2026-04-01 if targets',
      'lower 20.. from 2026-04-01 if targets',
      'higher 15.. from 2026-04-01 if targets',
      null,
    ]);
    expect(doubts(taken)).toEqual(['1 targets']);
    expect(why(taken, 1, 2, 4)).toMatchObject({ fate: 'asked' });
    expect(targets(table, { targetsFrom: '2025-09' }).found[0]).toBe('higher 85.. from 2025-09-01');
    expect(doubts(targets(table, { targetsFrom: '2025-09' }).taken)).toEqual([]);
  });

  it('have a floor and an ambition in two columns, of which the order says what is better', () => {
    const { found } = targets({
      rows: [
        ['', '', '', '', { text: 'Target', span: 2 }],
        ['Indicator', 'Mar 26', 'Apr 26', 'Good is', 'Min', 'Upper'],
        ['% seen in time', '78%', '79%', '', '80%', '90%'],
        ['Days to match', '170', '169', 'Low', '150', '121'],
        ['% visited', '90%', '91%', 'High', '95%', ''],
      ],
    });
    expect(found).toEqual([
      'higher 80..90 from 2026-04-01 if targets',
      'lower 150..121 from 2026-04-01 if targets',
      'higher 95.. from 2026-04-01 if targets',
    ]);
  });

  it('are not asked about where the heading names their year, and those of another year are left', () => {
    const { taken, found } = targets({
      rows: [
        ['Measure', 'Apr 26', 'Target 2025/26', 'Target 2026/27', 'Polarity'],
        ['% seen in time', '79%', '80%', '85%', 'Higher is better'],
      ],
    });
    expect(found).toEqual(['higher 85.. from 2026-04-01 until 2027-03-31']);
    expect(doubts(taken)).toEqual([]);
    expect(why(taken, 1, 2, 3)).toMatchObject({ fate: 'told', why: 'It is the target of another year.' });
  });

  it('wait until somebody says which direction is better, row by row', () => {
    const table: FixtureBlock = {
      rows: [
        ['Measure', 'Apr 26', 'Target'],
        ['% seen in time', '79%', '85%'],
        ['Average caseload', '17', '15'],
      ],
    };
    const { taken, found } = targets(table);
    expect(found).toEqual([
      'neutral 85.. from 2026-04-01 if targets',
      'neutral 15.. from 2026-04-01 if targets',
    ]);
    expect(doubts(taken)).toEqual(['1 targets', '1 better']);
    const said = targets(table, {
      targetsFrom: '2026-04',
      better: [
        { row: 2, is: 'higher' },
        { row: 3, is: 'lower' },
      ],
    });
    expect(said.found).toEqual(['higher 85.. from 2026-04-01', 'lower 15.. from 2026-04-01']);
    expect(doubts(said.taken)).toEqual([]);
  });

  it('are refused in a sentence where they are none, and passed by where there is none', () => {
    const { taken, found } = targets({
      rows: [
        ['Measure', 'Apr 26', 'Target', 'Good is'],
        ['% seen in time', '79%', '80-90%', 'High'],
        ['% visited', '79%', 'top quartile', 'sideways'],
        ['Number open', '14', 'No target', 'Low'],
      ],
    });
    expect(found).toEqual([null, null, null]);
    expect(why(taken, 1, 2, 3)?.why).toBe(
      '“80-90%” is a range. A target is one figure, or a minimum and an upper one in two columns.',
    );
    expect(why(taken, 1, 3, 3)).toMatchObject({ fate: 'unplaced', why: '“top quartile” is not a figure.' });
    expect(why(taken, 1, 3, 4)).toMatchObject({ fate: 'unplaced' });
    expect(why(taken, 1, 4, 3)).toMatchObject({ fate: 'told', why: 'There is no target.' });
  });
});

describe('benchmarks of a table of figures', () => {
  it('have the year of their heading; those of good and outstanding authorities have no place', () => {
    const taken = take([
      'Theme 1',
      {
        rows: [
          [
            'Measure',
            'Apr 26',
            'England 2024/25',
            'Statistical neighbours (2024-25)',
            'SN average',
            'Good/Outstanding',
          ],
          ['% seen in time', '79%', '83%', '81.5%', '80%', '88%'],
        ],
      },
    ]);
    expect(
      of(taken, 'measure')[0]?.benchmarks.map(({ area, value, period }) => [area, value, period]),
    ).toEqual([
      ['national', 83, '2024/25'],
      ['neighbours', 81.5, '2024-25'],
    ]);
    expect(why(taken, 1, 2, 5)).toMatchObject({
      why: 'The row has another benchmark of the same kind: the first is taken.',
    });
    expect(why(taken, 1, 2, 6)).toMatchObject({
      fate: 'unplaced',
      why: expect.stringContaining('England, of the region and of statistical neighbours'),
    });
  });
});
