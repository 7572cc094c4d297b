import {
  applyDecorators,
  Controller,
  createParamDecorator,
  SetMetadata,
  UseInterceptors,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Sent } from './form.js';
import { PageInterceptor } from './page.interceptor.js';

/** A controller of pages: answers HTML, is no part of the API's description, and is kept by no cache. */
export const Page = (prefix = '') =>
  applyDecorators(ApiExcludeController(), Controller(prefix), UseInterceptors(PageInterceptor));

export const TWIN = 'web:twin';

/**
 * The route of the API that does the same: `POST /api/v1/delegations`. A test holds their policies against each other. A page that
 * writes and has none says why: `NoTwin('signing in is not a write of the API')`.
 */
export const Twin = (route: string) => SetMetadata(TWIN, { route });
export const NoTwin = (reason: string) => SetMetadata(TWIN, { reason });

/** The fields of the form that was sent; in a form with a file, those before the file. */
export const SentFields = createParamDecorator((_: unknown, context: ExecutionContext): Sent => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return sentFields(request);
});

export function sentFields(request: FastifyRequest): Sent {
  const body: unknown = request.formFields ?? request.body;
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter(
      (pair): pair is [string, string | string[]] =>
        typeof pair[1] === 'string' ||
        (Array.isArray(pair[1]) && pair[1].every((one) => typeof one === 'string')),
    ),
  );
}
