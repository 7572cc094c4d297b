import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { step } from '../../support/step.js';
import { DistributionHarness, ok } from './distribution-harness.js';

let harness: DistributionHarness;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'drop-'));
  harness = await DistributionHarness.open({ WORK_MAX_ATTEMPTS: '5', DROP_FOLDER: root });
});
afterEach(() => harness.rest());
afterAll(async () => {
  await harness.close();
  await rm(root, { recursive: true });
});

it('papers go into a folder: missing, made, written once, and written again after a worker died', async () => {
  const { committeeId, meetingId } = await harness.committee([]);
  const add = (folder: string) =>
    harness.clerk.send('POST', `/api/v1/committees/${committeeId}/recipients`, {
      body: { name: 'Case system', email: 'case@example.org', way: 'folder', folder },
    });
  expect((await add('../elsewhere')).body['errors']).toMatchObject([{ path: 'folder' }]);
  await ok(add('case-system'));
  const periodId = await harness.period();
  const pdf = await harness.render(await harness.seal(periodId));
  const planned = await ok(harness.plan(periodId, meetingId));
  const dispatchId = String(planned.body['id']);
  const delivery = async () => {
    const [one] = (await harness.dispatch(dispatchId)).deliveries;
    return harness.delivery(one?.id ?? '');
  };

  await step('a folder that is missing is said, and tried again', async () => {
    harness.work();
    await eventually('it is put off', async () => (await harness.stateOf(dispatchId)) === 'deferred');
    expect((await delivery()).reason).toBe('The folder is not there. Nothing was written.');
    await mkdir(join(root, 'case-system'));
    await eventually('it is there', async () => (await harness.stateOf(dispatchId)) === 'accepted');
  });

  const [name = ''] = await readdir(join(root, 'case-system'));
  await step('the file and the list of everything lie there, and nothing else', async () => {
    expect((await readdir(join(root, 'case-system'))).length).toBe(1);
    expect(name).toMatch(/^2040-02-11_cs-highlight-report-\d{4}-\d{2}-v1_[0-9a-f]{8}$/);
    const files = await readdir(join(root, 'case-system', name));
    expect(files.sort()).toEqual([expect.stringMatching(/\.pdf$/), 'manifest.json']);
    const list = JSON.parse(await readFile(join(root, 'case-system', name, 'manifest.json'), 'utf8')) as {
      files: { name: string; sha256: string }[];
    };
    const written = await readFile(join(root, 'case-system', name, list.files[0]?.name ?? ''));
    expect(written.equals(pdf)).toBe(true);
    expect(list.files[0]?.sha256).toBe(createHash('sha256').update(written).digest('hex'));
    expect((await delivery()).response).toBe(`case-system/${name}`);
  });

  await step(
    'a worker that died in the middle leaves nothing uncertain: it is written again, once',
    async () => {
      await harness.rest();
      await harness.sql(`alter table delivery disable trigger delivery_guard`);
      await harness.sql(
        `update delivery set state = 'sending', version = version + 1 where dispatch_id = $1`,
        [dispatchId],
      );
      await harness.sql(`alter table delivery enable trigger delivery_guard`);
      await harness.sql(
        `update outbox set done_at = null, attempts = 0, owner = null, lease_until = null, notified_at = null, available_at = now()
        where kind = 'delivery.send' and key like $1 || ':%'`,
        [(await delivery()).id],
      );
      harness.work();
      await eventually('it is there again', async () => (await harness.stateOf(dispatchId)) === 'accepted');
      expect(await readdir(join(root, 'case-system'))).toEqual([name]);
      expect((await delivery()).events.at(-3)?.reason).toContain('whoever has it already takes it once');
    },
  );
});
