import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../../platform/index.js';
import { addressGroup } from './address-group.js';

interface RouteRateLimit {
  /** Routes of one name count together. */
  name: string;
  /** Requests from one place, see {@link addressGroup}. */
  perMinute: number;
}

export const RATE_LIMIT_METADATA = 'identity:rate-limit';
const MINUTE = 60;

/**
 * At most so many requests a minute from each address; for routes that need no sign-in.
 * @param name routes of one name share one count.
 */
export const RateLimit = (name: string, perMinute: number) =>
  SetMetadata(RATE_LIMIT_METADATA, { name, perMinute } satisfies RouteRateLimit);

/**
 * Runs before all other guards. Counts in this process, as the sign-in limits do: with n web processes an address may send up to
 * n times as much, and a restart forgets the counts.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly limiters = new Map<string, RateLimiterMemory>();

  constructor(private readonly reflector: Reflector) {}

  /** @throws Problem 429 with the seconds to wait. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const limit = this.reflector.getAllAndOverride<RouteRateLimit | undefined>(RATE_LIMIT_METADATA, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!limit) return true;
    try {
      await this.limiterOf(limit).consume(
        addressGroup(context.switchToHttp().getRequest<FastifyRequest>().ip),
      );
      return true;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new Problem({
        code: 'too-many-requests',
        status: 429,
        detail: 'There were too many requests from your address. Wait a minute, then try again.',
        retryAfter: Math.max(Math.ceil(error.msBeforeNext / 1000), 1),
      });
    }
  }

  private limiterOf({ name, perMinute }: RouteRateLimit): RateLimiterMemory {
    let limiter = this.limiters.get(name);
    if (!limiter)
      this.limiters.set(name, (limiter = new RateLimiterMemory({ points: perMinute, duration: MINUTE })));
    return limiter;
  }
}
