import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import {
  FileRefused,
  SpreadsheetReader,
  type Grid,
  type SpreadsheetFormat,
} from '../../../src/platform/index.js';
import { pack, unpack } from '../../../src/platform/spreadsheets/zip.js';
import { unzip, workbookParts, zip, type ZipPart } from '../../support/zip.js';

/** Files as they come, and files made to do harm, through the thread that reads them. */
const reader = new SpreadsheetReader();

const texts = (grid: Grid): string[][] => grid.rows.map(({ cells }) => cells.map(({ text }) => text));

async function refusal(format: SpreadsheetFormat, bytes: Buffer, by = reader): Promise<FileRefused> {
  try {
    await by.read(format, bytes);
  } catch (error) {
    if (error instanceof FileRefused) return error;
    throw error;
  }
  throw new Error('the file was read');
}

async function workbook(fill: (book: ExcelJS.Workbook, sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Readings');
  fill(book, sheet);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('a CSV file', () => {
  it('is read whatever its line endings, with a byte order mark, quotes, commas and lines in cells', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const grid = await reader.read(
        'csv',
        Buffer.from(`\uFEFFa,"b ""c"", d",é${end}${end}"x${end}y",,"=1"${end}`),
      );
      expect(texts(grid)).toEqual([
        ['a', 'b "c", d', 'é'],
        ['x y', '', '=1'],
      ]);
      expect(grid.rows.map(({ number }) => number)).toEqual([1, 3]);
      expect(grid.rows[1]?.cells[2]?.fault).toContain('formula');
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['NUL bytes', Buffer.from('a,b\0,c'), 'NUL'],
    ['a quote that never ends', Buffer.from('a,b\n"c,d\ne,f'), 'quotes'],
    ['a million columns', Buffer.from(','.repeat(1_000_000)), '200 columns'],
    ['201 columns', Buffer.from(`a,b\n${'x,'.repeat(200)}x`), 'Row 2 has more than 200 columns'],
    ['20,001 rows', Buffer.from('a,b\n'.repeat(20_001)), '20000 rows'],
    ['a workbook', Buffer.from('PK\u0003\u0004rest'), 'not a CSV'],
    ['more than 2 MB', Buffer.alloc(2 * 1024 * 1024 + 1, 'a'), 'larger'],
  ])('of %s is refused', async (_, bytes, words) => {
    expect((await refusal('csv', bytes)).message).toContain(words);
  });

  it('of quotes inside quotes is read as it was typed, with its quotes', async () => {
    expect(texts(await reader.read('csv', Buffer.from('a,"b "c" d",e')))).toEqual([['a', '"b "c" d"', 'e']]);
  });

  it('is read in the encodings and with the separators that spreadsheets use', async () => {
    for (const bytes of [
      Buffer.from('\uFEFFpound;£5', 'utf16le'),
      Buffer.from('pound;£5', 'latin1'),
      Buffer.from('pound\t£5'),
    ])
      expect(texts(await reader.read('csv', bytes))).toEqual([['pound', '£5']]);
  });

  it('keeps control characters and overlong texts out of what can be read', async () => {
    const grid = await reader.read('csv', Buffer.from(`a\u0007,\u202Eb,${'x'.repeat(2001)},ok`));
    expect(grid.rows[0]?.cells.map(({ fault }) => fault !== null)).toEqual([true, true, true, false]);
  });
});

describe('a workbook', () => {
  it('is read as it is printed', async () => {
    const bytes = await workbook((_, sheet) => {
      sheet.addRow([
        'Measure',
        new Date(Date.UTC(2019, 7, 1)),
        'Sep 19',
        { richText: [{ text: 'b' }, { text: 'old' }] },
      ]);
      const row = sheet.addRow(['A  b', 0.781, 0.672, 69, 12.345, true]);
      row.getCell(2).numFmt = '0.0%';
      row.getCell(3).numFmt = '0.00%';
      row.getCell(5).numFmt = '#,##0.0';
      sheet.mergeCells('A4:B4');
      sheet.getCell('A4').value = 'Merged';
    });
    const grid = await reader.read('xlsx', bytes);
    expect(grid.sheet).toBe('Readings');
    expect(texts(grid)).toEqual([
      ['Measure', '2019-08-01', 'Sep 19', 'bold', '', ''],
      ['A b', '78.1%', '67.20%', '69', '12.3', 'TRUE'],
      ['Merged', '', '', '', '', ''],
    ]);
    expect(grid.rows.map(({ number }) => number)).toEqual([1, 2, 4]);
    expect(grid.rows[1]?.cells[4]?.note).toContain('12.345');
    expect(grid.rows[1]?.cells[1]?.note).toBeNull();
  });

  it('names its other sheets, and marks formulas and errors whatever they last came to', async () => {
    const bytes = await workbook((book, sheet) => {
      book.addWorksheet('Notes').addRow(['x']);
      sheet.addRow(['a', { formula: '1+1', result: 2 }, { error: '#N/A' }]);
      sheet.addRow(['b', { sharedFormula: 'B1', result: 3 }]);
    });
    const grid = await reader.read('xlsx', bytes);
    expect(grid.unread).toEqual(['The worksheet “Notes”: only the first one is read.']);
    expect(grid.rows[0]?.cells.map(({ fault }) => fault !== null)).toEqual([false, true, true]);
    expect(grid.rows[1]?.cells[1]?.fault).toContain('formula');
  });

  it.each([
    ['worksheet', 'sheet “Children”'],
    ['very hidden worksheet', 'sheet “Children”'],
    ['row', 'row 2'],
    ['column', 'column B'],
  ])('with a hidden %s is refused by name', async (what, place) => {
    const bytes = await workbook((book, sheet) => {
      sheet.addRow(['a', 'b']);
      sheet.addRow(['c', 'd']);
      if (what === 'row') sheet.getRow(2).hidden = true;
      else if (what === 'column') sheet.getColumn(2).hidden = true;
      else
        book
          .addWorksheet('Children', { state: what.startsWith('very') ? 'veryHidden' : 'hidden' })
          .addRow(['625']);
    });
    const refused = await refusal('xlsx', bytes);
    expect(refused.code).toBe('hidden-content');
    expect(refused.places.map(({ path }) => path)).toEqual([place]);
  });

  it('with a flat row is refused by that row of its own worksheet alone', async () => {
    const plain = await workbook((book, sheet) => {
      sheet.addRows([['a'], ['b']]);
      book.addWorksheet('Notes').addRow(['c']);
    });
    const withFlat = (name: string): Buffer =>
      pack(
        unpack(plain).map((part) =>
          part.name === name
            ? {
                ...part,
                bytes: Buffer.from(
                  part.bytes
                    .toString('utf8')
                    .replace(/<row r="2"[^>]*>|(?=<\/sheetData>)/, '<row r="2" ht="0" customHeight="1">')
                    .replace(/(customHeight="1">)(?=<\/sheetData>)/, '$1</row>'),
                ),
              }
            : part,
        ),
      );
    expect((await refusal('xlsx', withFlat('xl/worksheets/sheet1.xml'))).places).toMatchObject([
      { path: 'row 2' },
    ]);
    // Row 2 of the first worksheet is not hidden because an empty one of another is flat.
    expect(texts(await reader.read('xlsx', withFlat('xl/worksheets/sheet2.xml')))).toEqual([['a'], ['b']]);
  });

  it('may hide what is empty', async () => {
    const bytes = await workbook((_, sheet) => {
      sheet.addRow(['a', 'b']);
      sheet.getColumn(5).hidden = true;
      sheet.getRow(9).hidden = true;
    });
    expect(texts(await reader.read('xlsx', bytes))).toEqual([['a', 'b']]);
  });

  const rows = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>';
  const parts = (...more: ZipPart[]): Buffer => zip([...workbookParts(rows), ...more]);
  const extra = (name: string): ZipPart => ({ name, bytes: Buffer.from('<x/>') });

  it('made by hand is read, so that what follows is refused for its own reason', async () => {
    expect(texts(await reader.read('xlsx', parts()))).toEqual([['1']]);
  });

  it('with rows or columns of no height or width is refused too', async () => {
    const flat =
      '<cols><col min="1" max="1" width="0" customWidth="1"/></cols><sheetData><row r="1" ht="0" customHeight="1"><c r="A1"><v>1</v></c></row></sheetData>';
    expect((await refusal('xlsx', zip(workbookParts(flat)))).places.map(({ path }) => path)).toEqual([
      'row 1',
      'column A',
    ]);
  });

  it.each([
    ['macros', 'xl/vbaProject.bin', 'macros'],
    ['links', 'xl/externalLinks/externalLink1.xml', 'links to other workbooks'],
    ['embedded files', 'xl/embeddings/oleObject1.bin', 'embedded files'],
    ['data connections', 'xl/connections.xml', 'data connections'],
  ])('with %s is refused', async (_, name, words) => {
    expect(await refusal('xlsx', parts(extra(name)))).toMatchObject({
      code: 'active-content',
      message: expect.stringContaining(words),
    });
  });

  it.each([
    ['in UTF-8', Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')],
    ['in UTF-16', Buffer.from('\uFEFF<!DOCTYPE x []><x/>', 'utf16le')],
  ])('with a document type %s is refused', async (_, bytes) => {
    expect((await refusal('xlsx', parts({ name: 'xl/styles.xml', bytes }))).message).toContain(
      'document type',
    );
  });

  const MEGABYTES = 1024 * 1024;

  it('that unpacks to more than 24 MB is refused before it is unpacked', async () => {
    const bomb = parts({ name: 'xl/sharedStrings.xml', bytes: Buffer.alloc(90 * MEGABYTES, ' ') });
    expect(bomb.length).toBeLessThan(MEGABYTES / 5);
    expect(await refusal('xlsx', bomb)).toMatchObject({ code: 'file-too-large' });
  });

  it('that lies about its size is refused while it is unpacked', async () => {
    const bomb = parts({
      name: 'xl/sharedStrings.xml',
      bytes: Buffer.alloc(90 * MEGABYTES, ' '),
      claims: 100,
    });
    expect((await refusal('xlsx', bomb)).message).toContain('larger than 24 MB');
  });

  it('with 301 parts, with the same part twice, or with overlapping parts is refused', async () => {
    const many = Array.from({ length: 300 }, (_, i) => extra(`xl/media/${i}.txt`));
    expect((await refusal('xlsx', parts(...many))).code).toBe('file-too-large');
    expect((await refusal('xlsx', parts(extra('XL/Workbook.xml')))).code).toBe('file-not-readable');
    const overlapping = parts();
    overlapping.writeUInt32LE(0, overlapping.indexOf('PK\u0001\u0002', 60, 'latin1') + 46 + 19 + 42);
    expect((await refusal('xlsx', overlapping)).code).toBe('file-not-readable');
  });

  /** The same bytes with two directories: one by the end record's offset, one right before the end record. */
  function twoFaces(harmless: readonly ZipPart[], hidden: readonly ZipPart[]): Buffer {
    const shown = zip(harmless);
    const other = zip(hidden);
    const end = Buffer.from(shown.subarray(-22));
    // The directory right before the end belongs to the hidden parts; the offset points at the harmless one.
    return Buffer.concat([shown.subarray(0, -22), other.subarray(0, -22), end]);
  }

  it('with a second directory that another reader would believe is refused, whatever the second one holds', async () => {
    for (const hidden of [
      [...workbookParts(rows), { name: 'xl/media/image1.png', bytes: Buffer.alloc(90 * MEGABYTES) }],
      [...workbookParts(rows), extra('xl/vbaProject.bin')],
      workbookParts(rows),
    ])
      expect((await refusal('xlsx', twoFaces(workbookParts(rows), hidden))).code).toBe('file-not-readable');
  });

  it('with anything before the first part, between directory and end, or after the end is refused', async () => {
    const whole = parts();
    const end = whole.length - 22;
    const shifted = Buffer.concat([Buffer.from('PK\u0003\u0004----', 'latin1'), whole]);
    const moved = Buffer.from(shifted);
    moved.writeUInt32LE(whole.readUInt32LE(end + 16) + 8, moved.length - 22 + 16);
    const locator = Buffer.alloc(20);
    locator.write('PK\u0006\u0007', 'latin1');
    const sixtyFour = Buffer.concat([whole.subarray(0, end), locator, whole.subarray(end)]);
    sixtyFour.writeUInt32LE(whole.readUInt32LE(end + 12) + 20, end + 20 + 12);
    for (const bytes of [
      shifted,
      moved,
      sixtyFour,
      Buffer.concat([whole.subarray(0, end), Buffer.alloc(4), whole.subarray(end)]),
      Buffer.concat([whole, Buffer.alloc(4)]),
    ])
      expect((await refusal('xlsx', bytes)).code).toBe('file-not-readable');
  });

  it('is read by the package from the parts that were checked alone', () => {
    const given = [...workbookParts(rows), extra('xl/médias.xml')];
    const made = pack(unpack(zip(given)));
    expect(unzip(made).map(({ bytes }) => bytes)).toEqual(given.map(({ bytes }) => bytes));
    expect(unpack(made)).toEqual(given);
  });

  it('that makes the process grow beyond its limit is given up, though buffers lie on no heap', async () => {
    const big = parts({ name: 'xl/media/image1.png', bytes: Buffer.alloc(20 * MEGABYTES) });
    const frugal = new SpreadsheetReader({ heapMb: 256, growthMb: 8, deadlineMs: 20_000, atOnce: 1 });
    expect((await refusal('xlsx', big, frugal)).message).toContain('more memory than is allowed');
    expect(texts(await reader.read('xlsx', big))).toEqual([['1']]);
  });

  it('that is cut, is something else, or is no archive is refused', async () => {
    const whole = parts();
    for (const bytes of [
      whole.subarray(0, whole.length - 30),
      zip([extra('word/document.xml')]),
      Buffer.from('Measure,Period'),
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    ])
      expect((await refusal('xlsx', bytes)).code).toBe('file-not-readable');
  });

  it('that merges every cell there is takes its thread with it, and nothing else', async () => {
    const bomb = zip(workbookParts(`${rows}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`));
    const small = new SpreadsheetReader({ heapMb: 96, growthMb: 640, deadlineMs: 20_000, atOnce: 1 });
    expect(await refusal('xlsx', bomb, small)).toMatchObject({ code: 'file-too-large' });
    expect(texts(await small.read('xlsx', parts()))).toEqual([['1']]);
  });

  it('that takes too long is given up, and a third one at once is asked to wait', async () => {
    const hasty = new SpreadsheetReader({ heapMb: 256, growthMb: 640, deadlineMs: 1, atOnce: 1 });
    const first = refusal('xlsx', parts(), hasty);
    await expect(hasty.read('csv', Buffer.from('a,b'))).rejects.toMatchObject({ status: 503, retryAfter: 5 });
    expect((await first).message).toContain('seconds');
  });
});
