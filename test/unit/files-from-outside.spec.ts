import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { MeasureDefinition } from '../../src/performance/measures.content.js';
import type { FileFigure } from '../../src/performance/transfer/import-findings.js';
import { doubtsOf } from '../../src/performance/transfer/doubts.rules.js';
import type { MatchableMeasure } from '../../src/performance/transfer/measure-index.js';
import { readLayout } from '../../src/performance/transfer/read-layout.js';
import { csvText } from '../../src/platform/spreadsheets/csv-text.js';
import { readCsv } from '../../src/platform/spreadsheets/csv.js';
import { readWorkbook } from '../../src/platform/spreadsheets/workbook.js';
import { pack, unpack } from '../../src/platform/spreadsheets/zip.js';

/* Files of the kinds that people complain about in public: what is wrong in each is told, and never recorded in silence. */

const bytesOf = (name: string): Buffer => readFileSync(`test/files/${name}`);

const measures = (JSON.parse(bytesOf('measures.json').toString()) as MeasureDefinition[]).map(
  (definition): MatchableMeasure => ({
    ...definition,
    belowZero: definition.reference === 'K8' ? true : null,
    frequency: 'month',
    id: definition.reference ?? '',
    reported: true,
  }),
);

const countedBy = (frequency: MeasureDefinition['frequency']) =>
  measures.map((measure) => ({ ...measure, frequency }));

async function read(file: string | Buffer, known = measures) {
  const bytes = typeof file === 'string' ? bytesOf(file) : file;
  const grid =
    bytes.subarray(0, 2).toString() === 'PK'
      ? (await readWorkbook(bytes, 'first'))[0]
      : readCsv(csvText(bytes));
  if (!grid) throw new Error('no table');
  const { findings } = readLayout(grid, known, '2020-01-31');
  return {
    figures: findings.figures,
    problems: findings.problems.map(({ row, column, reason }) => `${column}${row} ${reason}`),
    warnings: findings.warnings.map(({ row, column, reason }) => `${column}${row} ${reason}`),
    doubts: doubtsOf(findings.figures, []).map(
      ({ figure, reason }) => `${figure.column}${figure.row} ${reason}`,
    ),
  };
}

const printed = (figures: readonly FileFigure[], reference: string): string[] =>
  figures
    .filter(({ measure }) => measure.reference === reference)
    .map(({ figure }) => figure.value?.toFixed(figure.decimals) ?? figure.missingReason ?? '');

const csv = (...rows: string[]): Buffer => Buffer.from(['Reference,Period,Value', ...rows].join('\n'));

