/*
 * The one reader of archives that people send. An archive that two readers could read in two ways is refused; what the package for
 * workbooks gets is an archive that was made of the parts read here (`pack`), so that it cannot find another directory in it.
 *
 * Our own reader instead of yauzl or fflate. ExcelJS unpacks a workbook without limits, so before it starts these must be known: no part
 * overlaps another, no name comes twice, and all parts together stay within the limit. yauzl verifies the declared size of each part and
 * leaves the rest to its caller; with either library the directory would still have to be read here. Decompression is Node's zlib.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { FILE_LIMITS, FileRefused } from './grid.js';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** Of the locator of a ZIP64 end record, which stands right before the end record. */
const LOCATOR_64 = 0x07064b50;

/** The flag of an entry whose name is UTF-8. */
const UTF8_NAME = 0x0800;

/** What an archive is to a person, for the words of a refusal. */
export interface ArchiveWords {
  /** `Excel workbook (.xlsx)` */
  kind: string;
  /** `workbook` */
  noun: string;
  /** What to do about one that is too large, as a sentence. */
  smaller: string;
}

const WORKBOOK: ArchiveWords = {
  kind: 'Excel workbook (.xlsx)',
  noun: 'workbook',
  smaller: 'Send the table alone.',
};

/** One unpacked part of an archive. */
export interface ZipPart {
  name: string;
  bytes: Buffer;
}

const broken = ({ kind }: ArchiveWords): FileRefused =>
  new FileRefused('file-not-readable', `The file is not a whole ${kind}.`);

const tooLarge = ({ noun, smaller }: ArchiveWords): FileRefused =>
  new FileRefused(
    'file-too-large',
    `The ${noun} is larger than ${FILE_LIMITS.unpackedBytes / 1024 / 1024} MB once unpacked. ${smaller}`,
  );

/**
 * Unpacks a ZIP archive within limits. The declared sizes are checked before anything is unpacked. Each part is then unpacked with the
 * rest of the limit as its own, because declared sizes can be false.
 * @param words of refusals.
 * @param wanted which parts are unpacked, by name; the others need not fit the limit, because nobody reads them.
 * @throws FileRefused for too many parts, too many bytes, encryption, ZIP64, overlapping parts, incomplete archives, and for anything
 *   before the first part, between directory and end, or after the end.
 */
export function unpack(
  archive: Buffer,
  words: ArchiveWords = WORKBOOK,
  wanted: (name: string) => boolean = () => true,
): ZipPart[] {
  const entries = readDirectory(archive, words).filter(({ name }) => wanted(name));
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > FILE_LIMITS.unpackedBytes) throw tooLarge(words);
  let left: number = FILE_LIMITS.unpackedBytes;
  return entries.map((entry) => {
    const bytes = unpackEntry(archive, entry, left, words);
    left -= bytes.length;
    return { name: entry.name, bytes };
  });
}

/**
 * What an archive says that it holds, in as strict a reading as {@link unpack}; nothing is unpacked, so that sizes may be false.
 * @throws FileRefused as {@link unpack}.
 */
export const listedParts = (
  archive: Buffer,
  words: ArchiveWords,
  mostParts: number,
): { name: string; size: number }[] => readDirectory(archive, words, mostParts);

interface DirectoryEntry {
  name: string;
  method: number;
  packedSize: number;
  size: number;
  offset: number;
}

function readDirectory(
  archive: Buffer,
  words: ArchiveWords,
  mostParts: number = FILE_LIMITS.parts,
): DirectoryEntry[] {
  // The end record is the last 22 bytes, or further up when a comment follows.
  let end = archive.length - 22;
  while (end >= 0 && end >= archive.length - 22 - 0xffff && archive.readUInt32LE(end) !== END) end--;
  if (end < 0 || archive.readUInt32LE(end) !== END) throw broken(words);
  // Other readers look elsewhere when one of these does not fit, and might find other parts.
  const start = archive.readUInt32LE(end + 16);
  if (
    start + archive.readUInt32LE(end + 12) !== end ||
    end + 22 + archive.readUInt16LE(end + 20) !== archive.length ||
    archive.readUInt32LE(end + 4) !== 0 ||
    archive.readUInt16LE(end + 8) !== archive.readUInt16LE(end + 10) ||
    (end >= 20 && archive.readUInt32LE(end - 20) === LOCATOR_64)
  )
    throw broken(words);
  const count = archive.readUInt16LE(end + 10);
  if (count > mostParts)
    throw new FileRefused('file-too-large', `The ${words.noun} has more than ${mostParts} parts.`);
  const entries: DirectoryEntry[] = [];
  const names = new Set<string>();
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || archive.readUInt32LE(at) !== ENTRY) throw broken(words);
    const flags = archive.readUInt16LE(at + 8);
    if (flags & 1)
      throw new FileRefused(
        'file-not-readable',
        `The ${words.noun} has a password. Remove it and try again.`,
      );
    const nameLength = archive.readUInt16LE(at + 28);
    const entry: DirectoryEntry = {
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      packedSize: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    };
    // With the same name twice, two readers could read different parts.
    if (names.has(entry.name.toLowerCase())) throw broken(words);
    names.add(entry.name.toLowerCase());
    entries.push(entry);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  if (at !== end) throw broken(words);
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  if (inOrder[0]?.offset !== 0) throw broken(words);
  for (const [i, entry] of inOrder.entries())
    if (entry.offset + 30 + entry.packedSize > (inOrder[i + 1]?.offset ?? start)) throw broken(words); // parts that overlap: a bomb
  return entries;
}

function unpackEntry(archive: Buffer, entry: DirectoryEntry, left: number, words: ArchiveWords): Buffer {
  if (archive.readUInt32LE(entry.offset) !== LOCAL) throw broken(words);
  const start =
    entry.offset + 30 + archive.readUInt16LE(entry.offset + 26) + archive.readUInt16LE(entry.offset + 28);
  const packed = archive.subarray(start, start + entry.packedSize);
  if (entry.method === 0 && packed.length <= left) return packed;
  if (entry.method !== 8) throw entry.method === 0 ? tooLarge(words) : broken(words);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(words) : broken(words);
  }
}

/** An archive of these parts, stored as they are: whoever reads it has nothing to unpack, and finds these parts and no others. */
export function pack(parts: readonly ZipPart[]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(LOCAL, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(UTF8_NAME, 6);
    local.writeUInt32LE(crc32(bytes), 14);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(ENTRY, 0);
    entry.writeUInt16LE(20, 4);
    local.copy(entry, 6, 4, 28);
    entry.writeUInt32LE(offset, 42);
    body.push(local, title, bytes);
    directory.push(entry, title);
    offset += local.length + title.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, ...directory, end]);
}
