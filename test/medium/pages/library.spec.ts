import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PublicDownloadsService } from '../../../src/evidence/index.js';
import { ArtefactStore, Database, londonDate, RemovableFiles } from '../../../src/platform/index.js';
import { PublishedQueries } from '../../../src/reporting/index.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { pdf } from '../../support/evidence-files.js';
import { PageClient } from '../../support/page-client.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let api: string;
let first: string;
beforeAll(async () => {
  council = await CouncilHarness.open();
  const period = await council.openPeriod();
  await council.approveContribution('owner', period.contributions[0]);
  await council.approveContribution('owner2', period.contributions[1]);
  api = await council.startReport(period.id);
  first = String((await council.sealReport(api)).body['versionId']);
});
afterAll(() => council.close());

/** What the public took of a file today is in the trail tomorrow, once, and says nothing of who took it. */
async function saidByDay(sha256: string, times: number): Promise<void> {
  const { app, clock } = council.test;
  const report = (): Promise<void> =>
    app
      .get(Database, { strict: false })
      .write((tx) => app.get(PublicDownloadsService, { strict: false }).report(tx));
  const events = (): Promise<unknown[]> =>
    council.test.sql(
      `select actor_id, actor_label, detail from audit_event where action = 'evidence.downloaded' and detail ->> 'sha256' = $1`,
      [sha256],
    );
  const on = londonDate(clock.now());
  await report();
  expect(await events()).toEqual([]);
  clock.hold(new Date(clock.now().getTime() + 24 * 60 * 60 * 1000).toISOString());
  await report();
  await report();
  clock.hold(undefined);
  expect(await events()).toEqual([
    { actor_id: null, actor_label: 'the public', detail: { sha256, on, times } },
  ]);
  expect(await council.test.sql('select 1 from public_download')).toEqual([]);
}

/** As the worker would store them. */
async function print(versionId: string, edition: 'public' | 'exempt', more = ''): Promise<void> {
  const store = council.test.app.get(ArtefactStore, { strict: false });
  for (const format of ['pdf', 'html', 'csv']) {
    const { sha256 } = await store.put(
      Buffer.from(`${versionId} ${edition} ${format}${format === 'html' ? more : ''}`),
    );
    await council.test.sql(
      `insert into artefact (version_id, edition, format, sha256, size, page_count, facts) values ($1, $2, $3, $4, 1234, $5, '{}')`,
      [versionId, edition, format, sha256, format === 'pdf' ? 42 : null],
    );
  }
}
const main = (html: string): string => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';

