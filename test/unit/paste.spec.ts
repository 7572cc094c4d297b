import { describe, expect, it } from '@jest/globals';
import { cellsOf, filledWords, placePaste, readHeading, type PasteTable } from '../../browser/paste.js';
import { CLIPBOARDS } from '../support/clipboards.js';

const table: PasteTable = {
  columns: ['y2018', 'm2019-08', 'm2019-09', 'm2019-10', 'm2019-11', 'm2019-12', 'm2020-01', 't2020-01'],
  rows: [
    { reference: '1.1.1', title: 'Contacts' },
    { reference: '1.1.2', title: 'Assessments within 45 working days' },
    { reference: '', title: 'Vacancy rate' },
  ],
  // The last row comes from another section, and only the first has a year to date.
  open: (row, column) => row < 2 && (column < 7 || row === 0),
};
const at = { row: 0, column: 1 };

/** Each filled cell as `row column text`. */
const placed = (text: string, from = at, answers?: ReadonlyMap<number, string | null>) => {
  const pasted = placePaste(text, from, table, answers);
  if (pasted.kind === 'unclear') return pasted.headings;
  const cells = pasted.cells.map(
    ({ row, column, text: value }) => `${row} ${table.columns[column]} ${value}`,
  );
  return { cells, didNotFit: pasted.didNotFit };
};

describe('what a clipboard holds', () => {
  it('is cells: a quoted one may hold line ends, tabs and quotes; spaces are ordinary; empty rows at the end are none', () => {
    expect(cellsOf(CLIPBOARDS['headings and quoted line breaks'])).toEqual([
      ['Performance Measure', 'Nov-19', 'Dec-19', 'Jan-20'],
      ['Assessments within 45 working days', '70.0%', '69.9%', '67.2%'],
      ['Contacts', '1,240', '1,198', '902'],
    ]);
    expect(cellsOf('"a ""b""\tc"\td\ne')).toEqual([['a "b" c', 'd'], ['e']]);
    expect(cellsOf(CLIPBOARDS['empty cells and a trailing empty row'])).toEqual([
      ['71.4%', '', '69.9%'],
      ['', '1,188', ''],
    ]);
    expect(cellsOf(CLIPBOARDS['spaces that do not break, and ####'])).toEqual([
      ['1 204', '1 188'],
      ['####', '67.2 %'],
    ]);
    expect(cellsOf('5" pipe\t"open\n2\t3')).toEqual([
      ['5" pipe', '"open'],
      ['2', '3'],
    ]);
    expect(cellsOf('')).toEqual([]);
  });
});

describe('a heading', () => {
  it.each([
    ['Aug 19', 'm2019-08'],
    ['Sept-2019', 'm2019-09'],
    ['August 2019', 'm2019-08'],
    ['2019-08', 'm2019-08'],
    ['8/2019', 'm2019-08'],
    ['2018/19', 'y2018'],
    ['2018-2019', 'y2018'],
    ['Q1 2019/20', 'q2019-04'],
    ['2019/20 Q4', 'q2020-01'],
    ['Apr-Jun 2019', 'q2019-04'],
    ['January to March 20', 'q2020-01'],
    ['May-Jul 2019', undefined],
    ['Q1 2019/21', undefined],
    ['YTD', 't'],
    ['24-Feb', 'unclear'],
    ['01/02/2024', 'unclear'],
    ['2024-02-01', 'unclear'],
    ['1 Feb 2024', 'unclear'],
    ['67.2%', undefined],
    ['1,204', undefined],
    ['Target Min', undefined],
    ['', undefined],
  ])('“%s” is %s', (text, name) => {
    expect(readHeading(text)).toBe(name);
  });
});

describe('a paste', () => {
  it('goes right and down from the cell, leaves what empty cells are over, and never goes beyond the table', () => {
    expect(placed(CLIPBOARDS['empty cells and a trailing empty row'])).toEqual({
      cells: ['0 m2019-08 71.4%', '0 m2019-10 69.9%', '1 m2019-09 1,188'],
      didNotFit: 0,
    });
    expect(placed('1\t2\n3\t4\n5\t6', { row: 1, column: 6 })).toEqual({
      cells: ['1 m2020-01 1'],
      didNotFit: 5,
    });
  });

  it('is placed by the names of months and measures, wherever it is pasted', () => {
    for (const from of [at, { row: 1, column: 5 }])
      expect(placed(CLIPBOARDS['headings and quoted line breaks'], from)).toEqual({
        cells: [
          '1 m2019-11 70.0%',
          '1 m2019-12 69.9%',
          '1 m2020-01 67.2%',
          '0 m2019-11 1,240',
          '0 m2019-12 1,198',
          '0 m2020-01 902',
        ],
        didNotFit: 0,
      });
    expect(placed('Ref\tMeasure\tDec 19\tTarget\n1.1.1\tContacts (all)\t5\t9\n9.9\tOther\t6\t')).toEqual({
      cells: ['0 m2019-12 5'],
      didNotFit: 2,
    });
    expect(placed('Contacts\t1\t2', { row: 1, column: 3 })).toEqual({
      cells: ['0 m2019-10 1', '0 m2019-11 2'],
      didNotFit: 0,
    });
    expect(placed('2018/19\tYTD\n1\t2', at)).toEqual({ cells: ['0 y2018 1', '0 t2020-01 2'], didNotFit: 0 });
    expect(placed('Dec 19\tMay 12\n1\t2')).toEqual({ cells: ['0 m2019-12 1'], didNotFit: 1 });
  });

  it('passes on what is no figure here: the server says so', () => {
    expect(placed(CLIPBOARDS['decimal commas'])).toMatchObject({
      cells: ['0 m2019-08 71,4%', '0 m2019-09 70,0%', '1 m2019-08 67,2', '1 m2019-09 1.204'],
    });
  });

  it('asks which month a merged heading is, and one that became a date, and goes by the answer', () => {
    expect(placed(CLIPBOARDS['merged headings'])).toEqual([
      { column: 1, text: '2019-12' },
      { column: 2, text: '' },
    ]);
    expect(placed(CLIPBOARDS['headings that became dates'])).toEqual([
      { column: 1, text: '24-Nov' },
      { column: 2, text: '01/12/2019' },
    ]);
    const answers = new Map([
      [1, 'm2019-11'],
      [2, null],
    ]);
    expect(placed(CLIPBOARDS['headings that became dates'], at, answers)).toEqual({
      cells: ['0 m2019-11 1,198'],
      didNotFit: 1,
    });
  });

  it('is told in one sentence', () => {
    expect(filledWords(24, 2, 3)).toBe('24 cells filled, 2 not understood, 3 did not fit');
    expect(filledWords(1, 0, 0)).toBe('1 cell filled');
  });
});
