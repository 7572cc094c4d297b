import { createParamDecorator, type ExecutionContext, type ParamDecoratorEnhancer } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../errors/problem.js';

/** The entity tag of a version: `"v7"`. */
export const etag = (version: number): string => `"v${version}"`;

/**
 * The version of something that can be written to. The description of the API takes it for a sign: an answer that has this
 * as its `version` carries its ETag, as {@link tagged} does it.
 */
export const entityVersion = z
  .int()
  .min(1)
  .meta({ id: 'EntityVersion', description: 'Goes up with every change. Version 7 has the ETag "v7".' });

const IF_MATCH = Symbol('platform:if-match');

/** Whether this route handler has a parameter marked {@link IfMatch}. */
export const takesIfMatch = (handler: object): boolean => Reflect.hasMetadata(IF_MATCH, handler);

const markHandler: ParamDecoratorEnhancer = (controller, method) => {
  const handler = (controller as Record<string | symbol, object | undefined>)[method ?? ''];
  if (handler) Reflect.defineMetadata(IF_MATCH, true, handler);
};

/**
 * The version that the caller says it read, from `If-Match`.
 * @throws Problem 428 when absent, 400 when it is not one of our tags.
 */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): number => {
    const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
    if (header === undefined || header === '')
      throw new Problem({
        code: 'precondition-required',
        status: 428,
        detail:
          'Send the ETag of what you read as If-Match, so that nobody overwrites somebody else’s change.',
      });
    const match = /^"v(\d{1,9})"$/.exec(header);
    if (!match)
      throw new Problem({
        code: 'bad-if-match',
        status: 400,
        detail: 'If-Match must be one ETag of the form "v7".',
      });
    return Number(match[1]);
  },
  [markHandler],
);

/** Answers with the value and its ETag. */
export function tagged<T extends { version: number }>(reply: FastifyReply, value: T): T {
  void reply.header('ETag', etag(value.version));
  return value;
}
