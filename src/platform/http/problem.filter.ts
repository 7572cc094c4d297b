import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemOfDatabaseError } from '../errors/postgres.js';
import { Problem, problemIssue } from '../errors/problem.js';
import { Logger } from '../logging/logger.js';

/** RFC 9457 problem details, with the fields that ours always carry. */
export const problemDocument = z
  .object({
    type: z.string().describe('urn:highlight-report:problem: and the code.'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe('A plain sentence for the person who sent the request.'),
    instance: z.string().describe('The reference that the log and the audit trail carry too.'),
    code: z.string().describe('Stable, machine-readable, lower case with hyphens.'),
    errors: z.array(problemIssue).readonly().describe('Every place that is wrong, where places are known.'),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457).' });
type ProblemDocument = z.infer<typeof problemDocument>;

const TITLES: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not a method of this address',
  406: 'Not available in this form',
  409: 'Does not fit the present state',
  410: 'No longer there',
  412: 'Changed by somebody else',
  413: 'Too large',
  415: 'Not a content type that is read here',
  422: 'Cannot be accepted',
  428: 'If-Match is required',
  429: 'Too many requests',
  431: 'Too large',
  500: 'A fault of ours',
  503: 'Not available at the moment',
};

/** Turns whatever was thrown into a problem document; an unknown error becomes a bare 500 and a log line with the same reference. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(protected readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.noted(error, request, reply);
    void reply
      .status(problem.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .send(JSON.stringify(document(problem, request.id)));
  }

  /** Logs what is a fault of ours, and says when trying again makes sense. */
  protected noted(error: unknown, request: FastifyRequest, reply: FastifyReply): Problem {
    const problem = asProblem(error);
    if (wentAway(error, request)) this.logger.info({ reqId: request.id }, 'the sender went away');
    else if (problem.status >= 500)
      this.logger.error({ err: error, reqId: request.id, code: problem.code }, 'request failed');
    if (problem.retryAfter !== undefined) void reply.header('Retry-After', String(problem.retryAfter));
    return problem;
  }
}

/** What Node and Fastify throw where a connection ends in the middle of a request or an answer. */
const ENDED = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ABORT_ERR']);

/**
 * Whether a request failed because its sender closed the connection, which is no fault of anybody's. The code alone does not say so: the
 * database's connection ends with the same.
 */
export function wentAway(error: unknown, { raw }: { raw: { socket: { destroyed: boolean } } }): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return raw.socket.destroyed && typeof code === 'string' && ENDED.has(code);
}

function document(problem: Problem, reference: string): ProblemDocument {
  return {
    type: `urn:highlight-report:problem:${problem.code}`,
    title: TITLES[problem.status] ?? 'Problem',
    status: problem.status,
    detail: problem.message,
    instance: `urn:request:${reference}`,
    code: problem.code,
    errors: problem.issues,
  };
}

/** What {@link ProblemFilter} would answer, for answers that have begun already. @param reference the request's id. */
export const describeProblem = (error: unknown, reference: string): ProblemDocument =>
  document(asProblem(error), reference);

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return ofStatus(error.getStatus());
  const fromDatabase = problemOfDatabaseError(error);
  if (fromDatabase) return fromDatabase;
  // Fastify's own refusals (body too large, malformed JSON, unknown media type) carry a status and a code.
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return ofStatus(status);
  return ofStatus(500);
}

const DETAILS: Record<number, [string, string]> = {
  400: ['bad-request', 'The request is not well formed: the body must be valid JSON.'],
  401: ['not-signed-in', 'Sign in, or send a valid API token.'],
  403: ['forbidden', 'You are not allowed to do this.'],
  404: ['not-found', 'There is nothing at this address.'],
  405: ['method-not-allowed', 'This address does not take this method.'],
  413: ['too-large', 'The request body is larger than is accepted here.'],
  415: [
    'unsupported-media-type',
    'Send the body as application/json, or as text/csv where a file is imported.',
  ],
  429: ['too-many-requests', 'Too many requests in a short time. Wait a moment, then try again.'],
};

function ofStatus(status: number): Problem {
  const [code, detail] =
    DETAILS[status] ??
    (status >= 500
      ? [
          'internal',
          'Something went wrong on our side. Nothing was half-saved; quote the reference when you report it.',
        ]
      : ['refused', 'The request was refused.']);
  return new Problem({ status, code, detail });
}
