import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { goThrough, startIdentityProvider, type IdentityProvider } from '../../support/identity-provider.js';
import { step } from '../../support/step.js';
import { Harness } from './harness.js';

const PUBLIC_URL = 'http://localhost:3000';

let harness: Harness;
let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider(PUBLIC_URL);
  harness = await Harness.open(
    {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_GROUPS_CLAIM: 'groups',
      SESSION_SECRET: 's'.repeat(32),
    },
    'web',
  );
  provider.productAt = harness.test.origin;
});
afterAll(async () => {
  await harness.close();
  await provider.close();
});
beforeEach(() => {
  provider.groups = [];
});
afterEach(() => {
  harness.test.clock.hold(undefined);
});

/** Signs in at the provider and here. @returns the cookies of the browser here. */
async function enter(subject: string): Promise<{ status: number; cookie: string }> {
  provider.person = subject;
  const begun = await fetch(`${harness.test.origin}/sign-in/provider`, { redirect: 'manual' });
  const kept = (begun.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
  const answer = new URL(await goThrough(provider, begun.headers.get('location') ?? ''));
  const back = await fetch(`${harness.test.origin}${answer.pathname}${answer.search}`, {
    redirect: 'manual',
    headers: { cookie: kept },
  });
  const sid = back.headers.getSetCookie().find((one) => one.startsWith('sid='));
  return { status: back.status, cookie: sid?.split(';', 1)[0] ?? '' };
}

async function linked(email: string, subject: string): Promise<string> {
  const id = await harness.person(email);
  await harness.test.sql(
    `insert into external_identity (issuer, subject, user_id, linked_at) values ($1, $2, $3, now())`,
    [provider.issuer, subject, id],
  );
  return id;
}

const rolesOf = async (id: string): Promise<string[]> =>
  (
    await harness.test.sql<{ role: string }>(
      `select r.key as role from assignment a join role r on r.id = a.role_id where a.user_id = $1 and a.ended_at is null order by r.key`,
      [id],
    )
  ).map(({ role }) => role);

async function rule(group: string, role: string, programmeId: string | null) {
  const { id: roleId } = await harness.role(role);
  return harness.admin.send('POST', '/api/v1/group-rules', { body: { group, roleId, programmeId } });
}

describe('roles by groups', () => {
  it('come with the group, go with it at the next sign-in, and leave alone what was given by hand', async () => {
    const id = await linked('owner@example.org', 'subject-owner');
    await harness.assign(id, 'analyst', harness.children);
    expect((await rule('owners', 'owner', harness.children)).status).toBe(201);
    await rule('analysts', 'analyst', harness.children);
    provider.groups = ['owners', 'analysts', 'people who fish'];
    expect((await enter('subject-owner')).status).toBe(303);
    expect(await rolesOf(id)).toEqual(['analyst', 'owner']);
    await step('once, however often they sign in', async () => {
      await Promise.all([enter('subject-owner'), enter('subject-owner')]);
      expect(await rolesOf(id)).toEqual(['analyst', 'owner']);
    });
    await step('and go', async () => {
      provider.groups = [];
      await enter('subject-owner');
      expect(await rolesOf(id)).toEqual(['analyst']);
      const told = await harness.test.sql<{ sentence: string }>(
        `select sentence from account_notice where user_id = $1 order by created_at`,
        [id],
      );
      expect(told.map(({ sentence }) => sentence).join('\n')).toMatch(
        /You were given the role “Owner”.* because of a group[^]*ended: it came by a group/,
      );
    });
    await step('what cannot be read changes nothing', async () => {
      provider.groups = ['owners'];
      await enter('subject-owner');
      provider.groups = [{ name: 'owners' }] as never;
      expect((await enter('subject-owner')).status).toBe(303);
      expect(await rolesOf(id)).toEqual(['analyst', 'owner']);
    });
  });

  it('of approval and administration wait for another administrator, one by one, also before the first period', async () => {
    const id = await linked('sro@example.org', 'subject-sro');
    expect((await rule('directors', 'sro', harness.children)).status).toBe(201);
    provider.groups = ['directors'];
    await enter('subject-sro');
    await enter('subject-sro');
    expect(await rolesOf(id)).toEqual([]);
    const waiting = await harness.test.sql<{ id: string; version: number }>(
      `select id, version from held_change where user_id = $1 and state = 'waiting'`,
      [id],
    );
    expect(waiting).toHaveLength(1);
    const path = `/api/v1/held-changes/${waiting[0]?.id ?? ''}`;
    const { etag, body } = await harness.admin.send('GET', path);
    expect(body).toMatchObject({ askedBy: harness.adminId, groupRuleId: expect.any(String) });
    expect((await harness.admin.send('POST', `${path}/carry-out`, { ifMatch: etag })).body['code']).toBe(
      'too-early',
    );
    const second = await harness.signedIn('second@example.org', 'admin');
    expect((await second.client.send('POST', `${path}/carry-out`, { ifMatch: etag })).status).toBe(200);
    expect(await rolesOf(id)).toEqual(['sro']);
    await step('and it goes with the group at once', async () => {
      provider.groups = [];
      await enter('subject-sro');
      expect(await rolesOf(id)).toEqual([]);
    });
    await step('what is refused is not asked again, and what waits is withdrawn with the group', async () => {
      provider.groups = ['directors'];
      await enter('subject-sro');
      provider.groups = [];
      await enter('subject-sro');
      const states = () =>
        harness.test.sql<{ state: string }>(
          `select state from held_change where user_id = $1 order by asked_at`,
          [id],
        );
      expect((await states()).map(({ state }) => state)).toEqual(['carried_out', 'withdrawn']);
      provider.groups = ['directors'];
      await enter('subject-sro');
      await harness.test.sql(
        `update held_change set state = 'refused', decided_by = $2, decided_at = now(), reason = 'No' where user_id = $1 and state = 'waiting'`,
        [id, second.id],
      );
      await enter('subject-sro');
      expect((await states()).map(({ state }) => state)).toEqual(['carried_out', 'withdrawn', 'refused']);
    });
  });

  it('never make an approver of an administrator, nor give their maker anything; signing in goes on', async () => {
    await harness.test.sql(
      `insert into external_identity (issuer, subject, user_id, linked_at) values ($1, 'subject-maker', $2, now())`,
      [provider.issuer, harness.adminId],
    );
    await rule('everybody', 'owner', null);
    provider.groups = ['everybody', 'directors'];
    expect((await enter('subject-maker')).status).toBe(303);
    expect(await rolesOf(harness.adminId)).toEqual(['admin']);
    expect(await harness.audited(harness.adminId)).toContain('group_rule.not_followed');
  });

  it('are seen, previewed and ended', async () => {
    const id = await linked('clerk@example.org', 'subject-clerk');
    provider.groups = ['clerks'];
    await enter('subject-clerk');
    const { id: roleId } = await harness.role('clerk');
    const body = { group: 'clerks', roleId, programmeId: harness.adults };
    const preview = await harness.admin.send('POST', '/api/v1/group-rules/preview', { body });
    expect(preview.body).toMatchObject({ gain: [{ userId: id }], lose: [], waits: false });
    expect(await rolesOf(id)).toEqual([]);
    const made = await harness.admin.send('POST', '/api/v1/group-rules', { body });
    expect([made.status, made.body['people']]).toEqual([201, 0]);
    const twice = await harness.admin.send('POST', '/api/v1/group-rules', { body });
    expect([twice.status, twice.body['code']]).toEqual([409, 'already-exists']);
    await enter('subject-clerk');
    expect(await rolesOf(id)).toEqual(['clerk']);
    const path = `/api/v1/group-rules/${String(made.body['id'])}`;
    const losing = await harness.admin.send('GET', `${path}/preview-end`);
    expect(losing.body).toMatchObject({ gain: [], lose: [{ userId: id }] });
    expect((await harness.admin.send('POST', `${path}/end`, { ifMatch: '"v9"' })).status).toBe(412);
    expect((await harness.admin.send('POST', `${path}/end`, { ifMatch: made.etag })).status).toBe(204);
    expect(await rolesOf(id)).toEqual([]);
    expect((await harness.admin.send('GET', path)).status).toBe(404);
    const owner = await harness.signedIn('not.admin@example.org', 'owner', harness.adults);
    expect((await owner.client.send('POST', '/api/v1/group-rules/preview', { body })).status).toBe(403);
  });
});

describe('a session that ends at the provider', () => {
  const alive = async (cookie: string): Promise<boolean> =>
    (await fetch(`${harness.test.origin}/api/v1/me`, { headers: { cookie } })).status === 200;
  const tell = async (token: string): Promise<number> =>
    (
      await fetch(`${harness.test.origin}/sign-in/provider/logged-out`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }),
      })
    ).status;

  it('ends here too, when the provider says so by itself', async () => {
    await linked('leaver@example.org', 'subject-leaver');
    const here = await enter('subject-leaver');
    const elsewhere = await enter('subject-leaver');
    expect([await alive(here.cookie), await alive(elsewhere.cookie)]).toEqual([true, true]);
    const [session] = await harness.test.sql<{ sid: string; token: string }>(
      `select provider_sid as sid, id_token as token from session order by created_at desc limit 1`,
    );
    expect(session?.sid).toBeTruthy();
    await provider.endSession('subject-leaver', session?.sid ?? '');
    expect([await alive(here.cookie), await alive(elsewhere.cookie)]).toEqual([true, false]);
    expect(await tell(await provider.logoutToken({ sub: 'subject-leaver' }))).toBe(200);
    expect(await alive(here.cookie)).toBe(false);
  });

  it('is not believed when it is forged, replayed, old, for another, or another kind of token', async () => {
    await linked('stays@example.org', 'subject-stays');
    const { cookie } = await enter('subject-stays');
    const sub = 'subject-stays';
    const now = Math.floor(Date.now() / 1000);
    const refused: [string, string][] = [
      ['no token', ''],
      ['nonsense', 'a.b.c'],
      ['of another key', await provider.logoutToken({ sub }, { forged: true })],
      [
        'without a signature',
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ sub })).toString('base64url')}.`,
      ],
      ['of another issuer', await provider.logoutToken({ sub, iss: 'https://evil.example.org' })],
      ['for another client', await provider.logoutToken({ sub, aud: 'another' })],
      ['of an hour ago', await provider.logoutToken({ sub, iat: now - 3600, exp: now + 60 })],
      ['of the future', await provider.logoutToken({ sub, iat: now + 3600, exp: now + 7200 })],
      ['with a nonce', await provider.logoutToken({ sub, nonce: 'x' })],
      ['without the event', await provider.logoutToken({ sub, events: {} })],
      ['of nobody', await provider.logoutToken({})],
      ['without a number', await provider.logoutToken({ sub, jti: undefined })],
    ];
    for (const [what, token] of refused) expect([what, await tell(token)]).toEqual([what, 400]);
    expect(await alive(cookie)).toBe(true);
    await step('of somebody who is not here it ends nothing', async () => {
      expect(await tell(await provider.logoutToken({ sub: 'subject-unknown' }))).toBe(200);
      expect(await alive(cookie)).toBe(true);
    });
    await step('and it counts once', async () => {
      const token = await provider.logoutToken({ sub });
      expect(await tell(token)).toBe(200);
      expect(await alive(cookie)).toBe(false);
      const again = await enter('subject-stays');
      expect(await tell(token)).toBe(400);
      expect(await alive(again.cookie)).toBe(true);
    });
    await step('a session that began with a password is not the provider’s to end', async () => {
      const { client } = await harness.signedIn('by.password@example.org');
      await harness.test.sql(
        `insert into external_identity (issuer, subject, user_id, linked_at)
         select $1, 'subject-password', id, now() from app_user where email = 'by.password@example.org'`,
        [provider.issuer],
      );
      expect(await tell(await provider.logoutToken({ sub: 'subject-password' }))).toBe(200);
      expect((await client.send('GET', '/api/v1/me')).status).toBe(200);
    });
  });
});
