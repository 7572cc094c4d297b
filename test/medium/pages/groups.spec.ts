import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, PASSWORD } from '../../support/council-harness.js';
import { goThrough, startIdentityProvider, type IdentityProvider } from '../../support/identity-provider.js';
import { PageClient } from '../../support/page-client.js';
import { step } from '../../support/step.js';

const PUBLIC_URL = 'http://localhost:3000';

let provider: IdentityProvider;
let council: CouncilHarness;
let admin: PageClient;
const roleId: Record<string, string> = {};
beforeAll(async () => {
  provider = await startIdentityProvider(PUBLIC_URL);
  council = await CouncilHarness.open({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_GROUPS_CLAIM: 'groups',
    SESSION_SECRET: 's'.repeat(32),
  });
  provider.productAt = council.test.origin;
  await council.openPeriod();
  for (const { id, key } of await council.test.sql<{ id: string; key: string }>('select id, key from role'))
    roleId[key] = id;
  admin = await council.browser('admin');
});
afterAll(async () => {
  await council.close();
  await provider.close();
});

/** Somebody without a role, whose account at the provider is linked. */
async function linked(name: string): Promise<string> {
  const [made] = await council.test.sql<{ id: string }>(
    `insert into app_user (email, name, job_title) values ($1, $2, 'Officer') returning id`,
    [`${name.replace(' ', '.')}@example.org`.toLowerCase(), name],
  );
  await council.test.sql(
    `insert into external_identity (issuer, subject, user_id, linked_at) values ($1, $2, $3, now())`,
    [provider.issuer, name, made?.id],
  );
  return made?.id ?? '';
}

/** Signs in at the provider as somebody who is in these groups. */
async function enter(name: string, groups: readonly string[]): Promise<void> {
  provider.person = name;
  provider.groups = [...groups];
  const begun = await fetch(`${council.test.origin}/sign-in/provider`, { redirect: 'manual' });
  const cookie = (begun.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
  const answer = new URL(await goThrough(provider, begun.headers.get('location') ?? ''));
  const back = await fetch(`${council.test.origin}${answer.pathname}${answer.search}`, {
    redirect: 'manual',
    headers: { cookie },
  });
  expect(back.status).toBe(303);
}

const rolesOf = async (id: string): Promise<string[]> =>
  (
    await council.test.sql<{ key: string }>(
      `select r.key from assignment a join role r on r.id = a.role_id where a.user_id = $1 and a.ended_at is null`,
      [id],
    )
  ).map(({ key }) => key);

it('rules give roles by groups: seen, looked at before, and added once', async () => {
  await linked('Ina In');
  await linked('Una Unknown');
  await enter('Ina In', ['writers']);
  await step('nothing is there, and nothing of a half-filled form is lost', async () => {
    expect((await admin.get('/admin/groups')).text).toContain('There is no rule.');
    await admin.get('/admin/groups/new');
    const refused = await admin.send({ group: 'writers <1>', role: '', programme: '' });
    expect([refused.status, refused.fields['group']]).toEqual([422, 'writers <1>']);
    expect(refused.text).toContain('Choose a role');
    expect(refused.text).toContain('Choose where the role counts');
  });
  await step('who would get the role is said before anything is written', async () => {
    await admin.get('/admin/groups/new');
    const asked = await admin.send({
      group: 'writers',
      role: roleId['owner'] ?? '',
      programme: council.programmeId,
    });
    expect(asked.heading).toBe('Add this rule?');
    expect(asked.text).toContain('Owner, Children’s services improvement.');
    expect(asked.text).toContain('Who gets it at their next sign-in Ina In, Officer');
    expect(asked.text).toContain('Of 1 person the provider has not said their groups yet');
    expect((await admin.get('/admin/groups')).text).toContain('There is no rule.');
    const added = await admin.post(asked.url, new URLSearchParams(asked.fields));
    expect([added.url, added.text]).toEqual([
      '/admin/groups',
      expect.stringContaining('The rule of the group “writers” is added.'),
    ]);
    expect(added.text).toContain('writers Owner Children’s services improvement 0');
    expect((await admin.post(asked.url, new URLSearchParams(asked.fields))).url).toBe('/admin/groups');
  });
});

it('a role that approves waits for a second administrator, also where a group gives it', async () => {
  const dora = await linked('Dora Director');
  await council.test.sql(
    `with made as (insert into app_user (email, name, job_title, password_hash)
       select 'second@example.org', 'Second Admin', 'Officer', password_hash from app_user where email = 'admin@example.org' returning id)
     insert into assignment (user_id, role_id, granted_at) select made.id, role.id, now() from made, role where role.key = 'admin'`,
  );
  await admin.get('/admin/groups/new');
  const asked = await admin.send({
    group: 'directors',
    role: roleId['sro'] ?? '',
    programme: council.programmeId,
  });
  expect(asked.text).toContain('each grant waits for another administrator');
  await admin.post(asked.url, new URLSearchParams(asked.fields));
  expect((await admin.get('/admin/groups')).text).toMatch(/directors [^(]+\(each grant waits\)/);
  await enter('Dora Director', ['directors']);
  expect(await rolesOf(dora)).toEqual([]);
  const [held] = await council.test.sql<{ id: string }>(
    `select id from held_change where user_id = $1 and state = 'waiting'`,
    [dora],
  );
  const page = `/held-changes/${held?.id ?? ''}`;
  expect((await admin.get(page)).text).not.toContain('Do it now');
  const second = new PageClient(council.test.origin);
  await second.signIn('second@example.org', PASSWORD);
  expect((await second.get('/my-work')).html).toContain(`href="${page}"`);
  await second.get(page);
  expect((await second.send({}, `${page}/carry-out`)).text).toContain('It is done');
  expect(await rolesOf(dora)).toEqual(['sro']);
});

it('an auditor reads the rules without their buttons, and nobody else has the page', async () => {
  const auditor = await council.browser('auditor');
  const list = await auditor.get('/admin/groups');
  expect([list.status, list.html.includes('/admin/groups/new')]).toEqual([200, false]);
  expect(list.html).not.toMatch(/\/admin\/groups\/[^"]+\/end"/);
  expect((await auditor.get('/admin/groups/new')).status).toBe(403);
  for (const name of ['owner', 'reviewer', 'sro', 'clerk', 'analyst', 'reader'] as const)
    expect((await (await council.browser(name)).get('/admin/groups')).status).toBe(403);
});
