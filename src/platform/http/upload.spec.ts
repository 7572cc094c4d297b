import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstFile, hashFile } from './upload.js';

const TYPE = 'multipart/form-data; boundary=----WebKitFormBoundaryx1';
const B = '------WebKitFormBoundaryx1';
const field = (name: string, text: string) =>
  `${B}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
const file = (content: Buffer, name = 'report.pdf') =>
  Buffer.concat([
    Buffer.from(
      `${B}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/pdf\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ]);
const END = Buffer.from(`${B}--\r\n`);

/** The same bytes, arriving in pieces that are cut at these places. */
async function* pieces(bytes: Buffer, cuts: readonly number[] = []): AsyncGenerator<Buffer> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < places.length; i++)
    yield await Promise.resolve(bytes.subarray(places[i - 1], places[i]));
}

async function read(bytes: Buffer, cuts: readonly number[] = [], type = TYPE): Promise<string> {
  const found: Buffer[] = [];
  for await (const piece of firstFile(pieces(bytes, cuts), type)) found.push(Buffer.from(piece));
  return Buffer.concat(found).toString('latin1');
}

/** Bytes that are likely to look like a boundary. */
const tricky = fc
  .array(
    fc.oneof(
      fc.constantFrom('\r', '\n', '-', '\r\n--', '\r\n-----', `\r\n${B.slice(0, -1)}`, '\r\n\r\n'),
      fc.string(),
    ),
  )
  .map((parts) => Buffer.from(parts.join(''), 'latin1'))
  .filter((bytes) => !bytes.includes(`\r\n${B}`));

describe('the first file of a form', () => {
  it('is found whole, whatever it holds, whatever comes before it, and however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(tricky, fc.array(fc.nat(), { maxLength: 30 }), async (content, cuts) => {
        const body = Buffer.concat([
          Buffer.from(field('csrf', 'filename="not-a-file"')),
          file(content),
          file(Buffer.from('another')),
          END,
        ]);
        expect(await read(body, cuts)).toBe(content.toString('latin1'));
      }),
    );
  });

  it('may arrive byte by byte', async () => {
    const body = Buffer.concat([file(Buffer.from('%PDF-1.7\r\n--')), END]);
    expect(await read(body, [...body.keys()])).toBe('%PDF-1.7\r\n--');
  });

  it('is nothing when the form has none, or an empty one as browsers send it', async () => {
    expect(await read(Buffer.from(`${field('a', 'b')}${B}--\r\n`))).toBe('');
    expect(await read(Buffer.concat([file(Buffer.alloc(0), ''), END]))).toBe('');
    expect(await read(END)).toBe('');
  });

  it('may have its boundary quoted', async () => {
    const body = Buffer.from('--a b\r\nContent-Disposition: form-data; filename=x\r\n\r\nhere\r\n--a b--');
    expect(await read(body, [], 'multipart/form-data; charset=utf-8; boundary="a b"')).toBe('here');
  });

  it.each<[string, Buffer, string]>([
    ['no boundary is named', file(Buffer.from('x')), 'multipart/form-data'],
    ['it ends in the middle', file(Buffer.from('x')).subarray(0, -8), TYPE],
    ['it is not a form at all', Buffer.from('%PDF-1.7 a file sent as a form'), TYPE],
    ['the head of a part goes on for ever', Buffer.from(`${B}\r\n${'x'.repeat(9000)}`), TYPE],
  ])('is refused when %s', async (_why, body, type) => {
    await expect(read(body, [], type)).rejects.toMatchObject({ status: 400 });
  });
});

describe('the hash of a body', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  it('is that of the bytes, or of the file in the form', async () => {
    expect(await hashFile(pieces(Buffer.from('{ "a": 1 }'), [3]), 'application/octet-stream')).toEqual({
      sha256: sha256('{ "a": 1 }'),
      size: 10,
    });
    expect(await hashFile(pieces(Buffer.concat([file(Buffer.from('abc')), END])), TYPE)).toEqual({
      sha256: sha256('abc'),
      size: 3,
    });
  });
});
