import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { seal, unseal, type Config } from '../../platform/index.js';
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
const PURPOSE = 'forms that are kept over a sign-in';

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

/** Encrypted and authenticated, so that neither the next person at the screen nor a hidden field can say what is in it. */
export const sealForm = (form: KeptForm, { SESSION_SECRET }: Keys): string =>
  seal(PURPOSE, form, SESSION_SECRET);

/** @returns undefined for what was not sealed here, or too long ago. */
export function openForm(text: string, now: Date, { SESSION_SECRET }: Keys): KeptForm | undefined {
  const { data: form } = kept.safeParse(unseal(PURPOSE, text, SESSION_SECRET));
  const path = localPath(form?.path);
  return form === undefined || path === undefined || now.getTime() - form.at > LASTS_MS
    ? undefined
    : { ...form, path };
}
