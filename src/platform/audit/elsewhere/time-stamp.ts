import { randomBytes } from 'node:crypto';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

/** RFC 3161, 2.4.2: 0 granted, 1 granted with changes; everything above is a refusal. */
const GRANTED_WITH_CHANGES = 1;
const SHA_256 = '2.16.840.1.101.3.4.2.1';
const DEADLINE_MS = 30_000;
/** A token with its certificates takes 2 to 8 KB. */
const ANSWER_LIMIT = 64 * 1024;

/** What a time stamping authority signed. */
export interface TimeStamp {
  /** When, by the authority's clock. */
  at: string;
  /** The token as RFC 3161 has it (DER), in base64: `openssl ts -verify -token_in` reads it. */
  token: string;
}

/**
 * Has a hash signed together with the time (RFC 3161).
 * @param url of the authority. @param sha256 64 hexadecimal digits.
 * @throws Error with a sentence for the operator. That the answer is about this hash and this question is checked; the signature is not:
 *   that takes the authority's certificate, and `openssl ts -verify` does it (docs/runbooks/audit-chain.md).
 */
export async function timeStamp(url: string, sha256: string): Promise<TimeStamp> {
  // A number above zero, so that it has one way of being written.
  const nonce = new Uint8Array([1, ...randomBytes(15)]);
  const answer = await asked(url, questionOf(sha256, nonce));
  const response = parsed(answer, TimeStampResp);
  const status: number = response.status.status;
  if (status > GRANTED_WITH_CHANGES || response.timeStampToken === undefined)
    throw new Error(`The time stamping authority refused: status ${status}.`);
  const info = infoOf(response.timeStampToken);
  if (imprintOf(info) !== sha256 || !same(info.nonce, nonce))
    throw new Error('The time stamping authority answered another question.');
  return {
    at: info.genTime.toISOString(),
    token: Buffer.from(AsnConvert.serialize(response.timeStampToken)).toString('base64'),
  };
}

/** The hash that a token is about, 64 hexadecimal digits. @throws Error when it is no token. */
export function stampedHash(token: string): string {
  return imprintOf(infoOf(parsed(Buffer.from(token, 'base64'), ContentInfo)));
}

function questionOf(sha256: string, nonce: Uint8Array<ArrayBuffer>): Buffer {
  const question = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA_256, parameters: null }),
      hashedMessage: new OctetString(Buffer.from(sha256, 'hex')),
    }),
    nonce: nonce.buffer,
    certReq: true,
  });
  return Buffer.from(AsnConvert.serialize(question));
}

async function asked(url: string, question: Buffer): Promise<Buffer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(question),
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (answer.status !== 200 || answer.body === null) throw new Error(`HTTP ${answer.status}`);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of answer.body as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > ANSWER_LIMIT) throw new Error('it said too much');
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (error) {
    throw new Error(
      `The time stamping authority did not answer: ${error instanceof Error ? error.message : 'unknown'}.`,
      { cause: error },
    );
  }
}

function infoOf(token: ContentInfo): TSTInfo {
  const content = parsed(Buffer.from(token.content), SignedData).encapContentInfo.eContent;
  const bytes = content?.single?.buffer ?? content?.any;
  if (bytes === undefined) throw new Error('A time stamp holds nothing.');
  return parsed(Buffer.from(bytes), TSTInfo);
}

function parsed<T>(bytes: Buffer, type: new () => T): T {
  try {
    return AsnConvert.parse(bytes, type);
  } catch (error) {
    throw new Error('What the time stamping authority said is no time stamp (RFC 3161).', { cause: error });
  }
}

const imprintOf = ({ messageImprint }: TSTInfo): string =>
  Buffer.from(messageImprint.hashedMessage.buffer).toString('hex');

const same = (answered: ArrayBuffer | undefined, asked: Uint8Array): boolean =>
  answered !== undefined && Buffer.from(answered).equals(asked);
