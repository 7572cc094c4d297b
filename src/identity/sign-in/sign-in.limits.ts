import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Database, Problem } from '../../platform/index.js';
import { addressGroup } from '../access/address-group.js';

const QUARTER_HOUR = 15 * 60;
const DAY = 24 * 60 * 60;
const FIRST_PAUSE = 30;
const LONGEST_PAUSE = QUARTER_HOUR;

/** Attempts in a quarter of an hour, before a pause: of one account from one place or one browser, of one place, of one account. */
const OF_ONE = 5;
const OF_A_PLACE = 50;
const OF_AN_ACCOUNT = 200;

/** From one place, whatever becomes of them: a whole building that begins work, and no more. */
export const SIGN_INS_PER_MINUTE = 300;

/** Too many attempts: for `seconds` no attempt is checked. */
export class Paused extends Problem {
  constructor(
    /** What was paused: an account from one place, a place, an account from everywhere, or a browser that its owner has used before. */
    readonly of: 'account' | 'address' | 'account-everywhere' | 'device',
    /** True for the attempt that began the pause, false for attempts during it. */
    readonly begins: boolean,
    readonly seconds: number,
  ) {
    super({
      code: 'too-many-attempts',
      status: 429,
      detail: 'There were too many attempts to sign in. Wait a moment, then try again.',
      retryAfter: seconds,
    });
  }
}

interface Limit {
  of: Paused['of'];
  attempts: RateLimiterPostgres;
  /** How often the key has run into its limit; each time doubles the pause. */
  pauses: RateLimiterPostgres;
  allowed: number;
}

/** Who tries: from where, and with which browser when the account's owner has signed in with it before. */
export interface Attempt {
  /** Folded; need not be an account. */
  email: string;
  address: string;
  device: string | undefined;
}

/**
 * Slows down guessing, without letting strangers keep a person out. Five attempts at an account from one place, fifty wrong ones from one
 * place, then a pause of 30 seconds that doubles each time up to a quarter of an hour. An account as a whole bears two hundred, from
 * however many places. A browser in which its owner has signed in before has five of its own, whatever everybody else does.
 * The counts are kept in the database: all processes share them, and a restart forgets nothing.
 */
@Injectable()
export class SignInLimits {
  private readonly account: Limit;
  private readonly address: Limit;
  private readonly everywhere: Limit;
  private readonly device: Limit;

  constructor(database: Database) {
    const limit = (of: Limit['of'], allowed: number): Limit => ({
      of,
      attempts: counter(database, `${of}-attempts`, allowed, QUARTER_HOUR),
      pauses: counter(database, `${of}-pauses`, Number.MAX_SAFE_INTEGER, DAY),
      allowed,
    });
    this.account = limit('account', OF_ONE);
    this.address = limit('address', OF_A_PLACE);
    this.everywhere = limit('account-everywhere', OF_AN_ACCOUNT);
    this.device = limit('device', OF_ONE);
  }

  /**
   * Counts an attempt before the password is checked, so that parallel attempts count too.
   * @throws Paused, a Problem 429 with the seconds to wait.
   */
  async admit(attempt: Attempt): Promise<void> {
    for (const [limit, key] of this.limitsOf(attempt)) await take(limit, key);
  }

  /**
   * A right password clears what was counted of the account in this place or browser, and gives place and account back this one attempt: a
   * whole office may sign in from one address, but somebody who knows one password cannot use it to keep guessing others.
   */
  async succeeded(attempt: Attempt): Promise<void> {
    for (const [limit, key] of this.limitsOf(attempt))
      if (limit.allowed === OF_ONE) {
        await limit.attempts.delete(key);
        await limit.pauses.delete(key);
      } else await limit.attempts.reward(key);
  }

  private limitsOf({ email, address, device }: Attempt): [Limit, string][] {
    if (device !== undefined) return [[this.device, keyOf(email, device)]];
    const place = addressGroup(address);
    return [
      [this.address, keyOf(place)],
      [this.account, keyOf(email, place)],
      [this.everywhere, keyOf(email)],
    ];
  }
}

/** A hash, so that the key has a fixed length however long the input is. */
const keyOf = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64');

/** Counts that all web processes share and no restart forgets. @param duration seconds. */
export function counter(
  database: Database,
  keyPrefix: string,
  points: number,
  duration: number,
): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: {
      query: async ({ text, values }: { text: string; values: unknown[] }) => {
        const found = await database.query(text, values);
        return { rows: found, rowCount: found.length };
      },
    },
    storeType: 'pool',
    tableName: 'sign_in_count',
    tableCreated: true,
    // One of them is enough to delete what has expired.
    clearExpiredByTimeout: keyPrefix === 'account-attempts',
    keyPrefix,
    points,
    duration,
  });
}

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