describe('a workbook', () => {
  it('with raised marks of notes gives the figure without the mark, and names the mark', async () => {
    const { figures, problems, warnings } = await read('superscript.xlsx');
    expect(problems).toEqual([]);
    expect(printed(figures, 'K1')).toEqual(['81.2', '84', '82', '83.1', '84', '85']);
    expect(printed(figures, 'K2')).toEqual(['45', '46', '47', '48', '49', '50']);
    for (const mark of ['“1”', '“2”', '“(3)”', '“1,2”'])
      expect(warnings).toContainEqual(expect.stringContaining(mark));
  });

  it('whose format masks a number gives what the sheet shows', async () => {
    const { figures, problems } = await read('format-mask.xlsx');
    expect(printed(figures, 'K3')).toEqual(['12', 'suppressed', 'suppressed', '15']);
    expect(problems).toEqual([
      'H2 “<10” is not a figure. Write [c] where a small number is withheld.',
      expect.stringMatching(/^I2 .*does not show/),
    ]);
    expect(JSON.stringify({ figures, problems })).not.toMatch(/"value":(7|8|9|10)\b/);
  });

  it('that prints thousands and millions is read with what it holds, and says so', async () => {
    const { figures, warnings } = await read('scaled-format.xlsx');
    expect(printed(figures, 'K4').slice(0, 3)).toEqual(['1234567', '1250000', '1260000']);
    expect(warnings.filter((one) => one.includes('was read'))).toHaveLength(3);
  });

  it.each(['1', 'true'])(
    'whose days are counted from 1904, as its mark “%s” says, has its own months',
    async (mark) => {
      const book = new ExcelJS.Workbook();
      book.properties.date1904 = true;
      const sheet = book.addWorksheet('Figures');
      sheet.addRow(['Ref', 'Measure', new Date('2019-10-01T00:00:00Z'), new Date('2019-11-01T00:00:00Z')]);
      sheet.addRow(['K2', null, 46, 47]);
      for (const cell of ['C1', 'D1']) sheet.getCell(cell).numFmt = 'mmm-yy';
      const written = unpack(Buffer.from(await book.xlsx.writeBuffer())).map((part) =>
        part.name === 'xl/workbook.xml'
          ? {
              ...part,
              bytes: Buffer.from(part.bytes.toString().replace('date1904="1"', `date1904="${mark}"`)),
            }
          : part,
      );
      expect(String(written.find(({ name }) => name === 'xl/workbook.xml')?.bytes)).toContain(
        `date1904="${mark}"`,
      );
      const { figures, problems } = await read(pack(written));
      expect(problems).toEqual([]);
      expect(figures.map(({ period }) => period)).toEqual(['2019-10-01', '2019-11-01']);
    },
  );

  it('with years merged over its months has the months of those years', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Figures');
    sheet.addRow(['Ref', 'Measure', 2019, null, 2020]);
    sheet.addRow([null, null, 'Nov', 'Dec', 'Jan']);
    sheet.addRow(['K2', null, 46, 47, 48]);
    for (const range of ['A1:A2', 'B1:B2', 'C1:D1']) sheet.mergeCells(range);
    const { figures, problems } = await read(Buffer.from(await book.xlsx.writeBuffer()));
    expect(problems).toEqual([]);
    expect(figures.map(({ period, figure }) => [period, figure.value])).toEqual([
      ['2019-11-01', 46],
      ['2019-12-01', 47],
      ['2020-01-01', 48],
    ]);
  });

  it('is rounded as spreadsheets print', async () => {
    const { figures } = await read('excel-rounding.xlsx');
    expect(printed(figures, 'K5')).toEqual(['29', '57', '58', '15', '56', '30']);
    expect(printed(figures, 'K7')).toEqual(['1.01', '2.68', '1.12', '1.23', '10.16', '1.50']);
  });
});

describe('months whose year stands above them', () => {
  const months = async (...rows: string[]) => {
    const { figures, problems } = await read(Buffer.from(rows.join('\n')));
    return { months: figures.map(({ period }) => period.slice(0, 7)), problems };
  };

  it.each([
    ['in a row of their own', ',,2019,,2020', 'Ref,Measure,Nov,Dec,Jan', 'K2,,46,47,48'],
    ['as a financial year', 'Ref,Measure,2019/20,,', ',,Nov,Dec,Jan', 'K2,,46,47,48'],
    ['beside a year before', 'Ref,Measure,2019/20,,,2018/19', ',,Nov,Dec,Jan,', 'K2,,46,47,48,'],
    ['the newest first', ',,2020,2019,', 'Ref,Measure,January,December,Nov.', 'K2,,46,47,48'],
  ])('are those of the year: %s', async (_, ...rows) => {
    const read = await months(...rows);
    expect(read.problems).toEqual([]);
    expect(read.months.toSorted()).toEqual(['2019-11', '2019-12', '2020-01']);
  });

  it.each([
    ['no year stands there', 'Ref,Measure,Aug-19,Nov,Dec', 'K2,,46,47,48'],
    ['the year is that of another column', 'Ref,Measure,2018/19,,', ',,,Aug 19,Dec', 'K2,,46,47,48'],
    ['they go on into the next year', 'Ref,Measure,2019,,', ',,Nov,Dec,Jan', 'K2,,46,47,48'],
    ['something else stands above', 'Ref,Measure,2019,,Last', ',,Oct,Nov,Dec', 'K2,,46,47,48'],
  ])('are asked about where %s', async (_, ...rows) => {
    expect((await months(...rows)).problems).toContainEqual(
      expect.stringContaining('does not say of which year'),
    );
  });
});

