import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Problem } from '../../platform/index.js';

/** argon2id: 19 MiB, two passes, one lane (the minimum that OWASP and ASVS 11.4.2 name). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Each hash takes 19 MiB and a thread of the pool, so at most this many run at once. */
const AT_ONCE = 4;
/** When this many wait, the next is answered 503 "busy". */
const MAY_WAIT = 100;

/** Hashes and checks passwords, a few at a time. */
@Injectable()
export class PasswordHasher {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;

  /** @returns argon2id in PHC form. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normal(password), PARAMETERS));
  }

  /**
   * @param stored null when there is no such account, or it has no password. A dummy hash is checked then, so that the time taken
   *   does not show which accounts exist.
   */
  async matches(stored: string | null, password: string): Promise<boolean> {
    this.dummy ??= hash('nobody has this password', PARAMETERS);
    const against = stored ?? (await this.dummy);
    const same = await this.inTurn(() => verify(against, normal(password)));
    return same && stored !== null;
  }

  /** True when the stored hash was made with other parameters than today's. */
  isOutdated(stored: string): boolean {
    const made = parseOptions(stored);
    return (
      made.memoryCost !== PARAMETERS.memoryCost ||
      made.timeCost !== PARAMETERS.timeCost ||
      made.parallelism !== PARAMETERS.parallelism
    );
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MAY_WAIT)
        throw new Problem({
          code: 'busy',
          status: 503,
          detail: 'Many people are signing in at this moment. Try again.',
          retryAfter: 2,
        });
      // The finished one wakes the next, so `running` stays as it is.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}

/** The same password typed on two keyboards may come as different code points. */
const normal = (password: string): string => password.normalize('NFC');
