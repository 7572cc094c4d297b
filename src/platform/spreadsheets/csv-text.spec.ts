import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CSV_MARK, csvRow, csvText } from './csv-text.js';

describe('a CSV file’s text', () => {
  it.each([
    ['UTF-8', Buffer.from('line,budget\nCafé,£5')],
    ['UTF-8 with its mark', Buffer.from('\ufeffline,budget\nCafé,£5')],
    ['Windows-1252', Buffer.from('line,budget\nCafé,£5', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffline,budget\nCafé,£5', 'utf16le')],
    ['UTF-16, the other way round', Buffer.from('\ufeffline,budget\nCafé,£5', 'utf16le').swap16()],
  ])('is the same in %s', (_, bytes) => {
    expect(csvText(bytes)).toBe('line,budget\nCafé,£5');
  });
});

describe('a row that is written', () => {
  it('is as RFC 4180 has it: quotes only where they are needed, and twice within', () => {
    expect(csvRow(['plain', 'a, b', 'say "so"', 'two\nlines', null, -1.5, { ours: '-' }])).toBe(
      'plain,"a, b","say ""so""","two\nlines",,-1.5,-\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x'])(
    'lets no spreadsheet find a formula in %j, though it was asked to write one',
    (text) => {
      expect(parse(csvRow([text]))).toEqual([[`'${text}`]]);
    },
  );

  it('leaves alone what is no formula, and what is ours', () => {
    expect(csvRow(['1 = 1', 'a-b', { ours: '-12.50' }])).toBe('1 = 1,a-b,-12.50\r\n');
  });

  it('is read as it was written, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 }), (cells) => {
        const [read] = parse(`${CSV_MARK}${csvRow(cells)}`, { bom: true, record_delimiter: '\r\n' });
        expect(
          read?.map((cell, index) => (cell === `'${cells[index] ?? ''}` ? cell.slice(1) : cell)),
        ).toEqual(cells);
      }),
    );
  });
});
