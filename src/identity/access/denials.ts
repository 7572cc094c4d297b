import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { catchError, from, switchMap, throwError, type Observable } from 'rxjs';
import { Audit, Problem } from '../../platform/index.js';
import { actorOf } from './policy.js';

/** Seconds for which the same person's further misses at the same route are not noted anew. */
const QUIET = 60;

/** Writes what was refused to whom. */
@Injectable()
export class Denials {
  private readonly misses = new RateLimiterMemory({ points: 1, duration: QUIET });

  constructor(private readonly audit: Audit) {}

  /** @param reason the permission that was missing, or a few words. */
  note(request: FastifyRequest, reason: string): Promise<void> {
    return this.write(request, 'access.denied', { reason });
  }

  /**
   * Somebody who is signed in asked for something by its id that is not there, or not theirs to see: the answer is the same, and so is
   * the event, for to tell them apart every room would have to look past its own walls. Who reads ids out of one programme and tries
   * them in another is seen by the number of events. Noted once for a person, route and minute, in this process: a program that
   * asks for what is not there yet must not fill the trail.
   */
  async noteMiss(request: FastifyRequest): Promise<void> {
    const actor = actorOf(request);
    if (!actor || !request.routeOptions.url?.includes(':')) return;
    try {
      await this.misses.consume(`${actor.userId} ${routeOf(request)}`);
    } catch (error) {
      if (error instanceof RateLimiterRes) return;
      throw error;
    }
    await this.write(request, 'access.not_found', {});
  }

  private async write(request: FastifyRequest, action: string, detail: { reason?: string }): Promise<void> {
    const actor = actorOf(request);
    await this.audit.note(
      actor?.audit ?? { userId: null, label: 'not signed in', correlationId: request.id },
      {
        action,
        subjectKind: 'route',
        subjectId: null,
        detail: { route: routeOf(request), path: request.url.split('?', 1)[0]?.slice(0, 300), ...detail },
      },
    );
  }
}

const routeOf = (request: FastifyRequest): string => `${request.method} ${request.routeOptions.url ?? '?'}`;

/** Audits what is refused inside the rooms, after the guards let it pass: whatever ends as 403, and as 404 for an id. */
@Injectable()
export class DenialInterceptor implements NestInterceptor {
  constructor(private readonly denials: Denials) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      catchError((error: unknown) => {
        const refused = throwError(() => error);
        if (!(error instanceof Problem)) return refused;
        const noted =
          error.status === 403
            ? this.denials.note(request, error.message)
            : error.status === 404
              ? this.denials.noteMiss(request)
              : undefined;
        return noted === undefined ? refused : from(noted).pipe(switchMap(() => refused));
      }),
    );
  }
}
