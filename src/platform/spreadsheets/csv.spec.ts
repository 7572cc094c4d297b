import { describe, expect, it } from '@jest/globals';
import { readCsv } from './csv.js';
import { FileRefused } from './grid.js';

const read = (text: string): string[][] =>
  readCsv(text).rows.map(({ cells }) => cells.map((cell) => cell.text));

describe('the separator of a CSV file', () => {
  it.each([
    ['commas', 'a,b\n1,2', ['a', 'b']],
    ['semicolons, with commas in the amounts', 'line;budget\nStaff;1,234,567.00', ['line', 'budget']],
    ['tabs', 'a\tb\n1\t2', ['a', 'b']],
    ['commas in the title of a semicolon file', 'Report, January 2020\na;b\n1;2', ['Report, January 2020']],
    ['semicolons within a quoted cell', '"a;b;c",d\n"e;f;g",h', ['a;b;c', 'd']],
    ['a comma within a heading of a semicolon file', 'a;b, or c;d\n1;2,0;3', ['a', 'b, or c', 'd']],
    ['one column', 'a\n1', ['a']],
  ])('is found among %s', (_, text, first) => {
    expect(read(text)[0]).toEqual(first);
  });
});

describe('a CSV file', () => {
  it.each([
    ['in the middle of a word', 'a,b\nscreens of 6" wide,1', ['screens of 6" wide', '1']],
    ['around a word within a cell', 'a,b\nthe "old" one,1', ['the "old" one', '1']],
    ['around the first word', 'a,b\n"old" one,1', ['"old" one', '1']],
    ['doubled, as it should be', 'a,b\n"the ""old"" one",1', ['the "old" one', '1']],
  ])('with quotes %s is read as typed', (_, text, row) => {
    expect(read(text)[1]).toEqual(row);
  });

  it('keeps the row numbers of a spreadsheet when rows are empty', () => {
    expect(readCsv('a,b\n\n,\n1,2').rows.map(({ number }) => number)).toEqual([1, 4]);
  });

  it('with broken quotes is refused with its row', () => {
    expect.assertions(2);
    try {
      readCsv('a,b\n"c,d');
    } catch (error) {
      expect(error).toBeInstanceOf(FileRefused);
      expect(error).toMatchObject({ code: 'file-not-readable', row: 2 });
    }
  });
});
