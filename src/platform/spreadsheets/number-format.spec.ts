import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalOf, plainDecimal, roundedDecimal } from '../text/decimal-digits.js';
import { printedNumber, printedText } from './number-format.js';

describe('a number is read as a spreadsheet prints it', () => {
  it.each([
    [0.285, '0%', '29%'],
    [0.565, '0%', '57%'],
    [0.575, '0%', '58%'],
    [0.145, '0%', '15%'],
    [0.555, '0%', '56%'],
    [0.295, '0%', '30%'],
    [1.005, '0.00', '1.01'],
    [2.675, '0.00', '2.68'],
    [1.115, '0.00', '1.12'],
    [1.225, '0.00', '1.23'],
    [10.155, '0.00', '10.16'],
    [-2.675, '0.00', '-2.68'],
    [-0.3, '0', '0'],
    [0.5, '0', '1'],
    [-0.5, '0', '-1'],
    [69, '0.00', '69.00'],
    [0.1 + 0.2, 'General', '0.3'],
    [1234.5, '#,##0.0', '1234.5'],
    [12.5, '0.##', '12.5'],
    [12, '0.0#', '12.0'],
    [12, '0.?', '12'],
    [1e-7, '0.00', '0.00'],
    [0.781, '0.0%', '78.1%'],
    [84, '0"%"', '84%'],
    [84, '0\\%', '84%'],
    [5, '"£"#,##0_);("£"#,##0)', '5'],
    [-5, '"£"#,##0_);("£"#,##0)', '-5'],
    [-1200, '#,##0;[Red]-#,##0', '-1200'],
    [-1200, '#,##0;[Red]\\−#,##0', '-1200'],
    [1200, '_-[$£-809]* #,##0.00_-;-[$£-809]* #,##0.00_-;_-[$£-809]* "-"??_-;_-@_-', '1200.00'],
    [-1200, '_-[$£-809]* #,##0.00_-;-[$£-809]* #,##0.00_-;_-[$£-809]* "-"??_-;_-@_-', '-1200.00'],
    [7, '[>=10]0;"c"', 'c'],
    [10, '[>=10]0;"c"', '10'],
    [12, '[<11]"c";0', '12'],
    [7, '[<11]"c";0', 'c'],
    [10, '[<11]"c";0', 'c'],
    [0, '[=0]0;[<11]"c";0', '0'],
    [3, '[=0]0;[<11]"c";0', 'c'],
    [30, '[=0]0;[<11]"c";0', '30'],
    [9, '"<10"', '<10'],
    [9, '\\<0', '<9'],
    [9, '"~"0', '~9'],
    [1.2, '£0.0"m"', '£1.2m'],
    [5, '0;"neg";"none"', '5'],
    [0, '0;"neg";"none"', 'none'],
    [-5, '0;"neg";"none"', 'neg'],
    [1234567, '£#,##0,"k"', '1234567'],
    [1250000, '£0.0,,"m"', '1250000'],
    [1260000, '#,##0,', '1260000'],
    [1e15, 'General', '1000000000000000'],
  ])('%s under %s is %s', (value, format, text) => {
    expect(printedNumber(value, format)).toMatchObject({ text, fault: null });
  });

  it.each([
    [8, ';;;'],
    [8, ';;'],
    [-8, '0;;'],
    [0, '0;-0;;@'],
    [8, '""'],
    [8, '" "'],
    [8, '[<5]0'],
  ])('%s under %s, which shows nothing of it, is a fault that does not say the number', (value, format) => {
    const cell = printedNumber(value, format);
    expect(cell).toMatchObject({ text: '', fault: expect.stringContaining('does not show') });
  });

  it.each([
    [1234567, '£#,##0,"k"', 'The cell holds 1234567 and prints £1235k: the number that it holds was read.'],
    [1250000, '£0.0,,"m"', 'The cell holds 1250000 and prints £1.3m: the number that it holds was read.'],
    [1260000, '#,##0,', 'The cell holds 1260000 and prints 1260: the number that it holds was read.'],
    [0.285, '0%', 'The cell holds 28.5% and prints 29%: the printed number was read.'],
    [1234567, '0.00E+00', 'The cell prints the number in another form. It holds 1234567: that was read.'],
    [0.5, '# ?/?', 'The cell prints the number in another form. It holds 0.5: that was read.'],
    [12, '0" days"', 'The cell prints “12 days”: 12 was read.'],
    [-5, '0;0', 'The cell holds -5 and prints 5: the printed number was read.'],
    [0, '#,##0;-#,##0;"-"', 'The cell holds 0 and prints “-”: 0 was read.'],
    [7, '[<11]"c";0', 'The cell holds a number and prints “c”: what it prints was read.'],
  ])('%s under %s: %s', (value, format, note) => {
    expect(printedNumber(value, format).note).toBe(note);
  });

  it.each([
    [69, '0.00'],
    [0.78, '0%'],
    [-1200, '#,##0_);(#,##0)'],
    [12, 'General'],
    [12, '£#,##0'],
  ])('%s under %s needs no note', (value, format) => {
    expect(printedNumber(value, format).note).toBeNull();
  });

  it('rounds half up what a person reads, whatever the binary fraction is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: 4 }),
        (whole, places) => {
          // A number that ends in 5 one place beyond what is printed goes up.
          const text = `${whole}.${'0'.repeat(places - 1)}5`;
          const printed = roundedDecimal(decimalOf(Number(text)), places - 1);
          expect(printed).toBe(places === 1 ? String(whole + 1) : `${whole}.${'0'.repeat(places - 2)}1`);
        },
      ),
    );
  });

  it('writes every number with its own digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (digits, places) => {
        const value = digits / 10 ** places;
        expect(Number(plainDecimal(decimalOf(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('a text under a number format', () => {
  it.each([
    ['84', 'General', '84', null],
    ['84', '0.0', '84', null],
    ['84', '0;-0;0;@', '84', null],
    ['84', ';;;"c"', 'c', null],
  ])('%s under %s is %s', (text, format, shown, fault) => {
    expect(printedText(text, format)).toMatchObject({ text: shown, fault });
  });

  it('that is hidden is a fault', () => {
    expect(printedText('84', ';;;').fault).toContain('does not show');
  });
});
