import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { finalize, type Observable } from 'rxjs';
import { Config, Problem } from '../../platform/index.js';
import { HEAVY, restAfter, Turns, WAITING, type HeavyKind } from './heavy.rules.js';
import { actorOf } from './policy.js';

export const HEAVY_METADATA = 'identity:heavy';
const MINUTE = 60;
/** Seconds after which somebody whose requests still wait may try again. */
const NEXT_TURN = 5;

/** A route, or every route of a controller, that does heavy work of this kind: each person has a budget of it, see {@link HEAVY}. */
export const Heavy = (kind: HeavyKind) => SetMetadata(HEAVY_METADATA, kind);

/**
 * Runs after all guards. Counts heavy work by person and kind, and does it one at a time for each person, so that nobody takes every place
 * that there is, with a rest as long as the turn was. Counts in this process, because the time of this process is what is shared out: two processes have twice as much of it.
 */
@Injectable()
export class HeavyInterceptor implements NestInterceptor {
  private readonly budgets: Record<HeavyKind, RateLimiterMemory>;
  private readonly turns: Turns;

  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
  ) {
    this.turns = new Turns(WAITING * config.HEAVY_BUDGET);
    this.budgets = Object.fromEntries(
      Object.entries(HEAVY).map(([kind, { perMinute }]) => [
        kind,
        new RateLimiterMemory({ points: perMinute * config.HEAVY_BUDGET, duration: MINUTE }),
      ]),
    ) as Record<HeavyKind, RateLimiterMemory>;
  }

  /** @throws Problem 429 with the seconds to wait. */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const kind = this.reflector.getAllAndOverride<HeavyKind | undefined>(HEAVY_METADATA, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!kind) return next.handle();
    const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (!actor) throw new Error('BUG: heavy work on a route that lets in requests without an actor');
    await this.spend(kind, actor.userId);
    const end = await this.turns.take(`${kind} ${actor.userId}`);
    if (!end) throw spent(kind, NEXT_TURN);
    const began = performance.now();
    return next.handle().pipe(
      finalize(() => {
        const rest = restAfter(performance.now() - began, this.config.HEAVY_BUDGET);
        setTimeout(end, rest).unref();
      }),
    );
  }

  private async spend(kind: HeavyKind, userId: string): Promise<void> {
    try {
      await this.budgets[kind].consume(userId);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw spent(kind, Math.max(Math.ceil(error.msBeforeNext / 1000), 1));
    }
  }
}

const spent = (kind: HeavyKind, seconds: number): Problem =>
  new Problem({
    code: 'budget-spent',
    status: 429,
    detail: `You have asked to ${HEAVY[kind].words} very often in a short time. Others work here too. Wait a moment, then try again.`,
    retryAfter: seconds,
  });
