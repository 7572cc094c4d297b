import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Harness } from './harness.js';
import type { Answer, Client } from '../../support/client.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open();
});
afterAll(() => harness.close());

const grant = async (
  by: Client,
  userId: string,
  roleKey: string,
  programmeId: string | null,
  dates: { startsOn?: string; endsOn?: string } = {},
): Promise<Answer> =>
  by.send('POST', '/api/v1/assignments', {
    body: { userId, roleId: (await harness.role(roleKey)).id, programmeId, ...dates },
  });

const may = async (client: Client, permission: string): Promise<unknown> => {
  const { body } = await client.send('GET', '/api/v1/me');
  const found = (body['permissions'] as { permission: string; programmeIds: unknown }[]).find(
    (held) => held.permission === permission,
  );
  return found?.programmeIds;
};

/** A role that manages assignments, held in one programme alone. */
async function localManager(email: string, programmeId: string): Promise<{ id: string; client: Client }> {
  await harness.test.sql(
    `with r as (insert into role (key, name, description) values ('local_manager', 'Local manager', 'Test') on conflict do nothing returning id)
     insert into role_permission select id, unnest(array['assignment.read', 'assignment.manage', 'user.read', 'role.read']) from r`,
  );
  return harness.signedIn(email, 'local_manager', programmeId);
}

describe('an assignment', () => {
  it('counts from the next request, in its programme alone, until it is ended', async () => {
    const { id, client } = await harness.signedIn('sro@example.org');
    expect(await may(client, 'report.approve')).toBeUndefined();
    const granted = await grant(harness.admin, id, 'sro', harness.children);
    expect(granted.status).toBe(201);
    expect(granted.body).toMatchObject({
      roleKey: 'sro',
      grantedBy: harness.adminId,
      endedAt: null,
      version: 1,
    });
    expect(await may(client, 'report.approve')).toEqual([harness.children]);
    const url = `/api/v1/assignments/${String(granted.body['id'])}`;
    expect((await harness.admin.send('POST', `${url}/end`)).status).toBe(428);
    expect((await harness.admin.send('POST', `${url}/end`, { ifMatch: '"v7"' })).status).toBe(412);
    const ended = await harness.admin.send('POST', `${url}/end`, { ifMatch: granted.etag });
    expect(ended.body).toMatchObject({ endedBy: harness.adminId });
    expect(await may(client, 'report.approve')).toBeUndefined();
    expect((await harness.admin.send('POST', `${url}/end`, { ifMatch: ended.etag })).status).toBe(409);
    expect(await harness.audited(String(granted.body['id']))).toEqual([
      'assignment.granted',
      'assignment.ended',
    ]);
  });

  it('with dates counts from the first day to the last, by London’s midnight', async () => {
    const { id, client } = await harness.signedIn('dated@example.org');
    const granted = await grant(harness.admin, id, 'reader', harness.children, {
      startsOn: '2031-07-01',
      endsOn: '2031-07-02',
    });
    expect(granted.status).toBe(201);
    // A token outlives the days between; in July, London is an hour ahead of UTC.
    await harness.test.sql(
      `update session set expires_at = '2031-08-01', last_seen_at = '2031-07-02' where user_id = $1`,
      [id],
    );
    const at = async (instant: string) => {
      harness.test.clock.hold(instant);
      await harness.test.sql(`update session set last_seen_at = $2 where user_id = $1`, [id, instant]);
      return may(client, 'version.read');
    };
    try {
      expect(await at('2031-06-30T22:59:59Z')).toBeUndefined();
      expect(await at('2031-06-30T23:00:00Z')).toEqual([harness.children]);
      expect(await at('2031-07-02T22:59:59Z')).toEqual([harness.children]);
      expect(await at('2031-07-02T23:00:00Z')).toBeUndefined();
    } finally {
      harness.test.clock.hold(undefined);
    }
  });

  it('is nobody’s to grant to themselves, or to end for themselves', async () => {
    const self = await grant(harness.admin, harness.adminId, 'sro', harness.children);
    expect(self.body).toMatchObject({ status: 403, code: 'own-assignment' });
    const [own] = await harness.test.sql<{ id: string; version: number }>(
      'select id, version from assignment where user_id = $1',
      [harness.adminId],
    );
    const end = await harness.admin.send('POST', `/api/v1/assignments/${own?.id ?? ''}/end`, {
      ifMatch: `"v${own?.version ?? 0}"`,
    });
    expect(end.body).toMatchObject({ status: 403, code: 'own-assignment' });
    const [denied] = await harness.test.sql<{ n: string }>(
      `select count(*) as n from audit_event where action = 'access.denied' and actor_id = $1`,
      [harness.adminId],
    );
    expect(denied?.n).toBe('2');
    await expect(
      harness.test.sql(
        `insert into assignment (user_id, role_id, granted_by, granted_at) select $1, id, $1, now() from role where key = 'sro'`,
        [harness.adminId],
      ),
    ).rejects.toThrow('assignment_granter_check');
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['an unknown field', { endedBy: null }, 422],
    ['no word about the programme', { programmeId: undefined }, 422],
    ['an unknown person', { userId: '00000000-0000-4000-8000-000000000000' }, 422],
    ['an unknown role', { roleId: '00000000-0000-4000-8000-000000000000' }, 422],
    ['an unknown programme', { programmeId: '00000000-0000-4000-8000-000000000000' }, 404],
    ['a last day before the first', { startsOn: '2031-02-02', endsOn: '2031-02-01' }, 422],
    ['a last day that is past', { endsOn: '2020-01-01' }, 422],
    ['a day that is none', { endsOn: '2031-02-30' }, 422],
  ])('is refused with %s', async (what, part, status) => {
    const userId = await harness.person(`refused.${what.replaceAll(' ', '.')}@example.org`);
    const body = {
      userId,
      roleId: (await harness.role('reader')).id,
      programmeId: harness.children,
      ...part,
    };
    const answer = await harness.admin.send('POST', '/api/v1/assignments', { body });
    expect(answer.status).toBe(status);
  });

  it('is not granted twice for the same days', async () => {
    const userId = await harness.person('twice@example.org');
    expect((await grant(harness.admin, userId, 'reader', harness.children)).status).toBe(201);
    expect((await grant(harness.admin, userId, 'reader', harness.children)).body).toMatchObject({
      status: 409,
      code: 'already-assigned',
    });
    expect((await grant(harness.admin, userId, 'reader', harness.adults)).status).toBe(201);
  });
});