describe('a CSV file', () => {
  it('with the newest month first has its year to date in the latest month', async () => {
    const { figures, warnings, problems } = await read('newest-first.csv');
    expect(problems).toEqual([]);
    expect(warnings).toEqual([]);
    expect(figures.filter(({ span }) => span === 'year_to_date')).toMatchObject([
      { period: '2020-01-01', figure: { value: 33 } },
    ]);
  });

  it('with bare percentages of at most 1 asks whether the format was lost', async () => {
    expect((await read('percent-one.csv')).problems).toHaveLength(3);
    const mixed = await read(
      csv('K1,Aug-19,0.9', 'K1,Sep-19,1', 'K1,Oct-19,1.00', 'K1,Nov-19,1%', 'K1,Dec-19,0'),
    );
    expect(mixed.problems).toHaveLength(3);
    expect(mixed.problems[1]).toContain('may mean 1% or 100%');
  });

  it('with figures that can hardly be true says which', async () => {
    const { doubts, problems } = await read('outliers.csv');
    expect(problems).toEqual([]);
    expect(doubts).toEqual([
      expect.stringMatching(/^C4 852% is more than 100%/),
      expect.stringMatching(/^C7 4547 is ten times/),
    ]);
  });

  it('that grew over many years holds nothing that can hardly be true', async () => {
    const rows = Array.from(
      { length: 240 },
      (_, i) => `K2,${2000 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')},${i}`,
    );
    expect((await read(csv(...rows))).doubts).toEqual([]);
  });

  it('with counts written as 341.0 gives whole numbers; half a case stays a problem', async () => {
    const { figures } = await read('float-counts.csv');
    expect(printed(figures, 'K2')).toEqual(['341', '342', '343', '344', '345', '346']);
    expect((await read(csv('K2,2019-08,341.5'))).problems).toHaveLength(1);
  });

  it('of Windows-1252 with a dash for nothing', async () => {
    const { figures, problems } = await read('cp1252.csv');
    expect(problems).toEqual([]);
    expect(printed(figures, 'K4')).toEqual(['1234']);
    expect(printed(figures, 'K2')).toEqual(['no_data']);
  });

  it('with quotes that somebody typed is read as typed', async () => {
    const { figures, problems } = await read('stray-quote.csv');
    expect(problems).toEqual([]);
    expect(printed(figures, 'K2')).toEqual(['3', '4']);
  });

  it('with figures below zero, where the measure may be', async () => {
    const { figures, problems } = await read('below-zero.csv');
    expect(problems).toEqual([]);
    expect(printed(figures, 'K8')).toEqual(['-4.2', '-4.2', '-4.2']);
    expect(printed(figures, 'K4')).toEqual(['-1200', '-28', '-1200']);
    const refused = await read(csv('K1,Aug-19,-4.2%'));
    expect(refused.problems[0]).toContain('say so in its definition');
  });

  it('with days and times for months', async () => {
    const { figures, problems } = await read('dated-cells.csv');
    expect(problems).toEqual([]);
    expect(figures.map(({ period }) => period)).toEqual([
      '2019-08-01',
      '2019-09-01',
      '2019-10-01',
      '2019-11-01',
    ]);
  });

  it('by quarters is read where the measures are counted so', async () => {
    const { figures, problems } = await read('quarterly.csv', countedBy('quarter'));
    expect(problems).toEqual([]);
    expect(figures.map(({ span, period, figure }) => [span, period, figure.value])).toEqual([
      ['quarter', '2019-04-01', 84.1],
      ['quarter', '2019-07-01', 85],
      ['quarter', '2019-04-01', 120],
    ]);
  });

  it('by quarters is refused with what to do where they are counted by month', async () => {
    const { problems } = await read('quarterly.csv');
    expect(problems).toHaveLength(3);
    for (const problem of problems)
      expect(problem).toContain('say in the dictionary that it is counted by quarter');
  });
});

