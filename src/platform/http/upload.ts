import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set by {@link TakesFile}: the most bytes that the body may have. */
    fileLimit?: number;
    /** Set by {@link TakesFile}: what the file may be called. */
    fileTypes?: readonly string[];
  }
  interface FastifyRequest {
    /** What the sender calls the file of a {@link TakesFile} route; undefined when it comes in a form. */
    fileType?: string;
    /** The text fields that stand before the file in a form; a field after it is not read. */
    formFields?: Readonly<Record<string, string>>;
    /** What the sender calls the file of a form; undefined where it has none. */
    formFileName?: string;
    /** Lets go of what is left of a form. Does nothing when it has been read to its end. */
    releaseForm?: () => void;
  }
}

const FORM = 'multipart/form-data';
const BYTES = 'application/octet-stream';
/** Whatever the sender calls a file: its bytes are what counts, so JSON is not read as JSON here. */
const FILES: readonly string[] = ['application/pdf', 'application/json', 'text/html', 'text/csv', BYTES];

/** Headers of one part of a form; browsers send about 200 bytes. */
const PART_HEAD_LIMIT = 8 * 1024;

/** Of everything before the file. */
const LEADING_FIELDS_LIMIT = 64 * 1024;

/**
 * The route's body is a file, or a form with one. The handler gets it as `AsyncIterable<Buffer>`, to be read once; nothing is
 * kept. Before the guards have let the request in, only the text fields before the file are read, for the form's token is one of
 * them: at most 64 KB.
 * @param limit bytes of the whole body; one beyond, and reading fails with 413.
 * @param types content types that are accepted beside forms.
 */
export const TakesFile = (limit: number, types: readonly string[] = FILES) =>
  RouteConfig({ fileLimit: limit, fileTypes: types });

/** Teaches Fastify to hand files on as they come, on the routes that say so and on no others. */
export function acceptFiles(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    done(prepareFile(request));
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    request.releaseForm?.();
    done();
  });
  fastify.addContentTypeParser([BYTES, FORM], (request, payload, done) => {
    const { fileLimit } = request.routeOptions.config;
    if (fileLimit === undefined) {
      done(unsupported('Send the body as application/json.'));
      return;
    }
    const body = received(payload, fileLimit, Number(request.headers['content-length'] ?? 0));
    const type = request.headers['content-type'] ?? '';
    if (!type.toLowerCase().startsWith(FORM)) {
      done(null, body);
      return;
    }
    readLeadingFields(body, type).then(
      ({ fields, fileName, whole }) => {
        request.formFields = fields;
        if (fileName !== undefined) request.formFileName = fileName;
        request.releaseForm = () => void whole.return(undefined);
        done(null, whole);
      },
      (error: unknown) => {
        done(error as Error);
      },
    );
  });
}

/** `as application/pdf, text/csv or application/json` */
const waysToSend = (types: readonly string[]): string =>
  types.length === 0
    ? `in a form (${FORM})`
    : `as ${[types.slice(0, -1).join(', '), types.at(-1)].filter(Boolean).join(' or ')}`;

/** @returns what is wrong with the request's headers, if anything. */
function prepareFile(request: FastifyRequest): Problem | undefined {
  const { fileLimit, fileTypes = FILES } = request.routeOptions.config;
  if (fileLimit === undefined) return undefined;
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (fileTypes.includes(type)) {
    request.fileType = type;
    request.headers['content-type'] = BYTES;
  } else if (type !== FORM) return unsupported(`Send the file ${waysToSend(fileTypes)}.`);
  return undefined;
}

/** The body in pieces. What is left unread is let through and dropped, so that the sender gets to read the answer. */
async function* received(body: Readable, limit: number, announced: number): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    if (announced > limit) throw tooLarge(limit);
    for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > limit) throw tooLarge(limit);
      yield piece;
    }
  } catch (error) {
    // The sender went away in the middle: nobody is left to be told, and nothing here is at fault.
    throw error instanceof Problem ? error : incomplete();
  } finally {
    body.resume();
  }
}

/**
 * Reads the body of a {@link TakesFile} route to its end: the file itself, or the first file of a form.
 * @param contentType the request's.
 * @returns its lower-case hex SHA-256, and its size in bytes; 0 when the form has no file.
 * @throws Problem 400 when it did not arrive whole, 413 when it is too large.
 */
export async function hashFile(
  body: AsyncIterable<Buffer>,
  contentType: string | undefined,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of fileIn(body, contentType)) {
    hash.update(piece);
    size += piece.length;
  }
  return { sha256: hash.digest('hex'), size };
}

/**
 * The same file, kept: for routes with a limit that fits in memory.
 * @param limit bytes of the file, where it is less than what the route takes.
 * @throws Problem as {@link hashFile}.
 */
