import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { foldAddress, line, Problem, validationPipe } from '../../platform/index.js';
import { asError } from '../access/passport-error.js';
import { keyAssertion } from '../security-keys/security-keys.input.js';
import type { AuthenticatedUser } from './sign-in.service.js';

export const signInBody = z.strictObject({
  email: line(254).overwrite(foldAddress),
  password: z.string().min(1, 'This must not be empty.').max(512),
  code: z
    .string()
    .max(40)
    .nullable()
    .default(null)
    .describe(
      'Of the second factor, or a recovery code. Needed where the answer without it is 401 `second-factor-needed`.',
    ),
  key: keyAssertion
    .nullable()
    .default(null)
    .describe('In place of the code: what a browser answered to `POST /api/v1/sessions/key-options`.'),
});

declare module 'fastify' {
  interface FastifyRequest {
    authenticatedUser?: AuthenticatedUser;
  }
}

/** Runs passport's local strategy on a sign-in, once the body has the right shape. Sets `request.authenticatedUser`. */
@Injectable()
export class SignInGuard extends AuthGuard('local') {
  private readonly pipe = validationPipe();

  constructor() {
    super({ property: 'authenticatedUser', session: false });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.body = await this.pipe.transform(request.body, { type: 'body', schema: signInBody });
    return Boolean(await super.canActivate(context));
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the base class's signature
  override handleRequest<T>(error: unknown, authenticatedUser: unknown): T {
    if (error) throw asError(error);
    if (!authenticatedUser)
      throw new Problem({
        code: 'sign-in-failed',
        status: 401,
        detail: 'The e-mail address or the password is not right.',
      });
    return authenticatedUser as T;
  }
}
