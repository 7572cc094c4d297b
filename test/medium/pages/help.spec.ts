import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import { PageClient } from '../../support/page-client.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

it('explains itself to everybody, and a programme’s own terms to those who read its reports', async () => {
  await council.test.sql(
    `insert into report_setting (programme_id, version, largest_suppressed, denominator_floor, public_names, glossary)
     values ($1, 2, 5, 10, 'titles', '[{"term": "QPRM", "meaning": "Quality <b> meeting"}]')`,
    [council.programmeId],
  );
  const anybody = new PageClient(council.test.origin);
  const start = await anybody.get('/help');
  const topics = [...start.html.matchAll(/href="(\/help\/[a-z]+)"/g)].map(([, href = '']) => href);
  expect(new Set(topics).size).toBe(8);
  for (const page of [...new Set(topics), '/accessibility', '/privacy']) {
    const { status, html } = await anybody.get(page);
    expect([page, status, html.includes('href="/sign-in')]).toEqual([page, 200, true]);
  }
  expect((await anybody.get('/help/nothing')).status).toBe(404);
  expect((await anybody.get('/help/figures')).text).toContain('[c] Confidential: suppressed');
  expect((await anybody.get('/privacy')).text).toContain(
    'It ends 30 minutes after your last page, and after 8 hours',
  );
  expect((await anybody.get('/help/glossary')).text).not.toContain('QPRM');
  const owner = await council.browser('owner');
  const own = await owner.get('/help/glossary');
  expect(own.html).toContain('Quality &lt;b&gt; meeting');
  expect((await (await council.browser('reader')).get('/help/glossary')).text).not.toContain('QPRM');
});