describe('a period', () => {
  it.each([
    '2019-10-01', '01/10/2019', '1.10.2019', '01-10-2019', '01-Oct-19', '1-Oct-2019', '1 October 2019', '1st October 2019',
    '01/10/2019 00:00', '01/10/2019 00:00:00', '2019-10-01 00:00:00', '2019-10-01T00:00:00', '2019-10-01T00:00:00.000Z', '2019-10-01 00:00:00.000',
    '31/10/2019', '01/10/2019 12:00 AM', 'Oct–19', 'Oct—19', 'Oct‑19', 'Oct/19', '1‑Oct‑2019', '2019-10', 'Oct 19', 'Oct-19', 'October 2019', '10/2019', '1 Oct. 2019', '01/Oct/2019',
  ])('written as %s is October 2019', async (text) => {
    const { figures, problems } = await read(csv(`K1,${text},84.1%`));
    expect(problems).toEqual([]);
    expect(figures).toMatchObject([{ period: '2019-10-01' }]);
  }); // prettier-ignore

  it.each([
    '19-Oct-19',
    '2 November 2019',
    '01/10/2019 09:30:00',
    '2019-10-31 23:00:00',
    '1 Foo 2019',
    '32/10/2019',
  ])('written as %s is refused', async (text) => {
    expect((await read(csv(`K1,${text},84.1%`))).problems).toHaveLength(1);
  });

  it.each([
    'Q1 2019/20', 'Q2', 'Q3 19/20', '2019/20 Q4', 'Qtr 1 2019', 'Quarter 1 2019/20', '2019-Q1', 'Apr-Jun 2019', 'April to June 2019', 'Apr - Jun 19',
    'Oct 2019 - Dec 2019', 'Jan–Mar 2020', 'H1 2019/20', 'Apr/Jun 2019',
  ])('written as %s is named as more than one month', async (text) => {
    const { problems } = await read(csv(`K1,${text},84.1%`));
    expect(problems).toEqual([expect.stringContaining('more than one month')]);
  }); // prettier-ignore
});

describe('a quarter', () => {
  it.each([
    'Q3 2019/20', 'Q3 2019-20', 'Q3 2019–20', 'Q3 19/20', 'Q3 2019/2020', 'q3 2019/20', 'Qtr 3 2019/20', 'Quarter 3 2019/20', 'Quarter 3, 2019/20',
    'Q3 (2019/20)', '2019/20 Q3', '2019-20 Q3', '2019/20 - Q3', '2019/20 Quarter 3', 'Oct-Dec 2019', 'Oct - Dec 19', 'October to December 2019',
    'Oct–Dec 2019', 'Oct‑Dec 2019', 'Oct–Dec-19', 'Oct-19 to Dec-19', 'FY2019/20 Q3', 'Oct/Dec 2019', 'Oct 2019 - Dec 2019', "Oct-Dec '19",
  ])('written as %s is October to December 2019, in a row and over a column', async (text) => {
    const long = await read(csv(`K1,"${text}",84.1%`), countedBy('quarter'));
    expect(long.problems).toEqual([]);
    expect(long.figures).toMatchObject([{ span: 'quarter', period: '2019-10-01' }]);
    const table = await read(Buffer.from(`Ref,Measure,"${text}"\nK1,,84.1%`), countedBy('quarter'));
    expect(table.problems).toEqual([]);
    expect(table.figures).toMatchObject([{ span: 'quarter', period: '2019-10-01' }]);
  }); // prettier-ignore

  it.each([
    ['2019-11', 'November 2019 lies in Q3 2019/20'],
    ['2019-12', 'December 2019 lies in Q3 2019/20'],
    ['31/12/2019', 'December 2019 lies in Q3 2019/20'],
    ['Q3 2019', 'Q3 2019/20'],
    ['2019-Q3', 'Q3 2019/20'],
    ['Q3', 'does not say of which year'],
    ['Oct-Dec', 'does not say of which year'],
    ['Nov-Jan 2019', 'no quarter of a financial year'],
    ['Oct-Nov 2019', 'no quarter of a financial year'],
    ['Oct 2018 - Dec 2019', 'no quarter of a financial year'],
    ['Q3 2019/21', 'two years do not follow'],
    ['H1 2019/20', 'half a year'],
    ['Foo-Bar 2019', 'is not a quarter'],
    ['Q5 2019/20', 'is not a quarter'],
  ])('is not what is written as %s: %s', async (text, why) => {
    const { figures, problems } = await read(csv(`K1,${text},84.1%`), countedBy('quarter'));
    expect(figures).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(why)]);
  });

  it('and a whole year stand beside each other; a month is refused where it has a figure', async () => {
    const { figures, problems } = await read(
      Buffer.from('Ref,Measure,2018/19,Aug 19,Q2 2019/20,Q3 2019/20\nK2,,400,,120,130\nK4,,,7,,'),
      countedBy('quarter'),
    );
    expect(figures.map(({ span, period, figure }) => [span, period, figure.value])).toEqual([
      ['year', '2018-04-01', 400],
      ['quarter', '2019-07-01', 120],
      ['quarter', '2019-10-01', 130],
    ]);
    expect(problems).toEqual([
      'D3 August 2019 is a month, and this measure is counted by quarter: the quarter that it lies in is Q2 2019/20.',
    ]);
  });

  it('that runs is recorded as provisional, and its report says so', async () => {
    const { figures, warnings } = await read(
      Buffer.from('Ref,Measure,Q4 2019/20\nK2,,40'),
      countedBy('quarter'),
    );
    expect(figures).toMatchObject([{ period: '2020-01-01', open: true, provisional: true }]);
    expect(warnings).toEqual([expect.stringContaining('Q4 2019/20 was not over on 2020-01-31')]);
  });

  it('gives the year to date to its end', async () => {
    const { figures, problems } = await read(
      Buffer.from('Ref,Measure,Current,Period,Q2 2019/20,Q3 2019/20\nK6,,33,YTD,10,12'),
      countedBy('quarter'),
    );
    expect(problems).toEqual([]);
    expect(figures.find(({ span }) => span === 'year_to_date')).toMatchObject({ period: '2019-12-01' });
  });
});

