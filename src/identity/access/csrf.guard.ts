import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config, forbidden } from '../../platform/index.js';
import { isCsrfToken } from '../sign-in/csrf-token.js';
import { AccessAudit } from './access-audit.js';
import { actorOf, policyOf } from './policy.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether the method of this request says that it changes nothing. */
export const isReading = ({ method }: Pick<FastifyRequest, 'method'>): boolean => READING.has(method);

/**
 * Runs after authentication. Refuses a write that the person may not have meant to send: a browser attaches its cookie to
 * whatever another site makes it send. A write must come from our own pages (Sec-Fetch-Site, else Origin). On a route that is not
 * public it must also repeat the session's CSRF token. Browsers do not attach API tokens, so those requests are exempt.
 */
@Injectable()
export class CsrfGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
    private readonly accessAudit: AccessAudit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = actorOf(request);
    if (isReading(request) || actor?.via === 'token') return true;
    // A public route, such as sign-in, does not use the session, so its token is not asked for.
    const isPublic = policyOf(this.reflector, context).kind === 'public';
    const reason = this.isForeign(request)
      ? 'the request came from another site'
      : !isPublic && !repeatsSecret(request)
        ? 'the session’s CSRF token is missing or wrong'
        : undefined;
    if (reason === undefined) return true;
    await this.accessAudit.note(request, reason);
    throw forbidden(
      'This request did not come from one of our own pages: the header X-CSRF-Token, or the field _csrf, must repeat the token of your session.',
      'forged-request',
    );
  }

  private isForeign(request: FastifyRequest): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) return site !== 'same-origin' && site !== 'none';
    const { origin } = request.headers;
    if (origin === undefined) return false;
    if (origin === new URL(this.config.PUBLIC_URL).origin) return false;
    return !URL.canParse(origin) || new URL(origin).host !== request.host;
  }
}

/** A program sends the token as a header, a page as the first field of its form. */
function repeatsSecret(request: FastifyRequest): boolean {
  const fields = (request.formFields ?? request.body) as { _csrf?: unknown } | null | undefined;
  return isCsrfToken(request.headers['x-csrf-token'] ?? fields?._csrf, request.session.csrfToken);
}
