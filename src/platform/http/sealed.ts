import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** For installations without a secret; a restart forgets what is sealed. */
const OWN_SECRET = randomBytes(32).toString('base64url');

const keyOf = (purpose: string, secret = OWN_SECRET): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

/**
 * Encrypts and authenticates a value (AES-256-GCM), so that neither the next person at the screen nor a hidden field can say what is in it.
 * @param purpose makes the key: what is sealed for one purpose is not opened for another.
 * @param secret 32 characters or more; without one it counts in this process alone.
 * @returns text that fits into a hidden field, a cookie or an address.
 */
export function seal(purpose: string, value: unknown, secret: string | undefined): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(purpose, secret), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @returns the value; undefined for what was not sealed here, with this secret and for this purpose. */
export function unseal(purpose: string, text: string, secret: string | undefined): unknown {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= NONCE + TAG) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(purpose, secret), bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
    return JSON.parse(opened.toString('utf8'));
  } catch {
    return undefined;
  }
}
