/*
 * As much of ICAP (RFC 3507) as asking about one file takes: RESPMOD with `Allow: 204`, and OPTIONS. There is no package for it that is
 * kept. What was found is read from the headers that scanners use: X-Infection-Found, X-Virus-ID, X-Violations-Found.
 */
import { converse, ScannerAway, type Listening } from './conversation.js';

interface IcapAddress {
  host: string;
  port: number;
  service: string;
}

/** Of the headers, beside the file itself, which a scanner may send back. */
const HEADS_LIMIT = 64 * 1024;
const PIECE = 64 * 1024;

const hostOf = ({ host, port }: IcapAddress): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
const heads = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
const listening = ({ host, port }: IcapAddress): Listening => ({ host, port });

function* respmod(to: IcapAddress, bytes: Buffer): Generator<Buffer> {
  const asked = heads('GET http://evidence.invalid/file HTTP/1.1', 'Host: evidence.invalid');
  const answered = heads(
    'HTTP/1.1 200 OK',
    'Content-Type: application/octet-stream',
    `Content-Length: ${bytes.length}`,
  );
  yield Buffer.from(
    heads(
      `RESPMOD icap://${hostOf(to)}${to.service} ICAP/1.0`,
      `Host: ${hostOf(to)}`,
      'Allow: 204',
      'Connection: close',
      `Encapsulated: req-hdr=0, res-hdr=${asked.length}, res-body=${asked.length + answered.length}`,
    ) +
      asked +
      answered,
  );
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE);
    yield Buffer.from(`${piece.length.toString(16)}\r\n`);
    yield piece;
    yield Buffer.from('\r\n');
  }
  yield Buffer.from('0\r\n\r\n');
}

/** @returns what the scanner found, or null when it found nothing. @throws ScannerAway. */
export async function askIcap(to: IcapAddress, bytes: Buffer, deadlineMs: number): Promise<string | null> {
  const answer = await converse(
    listening(to),
    respmod(to, bytes),
    isWhole,
    bytes.length * 2 + HEADS_LIMIT,
    deadlineMs,
  );
  const { status, header } = headOf(answer);
  const found =
    /Threat=([^;]+)/i.exec(header('x-infection-found') ?? '')?.[1] ??
    header('x-virus-id') ??
    ((header('x-infection-found') ?? header('x-violations-found')) ? 'unnamed' : undefined);
  if ((status === 200 || status === 204) && found !== undefined) return found;
  if (status === 204) return null;
  // Some do not use 204, and send the file back as it was.
  if (status === 200 && sentBack(answer)?.equals(bytes) === true) return null;
  if (status === 200) return 'blocked by the scanner';
  throw new ScannerAway(`The scanner answered with ICAP status ${status}.`, status === 413);
}

/** @throws ScannerAway unless an ICAP service answers. */
export async function pingIcap(to: IcapAddress, deadlineMs: number): Promise<void> {
  const asked = heads(
    `OPTIONS icap://${hostOf(to)}${to.service} ICAP/1.0`,
    `Host: ${hostOf(to)}`,
    'Connection: close',
    'Encapsulated: null-body=0',
  );
  const answer = await converse(
    listening(to),
    [Buffer.from(asked)],
    (so) => so.includes('\r\n\r\n'),
    HEADS_LIMIT,
    deadlineMs,
  );
  const { status } = headOf(answer);
  if (status !== 200) throw new ScannerAway(`The scanner answered with ICAP status ${status}.`);
}

/** @throws ScannerAway for what is no whole head of an ICAP answer. */
function headOf(answer: Buffer): { status: number; header: (name: string) => string | undefined } {
  const end = answer.indexOf('\r\n\r\n');
  const [first = '', ...lines] = answer.toString('latin1', 0, Math.max(end, 0)).split('\r\n');
  const [, status] = /^ICAP\/1\.\d (\d{3})\b/.exec(first) ?? [];
  if (end === -1 || status === undefined)
    throw new ScannerAway('What answers at the scanner’s address does not speak ICAP, or broke off.');
  const headers = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  return { status: Number(status), header: (name) => headers.get(name) };
}

/** The answer has its head, and its body if there is one. */
function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const [, body] = /encapsulated:.*?(\w+)-body=/i.exec(answer.toString('latin1', 0, end)) ?? [];
  if (body === undefined || body.toLowerCase() === 'null') return true;
  if (answer.toString('latin1', answer.length - 5) !== '0\r\n\r\n') return false;
  return body.toLowerCase() !== 'res' || sentBack(answer) !== undefined;
}

/** The body of the HTTP answer in an ICAP answer; undefined where there is none, or where it is not whole. */
function sentBack(answer: Buffer): Buffer | undefined {
  const head = answer.indexOf('\r\n\r\n') + 4;
  const [, offset] = /encapsulated:.*res-body=(\d+)/i.exec(answer.toString('latin1', 0, head)) ?? [];
  if (offset === undefined) return undefined;
  const pieces: Buffer[] = [];
  for (let at = head + Number(offset); ;) {
    const line = answer.indexOf('\r\n', at);
    const size = line === -1 ? NaN : Number.parseInt(answer.toString('latin1', at, line), 16);
    if (Number.isNaN(size) || line + 2 + size > answer.length) return undefined;
    if (size === 0) return Buffer.concat(pieces);
    pieces.push(answer.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
