import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, from, switchMap, throwError, type Observable } from 'rxjs';
import { Audit, Problem } from '../../platform/index.js';
import { actorOf } from './policy.js';

/** Writes what was refused to whom. */
@Injectable()
export class Denials {
  constructor(private readonly audit: Audit) {}

  /** @param reason the permission that was missing, or a few words. */
  async note(request: FastifyRequest, reason: string): Promise<void> {
    const actor = actorOf(request);
    await this.audit.note(
      actor?.audit ?? { userId: null, label: 'not signed in', correlationId: request.id },
      {
        action: 'access.denied',
        subjectKind: 'route',
        subjectId: null,
        detail: {
          route: `${request.method} ${request.routeOptions.url ?? '?'}`,
          path: request.url.split('?', 1)[0]?.slice(0, 300),
          reason,
        },
      },
    );
  }
}

/** Audits the denials that come from inside the rooms: whatever ends as 403 after the guards let it pass. */
@Injectable()
export class DenialInterceptor implements NestInterceptor {
  constructor(private readonly denials: Denials) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      catchError((error: unknown) => {
        const refused = throwError(() => error);
        return error instanceof Problem && error.status === 403
          ? from(this.denials.note(request, error.message)).pipe(switchMap(() => refused))
          : refused;
      }),
    );
  }
}
