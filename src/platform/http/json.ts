import type { StandardSchemaV1 } from '@standard-schema/spec';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalid, Problem, type ProblemIssue } from '../errors/problem.js';

const MAX_DEPTH = 32;

/**
 * Parses a request body. Refuses nesting beyond 32 levels before any parser recurses into it, and drops nothing silently:
 * `__proto__` and `constructor.prototype` keys are an error.
 * @throws Problem 400.
 */
export function parseJson(text: string): unknown {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 92) i++;
      else if (c === 34) inString = false;
    } else if (c === 34) inString = true;
    else if (c === 123 || c === 91) {
      if (++depth > MAX_DEPTH)
        throw new Problem({
          code: 'too-deep',
          status: 400,
          detail: `The body is nested more than ${MAX_DEPTH} levels deep.`,
        });
    } else if (c === 125 || c === 93) depth--;
  }
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__')
        throw new Problem({
          code: 'bad-key',
          status: 400,
          detail: 'The body holds a key that is not allowed.',
        });
      return value;
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem({ code: 'bad-json', status: 400, detail: 'The body is not valid JSON.' });
  }
}

/** `objectives[2].actions[0].title` */
export function issuePath(path: StandardSchemaV1.Issue['path']): string {
  return (path ?? [])
    .map((segment) => (typeof segment === 'object' ? segment.key : segment))
    .reduce<string>(
      (text, key) =>
        typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
      '',
    );
}

/** What a schema found, as issues of a problem. */
export function schemaIssues(issues: readonly StandardSchemaV1.Issue[]): ProblemIssue[] {
  return issues.flatMap((issue) => {
    const keys =
      (issue as { code?: string; keys?: string[] }).code === 'unrecognized_keys'
        ? (issue as { keys?: string[] }).keys
        : undefined;
    const at = issuePath(issue.path);
    return keys
      ? keys.map((key) => ({ path: at === '' ? key : `${at}.${key}`, message: 'There is no such field.' }))
      : [{ path: at, message: issue.message }];
  });
}

/** Checks every parameter that declares a schema, once, globally; refusals list each place. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => invalid(schemaIssues(issues).slice(0, 100)),
  });
