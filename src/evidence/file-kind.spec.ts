import { describe, expect, it } from '@jest/globals';
import { odt, pdf, png, xlsx } from '../../test/support/evidence-files.js';
import { zip } from '../../test/support/zip.js';
import { baseName, kindOf } from './file-kind.js';

const text = (content: string): Buffer => Buffer.from(content);

describe('a file is what its bytes are', () => {
  it.each([
    ['pdf', 'minutes.pdf', pdf()],
    ['png', 'Photo.PNG', png()],
    [
      'jpg',
      'photo.jpeg',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(20), Buffer.from([0xff, 0xd9])]),
    ],
    ['xlsx', 'figures.xlsx', xlsx()],
    ['odt', 'note.odt', odt()],
    ['csv', 'figures.csv', text('BMI,Wert\n=1+1,ü\n')],
    ['txt', 'note.txt', text('\ufeffA note.\r\n')],
    ['txt', 'page.txt', text('<script>alert(1)</script>')],
  ])('%s', async (kind, name, bytes) => {
    expect(await kindOf(bytes, name)).toBe(kind);
  });

  it.each([
    ['another kind than its name says', 'minutes.pdf', png(), 'should end with .png'],
    ['a page as a picture', 'photo.png', text('<html>'), 'plain text'],
    ['a program', 'setup.pdf', Buffer.concat([text('MZ'), Buffer.alloc(100)]), 'not taken'],
    ['an archive', 'all.zip', zip([{ name: 'a.txt', bytes: text('a') }]), 'not taken'],
    [
      'an archive that says it is a document',
      'all.docx',
      zip([{ name: 'a.txt', bytes: text('a') }]),
      'not taken',
    ],
    [
      'a drawing with scripts',
      'drawing.svg',
      text('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'plain text',
    ],
    ['macros', 'figures.xlsx', xlsx([{ name: 'xl/vbaProject.bin', bytes: text('x') }]), 'macros'],
    [
      'an object of another program',
      'figures.xlsx',
      xlsx([{ name: 'xl/embeddings/oleObject1.bin', bytes: text('x') }]),
      'macros',
    ],
    [
      'macros of another kind',
      'note.odt',
      odt([{ name: 'Basic/script-lc.xml', bytes: text('x') }]),
      'macros',
    ],
    [
      'a part named twice',
      'figures.xlsx',
      xlsx([{ name: 'XL/workbook.xml', bytes: text('x') }]),
      'not a whole',
    ],
    [
      'a bomb',
      'figures.xlsx',
      xlsx([{ name: 'xl/bomb.xml', bytes: Buffer.alloc(1), claims: 2 ** 31 }]),
      'larger once',
    ],
    [
      'a document of ten thousand parts',
      'figures.xlsx',
      xlsx(Array.from({ length: 10_000 }, (_, n) => ({ name: `xl/${n}`, bytes: Buffer.alloc(0) }))),
      'parts',
    ],
    [
      'a PDF that is an archive too',
      'minutes.pdf',
      Buffer.concat([pdf(), zip([{ name: 'a.exe', bytes: text('MZ') }])]),
      'something else',
    ],
    [
      'an archive inside a PDF',
      'minutes.pdf',
      Buffer.concat([text('%PDF-1.4\n'), zip([{ name: 'a', bytes: text('a') }]), text('\n%%EOF\n')]),
      'something else',
    ],
    [
      'a PDF with something behind it',
      'minutes.pdf',
      Buffer.concat([pdf(), text('<script>')]),
      'something else',
    ],
    ['a picture with something behind it', 'photo.png', Buffer.concat([png(), text('MZ')]), 'something else'],
    ['nothing', 'note.txt', Buffer.alloc(0), 'empty'],
    ['text of another alphabet', 'note.txt', Buffer.from([0x53, 0x63, 0x68, 0xf6, 0x6e]), 'not taken'],
    ['text with a NUL', 'note.txt', text('a\0b'), 'not taken'],
    [
      'an old document',
      'note.doc',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'not taken',
    ],
    ['a mail', 'mail.eml', text('From: a@example.org\r\nSubject: x\r\n\r\nText'), 'plain text'],
  ])('%s is refused, with what may be attached', async (_, name, bytes, words) => {
    await expect(kindOf(bytes, name)).rejects.toMatchObject({
      status: 422,
      message: expect.stringMatching(new RegExp(`${words}.*Attach a PDF, a Word`, 's')),
    });
  });
});

it('a name is its last part, whatever folders a browser sends', () => {
  expect(['C:\\Users\\me\\a.pdf', '/home/me/a.pdf', '../../a.pdf', 'a.pdf'].map(baseName)).toEqual(
    Array(4).fill('a.pdf'),
  );
});
