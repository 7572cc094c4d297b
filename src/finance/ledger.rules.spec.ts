import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetLine } from './budget.content.js';
import { planLedgerImport, readAmount } from './ledger.rules.js';
import { pounds } from './money.rules.js';

const staff: BudgetLine = {
  id: 'staff',
  title: 'Staff',
  financialYear: 2019,
  budget: '100.00',
  actual: '50.00',
  forecast: '110.00',
  comment: 'Agency cover.',
};
let next = 0;
const plan = (file: string, lines: BudgetLine[] = [staff]) =>
  planLedgerImport(file, lines, () => `new-${(next = next + 1)}`);
const told = (file: string, lines?: BudgetLine[]) =>
  plan(file, lines).problems.map(({ row, column, reason }) => [row, column, reason]);

describe('totals in a ledger', () => {
  const taken = (file: string) => {
    const { lines, totals, problems } = planLedgerImport(file, [], () => 'new');
    return { lines: lines.map(({ title }) => title), totals: totals.map(({ title }) => title), problems };
  };

  it('are left out by their names, and named', () => {
    expect(taken(readFileSync('test/files/budget-subtotals.csv', 'utf8'))).toEqual({
      lines: ['Social workers', 'Agency', 'Placements'],
      totals: ['Staffing Total', 'Services Total', 'Net expenditure'],
      problems: [],
    });
  });

  it.each([
    'Total',
    'Grand total',
    'Sub-total',
    'Subtotal staffing',
    'TOTAL EXPENDITURE',
    'Net cost of services',
    'Gross expenditure',
    'Net controllable budget',
    'Overall position',
    'Sum',
  ])('may be called %s', (title) => {
    expect(taken(`line,budget\n${title},1\nStaff,2`)).toMatchObject({ lines: ['Staff'], totals: [title] });
  });

  it.each(['Totally new service', 'Network costs', 'Summer scheme', 'Overheads', 'Netball club'])(
    'are not: %s',
    (title) => {
      expect(taken(`line,budget\n${title},1`).lines).toEqual([title]);
    },
  );

  it('are asked about where a row is the sum of those above it', () => {
    const file = 'line,budget,actual\nPay,600,450\nAgency,200,260\nStaffing,800,710\nCars,5,5\n';
    expect(taken(file).problems).toEqual([
      { row: 4, column: 'line', reason: expect.stringContaining('is the sum of rows 2 to 3') },
    ]);
    expect(
      taken(file.replace(/$/gm, ',').replace('actual,', 'actual,own line').replace('710,', '710,yes')),
    ).toMatchObject({
      lines: ['Pay', 'Agency', 'Staffing', 'Cars'],
      problems: [],
    });
  });

  it('are not asked about where only one row is not zero, or one amount differs', () => {
    expect(taken('line,budget\nPay,600\nAgency,0\nStaffing,600').problems).toEqual([]);
    expect(taken('line,budget,actual\nPay,600,1\nAgency,200,1\nStaffing,800,3').problems).toEqual([]);
  });
});

describe('an amount', () => {
  it.each([
    ['£1,234.50', '1234.50'],
    ['1 234', '1234.00'],
    ['(1,234.5)', '-1234.50'],
    ['(£12)', '-12.00'],
    ['-£ 12.00', '-12.00'],
    ['£-12', '-12.00'],
    ['\u22127', '-7.00'],
    ['12.50-', '-12.50'],
    ['1.500', '1.50'],
    ['0', '0.00'],
    ['-0', '0.00'],
    ['000012', '12.00'],
    ['\u00a0£5\u00a0', '5.00'],
  ])('%s is read as %s', (cell, value) => {
    expect(readAmount(cell)).toEqual({ value });
  });

  it('that is blank is not known', () => {
    expect(readAmount('  ')).toEqual({ value: null });
  });

  it.each(['-', '–', '=1+1', '@SUM(A1)', '1,23', '12,3456', '1.234', '(5', '5)', '(-5)', '--5', '1e6', 'n/a', '#REF!', '$5', '1234567890123', '1.2.3', '.'])(
    '%s is refused with a reason',
    (cell) => {
      expect(readAmount(cell)).toEqual({ reason: expect.any(String) });
    },
  ); // prettier-ignore

  it('comes back as it was written, in each way of writing it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -99_999_999_999_999n, max: 99_999_999_999_999n }), (pennies) => {
        const value = pounds(pennies);
        const [, whole = '', part = ''] = /^-?(\d+)(\.\d\d)$/.exec(value) ?? [];
        const grouped = `£${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${part}`;
        expect(readAmount(value)).toEqual({ value });
        expect(readAmount(pennies < 0n ? `(${grouped})` : grouped)).toEqual({ value });
      }),
    );
  });

  it('never throws, whatever stands there', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (cell) => void readAmount(cell)));
  });
});

