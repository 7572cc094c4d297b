import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Config } from '../../platform/index.js';
import { textOf } from './form.js';
import { sentFields } from './page.decorator.js';
import { localPath, type Path } from './paths.js';

/** A form that somebody sent after their session had ended, or changed. */
export interface KeptForm {
  /** Whose page it stood on. */
  person: string;
  /** Where it was going. */
  path: Path;
  fields: readonly (readonly [name: string, value: string])[];
  /** Milliseconds. */
  at: number;
}

type Keys = Pick<Config, 'SESSION_SECRET' | 'PUBLIC_URL'>;

const MOST_BYTES = 512 * 1024;
const LASTS_MS = 12 * 60 * 60 * 1000;
const FORM = /^application\/x-www-form-urlencoded/i;
const NONCE = 12;
const TAG = 16;

const kept = z.object({
  person: z.string(),
  path: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])),
  at: z.number(),
});

/**
 * What was typed, where it is worth keeping: sent from a page of ours, by somebody, with words in it, 512 KB at most. Passwords are left
 * out. What a script sends by itself is in its page still, and is not kept.
 */
export function keptForm(request: FastifyRequest, config: Keys): KeptForm | undefined {
  if (request.method !== 'POST' || !FORM.test(request.headers['content-type'] ?? '')) return undefined;
  if (!isOwnPage(request, config)) return undefined;
  const sent = sentFields(request);
  const path = localPath(request.url);
  const person = textOf(sent['_person']);
  if (path === undefined || person === '' || sent['_quiet'] !== undefined) return undefined;
  const fields = Object.entries(sent)
    .filter(([name]) => name !== '_csrf' && name !== '_person' && !/password/i.test(name))
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
  const typed = fields.some(([name, value]) => !name.startsWith('_') && value.trim() !== '');
  const form = { person, path, fields, at: Date.now() };
  return typed && Buffer.byteLength(JSON.stringify(form)) <= MOST_BYTES ? form : undefined;
}

/** Says it for certain: a request that says nothing of where it comes from does not count. */
function isOwnPage({ headers, host }: FastifyRequest, { PUBLIC_URL }: Keys): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin = '' } = headers;
  return origin === new URL(PUBLIC_URL).origin || (URL.canParse(origin) && new URL(origin).host === host);
}

/** For installations without SESSION_SECRET; a restart signs everybody out there, and forgets what is sealed. */
const OWN_SECRET = randomBytes(32).toString('base64url');

const keyOf = ({ SESSION_SECRET = OWN_SECRET }: Keys): Buffer =>
  Buffer.from(hkdfSync('sha256', SESSION_SECRET, '', 'forms that are kept over a sign-in', 32));

/** Encrypted and authenticated, so that neither the next person at the screen nor a hidden field can say what is in it. */
export function sealForm(form: KeptForm, config: Keys): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(config), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(form), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @returns undefined for what was not sealed here, or too long ago. */
export function openForm(text: string, now: Date, config: Keys): KeptForm | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= NONCE + TAG) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(config), bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
    const form = kept.parse(JSON.parse(opened.toString('utf8')));
    const path = localPath(form.path);
    return path === undefined || now.getTime() - form.at > LASTS_MS ? undefined : { ...form, path };
  } catch {
    return undefined;
  }
}