export async function fileBytes(
  body: AsyncIterable<Buffer>,
  contentType: string | undefined,
  limit = Infinity,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of fileIn(body, contentType)) {
    size += piece.length;
    if (size > limit) throw tooLarge(limit);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const fileIn = (body: AsyncIterable<Buffer>, contentType: string | undefined): AsyncIterable<Buffer> =>
  contentType?.toLowerCase().startsWith(FORM) === true ? firstFile(body, contentType) : body;

/**
 * The bytes of the first file in a form (multipart/form-data, RFC 7578), in pieces; no bytes when the form has no file. The form's
 * other fields are passed over, and of a file no more than a piece is held at a time.
 * @param contentType the request's, which names the boundary.
 * @throws Problem 400 when it is no such form, or ends in the middle.
 */
export async function* firstFile(body: AsyncIterable<Buffer>, contentType: string): AsyncGenerator<Buffer> {
  const delimiter = delimiterOf(contentType);
  // The first boundary has no line before it.
  let held = Buffer.from('\r\n');
  let at: 'between' | 'head' | 'file' = 'between';
  for await (const piece of body) {
    held = Buffer.concat([held, piece]);
    if (at !== 'file') {
      const found = findFile(held, delimiter, at);
      if (found === 'none') return;
      ({ at, held } = found);
    }
    if (at === 'file') {
      const end = held.indexOf(delimiter);
      // The tail may be the beginning of a boundary.
      const sure = end === -1 ? Math.max(held.length - delimiter.length + 1, 0) : end;
      if (sure > 0) yield held.subarray(0, sure);
      if (end !== -1) return;
      held = held.subarray(sure);
    }
  }
  throw incomplete();
}

/** @throws Problem 400 when the content type names no boundary. */
function delimiterOf(contentType: string): Buffer {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw malformed();
  return Buffer.from(`\r\n--${boundary}`, 'latin1');
}

/**
 * Reads a form as far as its first file.
 * @returns the text fields that were whole by then, and the body from its beginning.
 * @throws Problem 413 when they are larger than 64 KB.
 */
async function readLeadingFields(
  body: AsyncIterable<Buffer>,
  contentType: string,
): Promise<{
  fields: Record<string, string>;
  fileName: string | undefined;
  whole: AsyncGenerator<Buffer>;
}> {
  const delimiter = delimiterOf(contentType);
  const pieces = body[Symbol.asyncIterator]();
  // The first boundary has no line before it.
  let held = Buffer.from('\r\n');
  for (;;) {
    const { fields, fileName, complete } = leadingFields(held, delimiter);
    const piece = complete ? undefined : await pieces.next();
    if (piece === undefined || piece.done === true)
      return { fields, fileName, whole: await resumed(held.subarray(2), pieces) };
    held = Buffer.concat([held, piece.value]);
    if (held.length > LEADING_FIELDS_LIMIT && !leadingFields(held, delimiter).complete)
      throw new Problem({
        code: 'too-large',
        status: 413,
        detail: 'The fields before the file are larger than 64 KB, the most that is accepted here.',
      });
  }
}

/** What was read already, and then the rest; to give it up gives up the rest. */
async function resumed(first: Buffer, rest: AsyncIterator<Buffer>): Promise<AsyncGenerator<Buffer>> {
  const whole = (async function* () {
    try {
      yield Buffer.alloc(0);
      yield first;
      for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
    } finally {
      await rest.return?.();
    }
  })();
  // Begun, so that giving it up unread runs the end of it.
  await whole.next();
  return whole;
}

/** @returns what stands before the first file; complete when that file, or the end of the form, has been reached. */
function leadingFields(
  held: Buffer,
  delimiter: Buffer,
): { fields: Record<string, string>; fileName?: string; complete: boolean } {
  const fields: Record<string, string> = {};
  for (let start = held.indexOf(delimiter); start !== -1;) {
    const head = start + delimiter.length;
    if (held.toString('latin1', head, head + 2) === '--') return { fields, complete: true };
    const end = held.indexOf('\r\n\r\n', head);
    if (end === -1) break;
    const disposition = /^content-disposition:.*$/im.exec(held.toString('utf8', head, end))?.[0] ?? '';
    if (/;\s*filename\*?=/i.test(disposition)) {
      const [, quoted, bare = ''] = /;\s*filename=(?:"([^"]*)"|([^\s";]+))/i.exec(disposition) ?? [];
      // Browsers write a quotation mark and line breaks in this way (WHATWG HTML, multipart form data).
      const fileName = (quoted ?? bare).replace(/%22|%0D|%0A/gi, ' ');
      return { fields, fileName, complete: true };
    }
    const next = held.indexOf(delimiter, end + 2);
    if (next === -1) break;
    const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
    if (name !== undefined && name !== '__proto__') fields[name] = held.toString('utf8', end + 4, next);
    start = next;
  }
  return { fields, complete: false };
}

interface Place {
  at: 'between' | 'head' | 'file';
  held: Buffer<ArrayBuffer>;
}

/** Goes on as far as the bytes at hand allow; `none` at the end of the form. */
function findFile(held: Buffer<ArrayBuffer>, delimiter: Buffer, at: 'between' | 'head'): Place | 'none' {
  for (;;) {
    if (at === 'between') {
      const start = held.indexOf(delimiter);
      if (start === -1) return { at, held: held.subarray(Math.max(held.length - delimiter.length + 1, 0)) };
      held = held.subarray(start + delimiter.length);
      at = 'head';
    }
    if (held.length >= 2 && held.toString('latin1', 0, 2) === '--') return 'none';
    const end = held.indexOf('\r\n\r\n');
    if (end > PART_HEAD_LIMIT || (end === -1 && held.length > PART_HEAD_LIMIT)) throw malformed();
    if (end === -1) return { at, held };
    const head = held.toString('latin1', 0, end);
    const isFile = /^content-disposition:.*;\s*filename\*?=/im.test(head);
    held = held.subarray(end + 4);
    if (isFile) return { at: 'file', held };
    at = 'between';
  }
}

const unsupported = (detail: string): Problem =>
  new Problem({ code: 'unsupported-media-type', status: 415, detail });

const tooLarge = (limit: number): Problem =>
  new Problem({
    code: 'too-large',
    status: 413,
    detail: `The file is larger than ${Math.floor(limit / 1024 / 1024)} MB, the most that is accepted here.`,
  });

const malformed = (): Problem =>
  new Problem({
    code: 'bad-request',
    status: 400,
    detail: 'The request is not a well-formed form with a file.',
  });

const incomplete = (): Problem =>
  new Problem({ code: 'bad-request', status: 400, detail: 'The file did not arrive completely.' });
