import { mock } from 'node:test';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Problem } from '../../platform/index.js';
import { SignInLimits } from './sign-in.limits.js';

// Only time is put on: the limits run as they are.
beforeEach(() => {
  mock.timers.enable({ apis: ['Date', 'setTimeout'], now: new Date('2026-01-05T09:00:00Z') });
});
afterEach(() => {
  mock.timers.reset();
});

/** @returns the seconds to wait, or 0 when the attempt was let through. */
async function attempt(limits: SignInLimits, email: string, address = '192.0.2.1'): Promise<number> {
  try {
    await limits.admit(email, address);
    return 0;
  } catch (error) {
    if (error instanceof Problem && error.status === 429) return error.retryAfter ?? -1;
    throw error;
  }
}

/** Tries until refused. */
async function untilPaused(limits: SignInLimits, email: string): Promise<{ passed: number; pause: number }> {
  for (let passed = 0; ; passed++) {
    const pause = await attempt(limits, email, `192.0.2.${passed}`);
    if (pause > 0) return { passed, pause };
  }
}

describe('limits of signing in', () => {
  it('double the pause each time, to a quarter of an hour, and never shut out for good', async () => {
    const limits = new SignInLimits();
    const pauses: number[] = [];
    for (let round = 0; round < 8; round++) {
      const { passed, pause } = await untilPaused(limits, 'guessed@example.org');
      expect(passed).toBe(5);
      pauses.push(pause);
      mock.timers.tick(pause * 1000 + 1);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('count down while paused, and do not grow by further attempts', async () => {
    const limits = new SignInLimits();
    await untilPaused(limits, 'a@example.org');
    mock.timers.tick(10_000);
    expect(await attempt(limits, 'a@example.org')).toBe(20);
    expect(await attempt(limits, 'a@example.org')).toBe(20);
  });

  it('forget the account once the password was right', async () => {
    const limits = new SignInLimits();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 5; i++) expect(await attempt(limits, 'b@example.org')).toBe(0);
      await limits.succeeded('b@example.org', '192.0.2.1');
    }
  });

  it('let a whole office sign in from one address, and count only what went wrong', async () => {
    const limits = new SignInLimits();
    for (let i = 0; i < 500; i++) {
      expect(await attempt(limits, `colleague${i}@example.org`)).toBe(0);
      await limits.succeeded(`colleague${i}@example.org`, '192.0.2.1');
    }
    // Somebody who knows one password gets no more guesses at others than anybody else.
    for (let i = 0; i < 50; i++) {
      expect(await attempt(limits, `victim${i}@example.org`)).toBe(0);
      expect(await attempt(limits, 'insider@example.org', '192.0.2.1')).toBe(i < 49 ? 0 : 30);
      await limits.succeeded('insider@example.org', '192.0.2.1');
    }
  });

  it('hold an address that tries many accounts', async () => {
    const limits = new SignInLimits();
    for (let i = 0; i < 50; i++) expect(await attempt(limits, `user${i}@example.org`)).toBe(0);
    expect(await attempt(limits, 'another@example.org')).toBe(30);
    expect(await attempt(limits, 'another@example.org', '198.51.100.7')).toBe(0);
  });
});
