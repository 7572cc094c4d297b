import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { fileHeaders } from '../platform/index.js';

/** Events of the trail as a file to keep. @param today London date; stands in its name. */
export function auditFile(reply: FastifyReply, lines: AsyncIterable<string>, today: string): StreamableFile {
  void reply.headers(fileHeaders(`audit-trail-${today}.csv`));
  return new StreamableFile(Readable.from(lines, { objectMode: false }), { type: 'text/csv; charset=utf-8' });
}
