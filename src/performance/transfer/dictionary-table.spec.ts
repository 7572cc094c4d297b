import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../platform/index.js';
import { readDictionary, type KnownDictionary } from './dictionary-table.js';

const NOTHING: KnownDictionary = {
  groups: [],
  measures: [],
  themes: [{ id: 't2', number: 2, title: 'Practice' }],
};
const read = (text: string, known: KnownDictionary = NOTHING) => readDictionary(readCsv(text), known);
const HEAD = 'Group\tTheme\tRef\tMeasure\tUnit\tBetter when\tFloor\tAmbition';

describe('a dictionary of measures in a table', () => {
  it('makes the groups that are not there, and puts each measure after the one before it', () => {
    const plan = read(
      `${HEAD}\nPermits\t2\tP1\tDecided in time\t%\tHigher\t80%\t90%\n\t\tP2\tWaiting\tdays\tlower\t10\t\nRoads\t\tR1\tPotholes\tnumber\tneither\t\t`,
    );
    expect(plan.issues).toEqual([]);
    expect(plan.groups).toEqual([
      { number: 1, title: 'Permits', themeId: 't2', ownerId: null },
      { number: 2, title: 'Roads', themeId: null, ownerId: null },
    ]);
    expect(plan.rows.map(({ in: group, measure }) => [group, measure.position])).toEqual([
      [{ number: 1 }, 1],
      [{ number: 1 }, 2],
      [{ number: 2 }, 1],
    ]);
    expect(plan.rows[0]?.measure.definition).toMatchObject({
      reference: 'P1',
      title: 'Decided in time',
      unit: 'percent',
      decimals: 1,
      polarity: 'higher',
      frequency: 'month',
      cellBasis: 'in_month',
      target: { minimum: 80, upper: 90 },
    });
    expect(plan.rows[1]?.measure.definition).toMatchObject({ polarity: 'lower', target: { upper: null } });
  });

  it('leaves what is there, by reference or title, and goes on behind it', () => {
    const [{ measure } = { measure: undefined }] = read(
      `${HEAD}\nPermits\t\tP1\tDecided in time\t%\tHigher\t\t`,
    ).rows;
    if (!measure) throw new Error('nothing was read');
    const plan = read(
      'Title,Group,Better\n"decided IN time",3,higher\nAppeals,3,lower\nNew,permits,neither',
      {
        groups: [{ id: 'g', number: 3, title: 'Permits' }],
        measures: [{ groupId: 'g', position: 4, definition: measure.definition }],
        themes: [],
      },
    );
    expect(plan.issues).toEqual([]);
    expect(plan.groups).toEqual([]);
    expect(plan.rows.map(({ there, in: group, measure: one }) => [there, group, one.position])).toEqual([
      [true, { id: 'g' }, 4],
      [false, { id: 'g' }, 5],
      [false, { id: 'g' }, 6],
    ]);
  });

  it('reads what a figure covers, how often it is counted, and the rest of a definition', () => {
    const plan = read(
      'Group,Title,Better,Counted,A figure covers,Current figure covers,Tolerance,Least change,Statutory,Decimals\nA,B,higher,Quarterly,last 12 months,a day,2.5,0.5,Yes,2',
    );
    expect(plan.issues).toEqual([]);
    expect(plan.rows[0]?.measure.definition).toMatchObject({
      frequency: 'quarter',
      cellBasis: 'rolling',
      basis: 'snapshot',
      tolerance: 2.5,
      deadBand: 0.5,
      statutory: true,
      decimals: 2,
    });
  });

  it('takes one target as what divides Green from Red, and none beside a floor or an ambition', () => {
    expect(
      read('Group\tMeasure\tBetter\tTarget\nA\tB\thigher\t80').rows[0]?.measure.definition.target.minimum,
    ).toBe(80);
    const beside = read('Group\tMeasure\tBetter\tTarget\tFloor\tOwner\nA\tB\thigher\t80\t70\tC');
    expect([beside.unread, beside.rows[0]?.measure.definition.target.minimum]).toEqual([
      ['Owner', 'Target'],
      70,
    ]);
  });

  it('says what is wrong with its row and column', () => {
    const one = (cells: string, head = HEAD): string[] => read(`${head}\n${cells}`).issues;
    expect(one('\t\t\tB\t%\thigher\t\t')).toEqual(['Row 2: There is no group in it or above it.']);
    expect(one('A\t\t\t\tmiles\tbest\tmany\t')).toEqual([
      'Row 2: “miles” is not a unit.',
      'Row 2: It has no title.',
      'Row 2: “best” is not higher, lower or neither.',
      'Row 2: “many” is not a number.',
    ]);
    expect(one('A\t9\t\tB\t%\thigher\t\t')).toEqual(['Row 2: There is no theme “9” in this programme.']);
    expect(one('A\t\t\tB\t%\thigher\t90\t80')).toEqual([
      'Row 2: Ambition: Higher is better here, so the ambition cannot be lower than the floor.',
    ]);
    expect(one(`A\t\t\tB\t%\thigher\t\t\nA\t\t\tb\t%\thigher\t\t`)).toEqual([
      'Row 3: “b” stands in row 2 already.',
    ]);
    expect(read('Measure\tTarget\nB\t80').issues).toEqual([
      'The table has no column “Group”. Its first row names the columns.',
      'The table has no column “Better when”. Its first row names the columns.',
    ]);
    expect(read(HEAD).issues).toEqual(['There is no row below the headings.']);
  });
});
