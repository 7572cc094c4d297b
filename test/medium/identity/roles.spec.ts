import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Harness } from './harness.js';
import type { Answer } from '../../support/client.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open();
});
afterAll(() => harness.close());

let count = 0;
const newRole = (permissions: string[]): Promise<Answer> =>
  harness.admin.send('POST', '/api/v1/roles', {
    body: {
      key: `role_${++count}`,
      name: `Role ${count}`,
      description: 'Made by a test',
      permissions,
    },
  });

describe('roles as data', () => {
  it('are made, read, changed and deleted', async () => {
    const made = await newRole(['programme.read', 'version.read']);
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe(`/api/v1/roles/${String(made.body['id'])}`);
    const url = `/api/v1/roles/${String(made.body['id'])}`;
    const changed = await harness.admin.send('PATCH', url, {
      ifMatch: made.etag,
      body: { permissions: ['programme.read'], name: 'Another name' },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ permissions: ['programme.read'], name: 'Another name', version: 2 });
    expect((await harness.admin.send('DELETE', url)).status).toBe(428);
    expect((await harness.admin.send('DELETE', url, { ifMatch: made.etag })).status).toBe(412);
    expect((await harness.admin.send('DELETE', url, { ifMatch: changed.etag })).status).toBe(204);
    expect((await harness.admin.send('GET', url)).status).toBe(404);
    expect(await harness.audited(String(made.body['id']))).toEqual([
      'role.created',
      'role.changed',
      'role.deleted',
    ]);
  });

  it('are listed page by page, each once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const answer = await harness.admin.send('GET', `/api/v1/roles?limit=3${cursor}`);
      seen.push(...(answer.body.items ?? []).map((role) => role['key'] as string));
      cursor = answer.body['nextCursor'] === null ? '' : `&cursor=${answer.body['nextCursor'] as string}`;
    } while (cursor !== '');
    const all = await harness.test.sql<{ key: string }>('select key from role');
    expect([...seen].sort()).toEqual(all.map(({ key }) => key).sort());
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('hold nothing but what the catalogue knows', async () => {
    const answer = await newRole(['programme.read', 'report.delete']);
    expect(answer.status).toBe(422);
    expect(answer.body['errors']).toEqual([{ path: 'permissions[1]', message: expect.any(String) }]);
    const catalogue = await harness.admin.send('GET', '/api/v1/permissions');
    expect(catalogue.body.items).toContainEqual({
      name: 'report.approve',
      description: 'Approve and so seal a report',
      kind: 'approval',
    });
  });

  it('never both approve and administer', async () => {
    const made = await newRole(['report.approve', 'user.manage']);
    expect(made.status).toBe(422);
    expect(made.body['errors']).toEqual([{ path: 'permissions', message: expect.any(String) }]);
    const sro = await harness.role('sro');
    const changed = await harness.admin.send('PATCH', `/api/v1/roles/${sro.id}`, {
      ifMatch: `"v${sro.version}"`,
      body: { permissions: ['report.approve', 'role.manage'] },
    });
    expect(changed.status).toBe(422);
  });

  it('that are built in are not deleted, and the administrator’s is not changed', async () => {
    const reader = await harness.role('reader');
    const answer = await harness.admin.send('DELETE', `/api/v1/roles/${reader.id}`, {
      ifMatch: `"v${reader.version}"`,
    });
    expect(answer.body).toMatchObject({ status: 409, code: 'role-built-in' });
    // The first administrator holds the role and is refused for that; another one is refused because it is fixed.
    const admin = await harness.role('admin');
    const own = await harness.admin.send('PATCH', `/api/v1/roles/${admin.id}`, {
      ifMatch: `"v${admin.version}"`,
      body: { name: 'Boss' },
    });
    expect(own.body).toMatchObject({ status: 403, code: 'own-role' });
    const made = await newRole(['role.manage', 'role.read']);
    const { client } = await harness.signedIn('keeper@example.org', made.body['key'] as string);
    const other = await client.send('PATCH', `/api/v1/roles/${admin.id}`, {
      ifMatch: `"v${admin.version}"`,
      body: { name: 'Boss' },
    });
    expect(other.body).toMatchObject({ status: 409, code: 'role-fixed' });
    const ownKeeper = await client.send('PATCH', `/api/v1/roles/${String(made.body['id'])}`, {
      ifMatch: made.etag,
      body: { permissions: ['role.manage', 'role.read', 'audit.read'] },
    });
    expect(ownKeeper.body).toMatchObject({ status: 403, code: 'own-role' });
  });

  it('that were ever assigned are not deleted', async () => {
    const made = await newRole(['programme.read']);
    const user = await harness.person('held@example.org');
    await harness.assign(user, made.body['key'] as string, null);
    const answer = await harness.admin.send('DELETE', `/api/v1/roles/${String(made.body['id'])}`, {
      ifMatch: made.etag,
    });
    expect(answer.body).toMatchObject({ status: 409, code: 'role-in-use' });
  });

  it('need a key and a name of their own', async () => {
    const answer = await harness.admin.send('POST', '/api/v1/roles', {
      body: { key: 'owner', name: 'Second owner', description: 'Twice', permissions: [] },
    });
    expect(answer.body).toMatchObject({ status: 409, code: 'already-exists' });
  });
});

describe('a changed role', () => {
  it('counts from the next request, in the session that is open', async () => {
    const made = await newRole(['role.read', 'user.read']);
    const { client } = await harness.signedIn('changed@example.org', made.body['key'] as string);
    expect((await client.send('GET', '/api/v1/users')).status).toBe(200);
    const cut = await harness.admin.send('PATCH', `/api/v1/roles/${String(made.body['id'])}`, {
      ifMatch: made.etag,
      body: { permissions: ['role.read'] },
    });
    expect(cut.status).toBe(200);
    expect((await client.send('GET', '/api/v1/users')).status).toBe(403);
    expect((await client.send('GET', '/api/v1/roles')).status).toBe(200);
    await harness.admin.send('PATCH', `/api/v1/roles/${String(made.body['id'])}`, {
      ifMatch: cut.etag,
      body: { permissions: ['role.read', 'user.read'] },
    });
    expect((await client.send('GET', '/api/v1/users')).status).toBe(200);
  });

  it('is refused when somebody who holds it would then administer', async () => {
    const made = await newRole(['programme.read']);
    const { id } = await harness.signedIn('bothroles@example.org', made.body['key'] as string);
    await harness.assign(id, 'sro', harness.adults);
    const answer = await harness.admin.send('PATCH', `/api/v1/roles/${String(made.body['id'])}`, {
      ifMatch: made.etag,
      body: { permissions: ['programme.read', 'user.manage'] },
    });
    expect(answer.body).toMatchObject({ status: 409, code: 'role-guarded' });
    const [kept] = await harness.test.sql<{ n: string }>(
      'select count(*) as n from role_permission where role_id = $1',
      [made.body['id']],
    );
    expect(kept?.n).toBe('1');
  });
});