it('a sealed version is found, compared, proved, published and taken down', async () => {
  const reader = await council.browser('reader');

  let second = '';
  await step('the library leads to it, and the page says what is being made', async () => {
    const list = await reader.get('/versions');
    expect(list.text).toContain('The newest is January 2020, version 1.');
    const page = await reader.get(`/versions/${first}`);
    expect(page.text).toContain('Public edition: waits to be printed.');
    expect(page.html).toContain(`data-address="/versions/${first}/making"`);
    expect(page.text).toContain('Check again');
    const answer = await reader.ask(`/versions/${first}/making`, { headers: { 'x-quiet': '1' } });
    expect(await answer.json()).toEqual({
      sentences: ['Public edition: waits to be printed.'],
      making: true,
    });
  });

  await step('what cannot be printed is said first, and whoever sees background work finds why', async () => {
    const given = (at: string) =>
      council.test.sql<{ id: string }>(
        `update outbox set dead_letter_at = ${at} where kind = 'edition.wanted' returning id`,
      );
    const [job] = await given('now()');
    const page = await reader.get(`/versions/${first}`);
    expect(page.text).toContain('This version is in force. Some of its files could not be made.');
    expect(page.text).toContain('Ask an administrator to look at it.');
    expect(page.html).not.toContain('/admin/jobs/');
    const auditor = await council.browser('auditor');
    expect((await auditor.get(`/versions/${first}`)).html).toContain(`href="/admin/jobs/${job?.id ?? ''}"`);
    expect((await auditor.ask(`/admin/jobs/${job?.id ?? ''}`)).status).toBe(200);
    await given('null');
  });

  await step(
    'files are audited downloads; what is not for publication is not there for a reader',
    async () => {
      await print(first, 'public');
      await print(first, 'exempt');
      await council.test.sql(`update outbox set done_at = now() where kind = 'edition.wanted'`);
      const page = await reader.get(`/versions/${first}`);
      expect(page.text).toContain('Public edition, PDF, 42 pages, 1 KB');
      expect(page.html).not.toContain('exempt');
      expect((await reader.ask(`/versions/${first}/files/public.pdf`, { method: 'HEAD' })).status).toBe(200);
      const file = await reader.ask(`/versions/${first}/files/public.pdf`);
      expect([file.status, await file.text()]).toEqual([200, `${first} public pdf`]);
      expect(file.headers.get('content-disposition')).toContain('attachment');
      expect(page.text).toContain('Read it here: Public edition, web page, 1 KB');
      const read = await reader.ask(`/versions/${first}/files/public.html`);
      expect([read.status, read.headers.get('content-disposition')]).toEqual([200, 'inline']);
      expect(read.headers.get('content-security-policy')).toMatch(
        /^default-src 'none';.*frame-ancestors 'none';.*sandbox$/,
      );
      expect(read.headers.get('cache-control')).toBe('no-store');
      for (const name of ['exempt.pdf', 'public.exe', 'nothing'])
        expect((await reader.ask(`/versions/${first}/files/${name}`)).status).toBe(404);
      const clerk = await council.browser('clerk');
      expect((await clerk.ask(`/versions/${first}/files/exempt.pdf`)).status).toBe(200);
      const downloads = await council.test.sql(
        `select from audit_event where action = 'artefact.downloaded'`,
      );
      expect(downloads).toHaveLength(3);
    },
  );

  await step('another programme finds nothing', async () => {
    const stranger = await council.browser('reviewerElsewhere');
    expect((await stranger.get('/versions')).text).toContain('No report has been approved yet.');
    for (const page of ['', '/making', '/proof', '/changes', '/evidence', '/files/public.pdf'])
      expect((await stranger.get(`/versions/${first}${page}`)).status).toBe(404);
  });

  await step('a correction folds what it replaces, and is compared with it, never with itself', async () => {
    const correction = await council.startCorrection(api, 'A <date> was wrong.');
    second = String((await council.sealReport(correction)).body['versionId']);
    const list = await reader.get('/versions');
    expect(list.text).toContain('The newest is January 2020, version 2.');
    expect(list.html).toContain('Replaced versions of January 2020');
    expect((await reader.get(`/versions/${first}`)).html).toContain(
      'replaced by version 2: “A &lt;date&gt; was wrong.”',
    );
    const changes = await reader.get(`/versions/${second}/changes?since=${first}`);
    expect([changes.status, changes.text]).toEqual([200, expect.stringContaining('January 2020, version 1')]);
    expect((await reader.get(`/versions/${second}/changes`)).text).toBe(changes.text);
    expect((await reader.get(`/versions/${second}`)).text).toContain('Version 1 Corrected by this one');
    for (const [of, since] of [
      [second, second],
      [first, second],
    ])
      expect((await reader.get(`/versions/${of ?? ''}/changes?since=${since ?? ''}`)).status).toBe(422);
    expect((await reader.get(`/versions/${second}/changes?edition=exempt`)).status).toBe(404);
  });

  await step('the proof tells what happened and what did not', async () => {
    const proof = await reader.get(`/versions/${first}/proof`);
    for (const words of ['Approved and sealed', 'Replaced by version 2', 'has not been published here'])
      expect(proof.text).toContain(words);
    expect(proof.text).not.toContain('not for publication made');
    expect((await reader.get(`/versions/${first}/evidence`)).status).toBe(403);
    const clerk = await council.browser('clerk');
    const evidence = await clerk.ask(`/versions/${first}/evidence`);
    expect(await evidence.json()).toMatchObject({ sealedText: expect.stringContaining('"format"') });
  });

  const clerk = await council.browser('clerk');
  const anybody = new PageClient(council.test.origin);
  const absent = await anybody.get(`/published/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`);
  const newest = (of: string) => council.test.app.get(PublishedQueries, { strict: false }).newest(of);
  const seen = async (path = `/published/${first}`) => anybody.get(path);
  const hidden = async (): Promise<void> => {
    const page = await seen();
    expect([page.status, main(page.html), page.headers.get('cache-control')]).toEqual([
      404,
      main(absent.html),
      absent.headers.get('cache-control'),
    ]);
    for (const file of ['report.html', 'report.pdf', 'nothing'])
      expect((await seen(`/published/${first}/${file}`)).status).toBe(404);
    expect((await seen('/published')).text).toContain('No report has been published here yet.');
  };

  await step('what was never published answers like what is not there', async () => {
    await hidden();
    const manager = await council.browser('reviewer');
    expect((await manager.get(`/versions/${first}/publish`)).status).toBe(403);
  });

  await step('a day that has passed is refused; a later one is not seen yet', async () => {
    await clerk.get(`/versions/${first}/publish`);
    const refused = await clerk.send({ 'from-day': '1', 'from-month': '2', 'from-year': '2020' });
    expect([refused.status, refused.html]).toEqual([
      422,
      expect.stringContaining('href="#from-day">Enter today or a later day'),
    ]);
    await clerk.send({ 'from-day': '1', 'from-month': '2', 'from-year': '2090' });
    await hidden();
    await clerk.get(`/versions/${first}/take-down`);
    expect((await clerk.send({ reason: '' })).html).toContain('href="#reason">Say why it is taken down');
    await clerk.send({ reason: 'Not <yet>.' });
    // Nobody could see it, so nobody learns that it was ever here.
    await hidden();
  });

  await step('published, anybody reads it, whether or not there is another edition', async () => {
    await clerk.get(`/versions/${first}/publish`);
    const done = await clerk.send({ 'from-day': '', 'from-month': '', 'from-year': '' });
    expect(done.text).toContain('The public edition is published.');
    const page = await seen();
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
    expect(page.html).toMatch(/This report was replaced by version 2 on [^:]*: “A &lt;date&gt; was wrong.”/);
    expect(page.html).toContain(`/published/${first}/report.html?replaced=known`);
    for (const word of ['exempt', 'not for publication']) expect(page.html).not.toContain(word);
    const told = await anybody.ask(`/published/${first}/report.html`, { redirect: 'manual' });
    expect([told.status, told.headers.get('location')]).toEqual([303, `/published/${first}`]);
    const html = await anybody.ask(`/published/${first}/report.html?replaced=known`);
    expect([html.status, await html.text()]).toEqual([200, `${first} public html`]);
    expect(html.headers.get('content-security-policy')).toContain('sandbox');
    expect((await seen(`/published/${first}/exempt.pdf`)).status).toBe(404);
    expect((await seen('/published')).text).toContain('January 2020, version 1 (replaced)');
    expect((await clerk.get('/my-work')).text).not.toContain('Publish version 2');
    const { sha256 } = await council.test.app.get(RemovableFiles, { strict: false }).put(pdf('Minutes'));
    await council.test.sql(
      `insert into evidence (programme_id, envelope_id, title, file_name, kind, size, sha256, added_by, added_label, added_at, released_at, released_label, released_reason)
       select programme_id, id, 'Minutes of the board', 'a.pdf', 'pdf', 1200, $1, $2, 'Owner', now(), now(), 'Manager', 'Public.' from envelope limit 1`,
      [sha256, council.people.owner.id],
    );
    await print(
      second,
      'public',
      `<td>SHA-256 <span>${sha256.slice(0, 32)}</span>\n${sha256.slice(32)}</td>`,
    );
    const { programmeId } = council;
    await council.test.sql(
      `update programme set closed_at = now(), closed_label = 'admin', closed_reason = 'It has ended.' where id = $1`,
      [programmeId],
    );
    expect((await clerk.get('/my-work')).text).not.toContain('Publish version 2');
    await council.test.sql(
      `update programme set closed_at = null, closed_label = null, closed_reason = null where id = $1`,
      [programmeId],
    );
    expect((await clerk.get('/my-work')).text).toContain(
      'Publish version 2 of January 2020 in place of version 1',
    );
    await clerk.get(`/versions/${second}/publish`);
    await clerk.send({ 'from-day': '', 'from-month': '', 'from-year': '' });
    expect((await seen('/published')).text).toMatch(
      /January 2020, version 2 .*January 2020, version 1 \(replaced\)/,
    );
    expect((await seen()).text).toContain('Read version 2');
    expect(await newest(first)).toEqual({ id: second, version: 2 });
    const papers = await seen(`/published/${second}`);
    expect(papers.text).toContain(
      'Background papers The report lists each of these with its hash. Minutes of the board (PDF, 1 KB)',
    );
    const given = await anybody.ask(`/published/${second}/evidence/${sha256}`);
    expect([given.status, Buffer.from(await given.arrayBuffer()).equals(pdf('Minutes'))]).toEqual([
      200,
      true,
    ]);
    await anybody.ask(`/published/${second}/evidence/${sha256}`);
    // Who asks only whether it is there gets no bytes, and took nothing.
    const asked = await anybody.ask(`/published/${second}/evidence/${sha256}`, { method: 'HEAD' });
    expect([asked.status, (await asked.arrayBuffer()).byteLength]).toEqual([200, 0]);
    // Version 1 does not print its hash.
    expect((await seen()).text).not.toContain('Minutes of the board');
    for (const [version, hash] of [
      [first, sha256],
      [second, 'a'.repeat(64)],
      [second, 'x'],
    ])
      expect((await anybody.ask(`/published/${version}/evidence/${hash}`)).status).toBe(404);
    await saidByDay(sha256, 2);
    expect((await clerk.get('/my-work')).text).not.toContain('Publish version 2');
    await clerk.get(`/versions/${second}/take-down`);
    await clerk.send({ reason: 'One is enough.' });
    expect(await newest(first)).toEqual({ id: first, version: 1 });
    expect(await newest(second)).toBeNull();
    expect((await clerk.get(`/published/${first}`)).headers.get('cache-control')).toBe('no-store');
    await clerk.get(`/versions/${first}/publish`);
    expect((await clerk.send({})).status).toBe(409);
  });

  await step('taken down, it says so at its old address, and nothing else', async () => {
    await clerk.get(`/versions/${first}/take-down`);
    await clerk.send({ reason: 'A name was in it.' });
    for (const place of ['', '/report.html', '/report.html?replaced=known', '/report.pdf']) {
      const gone = await seen(`/published/${first}${place}`);
      expect([gone.status, gone.headers.get('cache-control')]).toEqual([410, 'no-store']);
      expect(gone.text).toContain('This report was published here, and has been taken down.');
      expect(gone.text).toContain('Go to Published reports');
      expect(gone.text).not.toMatch(/A name was in it|January 2020/);
    }
    expect((await seen('/published')).text).toContain('No report has been published here yet.');
    const events = await council.test.sql(
      `select action from audit_event where action in ('version.published', 'version.taken_down') and subject_id = $1 order by seq`,
      [first],
    );
    expect(events.map(({ action }) => action)).toEqual([
      'version.published',
      'version.taken_down',
      'version.published',
      'version.taken_down',
    ]);
  });
});
