import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Program } from '../support/program.js';
import { FaultHarness } from '../support/fault-harness.js';
import { eventually } from '../support/eventually.js';
import { hasRedis, RedisAddress, RedisServer } from '../support/redis-server.js';

// Both tests need two Redis of their own. Where there is no such program, they show as skipped; `.ci/run` brings it before it runs them.
(hasRedis() ? describe : describe.skip)('with a replica of Redis behind one address', () => {
  let harness: FaultHarness;
  let primary: RedisServer;
  let replica: RedisServer;
  let address: RedisAddress;
  let worker: Program;
  beforeEach(async () => {
    primary = await RedisServer.start();
    replica = await primary.replica();
    address = await RedisAddress.of(primary);
    harness = await FaultHarness.open({ REDIS_URL: address.url });
    worker = await harness.worker();
  }, 120_000);
  afterEach(async () => {
    await harness.close();
    await address.close();
    await primary.close();
    await replica.close();
  });

  /** The primary is gone for good, and the address leads to the replica. */
  const failOver = async (): Promise<void> => {
    await primary.kill();
    await replica.promote();
    address.moveTo(replica);
  };

  /** A report is printed and sent by the primary that is there now. */
  const goesOn = async (): Promise<void> => {
    const sealed = await harness.seal();
    await harness.settled();
    await harness.expectOnce(sealed);
    expect(worker.ended).toBeUndefined();
    const clients = await replica.ask((client) => client.client('LIST'));
    expect(String(clients).split('\n').length).toBeGreaterThan(2);
  };

  it('the replica takes over while papers go out, and everybody gets them once', async () => {
    harness.mail.thinks = 40;
    const { versionId } = await harness.seal(1);
    await harness.settled();
    const sealed = await harness.plan(versionId, 30);
    await eventually('some are sent', () => sealed.emails.some((email) => harness.mail.to(email).length > 0));
    await failOver();
    harness.injected('Redis failed over to its replica while papers go out', sealed);
    await harness.settled();
    expect(sealed.emails.filter((email) => harness.mail.to(email).length !== 1)).toEqual([]);
    harness.mail.thinks = 0;
    await goesOn();
  }, 120_000);

  it('a replica that knew nothing of the last jobs takes over, and they are done once all the same', async () => {
    await replica.promote(); // cut off: what comes now is in the primary alone
    const sealed = await harness.seal();
    await harness.begun(sealed.workId, [worker]);
    await failOver();
    harness.injected('Redis failed over to an old replica', sealed);
    await harness.settled();
    await harness.expectOnce(sealed);
    await goesOn();
  }, 120_000);
});
