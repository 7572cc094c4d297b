import { conflict, Problem } from './problem.js';

interface DriverError {
  code?: string;
  constraint?: string;
  message?: string;
}

function driverError(error: unknown): DriverError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const wrapped = ('driverError' in error ? error.driverError : undefined) ?? error;
  return typeof wrapped === 'object' ? wrapped : undefined;
}

/** The SQLSTATE or system code of a database error, or undefined when it is not one. */
export function databaseCode(error: unknown): string | undefined {
  const code = driverError(error)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The name of the violated constraint, if that is what happened. */
export function violatedConstraint(error: unknown): string | undefined {
  return driverError(error)?.constraint;
}

const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '57P01',
  '57P02',
  '57P03',
]);
const BUSY = new Set(['55P03', '57014', '40001', '40P01', '25P03']);

/**
 * The answer for what the database refused. Our own triggers raise SQLSTATE `HR…` with a sentence for people;
 * of everything else neither text nor SQL leaves the house.
 * @returns undefined when it is a fault of ours: a 500.
 */
export function problemOfDatabaseError(error: unknown): Problem | undefined {
  const cause = driverError(error);
  const code = databaseCode(error);
  const text = cause?.message ?? '';
  if (code === undefined) {
    return /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/.test(
      text,
    )
      ? unavailable()
      : undefined;
  }
  // Class 53: the database has no disk, no memory or no connection left.
  if (UNAVAILABLE.has(code) || code.startsWith('53')) return unavailable();
  if (BUSY.has(code))
    return new Problem({
      code: 'busy',
      status: 503,
      detail: 'The service is busy. Nothing was saved; try again.',
      retryAfter: 2,
    });
  if (code === 'HR006') return conflict('programme-closed', text);
  if (code.startsWith('HR')) return new Problem({ code: 'refused', status: 409, detail: text });
  if (code === '23505')
    return new Problem({
      code: 'already-exists',
      status: 409,
      detail: 'Something with the same name or key already exists.',
    });
  if (code === '23503')
    return new Problem({
      code: 'missing-reference',
      status: 409,
      detail: 'This refers to something that does not exist, or is still referred to.',
    });
  if (code === '22021' || code === '22P05')
    return new Problem({
      code: 'invalid-text',
      status: 400,
      detail: 'The text holds a character that cannot be stored.',
    });
  // Data exceptions. Bodies and parameters are checked before they get here; what is left is the inside of a forged cursor.
  if (code.startsWith('22'))
    return new Problem({ code: 'bad-value', status: 400, detail: 'A value in the request cannot be read.' });
  return undefined;
}

function unavailable(): Problem {
  return new Problem({
    code: 'database-unavailable',
    status: 503,
    detail: 'The database cannot be reached at the moment. Nothing was saved; try again shortly.',
    retryAfter: 5,
  });
}
