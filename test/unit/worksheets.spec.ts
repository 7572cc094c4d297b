import ExcelJS from 'exceljs';
import { describe, expect, it } from '@jest/globals';
import { intakeChoices } from '../../src/intake/index.js';
import { takeDocument } from '../../src/intake/testing.js';
import { tablesOf } from '../../src/platform/documents/document-reader.js';
import { readWorkbook } from '../../src/platform/spreadsheets/workbook.js';

type Rows = (string | number)[][];

async function bytesOf(sheets: Readonly<Record<string, Rows>>): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const taken = async (sheets: Readonly<Record<string, Rows>>) =>
  takeDocument(
    tablesOf(await readWorkbook(await bytesOf(sheets), 'every')),
    intakeChoices.parse({ asAt: '2026-05-29' }),
    '2026-06-01',
  );

const KPIS: Rows = [
  ['Indicator', 'Mar 26', 'Apr 26', 'Target'],
  ['Number of contacts', 40, 53, '60+'],
];

describe('a workbook of several worksheets', () => {
  it('has the tables of each, under the name of its worksheet', async () => {
    const { tables, unread } = await taken({
      Sheet1: [
        ['SRO', 'Ann Bell'],
        ['Date of report', '29/05/2026'],
      ],
      'Theme 2 KPIs': KPIS,
      Risks: [
        ['Risk', 'Mitigation', 'Likelihood', 'Impact', 'Owner'],
        ['If posts stay empty, then work is late.', 'Campaign', 4, 5, 'Ann Bell'],
      ],
      Empty: [],
      Budget: [
        ['Budget line', 'Budget (£)', 'Forecast (£)', 'Variance (£)'],
        ['Posts', 1200, 1250, 50],
      ],
    });
    expect(tables.map(({ of: { kind, sheet, heading } }) => [kind, sheet, heading])).toEqual([
      ['summary', 'Sheet1', null],
      ['measures', 'Theme 2 KPIs', 'Theme 2 KPIs'],
      ['risks', 'Risks', 'Risks'],
      ['budget', 'Budget', 'Budget'],
    ]);
    expect(tables.flatMap(({ proposals }) => proposals.map(({ type }) => type))).toEqual([
      'role',
      'date',
      'measure',
      'risk',
      'budget',
    ]);
    expect(unread).toEqual(['Colours of a workbook’s cells: not read. A rating has to be a word.']);
  });

  it('carries nothing over from one worksheet to the next: neither a theme nor a table that goes on', async () => {
    const { tables } = await taken({
      'Theme 1': [...KPIS, [], ['Objective', 'Actions', 'Progress'], ['One', 'Do it', 'Done.']],
      Plan: [
        ['Objective', 'Actions', 'Progress'],
        ['Two', 'Do more', 'Late.'],
      ],
      More: [['Three', 'Do the rest', 'New.']],
    });
    expect(tables.map(({ of: { kind, theme } }) => [kind, theme])).toEqual([
      ['measures', 1],
      ['plan', 1],
      ['plan', null],
      ['none', null],
    ]);
    expect(tables[2]?.doubts.map(({ key }) => key)).toEqual(['theme']);
    expect(tables[3]?.marks[0]?.[0]).toMatchObject({
      fate: 'unplaced',
      why: 'It is not known what this table is.',
    });
  });

  it('of one worksheet has no name of it', async () => {
    const { tables } = await taken({ Report: KPIS });
    expect(tables[0]?.of).toMatchObject({ sheet: null, heading: null });
  });

  it('is refused in a sentence where it is too large', async () => {
    const grid = await readWorkbook(
      await bytesOf({ Big: Array.from({ length: 5100 }, (_, n) => [n + 1, 'x']), Other: KPIS }),
      'every',
    );
    expect(() => tablesOf(grid)).toThrow(
      'The workbook has more than 5000 rows. Send the worksheets of the report alone.',
    );
  });
});