describe('a ledger’s file', () => {
  it('changes the lines that it names, adds those that are new, and leaves the rest', () => {
    const other = { ...staff, id: 'other', title: 'Premises' };
    const file =
      '\ufeffCost centre;LINE;Actual Spend;Budget;Forecast\r\n4711; staff ;£60.00;;120\r\n\r\n4712;Training;1,000.00;(5);\r\n';
    const { lines, changes, problems, notInFile, ignoredColumns } = plan(file, [staff, other]);
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([
      {
        row: 2,
        lineId: 'staff',
        title: 'Staff',
        change: 'change',
        before: { budget: '100.00', actual: '50.00', forecast: '110.00' },
        after: { budget: '100.00', actual: '60.00', forecast: '120.00' },
      },
      {
        row: 4,
        title: 'Training',
        change: 'add',
        before: null,
        after: { budget: '-5.00', actual: '1000.00', forecast: null },
      },
    ]);
    expect(lines.map(({ title }) => title)).toEqual(['Staff', 'Premises', 'Training']);
    expect(lines[0]?.comment).toBe('Agency cover.');
    expect(notInFile).toEqual([{ lineId: 'other', title: 'Premises' }]);
    expect(ignoredColumns).toEqual(['Cost centre']);
  });

  it('that says what is there already changes nothing', () => {
    expect(plan('title,budget\nStaff,100').changes).toMatchObject([{ change: 'same' }]);
  });

  it('tells lines of the same title apart by their year, and asks for it', () => {
    const lines = [staff, { ...staff, id: 'next', financialYear: 2020 }];
    expect(plan('line\tyear\tactual\nStaff\t2020/21\t7', lines).changes).toMatchObject([{ lineId: 'next' }]);
    expect(told('line,actual\nStaff,7', lines)).toEqual([
      [
        2,
        'line',
        'Several lines are called “Staff”. Add a column “year”, so that it is clear which one is meant.',
      ],
    ]);
    expect(plan('line,year,actual\nStaff,2021,7', lines).changes).toMatchObject([
      { change: 'add', financialYear: 2021 },
    ]);
    expect(told('line,year,actual\nStaff,2019/21,7', lines)[0]?.slice(0, 2)).toEqual([2, 'year']);
  });

  it.each(['=HYPERLINK("x")', '+Staff', '-Staff', '@Staff', '＝Staff', '－Staff'])(
    'may not bring the title %s',
    (title) => {
      const { lines, problems } = plan(`line,budget\n"${title.replaceAll('"', '""')}",1`);
      expect(problems).toMatchObject([{ row: 2, column: 'line' }]);
      expect(lines).toEqual([staff]);
    },
  );

  it('may hold a negative amount, which is not a formula', () => {
    expect(plan('line,budget\nStaff,-12').changes[0]?.after.budget).toBe('-12.00');
  });

  it('has every row named that cannot be placed, and no other', () => {
    expect(
      told('line,budget,actual\nTotal,1,1\n,5,5\nStaff,abc,=1\nStaff,1,200,300\nStaff,1,1\nstaff,2,2\n'),
    ).toEqual([
      [3, 'line', 'The row does not say which budget line it is.'],
      [4, 'budget', '“abc” is not an amount in pounds and pence.'],
      [4, 'actual', '“=1” cannot be used. It is a formula. Paste the value instead.'],
      [
        5,
        null,
        'The row has more cells than there are headings. Put an amount or title that contains the separator in quotes.',
      ],
      [7, 'line', '“staff” is already in row 6.'],
    ]);
  });

  it.each([
    ['without a title', 'budget\n1', [[1, null, 'There is no column “line” (or “title”) that names the budget lines.']]],
    ['without amounts', 'line\nStaff', [[1, null, 'There is no column “budget”, “actual” or “forecast”.']]],
    ['with a column twice', 'line,budget,Budget\nStaff,1,2', [[1, 'Budget', 'There are two columns for this; keep one.']]],
    ['without rows', 'line,budget\n\n', [[1, null, 'There is no row below the headings.']]],
    ['with an open quotation mark', 'line,budget\nStaff,"1', [[2, null, 'The quotes in row 2 do not match. Write a quote inside a quoted cell as two quotes.']]],
  ])('%s says so', (_, file, expected) => {
    expect(told(file)).toEqual(expected);
  }); // prettier-ignore

  it('is read in quotes, with line breaks of any kind', () => {
    const { changes, problems } = plan('"Title","Budget"\r"Staff","1,000.00"\r"A ""quoted"" line","2"');
    expect(problems).toEqual([]);
    expect(changes.map(({ title, after }) => [title, after.budget])).toEqual([
      ['Staff', '1000.00'],
      ['A "quoted" line', '2.00'],
    ]);
  });

  it('never throws, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (rest) => void plan(`line,budget\n${rest}`)));
  });
});
