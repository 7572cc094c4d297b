import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import formbody from '@fastify/formbody';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '../../platform/index.js';
import { isPageAddress } from './address.js';

const MOST_FIELDS = 2000;
const FORM = /^application\/x-www-form-urlencoded/i;

/**
 * Teaches the web application what pages need and the API does not: forms, at most 2,000 fields and 1 MB, and compressed HTML.
 * Compressed is only what our own pages and the address line ask for. Another site that could make a browser load a page must
 * not learn from its size what is in it.
 */
export async function acceptForms(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const page = isPageAddress(request.url);
    const site = request.headers['sec-fetch-site'];
    if (!page || (site !== 'same-origin' && site !== 'none')) request.headers['x-no-compression'] = '1';
    done(!page && FORM.test(request.headers['content-type'] ?? '') ? notForPrograms() : undefined);
  });
  await app.register(formbody, { parser: readFields });
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    customTypes: /^text\/html/,
    threshold: 1024,
    // The highest level takes a hundred times as long for a tenth less.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
}

/** @throws Problem 413 beyond 2,000 fields. */
function readFields(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  let number = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++number > MOST_FIELDS) throw tooManyFields();
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(fields);
}

const tooManyFields = (): Problem =>
  new Problem({
    code: 'too-large',
    status: 413,
    detail: `The form has more than ${MOST_FIELDS} fields, the most that is accepted here.`,
  });

const notForPrograms = (): Problem =>
  new Problem({ code: 'unsupported-media-type', status: 415, detail: 'Send the body as application/json.' });
