import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../../platform/index.js';

const QUARTER_HOUR = 15 * 60;
const DAY = 24 * 60 * 60;
const FIRST_PAUSE = 30;
const LONGEST_PAUSE = QUARTER_HOUR;

/** Too many attempts: for `seconds` no attempt for this account, or from this address, is checked. */
export class Paused extends Problem {
  constructor(
    readonly of: 'account' | 'address',
    /** True for the attempt that began the pause, false for attempts during it. */
    readonly begins: boolean,
    readonly seconds: number,
  ) {
    super({
      code: 'too-many-attempts',
      status: 429,
      detail: 'There were too many attempts to sign in. Please wait and try again.',
      retryAfter: seconds,
    });
  }
}

interface Limit {
  of: Paused['of'];
  attempts: RateLimiterMemory;
  /** How often the key has run into its limit; each time doubles the pause. */
  pauses: RateLimiterMemory;
  allowed: number;
}

const limit = (of: Paused['of'], allowed: number): Limit => ({
  of,
  attempts: new RateLimiterMemory({ points: allowed, duration: QUARTER_HOUR }),
  pauses: new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: DAY }),
  allowed,
});

/**
 * Slows down guessing: five attempts for an account and fifty wrong ones from an address, then a pause of 30 seconds that doubles each
 * time up to a quarter of an hour. No account is ever locked permanently. The counts are kept in this process: with n web
 * processes an attacker has up to n times the attempts, and a restart forgets.
 */
@Injectable()
export class SignInLimits {
  private readonly account = limit('account', 5);
  private readonly address = limit('address', 50);

  /**
   * Counts an attempt before the password is checked, so that parallel attempts count too.
   * @param email folded; need not be an account.
   * @throws Paused, a Problem 429 with the seconds to wait.
   */
  async admit(email: string, address: string): Promise<void> {
    await take(this.address, address);
    await take(this.account, accountKey(email));
  }

  /**
   * A right password clears the count of the account, and gives the address back this one attempt: a whole office may sign in from one
   * address, but somebody who knows one password cannot use it to keep guessing others.
   */
  async succeeded(email: string, address: string): Promise<void> {
    await Promise.all([
      this.account.attempts.delete(accountKey(email)),
      this.account.pauses.delete(accountKey(email)),
      this.address.attempts.reward(address),
    ]);
  }
}

/** A hash, so that the key has a fixed length however long the input is. */
const accountKey = (email: string): string => createHash('sha256').update(email).digest('base64');

async function take({ of, attempts, pauses, allowed }: Limit, key: string): Promise<void> {
  let refusal: RateLimiterRes;
  try {
    await attempts.consume(key);
    return;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    refusal = error;
  }
  const begins = refusal.consumedPoints === allowed + 1;
  let seconds = Math.ceil(refusal.msBeforeNext / 1000);
  if (begins) {
    const { consumedPoints } = await pauses.penalty(key);
    seconds = Math.min(FIRST_PAUSE * 2 ** (consumedPoints - 1), LONGEST_PAUSE);
    await attempts.block(key, seconds);
  }
  throw new Paused(of, begins, Math.max(seconds, 1));
}
