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
    ['UTF-16 without its mark', Buffer.from('line,budget\nCafé,£5', 'utf16le')],
    ['UTF-16 without its mark, the other way round', Buffer.from('line,budget\nCafé,£5', 'utf16le').swap16()],
    ['UTF-16, the other way round', Buffer.from('\ufeffline,budget\nCafé,£5', 'utf16le').swap16()],
  ])('is the same in %s', (_, bytes) => {
    expect(csvText(bytes)).toBe('line,budget\nCafé,£5');
  });
});

describe('UTF-16 without its mark', () => {
  it.each([
    ['dashes and quotes of Windows', 'K1,“a” – ’b’,84.1%'],
    ['names in other letters', 'Ścibor Žižek,Συλβία,12,340,"a line that is long enough"'],
    ['a file beyond the sample', `K1,Aug-19,84.1%\n${'K1,Sep-19,85.2%\n'.repeat(2000)}`],
  ])('is read with %s', (_, text) => {
    expect(csvText(Buffer.from(text, 'utf16le'))).toBe(text);
    expect(csvText(Buffer.from(text, 'utf16le').swap16())).toBe(text);
  });

  it.each([
    ['one NUL', 'a,b\0,c'],
    ['a NUL at the end of each line', 'line,12\0\nline,13\0\n'],
    ['nothing but NULs', '\0\0\0\0'],
    ['NULs on both sides', 'a\0b\0\0c\0d'],
  ])('is not found in a file with %s', (_, text) => {
    expect(csvText(Buffer.from(text))).toBe(text);
  });
});

describe('the bytes of Windows-1252', () => {
  const read = (byte: number) => csvText(Buffer.from([0x41, byte, 0x42]));

  it.each(
    Array.from('€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ', (character, index) => [0x80 + index, character] as const),
  )('%i is “%s”, or nothing that is printed', (byte, character) => {
    expect(read(byte)).toBe(character === ' ' ? `A${String.fromCharCode(byte)}B` : `A${character}B`);
  });

  it('are those of the standard, of which 27 lie between 80 and 9F', () => {
    // Code points as the standard lists them, so that the table is not compared with itself.
    const standard = [
      0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
      0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
    ]; // prettier-ignore
    expect(standard.map((_, index) => read(0x80 + index).codePointAt(1))).toEqual(
      standard.map((code, index) => (code === 0 ? 0x80 + index : code)),
    );
    expect(standard.filter((code) => code !== 0)).toHaveLength(27);
    for (let byte = 0xa0; byte <= 0xff; byte++) expect(read(byte).codePointAt(1)).toBe(byte);
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
