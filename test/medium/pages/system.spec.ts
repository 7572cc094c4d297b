import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AUDIT_NOUNS } from '../../../src/platform/index.js';
import { CouncilHarness } from '../../support/council-harness.js';
import type { PageClient } from '../../support/page-client.js';

let council: CouncilHarness;
let admin: PageClient;
beforeAll(async () => {
  council = await CouncilHarness.open();
  await council.openPeriod();
  admin = await council.browser('admin');
});
afterAll(() => council.close());

const jobs = (kind: string, state: string) =>
  council.test.sql<{ id: string }>(
    `insert into outbox (kind, queue, key, correlation_id, payload, available_at, attempts, last_error, dead_letter_at)
     values ($1, 'account', gen_random_uuid()::text, 'test', '{}', now(), 5, 'no route to host <b>', case when $2 = 'dead_letter' then now() end) returning id`,
    [kind, state],
  );

describe('the system', () => {
  it('shows its checks, its work and its settings, and no secret', async () => {
    const page = await admin.get('/admin/system');
    expect([page.status, page.heading]).toEqual([200, 'System']);
    expect(page.html).toContain('Database and clock');
    expect(page.html).toContain('SESSION_IDLE_MINUTES');
    expect(page.html).toMatch(/DATABASE_URL[\s\S]{0,200}A secret, which is set/);
    expect(page.html).not.toContain('postgres://');
  });

  it('lets an administrator try again what was given up, and an auditor only read it', async () => {
    const [job] = await jobs('account_notice.send', 'dead_letter');
    const list = await admin.get('/admin/system?state=dead_letter');
    expect(list.html).toContain('Work was given up');
    expect(list.html).toContain('today at ');
    expect(list.html).toContain(`href="/admin/jobs/${job?.id}"`);
    const auditor = await council.browser('auditor');
    const read = await auditor.get(`/admin/jobs/${job?.id}`);
    expect(read.html).toContain('no route to host &lt;b&gt;');
    expect(read.html).not.toContain('Try it again');
    expect(
      (await auditor.post(`/admin/jobs/${job?.id}/retry`, new URLSearchParams(read.fields))).status,
    ).toBe(403);
    const page = await admin.get(`/admin/jobs/${job?.id}`);
    expect(page.html).toContain('docs/runbooks/mail-not-delivered.md');
    const done = await admin.post(`/admin/jobs/${job?.id}/retry`, new URLSearchParams(page.fields));
    expect(done.html).toContain('It is tried again within a few seconds.');
    expect((await admin.get(`/admin/jobs/${job?.id}`)).html).not.toContain('Try it again');
  });

  it('pages through its work', async () => {
    await Promise.all(Array.from({ length: 55 }, () => jobs('delivery.send', 'waiting')));
    const first = await admin.get('/admin/system?state=waiting');
    const next = /href="(\/admin\/system\?state=waiting&amp;cursor=[^"]+)"/.exec(first.html)?.[1];
    const second = await admin.get((next ?? '').replaceAll('&amp;', '&'));
    const ids = (html: string) => [...html.matchAll(/\/admin\/jobs\/([\w-]+)"/g)].map(([, id]) => id);
    expect(ids(first.html)).toHaveLength(50);
    expect(new Set([...ids(first.html), ...ids(second.html)]).size).toBeGreaterThanOrEqual(55);
  });
});

