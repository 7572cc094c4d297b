import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityWorkerModule } from '../../../src/identity/index.js';
import type { OutboxWorker } from '../../../src/platform/index.js';
import { accountMails, startWorker, type AccountMessage } from '../../support/account-mail.js';
import { Harness, PASSWORD } from './harness.js';

let harness: Harness;
let worker: OutboxWorker;
let seen = 0;
beforeAll(async () => {
  harness = await Harness.open({ WORK_POLL_MS: '20', ALLOWED_MAIL_DOMAINS: 'example.org' }, [
    IdentityWorkerModule,
  ]);
  worker = startWorker(harness.test);
});
afterAll(async () => {
  await worker.stop();
  await harness.close();
});

/**
 * What went out since the last look, without what every mail says. Two mails that wait at the same time may go out in either order, so
 * that a test looks after each act.
 */
async function news(): Promise<Pick<AccountMessage, 'to' | 'text'>[]> {
  const mails = (await accountMails(harness.test)).slice(seen);
  seen += mails.length;
  return mails.map(({ to, text }) => ({ to, text: text.split('\n\n')[1] ?? '' }));
}

/** Reads the account for its tag, then writes. */
async function administer(id: string, what: string, body?: unknown) {
  const url = `/api/v1/users/${id}`;
  const { etag } = await harness.admin.send('GET', url);
  const [method, path] =
    what === 'change' ? (['PATCH', url] as const) : (['POST', `${url}/${what}`] as const);
  const answer = await harness.admin.send(method, path, { ifMatch: etag, ...(body ? { body } : {}) });
  expect(answer.status).toBe(200);
}

const admin = 'First Admin (Systems manager)';

describe('people are told by mail', () => {
  it('of their address, at the old and the new one, and of nothing where only the name changed', async () => {
    const id = await harness.person('old@example.org', 'Olive Owner');
    await news();
    await administer(id, 'change', { jobTitle: 'Director' });
    expect(await news()).toEqual([]);
    await administer(id, 'change', { email: 'new@example.org' });
    const text = `The e-mail address of your account was changed from old@example.org to new@example.org by ${admin}.`;
    expect((await news()).sort((a, b) => b.to.localeCompare(a.to))).toEqual([
      { to: 'old@example.org', text },
      { to: 'new@example.org', text },
    ]);
  });

  it('when they are signed out, disabled and enabled', async () => {
    const id = await harness.person('shut@example.org');
    await news();
    for (const [what, told] of [
      ['end-sessions', 'You were signed out everywhere, and tokens of programs were revoked, by'],
      ['disable', 'Your account was disabled, and tokens of programs were revoked, by'],
      ['enable', 'Your account was enabled again by'],
    ] as const) {
      await administer(id, what);
      expect((await news()).map(({ text }) => text)).toEqual([`${told} ${admin}.`]);
    }
  });

  it('of their password and of tokens', async () => {
    const { client } = await harness.signedIn('careful@example.org');
    await news();
    const told = async () => (await news()).map(({ text }) => text.slice(0, 45));
    const made = await client.send('POST', '/api/v1/me/tokens', {
      body: { name: 'Export', currentPassword: PASSWORD },
    });
    expect(await told()).toEqual(['A token for programs was made in your name: “']);
    await client.send('POST', `/api/v1/me/tokens/${String(made.body['id'])}/revoke`, { ifMatch: made.etag });
    const { etag } = await client.send('GET', '/api/v1/me');
    await client.send('PUT', '/api/v1/me/password', {
      ifMatch: etag,
      body: { currentPassword: PASSWORD, newPassword: 'four words of my own' },
    });
    expect(await told()).toEqual(['Your password was changed by you, with the pr']);
  });

  it('of roles and of standing in, in words', async () => {
    const { id, client } = await harness.signedIn('owner@example.org');
    const deputy = await harness.person('deputy@example.org', 'Dan Deputy');
    await news();
    const granted = await harness.admin.send('POST', '/api/v1/assignments', {
      body: {
        userId: id,
        roleId: (await harness.role('owner')).id,
        programmeId: harness.children,
        endsOn: '2099-03-31',
      },
    });
    const role = 'the role “Owner” in the programme “Children”, until 31 March 2099';
    expect(await news()).toEqual([{ to: 'owner@example.org', text: `You were given ${role} by ${admin}.` }]);
    const today = new Date().toISOString().slice(0, 10);
    const delegation = await client.send('POST', '/api/v1/delegations', {
      body: {
        assignmentId: granted.body['id'],
        delegateId: deputy,
        startsOn: today,
        endsOn: today,
        reason: 'Leave',
      },
    });
    expect(delegation.status).toBe(201);
    const [told] = await news();
    expect(told?.to).toBe('deputy@example.org');
    expect(told?.text).toContain('you stand in for owner@example.org (Officer), with the role “Owner”');
    await harness.admin.send('POST', `/api/v1/delegations/${String(delegation.body['id'])}/revoke`, {
      ifMatch: delegation.etag,
    });
    expect((await news()).map(({ to }) => to).sort()).toEqual(['deputy@example.org', 'owner@example.org']);
    const ended = await harness.admin.send('POST', `/api/v1/assignments/${String(granted.body['id'])}/end`, {
      ifMatch: granted.etag,
    });
    expect(ended.status).toBe(200);
    expect(await news()).toEqual([
      { to: 'owner@example.org', text: `${admin} ended what you could do with ${role}.` },
    ]);
  });

  it('or not, where the change was refused or no mail may go; then nothing is left behind', async () => {
    const id = await harness.person('stale@example.org');
    const gone = await harness.person('gone@elsewhere.example');
    await news();
    const stale = await harness.admin.send('POST', `/api/v1/users/${id}/disable`, { ifMatch: '"v9"' });
    expect(stale.status).toBe(412);
    await administer(gone, 'end-sessions');
    expect(await news()).toEqual([]);
    expect(await harness.test.sql('select from account_notice')).toEqual([]);
    expect(await harness.test.sql('select from outbox where dead_letter_at is not null')).toEqual([]);
  });
});
