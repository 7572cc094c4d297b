import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../../platform/index.js';

interface RoutePace {
  /** Routes of one name count together. */
  name: string;
  /** Requests from one address. */
  perMinute: number;
}

const PACE_METADATA = 'identity:pace';
const MINUTE = 60;

/** Holds each address to so many requests a minute; for what is done for people who are not signed in. */
export const Pace = (name: string, perMinute: number) =>
  SetMetadata(PACE_METADATA, { name, perMinute } satisfies RoutePace);

/**
 * Before all others: may this address ask so often. Counted in this process, as the sign-in limits are: with n web processes an
 * address has up to n times as much, and a restart forgets.
 */
@Injectable()
export class PaceGuard implements CanActivate {
  private readonly limits = new Map<string, RateLimiterMemory>();

  constructor(private readonly reflector: Reflector) {}

  /** @throws Problem 429 with the seconds to wait. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const pace = this.reflector.getAllAndOverride<RoutePace | undefined>(PACE_METADATA, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!pace) return true;
    try {
      await this.limitOf(pace).consume(context.switchToHttp().getRequest<FastifyRequest>().ip);
      return true;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new Problem({
        code: 'too-many-requests',
        status: 429,
        detail: 'There were too many requests from your address. Please wait a minute and try again.',
        retryAfter: Math.max(Math.ceil(error.msBeforeNext / 1000), 1),
      });
    }
  }

  private limitOf({ name, perMinute }: RoutePace): RateLimiterMemory {
    let limit = this.limits.get(name);
    if (!limit)
      this.limits.set(name, (limit = new RateLimiterMemory({ points: perMinute, duration: MINUTE })));
    return limit;
  }
}
