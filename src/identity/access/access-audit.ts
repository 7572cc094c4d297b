import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { catchError, from, switchMap, throwError, type Observable } from 'rxjs';
import { Audit, Logger, Problem, type AuditAction } from '../../platform/index.js';
import { addressGroup } from './address-group.js';
import { actorOf } from './policy.js';

/** Seconds for which the same person's further refusals at the same route are not audited again. */
const QUIET = 60;

/**
 * Audits what people were refused: at most one event for each person, kind, route and minute in this process, because every change waits
 * for the one lock of the trail. A program that polls, or a person who tries everything, must not fill it. Somebody who tries many ids
 * still shows in the number of events. Of nobody in particular there is a line in the log only: anybody could fill the trail with them.
 */
@Injectable()
export class AccessAudit {
  private readonly noted = new RateLimiterMemory({ points: 1, duration: QUIET });

  constructor(
    private readonly audit: Audit,
    private readonly logger: Logger,
  ) {}

  /** @param reason the permission that was missing, or a few words. */
  note(request: FastifyRequest, reason: string): Promise<void> {
    return this.write(request, 'access.denied', { reason });
  }

  /**
   * Notes that a signed-in person asked for an id that does not exist or that they may not see. Both get the same answer and the same
   * event, because a room's query does not look at rows outside the person's programmes.
   */
  async noteMiss(request: FastifyRequest): Promise<void> {
    if (actorOf(request) && request.routeOptions.url?.includes(':'))
      await this.write(request, 'access.not_found', {});
  }

  private async write(
    request: FastifyRequest,
    action: AuditAction,
    detail: { reason?: string },
  ): Promise<void> {
    const actor = actorOf(request);
    const route = routeOf(request);
    if (!actor) {
      this.logger.info({ reqId: request.id, route, place: addressGroup(request.ip), ...detail }, action);
      return;
    }
    try {
      await this.noted.consume(`${actor.userId} ${action} ${route}`);
    } catch (error) {
      if (error instanceof RateLimiterRes) return;
      throw error;
    }
    await this.audit.note(actor.audit, {
      action,
      subjectKind: 'route',
      subjectId: null,
      detail: { route, path: request.url.split('?', 1)[0]?.slice(0, 300), ...detail },
    });
  }
}

const routeOf = (request: FastifyRequest): string => `${request.method} ${request.routeOptions.url ?? '?'}`;

/** Audits what the rooms refuse after the guards let it pass: every 403, and every 404 of a route with an id. */
@Injectable()
export class AccessAuditInterceptor implements NestInterceptor {
  constructor(private readonly accessAudit: AccessAudit) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      catchError((error: unknown) => {
        const refused = throwError(() => error);
        if (!(error instanceof Problem)) return refused;
        const noted =
          error.status === 403
            ? this.accessAudit.note(request, error.message)
            : error.status === 404
              ? this.accessAudit.noteMiss(request)
              : undefined;
        return noted === undefined ? refused : from(noted).pipe(switchMap(() => refused));
      }),
    );
  }
}
