import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds by which the clocks of two machines may differ. */
const TOLERANCE = 5 * 60;

/** The headers of a request that is signed by the Standard Webhooks specification. */
export interface SignedHeaders {
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
}

/** Of the installation: `whsec_` and base64. */
const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/** @returns one signature, as it stands in the header. Pure. */
export const signatureOf = (secret: string, id: string, timestamp: string, body: Buffer): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;

/**
 * Whether a request was signed with this secret, and lately. Pure.
 * @param headers of which the signature may be several, with a space between, while a sender changes its secret.
 * @returns the id of the message, or why the request is refused.
 */
export function verifySignature(
  secret: string,
  { id, timestamp, signature }: SignedHeaders,
  body: Buffer,
  now: Date,
): { id: string } | { refused: string } {
  if (id === undefined || timestamp === undefined || signature === undefined)
    return { refused: 'The headers webhook-id, webhook-timestamp and webhook-signature are needed.' };
  if (!/^[\w.:-]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp) || signature.length > 2000)
    return { refused: 'The headers of the signature are not as Standard Webhooks has them.' };
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE)
    return { refused: 'The timestamp is more than five minutes away from the time here.' };
  const expected = Buffer.from(signatureOf(secret, id, timestamp, body));
  const signed = signature.split(' ').some((one) => {
    const given = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return signed ? { id } : { refused: 'The signature is not of this body and this secret.' };
}