describe('the audit trail', () => {
  it('is filtered by who, what, programme and day, and says what a day is', async () => {
    const all = await admin.get('/admin/audit');
    expect(all.html).toContain('Period: opened');
    for (const noun of AUDIT_NOUNS) expect(all.html).toContain(`value="${noun}"`);
    expect(all.html).toMatch(/Period: opened\s*<br>January 2020/);
    const [{ id: roleId } = { id: '' }] = await council.test.sql<{ id: string }>(
      `select id from role where key = 'reader'`,
    );
    const { id: userId } = council.people.analyst;
    const given = await council.as('admin').send('POST', '/api/v1/assignments', {
      body: { userId, roleId, programmeId: council.programmeId },
    });
    expect(given.status).toBe(201);
    expect((await admin.get('/admin/audit')).html).toMatch(/Role of somebody: granted\s*<br>Reader: analyst/);
    const periods = await admin.get('/admin/audit?actor=&action=period&programmeId=&from=&until=');
    expect(periods.html).toContain('Period: opened');
    expect(periods.html).not.toContain('Sign-in: started');
    expect((await admin.get('/admin/audit?actor=NOBODY+OF+THIS+NAME')).html).toContain(
      'No event fits this filter.',
    );
    expect((await admin.get('/admin/audit?until=2001-01-31')).html).toContain('No event fits this filter.');
    const wrong = await admin.get('/admin/audit?from=2020-02-30');
    expect(wrong.text).toContain('Nothing is shown until the filter is mended.');
    const typed = await admin.get('/admin/audit?from=30%2F2%2F2020&until=soon');
    expect(typed.html).toContain('href="#from">From: enter a day that exists, such as 29/2/2020');
    expect(typed.html).toContain('href="#until">Until: enter a day that exists, such as 29/2/2020');
    expect([typed.fields['from'], typed.fields['until']]).toEqual(['30/2/2020', 'soon']);
    const turned = await admin.get('/admin/audit?from=2%2F1%2F2026&until=1%2F1%2F2026');
    expect(turned.text).toContain('The last day is before the first');
    const long = await admin.get(`/admin/audit?actor=${'x'.repeat(120)}`);
    expect([long.status, long.text]).toEqual([
      200,
      expect.stringContaining('Shorten this to 100 characters'),
    ]);
  });

  it('goes out as a file of the filter, which is an event of its own', async () => {
    await council.test.sql('update session set confirmed_at = now()');
    const answer = await admin.ask('/admin/audit/export?action=period');
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const lines = (await answer.text()).trim().split('\r\n');
    expect(lines[0]).toContain('Event,At (UTC),Who');
    expect(lines.slice(1).every((line) => line.includes('period.'))).toBe(true);
    expect((await admin.get('/admin/audit?action=audit')).html).toContain('Audit trail: exported');
  });

  it('is checked against an event that somebody noted down, as it was printed', async () => {
    const [event] = await council.test.sql<{ seq: string; hash: string }>(
      `select seq::text, upper(encode(hash, 'hex')) as hash from audit_event where seq = 3`,
    );
    const { seq, hash } = event ?? { seq: '', hash: '' };
    const ask = (query: string) => admin.get(`/admin/audit/check?what=noted&${query}`);
    const inFours = hash.replace(/(.{4})/g, '$1+');
    expect((await ask(`seq=+${seq}&hash=${inFours}`)).html).toContain('The chain is whole.');
    const other = await ask(`seq=${seq}&hash=${'0'.repeat(64)}`);
    expect(other.html).toContain('The trail is not whole: event 3.');
    expect(other.html).toContain('the event is not the one that was noted down');
    const typed = await ask(`seq=three&hash=abc`);
    expect(typed.html).toContain('Enter the number of the event, such as 1204');
    expect(typed.html).toContain('value="three"');
  });

  it('is checked, and says where it is broken', async () => {
    expect((await admin.get('/admin/audit/check?what=whole')).html).toContain('The chain is whole.');
    const again = await admin.get('/admin/audit/check?what=newest');
    expect(again.text).toContain('The chain is whole.');
    expect(again.text).toMatch(
      /The last checks .*What was new Whole, up to event \d+ .*The whole chain Whole, up to event \d+/,
    );
    await council.test.sql(
      `alter table audit_event disable trigger all; update audit_event set actor_label = 'Nobody' where seq = 2; alter table audit_event enable trigger all`,
    );
    expect((await admin.get('/admin/audit/check?what=whole')).html).toContain(
      'The trail is not whole: event 2.',
    );
    // A check is an event, and whoever only looks at the page makes none.
    const looked = [await admin.get('/admin/audit/check'), await admin.get('/admin/audit/check')];
    for (const { text } of looked) expect(text.match(/Not whole: event 2/g)).toHaveLength(1);
    expect((await admin.get('/admin/audit?action=audit')).text).toContain('Audit trail: verified');
  });

  it('shows nobody another programme, and nothing to who may not read it', async () => {
    const owner = await council.browser('owner');
    expect((await owner.get('/admin/audit')).status).toBe(403);
    expect((await owner.get('/admin/system')).status).toBe(403);
  });
});
