import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { step } from '../../support/step.js';
import { Harness, PASSWORD } from './harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open({ SESSIONS_AT_ONCE: '3' });
});
afterAll(() => harness.close());

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

const toldOf = async (id: string, like: string): Promise<string[]> =>
  (
    await harness.test.sql<{ sentence: string }>(
      `select sentence from account_notice where user_id = $1 and sentence like $2 order by created_at`,
      [id, like],
    )
  ).map(({ sentence }) => sentence);
const alerts = (id: string) => toldOf(id, '%browser that was not used%');

describe('a browser in which nobody signed in before', () => {
  it('is told of by mail once, but for the first of a person', async () => {
    const email = 'browsers@example.org';
    const { id, client } = await harness.signedIn(email);
    expect(await alerts(id)).toEqual([]);
    const other = harness.client();
    const enter = () =>
      other.send('POST', '/api/v1/sessions', {
        body: { email, password: PASSWORD },
        headers: { 'user-agent': FIREFOX },
      });
    expect((await enter()).status).toBe(201);
    expect(await alerts(id)).toEqual([
      'Somebody signed in to your account in a browser that was not used for it before: Firefox on Windows. If it was not you, change your password now.',
    ]);
    await step('not again, in either', async () => {
      expect((await enter()).status).toBe(201);
      expect((await client.signIn(email, PASSWORD)).status).toBe(201);
      expect(await alerts(id)).toHaveLength(1);
      expect((await harness.audited(id)).filter((one) => one === 'session.new_browser')).toHaveLength(1);
    });
    await step('both are listed, and so is what each session is in', async () => {
      const { body } = await client.send('GET', '/api/v1/me/browsers?limit=1');
      const rest = await client.send('GET', `/api/v1/me/browsers?cursor=${String(body['nextCursor'])}`);
      const all = [...(body.items ?? []), ...(rest.body.items ?? [])].map(({ browser }) => browser);
      expect(all.sort()).toEqual(['A program', 'Firefox on Windows']);
      const sessions = await client.send('GET', '/api/v1/me/sessions');
      expect(sessions.body.items?.map(({ browser }) => browser)).toContain('Firefox on Windows');
    });
    await step('after ending the others it is new once more, and this one is not', async () => {
      await client.send('POST', '/api/v1/me/sessions/end-others');
      expect((await client.send('GET', '/api/v1/me/browsers')).body.items).toHaveLength(1);
      await client.signIn(email, PASSWORD);
      expect(await alerts(id)).toHaveLength(1);
      await enter();
      expect(await alerts(id)).toHaveLength(2);
    });
    await step('the same browser is new to another person, whose first one it is', async () => {
      const next = await harness.person('next@example.org');
      expect((await other.signIn('next@example.org', PASSWORD)).status).toBe(201);
      expect(await alerts(next)).toEqual([]);
    });
  });

  it('floods nobody: a program that keeps no cookie makes few mails a day', async () => {
    const email = 'program.browser@example.org';
    const { id } = await harness.signedIn(email);
    for (let n = 0; n < 6; n++) await harness.client().signIn(email, PASSWORD);
    expect(await alerts(id)).toHaveLength(3);
    expect((await harness.audited(id)).filter((one) => one === 'session.new_browser')).toHaveLength(6);
  });
});

describe('more sessions than may be at once', () => {
  it('end the oldest, and its person is told', async () => {
    const email = 'many@example.org';
    const { id, client } = await harness.signedIn(email);
    const others = [harness.client(), harness.client()];
    for (const other of others) await other.signIn(email, PASSWORD);
    expect((await client.send('GET', '/api/v1/me')).status).toBe(200);
    const last = harness.client();
    expect((await last.signIn(email, PASSWORD)).status).toBe(201);
    expect((await client.send('GET', '/api/v1/me')).status).toBe(401);
    for (const still of [...others, last]) expect((await still.send('GET', '/api/v1/me')).status).toBe(200);
    expect(await toldOf(id, 'You signed in once more%')).toHaveLength(1);
    // Four at the same moment leave three, too.
    await Promise.all(Array.from({ length: 4 }, () => harness.client().signIn(email, PASSWORD)));
    expect((await last.send('GET', '/api/v1/me')).status).toBe(401);
    await harness.client().signIn(email, PASSWORD);
    const [{ many } = { many: 0 }] = await harness.test.sql<{ many: number }>(
      `select count(*)::int as many from session where user_id = $1`,
      [id],
    );
    expect(many).toBeLessThanOrEqual(3);
  });
});

describe('a new password', () => {
  it('is made of neither the council nor its programmes, and has not leaked', async () => {
    await harness.test.sql(`update programme set council = 'Somerdale Borough Council' where code = 'CS'`);
    const { client } = await harness.signedIn('words@example.org');
    const { etag } = await client.send('GET', '/api/v1/me');
    for (const [newPassword, words] of [
      ['SomerdaleBorough2026', 'among the first'],
      ['123qweasdzxc', 'has leaked'],
    ] as const) {
      const refused = await client.send('PUT', '/api/v1/me/password', {
        ifMatch: etag,
        body: { currentPassword: PASSWORD, newPassword },
      });
      expect([refused.status, JSON.stringify(refused.body['errors'])]).toEqual([
        422,
        expect.stringContaining(words),
      ]);
    }
  });
});
