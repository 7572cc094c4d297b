import { fileTypeFromBuffer } from 'file-type';
import { FileRefused, listedParts, Problem } from '../platform/index.js';

/** What may be attached. What can run something, or hold files that nobody sees, is not among it. */
export const FILE_KINDS = {
  pdf: { mime: 'application/pdf', endings: ['pdf'], words: 'PDF' },
  docx: {
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
    words: 'Word document (.docx)',
  },
  xlsx: {
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    endings: ['xlsx'],
    words: 'Excel workbook (.xlsx)',
  },
  pptx: {
    mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    endings: ['pptx'],
    words: 'PowerPoint presentation (.pptx)',
  },
  odt: {
    mime: 'application/vnd.oasis.opendocument.text',
    endings: ['odt'],
    words: 'OpenDocument text (.odt)',
  },
  ods: {
    mime: 'application/vnd.oasis.opendocument.spreadsheet',
    endings: ['ods'],
    words: 'OpenDocument spreadsheet (.ods)',
  },
  png: { mime: 'image/png', endings: ['png'], words: 'PNG picture' },
  jpg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg'], words: 'JPEG picture' },
  csv: { mime: 'text/csv', endings: ['csv'], words: 'CSV file' },
  txt: { mime: 'text/plain', endings: ['txt'], words: 'plain text in UTF-8 (.txt)' },
} as const satisfies Record<string, { mime: string; endings: readonly string[]; words: string }>;

export type FileKind = keyof typeof FILE_KINDS;
export const FILE_KIND_NAMES = Object.keys(FILE_KINDS) as [FileKind, ...FileKind[]];

/** The endings, as a browser takes them when a person chooses a file. */
export const ACCEPTED = FILE_KIND_NAMES.flatMap((kind) =>
  FILE_KINDS[kind].endings.map((ending) => `.${ending}`),
).join(',');

const ALLOWED =
  'Attach a PDF, a Word, Excel or PowerPoint file without macros (.docx, .xlsx, .pptx), an OpenDocument text or spreadsheet (.odt, .ods), a PNG or JPEG picture, a CSV file, or plain text in UTF-8 (.txt).';
/** What an archive of documents holds at most; a document of a thousand pictures is below it. */
const MOST_PARTS = 5000;
const MOST_UNPACKED = 300 * 1024 * 1024;

const refused = (code: string, why: string): Problem =>
  new Problem({
    code,
    status: 422,
    detail: `${why} ${ALLOWED}`,
    issues: [{ path: 'file', message: `${why} ${ALLOWED}` }],
  });

/** The last part of a name without folders, as some browsers send them, and without what does not show. */
export const baseName = (name: string): string => name.split(/[/\\]/).at(-1)?.trim() ?? '';

const endingOf = (name: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/**
 * What a file is by its bytes; its name has to agree.
 * @param name as the person calls it, without folders.
 * @throws Problem 422 that says what may be attached: for any other kind, for macros, for an archive that two readers could read in two
 *   ways, and for a file that is two kinds at once.
 */
export async function kindOf(bytes: Buffer, name: string): Promise<FileKind> {
  if (bytes.length === 0) throw refused('file-empty', 'The file is empty.');
  const ending = endingOf(name);
  const kind =
    (await toldByContent(bytes)) ?? (isText(bytes) ? (ending === 'csv' ? 'csv' : 'txt') : undefined);
  if (kind === undefined) throw refused('file-type', 'A file of this kind is not taken.');
  if (!(FILE_KINDS[kind].endings as readonly string[]).includes(ending))
    throw refused(
      'file-name',
      kind === 'txt' && ending !== ''
        ? `The name ends with .${ending}, and the file is plain text.`
        : `The name should end with .${FILE_KINDS[kind].endings[0]}, because the file is a ${FILE_KINDS[kind].words}.`,
    );
  if (kind === 'docx' || kind === 'xlsx' || kind === 'pptx' || kind === 'odt' || kind === 'ods')
    soundArchive(bytes, kind);
  else soundEnd(bytes, kind);
  return kind;
}

/** Of those kinds that begin in a way of their own. */
async function toldByContent(bytes: Buffer): Promise<FileKind | undefined> {
  // A broken archive makes it throw; nothing that throws is a file of ours.
  const found = await fileTypeFromBuffer(bytes).catch(() => ({ mime: 'broken' }));
  return FILE_KIND_NAMES.find((kind) => FILE_KINDS[kind].mime === found?.mime);
}

/** UTF-8 without controls other than tabs and ends of lines. Markup is text as well: nobody's browser opens it from here. */
function isText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // eslint-disable-next-line no-control-regex -- controls are exactly what is looked for
    return !/[\u0000-\u0008\u000B\u000E-\u001F\u007F]/.test(text);
  } catch {
    return false;
  }
}

/** Parts with which a document does something, or holds a program: macros, controls, objects of other programs. */
const ACTIVE = /vbaProject|vbaData|\/activeX\/|\/embeddings\/.*\.bin$|macrosheets\/|^Basic\/|^Scripts\//i;

/** @throws Problem 422. */
function soundArchive(bytes: Buffer, kind: FileKind): void {
  const { words } = FILE_KINDS[kind];
  let parts: { name: string; size: number }[];
  try {
    parts = listedParts(bytes, { kind: words, noun: 'file', smaller: '' }, MOST_PARTS);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    throw refused(error.code, error.message);
  }
  if (parts.reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED)
    throw refused('file-too-large', 'The file is far larger once it is unpacked.');
  const active = parts.find(({ name }) => ACTIVE.test(name));
  if (active)
    throw refused(
      'active-content',
      'The file holds macros, controls or objects of other programs. Save it without them.',
    );
}

/** The end of an archive, wherever it begins: a file that ends with one is read as an archive by whoever looks from behind. */
function endsAsArchive(bytes: Buffer): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - 22 - 0xffff));
  for (
    let at = tail.lastIndexOf('PK\x05\x06');
    at !== -1;
    at = at === 0 ? -1 : tail.lastIndexOf('PK\x05\x06', at - 1)
  )
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) <= tail.length) return true;
  return false;
}

/** Such files are one kind from their first byte to their last. @throws Problem 422. */
function soundEnd(bytes: Buffer, kind: FileKind): void {
  const two = (): Problem => refused('file-two-kinds', 'Behind the end of the file there is something else.');
  if (kind === 'txt' || kind === 'csv') return;
  if (endsAsArchive(bytes)) throw two();
  if (kind === 'png' && bytes.subarray(-12).toString('latin1') !== '\x00\x00\x00\x00IEND\xaeB`\x82')
    throw two();
  if (kind === 'pdf' && !/%%EOF\s*$/.test(bytes.toString('latin1', bytes.length - 64).replace(/\0+$/, '')))
    throw two();
}
