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
    expect(await harness.audited(id)).toEqual(['session.started', 'session.started', 'session.ended']);
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
