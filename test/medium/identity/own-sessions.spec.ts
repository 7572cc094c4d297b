import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Harness, PASSWORD } from './harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open();
});
afterAll(() => harness.close());

async function twoBrowsers(email: string) {
  const { id, client } = await harness.signedIn(email);
  const other = harness.client();
  await other.signIn(email, PASSWORD);
  return { id, client, other };
}

describe('one’s own sessions', () => {
  it('are listed without what could open one, and ended one by one', async () => {
    const { id, client, other } = await twoBrowsers('two@example.org');
    const { body } = await client.send('GET', '/api/v1/me/sessions');
    expect(body.items?.map(({ current }) => current)).toEqual([false, true]);
    expect(JSON.stringify(body)).not.toContain(decodeURIComponent(other.cookie ?? '').split(/[=.]/)[1]);
    const elsewhere = String(body.items?.[0]?.['id']);
    const stranger = (await harness.signedIn('stranger@example.org')).client;
    expect((await stranger.send('POST', `/api/v1/me/sessions/${elsewhere}/end`)).status).toBe(404);
    expect((await client.send('POST', `/api/v1/me/sessions/${elsewhere}/end`)).status).toBe(204);
    expect((await other.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await client.send('POST', `/api/v1/me/sessions/${elsewhere}/end`)).status).toBe(404);
    expect((await client.send('GET', '/api/v1/me/sessions')).body.items).toHaveLength(1);
    expect(await harness.audited(id)).toEqual([
      'session.started',
      'session.started',
      'session.new_browser',
      'session.ended',
    ]);
  });

  it('are ended all but the one that asks, and not by a program', async () => {
    const { client, other } = await twoBrowsers('others@example.org');
    const made = await client.send('POST', '/api/v1/me/tokens', {
      body: { name: 'x', currentPassword: PASSWORD },
    });
    const program = harness.client(String(made.body['token']));
    expect((await program.send('POST', '/api/v1/me/sessions/end-others')).status).toBe(403);
    expect((await client.send('POST', '/api/v1/me/sessions/end-others')).status).toBe(204);
    expect((await client.send('GET', '/api/v1/me')).status).toBe(200);
    expect((await other.send('GET', '/api/v1/me')).status).toBe(401);
  });

  it('come page by page, each once', async () => {
    const { client } = await twoBrowsers('pages@example.org');
    for (let i = 0; i < 5; i++) await harness.client().signIn('pages@example.org', PASSWORD);
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await client.send('GET', `/api/v1/me/sessions?limit=2${cursor}`);
      seen.push(...(body.items ?? []).map(({ id }) => id));
      cursor = body['nextCursor'] === null ? '' : `&cursor=${body['nextCursor'] as string}`;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });
});

describe('how long a session lasts', () => {
  it('is told without making it longer, where the request is quiet', async () => {
    const { client } = await harness.signedIn('quiet@example.org');
    const start = Date.now();
    const left = async (headers: Record<string, string>) =>
      (await client.send('GET', '/api/v1/me/session', { headers })).body['secondsLeft'];
    try {
      harness.test.clock.hold(new Date(start + 20 * 60_000).toISOString());
      for (let i = 0; i < 2; i++) expect([600, 599]).toContain(await left({ 'x-quiet': '1' }));
      expect((await client.send('GET', '/api/v1/me', { headers: { 'x-quiet': '1' } })).status).toBe(200);
      expect([600, 599]).toContain(await left({ 'x-quiet': '1' }));
      // A write counts, whatever it says.
      const written = await client.send('POST', '/api/v1/me/sessions/end-others', {
        headers: { 'x-quiet': '1' },
      });
      expect(written.status).toBe(204);
      expect(await left({ 'x-quiet': '1' })).toBe(1800);
      harness.test.clock.hold(new Date(start + 40 * 60_000).toISOString());
      expect(await left({})).toBe(1800);
      harness.test.clock.hold(new Date(start + 70 * 60_000 + 1000).toISOString());
      expect((await client.send('GET', '/api/v1/me/session', { headers: { 'x-quiet': '1' } })).status).toBe(
        401,
      );
    } finally {
      harness.test.clock.hold(undefined);
    }
  });

  it('ends for good after the longest time, and is nothing for a program', async () => {
    const { id, client } = await harness.signedIn('longest@example.org');
    const made = await client.send('POST', '/api/v1/me/tokens', {
      body: { name: 'x', currentPassword: PASSWORD },
    });
    await harness.test.sql(
      `update session set expires_at = now() + interval '4 minutes' where user_id = $1`,
      [id],
    );
    const { body } = await client.send('GET', '/api/v1/me/session');
    expect(body).toMatchObject({ canStay: false, person: { id } });
    expect(Number(body['secondsLeft'])).toBeLessThanOrEqual(240);
    const program = harness.client(String(made.body['token']));
    expect((await program.send('GET', '/api/v1/me/session')).status).toBe(404);
  });
});
