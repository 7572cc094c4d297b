import { mock } from 'node:test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignInLimits } from '../../../src/identity/sign-in/sign-in.limits.js';
import { Database, Problem } from '../../../src/platform/index.js';
import { Harness } from './harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open();
});
afterAll(() => harness.close());

// Only time is put on: the limits run as they are, on the database.
beforeEach(async () => {
  await harness.test.sql('delete from sign_in_count');
  mock.timers.enable({ apis: ['Date'], now: new Date('2026-01-05T09:00:00Z') });
});
afterEach(() => {
  mock.timers.reset();
});

/** As in another process: what is counted is in the database alone. */
const newLimits = (): SignInLimits => new SignInLimits(harness.test.app.get(Database, { strict: false }));

/** @returns the seconds to wait, or 0 when the attempt was let through. */
async function attempt(
  limits: SignInLimits,
  email: string,
  address = '192.0.2.1',
  device?: string,
): Promise<number> {
  try {
    await limits.admit({ email, address, device });
    return 0;
  } catch (error) {
    if (error instanceof Problem && error.status === 429) return error.retryAfter ?? -1;
    throw error;
  }
}
const succeeded = (limits: SignInLimits, email: string, address = '192.0.2.1', device?: string) =>
  limits.succeeded({ email, address, device });

/** Tries until refused. */
async function untilPaused(
  limits: SignInLimits,
  from: (turn: number) => { email: string; address: string; device?: string },
): Promise<{ passed: number; pause: number }> {
  for (let passed = 0; ; passed++) {
    const { email, address, device } = from(passed);
    const pause = await attempt(limits, email, address, device);
    if (pause > 0) return { passed, pause };
  }
}
const one = { email: 'guessed@example.org', address: '192.0.2.1' };

describe('limits of signing in', () => {
  it('double the pause each time, to a quarter of an hour, and never shut out for good', async () => {
    const limits = newLimits();
    const pauses: number[] = [];
    for (let round = 0; round < 8; round++) {
      const { passed, pause } = await untilPaused(limits, () => one);
      expect(passed).toBe(5);
      pauses.push(pause);
      mock.timers.tick(pause * 1000 + 1);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('count down while paused, do not grow by further attempts, and are the same in every process', async () => {
    await untilPaused(newLimits(), () => one);
    mock.timers.tick(10_000);
    expect(await attempt(newLimits(), one.email)).toBe(20);
    expect(await attempt(newLimits(), one.email)).toBe(20);
  });

  it('forget the account once the password was right', async () => {
    const limits = newLimits();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 5; i++) expect(await attempt(limits, 'b@example.org')).toBe(0);
      await succeeded(limits, 'b@example.org');
    }
  });

  it('let a whole office sign in from one address, and count only what went wrong', async () => {
    const limits = newLimits();
    for (let i = 0; i < 120; i++) {
      expect(await attempt(limits, `colleague${i}@example.org`)).toBe(0);
      await succeeded(limits, `colleague${i}@example.org`);
    }
    // Somebody who knows one password gets no more guesses at others than anybody else.
    for (let i = 0; i < 50; i++) {
      expect(await attempt(limits, `victim${i}@example.org`)).toBe(0);
      expect(await attempt(limits, 'insider@example.org')).toBe(i < 49 ? 0 : 30);
      await succeeded(limits, 'insider@example.org');
    }
  });

  it('hold a place that tries many accounts, and the place is the whole of an IPv6 network', async () => {
    const limits = newLimits();
    for (let i = 0; i < 50; i++)
      expect(await attempt(limits, `user${i}@example.org`, `2001:db8:1:2::${i}`)).toBe(0);
    expect(await attempt(limits, 'another@example.org', '2001:db8:1:2:9:9:9:9')).toBe(30);
    expect(await attempt(limits, 'another@example.org', '2001:db8:1:3::1')).toBe(0);
  });

  it('never keep a person out of the browser that they know, whatever strangers do', async () => {
    const limits = newLimits();
    const { passed } = await untilPaused(limits, (turn) => ({
      email: one.email,
      address: `198.51.${turn >> 8}.${turn & 255}`,
    }));
    // Far more than a person needs, from a different place each time.
    expect(passed).toBe(200);
    expect(await attempt(limits, one.email, '203.0.113.9')).toBeGreaterThan(0);
    expect(await attempt(limits, one.email, '203.0.113.9', 'laptop')).toBe(0);
    await succeeded(limits, one.email, '203.0.113.9', 'laptop');
  });

  it('do not keep a person out elsewhere because of one place that guesses', async () => {
    const limits = newLimits();
    await untilPaused(limits, () => one);
    expect(await attempt(limits, one.email, '203.0.113.9')).toBe(0);
  });

  it('hold a browser that guesses, known or not, and it alone', async () => {
    const limits = newLimits();
    expect(await untilPaused(limits, () => ({ ...one, device: 'stolen' }))).toEqual({ passed: 5, pause: 30 });
    expect(await attempt(limits, one.email, one.address, 'laptop')).toBe(0);
    expect(await attempt(limits, one.email)).toBe(0);
  });
});
