import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { LostClaim, workKind, type Tx } from '../../../src/platform/index.js';
import type { Claim } from '../../../src/platform/outbox/outbox.js';
import { createTestPlatform, type TestPlatform } from '../../support/platform.js';

const kind = workKind({
  name: 'meeting.due',
  queue: 'test',
  payload: z.strictObject({ meetingId: z.string() }),
});
const LATER = new Date(Date.now() + 7 * 24 * 3_600_000);
const EARLIER = new Date(Date.now() - 3_600_000);

let platform: TestPlatform;
beforeEach(async () => {
  platform = await createTestPlatform();
});
afterEach(() => platform.close());

const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => platform.database.write(work);
const add = (availableAt?: Date, meetingId = 'm'): Promise<void> =>
  write((tx) =>
    platform.outbox.add(tx, kind, {
      key: 'm',
      payload: { meetingId },
      correlationId: 'test',
      ...(availableAt && { availableAt }),
    }),
  );
const reschedule = (due: Date): Promise<string> =>
  write((tx) => platform.outbox.reschedule(tx, kind, 'm', due));
const withdraw = (): Promise<string> => write((tx) => platform.outbox.withdraw(tx, kind, 'm'));
const item = async (): Promise<{ id: string; state: string; availableAt: Date; attempts: number }> => {
  const [found] = await platform.outbox.list({ limit: 2 });
  if (!found) throw new Error('The outbox is empty.');
  return { ...found, availableAt: new Date(found.availableAt) };
};
const claim = async (): Promise<Claim | undefined> => platform.outbox.claim((await item()).id, randomUUID());
const claimed = async (): Promise<Claim> => {
  const found = await claim();
  if (!found) throw new Error('The work could not be claimed.');
  return found;
};
/** What a worker leaves behind that was killed: a claim whose lease has run out. */
const leaseRunsOut = (): Promise<unknown> =>
  platform.database.query(`update outbox set lease_until = now() - interval '1 second'`);
const complete = (held: Claim): Promise<void> => write((tx) => platform.outbox.complete(tx, held));

describe('work that is rescheduled', () => {
  it('is done at its new time: later', async () => {
    await add();
    expect(await reschedule(LATER)).toBe('rescheduled');
    expect(await item()).toMatchObject({ state: 'waiting', availableAt: LATER });
    expect(await claim()).toBeUndefined();
  });

  it('is done at its new time: earlier', async () => {
    await add(LATER);
    expect(await claim()).toBeUndefined();
    expect(await reschedule(EARLIER)).toBe('rescheduled');
    expect((await platform.outbox.due(['test'], 10)).map(({ id }) => id)).toEqual([(await item()).id]);
    await complete(await claimed());
    expect((await item()).state).toBe('done');
  });

  it('stays where it is when the transaction is rolled back', async () => {
    await add(LATER);
    const refused = write(async (tx) => {
      await platform.outbox.reschedule(tx, kind, 'm', EARLIER);
      throw new Error('the meeting was not moved');
    });
    await expect(refused).rejects.toThrow('the meeting was not moved');
    expect((await item()).availableAt).toEqual(LATER);
  });

  it('while a worker has it, is not moved: the answer says so, and the worker completes', async () => {
    await add();
    const held = await claimed();
    expect(await reschedule(LATER)).toBe('working');
    await complete(held);
    expect((await item()).state).toBe('done');
    expect(await reschedule(LATER)).toBe('done');
  });

  it('while a killed worker still seems to have it, is moved, and that worker cannot complete', async () => {
    await add();
    const held = await claimed();
    await leaseRunsOut();
    expect(await reschedule(LATER)).toBe('rescheduled');
    await expect(complete(held)).rejects.toBeInstanceOf(LostClaim);
    expect(await item()).toMatchObject({ state: 'waiting', availableAt: LATER });
  });

  it('between two attempts, is moved', async () => {
    await add();
    await platform.outbox.fail(await claimed(), 'the first attempt failed', false);
    expect(await reschedule(LATER)).toBe('rescheduled');
    expect(await item()).toMatchObject({ state: 'waiting', availableAt: LATER, attempts: 1 });
  });

  it.each(['reschedule', 'withdraw'] as const)(
    'by %s at the moment when a worker claims it, has one outcome',
    async (step) => {
      const outcomes = new Set<string>();
      for (let round = 0; round < 10; round += 1) {
        await add();
        const [outcome, held] = await Promise.all([
          step === 'withdraw' ? withdraw() : reschedule(LATER),
          claim(),
        ]);
        outcomes.add(outcome);
        expect(held !== undefined).toBe(outcome === 'working');
        await platform.testDatabase.adminQuery('truncate outbox');
      }
      expect([...outcomes].filter((outcome) => !/^(working|rescheduled|withdrawn)$/.test(outcome))).toEqual(
        [],
      );
    },
  );

  it('is left alone as a dead letter, when withdrawn, and when it was never asked for', async () => {
    expect(await reschedule(LATER)).toBe('absent');
    await add();
    await platform.outbox.fail(await claimed(), 'hopeless', true);
    expect(await reschedule(LATER)).toBe('dead_letter');
    await withdraw();
    expect(await reschedule(LATER)).toBe('withdrawn');
    expect((await item()).availableAt).not.toEqual(LATER);
  });
});

describe('work that is withdrawn', () => {
  it('is not done, and neither due nor waiting for health', async () => {
    await add();
    expect(await withdraw()).toBe('withdrawn');
    expect(await withdraw()).toBe('withdrawn');
    expect((await item()).state).toBe('withdrawn');
    expect(await claim()).toBeUndefined();
    expect(await platform.outbox.due(['test'], 10)).toEqual([]);
    expect(await platform.outbox.backlog()).toEqual({ oldestSeconds: 0, deadLetters: 0, waiting: 0 });
  });

  it('while a worker has it, is not stopped: the answer says so, and the worker completes', async () => {
    await add();
    const held = await claimed();
    expect(await withdraw()).toBe('working');
    await complete(held);
    expect(await withdraw()).toBe('done');
  });

  it('while a killed worker still seems to have it, cannot be completed by that worker', async () => {
    await add();
    const held = await claimed();
    await leaseRunsOut();
    expect(await withdraw()).toBe('withdrawn');
    await expect(complete(held)).rejects.toBeInstanceOf(LostClaim);
    expect((await item()).state).toBe('withdrawn');
  });

  it('is no dead letter any longer, and a person cannot retry it', async () => {
    await add();
    await platform.outbox.fail(await claimed(), 'hopeless', true);
    expect(await withdraw()).toBe('withdrawn');
    expect((await platform.outbox.backlog()).deadLetters).toBe(0);
    const { id } = await item();
    expect(await write((tx) => platform.outbox.retry(tx, id))).toBe(false);
  });

  it('can be asked for again, with what is asked then', async () => {
    await add(LATER);
    await withdraw();
    await add(EARLIER, 'asked for again');
    expect(await item()).toMatchObject({ state: 'waiting', availableAt: EARLIER, attempts: 0 });
    expect((await claimed()).payload).toEqual({ meetingId: 'asked for again' });
  });

  it('of which nobody has asked, is absent', async () => {
    expect(await withdraw()).toBe('absent');
  });
});
