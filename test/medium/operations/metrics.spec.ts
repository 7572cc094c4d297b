import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../../src/platform/index.js';
import { Client } from '../../support/client.js';
import { Harness, FIRST_ADMIN, PASSWORD } from '../identity/harness.js';

const TOKEN = 'a token of thirty-two characters, at least';

describe('figures for a monitoring system', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.open({ METRICS_TOKEN: TOKEN }, 'web');
  });
  afterAll(() => harness.test.close());

  const ask = (authorization?: string): Promise<Response> =>
    fetch(
      `${harness.test.origin}/metrics`,
      authorization === undefined ? {} : { headers: { authorization } },
    );
  const figures = async (): Promise<string> => (await ask(`Bearer ${TOKEN}`)).text();

  it('are for who shows the token', async () => {
    for (const wrong of [undefined, 'Bearer', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN])
      expect((await ask(wrong)).status).toBe(401);
    const answer = await ask(`Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('count requests by the route as it was declared, and name nobody', async () => {
    await new Client(harness.test.origin).send('GET', '/api/v1/users/0199aaaa-0000-7000-8000-000000000000');
    const text = await figures();
    expect(text).toContain(
      'highlight_request_seconds_count{method="GET",route="/api/v1/users/:id",status="401"} 1',
    );
    expect(text).not.toContain('0199aaaa');
    expect(text).not.toContain(FIRST_ADMIN);
  });

  it('count events of the trail from the first time on, each once; those that are asked how fast they grow from nought', async () => {
    expect(await figures()).toContain('highlight_audit_events_total{action="session.refused"} 0');
    await new Client(harness.test.origin).signIn(FIRST_ADMIN, PASSWORD);
    const started = /^highlight_audit_events_total\{action="session\.started"\} (\d+)$/m;
    // Asked at once by two that watch, too.
    await Promise.all([figures(), figures()]);
    expect(started.exec(await figures())?.[1]).toBe('1');
  });

  it('have the names that the alerts and the dashboard ask for, and every alert has a page that says what to do', async () => {
    const known = new Set([...(await figures()).matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
    const files = ['alerts.yml', 'dashboard.json'].map((file) =>
      readFileSync(join(projectFolder(), 'deploy', 'monitoring', file), 'utf8'),
    );
    const named = files
      .join('\n')
      .matchAll(/\b((?:highlight|nodejs|process)_\w+?)(?:_bucket|_count|_sum)?(?=[{[ )"])/g);
    const names = [...new Set([...named].map(([, name]) => name))];
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    // What promtool tries (see alerts.test.yml) is every alert that there is.
    const tried = readFileSync(join(projectFolder(), 'deploy', 'monitoring', 'alerts.test.yml'), 'utf8');
    const alerts = [...(files[0] ?? '').matchAll(/- alert: (\w+)/g)].map(([, alert = '']) => alert);
    expect(alerts.filter((alert) => !tried.includes(alert))).toEqual([]);
    const pages = [...(files[0] ?? '').matchAll(/runbook: (\S+\.md)/g)].map(([, page = '']) => page);
    expect(pages).toHaveLength((files[0] ?? '').split('- alert:').length - 1);
    expect(pages.filter((page) => !existsSync(join(projectFolder(), page)))).toEqual([]);
  });

  it('tell work, deliveries and deadlines as they stand', async () => {
    await harness.test.sql(
      `insert into outbox (kind, queue, key, payload, correlation_id, created_at, available_at, dead_letter_at)
       select 'test.kind', 'test', key, '{}', 'test', now() - interval '90 seconds', now() - interval '90 seconds', dead
         from (values ('1', null), ('2', now())) as one (key, dead)`,
    );
    const text = await figures();
    expect(text).toContain('highlight_work_waiting{kind="test.kind"} 1');
    expect(text).toContain('highlight_work_dead_letters{kind="test.kind"} 1');
    expect(
      Number(/^highlight_work_oldest_seconds\{kind="test\.kind"\} (\S+)$/m.exec(text)?.[1]),
    ).toBeGreaterThan(89);
    expect(text).toContain('highlight_deliveries{state="uncertain"} 0');
    await harness.test.sql(`delete from outbox where kind = 'test.kind'`);
    expect(await figures()).not.toContain('test.kind');
  });
});

it('without a token in the settings nothing is there', async () => {
  const harness = await Harness.open({}, 'web');
  try {
    const answer = await fetch(`${harness.test.origin}/metrics`, { headers: { authorization: 'Bearer ' } });
    expect(answer.status).toBe(404);
  } finally {
    await harness.test.close();
  }
});
