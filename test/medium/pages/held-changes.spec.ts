import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, PASSWORD } from '../../support/council-harness.js';
import { PageClient } from '../../support/page-client.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
  await council.openPeriod();
  await council.test.sql(
    `with made as (insert into app_user (email, name, job_title, password_hash)
       select 'second@example.org', 'Second Admin', 'Officer', password_hash from app_user where email = 'admin@example.org' returning id)
     insert into assignment (user_id, role_id, granted_at) select made.id, role.id, now() from made, role where role.key = 'admin'`,
  );
});
afterAll(() => council.close());

/** The administrator asks for the role; returns the address of the page of what is held. */
async function ask(userId: string): Promise<string> {
  const [role] = await council.test.sql<{ id: string }>(`select id from role where key = 'sro'`);
  const asked = await council.as('admin').send('POST', '/api/v1/assignments', {
    body: { userId, roleId: role?.id, programmeId: council.programmeId },
  });
  expect(asked.status).toBe(202);
  return `/held-changes/${String(asked.body['id'])}`;
}

it('a change waits on the pages of everybody concerned, and is done or refused there', async () => {
  const second = new PageClient(council.test.origin);
  await second.signIn('second@example.org', PASSWORD);
  const page = await ask(council.people.reader.id);
  await step('the one who asked cannot do it yet', async () => {
    const admin = await council.browser('admin');
    expect((await admin.get('/my-work')).text).toContain('by another administrator at once');
    const asked = await admin.get(page);
    expect(asked.text).toContain('You asked for it yourself');
    expect(asked.text).not.toContain('Do it now');
  });
  await step('the second administrator has it to decide, and does it', async () => {
    const work = await second.get('/my-work');
    expect(work.text).toMatch(/1 change to decide on (?:and 1 programme to set up are|is) waiting for you\./);
    expect(work.html).toContain(`href="${page}"`);
    const asked = await second.get(page);
    expect(asked.heading).toBe('Give a role: reader');
    expect(asked.text).toContain('To give reader (Job of reader), reader@example.org, the role');
    const done = await second.send({}, `${page}/carry-out`);
    expect([done.url, done.text]).toEqual([page, expect.stringContaining('It is done')]);
    expect(done.text).toContain('Done by Second Admin');
  });
  const other = await ask(council.people.analyst.id);
  await step('an approver refuses one, with a reason', async () => {
    const sro = await council.browser('sro');
    expect((await sro.get('/my-work')).html).toContain(`href="${other}"`);
    expect((await sro.get(other)).text).not.toContain('Do it now');
    const empty = await sro.send({ reason: '' }, `${other}/refuse`);
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('Say why')]);
    const refused = await sro.send({ reason: 'Who is this <b>?' }, `${other}/refuse`);
    expect([refused.url, refused.text]).toEqual([other, expect.stringContaining('The change is refused')]);
    expect(refused.html).toContain('Who is this &lt;b&gt;?');
    const list = await sro.get('/held-changes');
    expect(list.text).toContain('No change waits for a decision.');
    expect(list.text).toContain('Refused by sro');
  });
  await step('who has no part in it finds nothing', async () => {
    for (const name of ['owner', 'sroElsewhere'] as const) {
      const stranger = await council.browser(name);
      expect((await stranger.get(other)).status).toBe(404);
      expect((await stranger.get('/held-changes')).text).not.toContain('analyst');
    }
  });
  await step('what was decided is not decided again', async () => {
    await second.get(other);
    const late = await second.send({ _version: '1' }, `${other}/carry-out`);
    expect(late.status).toBe(409);
  });
});
