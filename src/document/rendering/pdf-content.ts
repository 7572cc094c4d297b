import { deflateSync, inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  PDFName,
  PDFRawStream,
  PDFRef,
  type PDFDocument,
  type PDFPage,
} from 'pdf-lib';
import { RenderError } from './render-error.js';

/** One instruction of a page: `8.27 0 Td` has the operator `Td`. */
export interface Operation {
  operator: string;
  /** As they are written; the parts of arrays and dictionaries one by one. */
  operands: string[];
  /** Where it stands in the content, its operands included. */
  start: number;
  end: number;
}

/** A part of the content and what it becomes. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** What a page draws, one character for each byte. */
export function readContent(page: PDFPage): string {
  const contents = page.node.Contents();
  const streams =
    contents instanceof PDFArray
      ? contents.asArray().map((part) => page.doc.context.lookup(part))
      : [contents];
  return streams
    .filter((stream) => stream instanceof PDFRawStream)
    .map((stream) => decoded(stream).toString('latin1'))
    .join('\n');
}

/** Chromium's own way of packing goes to the quick decoder; pdf-lib's knows the others. */
function decoded(stream: PDFRawStream): Buffer {
  const plain =
    stream.dict.get(PDFName.of('Filter')) === PDFName.of('FlateDecode') &&
    !stream.dict.has(PDFName.of('DecodeParms'));
  return plain ? inflateSync(stream.contents) : Buffer.from(decodePDFRawStream(stream).decode());
}

/** Changes parts of a page's content. @param edits in order, none over another. */
export function editContent(pdf: PDFDocument, page: PDFPage, content: string, edits: readonly Edit[]): void {
  if (edits.length === 0) return;
  let at = 0;
  const parts: string[] = [];
  for (const { start, end, text } of edits) {
    parts.push(content.slice(at, start), text);
    at = end;
  }
  replaceContent(pdf, page, parts.join('') + content.slice(at));
}

/** What Chromium writes before each letter that does not stand where the one before it ends. */
const STEP = /^(-?\d*\.\d{4,}) (\S+) Td <(?=[\dA-Fa-f]+> Tj$)/gm;

/**
 * Writes how far each letter stands from the one before it to the thousandth of a pixel. Chromium gives seven places, of which the last
 * are noise that packs badly: a report is an eighth smaller without. In none of the sample's lines does a letter move by a fiftieth of a pixel.
 */
export function shortenSteps(pdf: PDFDocument): void {
  for (const page of pdf.getPages()) {
    const content = readContent(page);
    const shortened = content.replace(
      STEP,
      (_, x: string, y: string) => `${Math.round(Number(x) * 1000) / 1000} ${y} Td <`,
    );
    if (shortened !== content) replaceContent(pdf, page, shortened);
  }
}

/** Puts other content in the place of the page's own. */
function replaceContent(pdf: PDFDocument, page: PDFPage, content: string): void {
  const bytes = deflateSync(Buffer.from(content, 'latin1'));
  const dictionary = pdf.context.obj({ Filter: 'FlateDecode', Length: bytes.length });
  const before = page.node.get(PDFName.of('Contents'));
  page.node.set(PDFName.of('Contents'), pdf.context.register(PDFRawStream.of(dictionary, bytes)));
  for (const part of before instanceof PDFArray ? before.asArray() : [before]) forget(pdf, part);
}

/** Only what is written down in one place: what several pages draw stays for the others. */
function forget(pdf: PDFDocument, part: unknown): void {
  if (part instanceof PDFRef) pdf.context.delete(part);
}

/** White space, comment, hexadecimal string, name, bracket, anything else; a string in parentheses is read by hand. */
const TOKEN =
  /[\0\t\n\f\r ]+|%[^\r\n]*|<<|>>|<[\dA-Fa-f\s]*>|\/[^\0\t\n\f\r /<>[\](){}%]*|[[\]]|[^\0\t\n\f\r /<>[\](){}%]+/y;
const OPERATOR = /^[A-Za-z'"][\w*]*$/;
const VALUES = new Set(['true', 'false', 'null']);

/**
 * The instructions of a page, in order. Reads each byte once.
 * @throws RenderError where the content cannot be read; pictures written into the content itself are not.
 */
export function* operationsOf(content: string): Generator<Operation> {
  let operands: string[] = [];
  let start = -1;
  for (let at = 0; at < content.length;) {
    const end = endOfToken(content, at);
    const first = content.charCodeAt(at);
    const token = content.slice(at, end);
    if (first > 0x20 && first !== 0x25) {
      if (start < 0) start = at;
      if (!OPERATOR.test(token) || VALUES.has(token)) operands.push(token);
      else {
        if (token === 'BI') throw unreadable(at);
        yield { operator: token, operands, start, end };
        operands = [];
        start = -1;
      }
    }
    at = end;
  }
}

function endOfToken(content: string, at: number): number {
  if (content[at] !== '(') {
    TOKEN.lastIndex = at;
    if (!TOKEN.test(content)) throw unreadable(at);
    return TOKEN.lastIndex;
  }
  for (let next = at, depth = 0; next < content.length; next += 1) {
    if (content[next] === '\\') next += 1;
    else if (content[next] === '(') depth += 1;
    else if (content[next] === ')') depth -= 1;
    if (depth === 0) return next + 1;
  }
  throw unreadable(at);
}

function unreadable(at: number): RenderError {
  return new RenderError('not-a-pdf', `What a page draws cannot be read from byte ${at} on.`);
}