describe('a year', () => {
  it.each(['2018/19', '2018-19', '2018/2019'])(
    'written as %s is of a measure that is counted by year',
    async (text) => {
      const long = await read(csv(`K1,${text},84.1%`), countedBy('year'));
      expect(long.problems).toEqual([]);
      expect(long.figures).toMatchObject([{ span: 'year', period: '2018-04-01' }]);
      const table = await read(Buffer.from(`Ref,Measure,2017/18,${text}\nK1,,83%,84.1%`), countedBy('year'));
      expect(table.problems).toEqual([]);
      expect(table.figures.map(({ period }) => period)).toEqual(['2017-04-01', '2018-04-01']);
    },
  );
});

describe('a figure', () => {
  const K4 = (text: string) => read(csv(`K4,Sep-19,"${text}"`));

  it.each([
    ['-28', '-28'], ['−28', '-28'], ['–28', '-28'], ['—28', '-28'], ['‐28', '-28'], ['‑28', '-28'], ['‒28', '-28'], ['－28', '-28'], ['﹣28', '-28'],
    ['- 28', '-28'], ['£-28', '-28'], ['-£28', '-28'], ['£ -28', '-28'], ['(28)', '-28'], ['(£28)', '-28'], ['£(28)', '-28'], ['( 28 )', '-28'],
    ['1\u00a0234', '1234'], ['1\u2007234', '1234'], ['1\u2009234', '1234'], ['£1\u202f234\u202f567.50', '1234567.50'], ['(12\u2009345)', '-12345'],
    ['(1,200.50)', '-1200.50'], ['1,200.50-', '-1200.50'], ['+28', '28'], ['£1,234', '1234'], ['-0', '0'], ['(0)', '0'],
  ])('written as %s is %s', async (text, value) => {
    const { figures, problems } = await K4(text);
    expect(problems).toEqual([]);
    expect(printed(figures, 'K4')).toEqual([value]);
  }); // prettier-ignore

  it.each(['-', '‐', '‑', '‒', '–', '—', '―', '−', '－', '﹣'])(
    'is none where a dash stands alone: %s',
    async (dash) => {
      const { figures, problems } = await K4(dash);
      expect(problems).toEqual([]);
      expect(printed(figures, 'K4')).toEqual(['no_data']);
    },
  );

  it.each([
    ['84.1% [p]', '[p]'],
    ['84.1% (r)', '(r)'],
    ['84¹', '¹'],
    ['84.1*', '*'],
    ['84.1%†', '†'],
    ['84 [1]', '[1]'],
    ['84 [note 2]', '[note 2]'],
  ])('with a mark, as in %s, is refused, and the mark is named', async (text, mark) => {
    const { figures, problems } = await read(csv(`K1,Sep-19,"${text}"`));
    expect(figures).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(`Leave “${mark}” out`)]);
  });

  it.each([
    '--28',
    '-(28)',
    '(28',
    '28)',
    '((28))',
    '+-28',
    '-28-',
    '££28',
    '28%%',
    '1,20',
    '2 8',
    '1 234',
    '1\u2009\u2009234',
    '1\u200923',
    '12345\u2009678',
    '1\u2009234,567 890',
    '2-8',
    '()',
    '£',
    '(-28)',
    '1.2m',
    '£1.2k',
  ])('written as %s is refused', async (text) => {
    expect((await K4(text)).problems).toHaveLength(1);
  });
});