describe('a manager of one programme', () => {
  it('grants there, and cannot tell another programme from one that is not there', async () => {
    const { client } = await localManager('local@example.org', harness.children);
    const userId = await harness.person('granted@example.org');
    expect((await grant(client, userId, 'reader', harness.children)).status).toBe(201);
    const foreign = await grant(client, userId, 'reader', harness.adults);
    const absent = await grant(client, userId, 'reader', '00000000-0000-4000-8000-000000000000');
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
    expect((await grant(client, userId, 'reader', null)).status).toBe(403);
  });

  it('sees and ends assignments of that programme alone', async () => {
    const { client } = await localManager('local2@example.org', harness.children);
    const userId = await harness.person('elsewhere@example.org');
    const there = await grant(harness.admin, userId, 'reader', harness.adults);
    const here = await grant(harness.admin, userId, 'reader', harness.children);
    const url = `/api/v1/assignments/${String(there.body['id'])}`;
    expect((await client.send('GET', url)).status).toBe(404);
    expect((await client.send('POST', `${url}/end`, { ifMatch: there.etag })).status).toBe(404);
    const list = await client.send('GET', '/api/v1/assignments?limit=200');
    expect(new Set(list.body.items?.map((item) => item['programmeId']))).toEqual(new Set([harness.children]));
    expect(
      (
        await client.send('POST', `/api/v1/assignments/${String(here.body['id'])}/end`, {
          ifMatch: here.etag,
        })
      ).status,
    ).toBe(200);
  });

  it('manages no accounts and no roles, even with a role that says so for one programme', async () => {
    await harness.test.sql(
      `with r as (insert into role (key, name, description) values ('local_admin', 'Local admin', 'Test') returning id)
       insert into role_permission select id, unnest(array['user.manage', 'user.read', 'role.manage']) from r`,
    );
    const { client } = await harness.signedIn('localadmin@example.org', 'local_admin', harness.children);
    const user = await client.send('POST', '/api/v1/users', {
      body: { email: 'new@example.org', name: 'New', jobTitle: 'New' },
    });
    expect(user.status).toBe(403);
    const role = await client.send('POST', '/api/v1/roles', {
      body: { key: 'mine', name: 'Mine', description: 'Mine', permissions: ['audit.read'] },
    });
    expect(role.status).toBe(403);
  });
});

describe('an administrator cannot approve', () => {
  it('by a second assignment', async () => {
    const { id } = await harness.signedIn('second.admin@example.org', 'admin');
    expect((await grant(harness.admin, id, 'sro', harness.children)).body).toMatchObject({
      status: 409,
      code: 'would-mix-approval-and-administration',
    });
    const approver = await harness.person('approver@example.org');
    expect((await grant(harness.admin, approver, 'reviewer', harness.adults)).status).toBe(201);
    expect((await grant(harness.admin, approver, 'admin', null)).status).toBe(409);
    expect((await grant(harness.admin, approver, 'admin', harness.children)).status).toBe(409);
  });

  it('by an assignment that begins later', async () => {
    const { id } = await harness.signedIn('later.admin@example.org', 'admin');
    expect((await grant(harness.admin, id, 'sro', harness.children, { startsOn: '2031-01-01' })).status).toBe(
      409,
    );
  });

  it('by two grants at once', async () => {
    const { client: other } = await harness.signedIn('racing.admin@example.org', 'admin');
    for (let i = 0; i < 5; i++) {
      const userId = await harness.person(`raced.${i}@example.org`);
      const answers = await Promise.all([
        grant(harness.admin, userId, 'sro', harness.children),
        grant(other, userId, 'admin', null),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });

  it('even if the database says so: approval is stripped in every programme', async () => {
    const { id, client } = await harness.signedIn('forced@example.org', 'sro', harness.children);
    expect(await may(client, 'contribution.approve')).toEqual([harness.children]);
    await harness.assign(id, 'admin', harness.adults);
    expect(await may(client, 'report.approve')).toBeUndefined();
    expect(await may(client, 'contribution.approve')).toBeUndefined();
    expect(await may(client, 'report.return')).toEqual([harness.children]);
    expect(await may(client, 'user.manage')).toEqual([harness.adults]);
  });
});
