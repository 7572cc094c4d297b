import { z } from 'zod';

/** One thing that is wrong with a request: where, and what, in plain English. */
export const problemIssue = z
  .object({
    path: z.string().describe('objectives[2].actions[0].title; empty when the whole body is meant.'),
    message: z.string(),
  })
  .meta({ id: 'ProblemIssue' });
export type ProblemIssue = z.infer<typeof problemIssue>;

export interface ProblemInit {
  /** Stable, machine-readable, lower-case with hyphens. */
  code: string;
  status: number;
  /** A plain sentence for the person who sent the request. */
  detail: string;
  issues?: readonly ProblemIssue[];
  /** Seconds after which trying again makes sense; sent as Retry-After. */
  retryAfter?: number;
}

/**
 * An expected refusal, answered as RFC 9457 problem details. Everything else that is thrown is a fault of ours and
 * becomes a bare 500 with a reference.
 */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: string;
  readonly status: number;
  readonly issues: readonly ProblemIssue[];
  readonly retryAfter: number | undefined;

  constructor(init: ProblemInit) {
    super(init.detail);
    this.code = init.code;
    this.status = init.status;
    this.issues = init.issues ?? [];
    this.retryAfter = init.retryAfter;
  }
}

/** Absent, or not the reader's to see: the two look the same on purpose. */
export const notFound = (what: string): Problem =>
  new Problem({
    code: 'not-found',
    status: 404,
    detail: `There is no such ${what}, or it is not yours to see.`,
  });

/** 403: the subject is visible but this action is not allowed to this person. */
export const forbidden = (detail: string, code = 'forbidden'): Problem =>
  new Problem({ code, status: 403, detail });

/** 409: the action does not fit the state that the subject is in. */
export const conflict = (code: string, detail: string, issues?: readonly ProblemIssue[]): Problem =>
  new Problem({ code, status: 409, detail, ...(issues ? { issues } : {}) });

/** 412: somebody else changed it first. Nothing was written. */
export const stale = (what: string): Problem =>
  new Problem({
    code: 'stale-version',
    status: 412,
    detail: `This ${what} was changed by somebody else since you read it. Nothing was saved: read it again and repeat your change.`,
  });

/** 422: the content is not acceptable; every place is listed. */
export const invalid = (
  issues: readonly ProblemIssue[],
  detail = 'Some of what was sent cannot be accepted.',
): Problem => new Problem({ code: 'invalid', status: 422, detail, issues });
