import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, PASSWORD, themeDocument } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let periodId: string;
let contributions: [string, string];
/** Of the API and of the page. */
let api: string;
let report: string;
beforeAll(async () => {
  council = await CouncilHarness.open();
  const period = await council.openPeriod();
  periodId = period.id;
  contributions = period.contributions;
  await council.approveContribution('owner', contributions[0]);
  await council.approveContribution('owner2', contributions[1]);
  api = await council.startReport(period.id);
  report = api.replace('/api/v1', '');
});
afterAll(() => council.close());

const status = async (): Promise<unknown> => (await council.as('sro').send('GET', api)).body['status'];
const versions = async (): Promise<number> => (await council.test.sql('select from report_version')).length;

let correction = '';

it('the SRO gives a report back, approves what she read, and a correction follows', async () => {
  const sro = await council.browser('sro');

  await step('a draft is not with her yet, and is nobody’s of another programme', async () => {
    expect((await sro.get(`${report}/approve`)).text).toContain('This report is not with you yet');
    expect((await sro.get(`${report}/return`)).status).toBe(409);
    const stranger = await council.browser('sroElsewhere');
    for (const page of ['approve', 'return'])
      expect((await stranger.get(`${report}/${page}`)).status).toBe(404);
    expect((await (await council.browser('owner')).get(`${report}/approve`)).status).toBe(403);
  });

  await step('it goes back with a reason, which is kept when there is none', async () => {
    await council.act('reviewer', api, 'submit');
    await sro.get(`${report}/return`);
    const refused = await sro.send({ comment: ' ' });
    expect([refused.status, refused.html]).toEqual([
      422,
      expect.stringContaining('href="#comment">Say why, in a sentence or two'),
    ]);
    const back = await sro.send({ comment: 'The summary is <too> long.' });
    expect([back.url, await status()]).toEqual([report, 'draft']);
    expect(back.text).toContain('The report is with the programme manager again.');
    expect(back.text).toMatch(/gave it back today at .*The summary is <too> long\./);
  });

  await step('it comes once more, with what the programme manager writes to her', async () => {
    await council.act('reviewer', api, 'submit', { comment: 'Look at <theme 1>.' });
    for (const page of [report, `${report}/approve`])
      expect((await sro.get(page)).html).toMatch(
        /sent it today at .* and wrote:.*Look at &lt;theme 1&gt;\./s,
      );
  });

  await step(
    'it says how long it takes to read, and when she comes back whether it is the same',
    async () => {
      const first = await sro.get(report);
      expect(first.text).toMatch(
        /This page takes about 1 minute to read; the texts of the whole report, about/,
      );
      expect(first.html).toContain(`href="${report}#made-of"`);
      expect(first.text).not.toContain('Since you last looked');
      await council.test.sql(`update report_look set looked_at = looked_at - interval '2 hours'`);
      for (let times = 0; times < 2; times++)
        expect((await sro.get(report)).text).toMatch(
          /Since you last looked You last looked .* The report says word for word what it said then\./,
        );
      expect((await (await council.browser('reviewer')).get(report)).text).not.toContain('minute to read');
      expect(await council.test.sql(`select from report_look`)).toHaveLength(1);
      // She goes for lunch.
      await council.test.sql(`update report_look set looked_at = looked_at - interval '1 hour'`);
    },
  );

  await step('a wrong password keeps the comment, and nothing is approved', async () => {
    const page = await sro.get(`${report}/approve`);
    const preview = await council.as('sro').send('GET', `${api}/preview`);
    const sha256 = String(preview.body['sha256']);
    expect(page.text).toContain(sha256.match(/.{4}/g)?.join(' '));
    expect(page.text).toContain('This is version 1. It makes one edition, the public one.');
    expect((await sro.send({ comment: 'As <agreed>.', password: '' })).html).toContain(
      'href="#password">Enter your password',
    );
    const wrong = await sro.send({ comment: 'As <agreed>.', password: 'guessed' });
    expect([wrong.status, wrong.html]).toEqual([
      422,
      expect.stringContaining('href="#password">This is not your password'),
    ]);
    expect(wrong.html).toContain('As &lt;agreed&gt;.');
    expect(wrong.html).not.toContain('guessed');
    expect([await status(), await versions()]).toEqual(['in_review', 0]);
  });

  await step('what changed since is not approved', async () => {
    const page = await sro.get(`${report}/approve`);
    const manager = await council.browser('reviewer');
    const asked = await manager.get(`/contributions/${contributions[0]}/reopen`);
    expect(asked.text).toContain('If you do this, it comes back from the SRO as a draft');
    expect((await manager.send({ comment: 'A date was wrong.' })).text).toContain(
      'is a draft again. The report has come back from the SRO. It has to be sent again.',
    );
    expect(await status()).toBe('draft');
    await council.approveContribution('owner', contributions[0], themeDocument('Another <text>.'));
    await council.act('reviewer', api, 'submit');
    const body = new URLSearchParams({ ...page.fields, password: PASSWORD });
    const changed = await sro.post(`${report}/approve`, body);
    expect([changed.status, changed.heading]).toEqual([412, 'The report is not what you read']);
    expect(changed.text).toContain('Nothing was approved.');
    expect(changed.text).toMatch(
      /What changed since you read it .*Made a draft again A date was wrong\. reviewer/,
    );
    expect(await versions()).toBe(0);
    const back = await sro.get(report);
    expect(back.text).toMatch(
      /You last looked .* Since then: What happened since .*Made a draft again A date was wrong\. reviewer/,
    );
    const { body: told } = await council
      .as('sro')
      .send('POST', `${api}/look`, { body: { sha256: 'a'.repeat(64) } });
    expect(told).toMatchObject({ isSame: false, since: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(
      await council.as('reviewer').send('POST', `${api}/look`, { body: { sha256: 'a'.repeat(64) } }),
    ).toMatchObject({ status: 409 });
    await council.answerChallenges(api);
  });

  await step('the password still counts; a form that is sent twice seals once', async () => {
    const page = await sro.get(`${report}/approve`);
    expect(page.html).not.toContain('name="password"');
    expect(page.text).toContain('It counts until');
    const body = new URLSearchParams({ ...page.fields, comment: '' });
    const sealed = await sro.post(`${report}/approve`, body);
    expect(sealed.heading).toBe('Sealed as version 1');
    expect([await status(), await versions()]).toEqual(['approved', 1]);
    expect((await sro.post(`${report}/approve`, body)).status).toBe(412);
    expect(await versions()).toBe(1);
    expect((await sro.get(`/periods/${periodId}`)).text.match(/The report was approved on/g)).toHaveLength(1);
    expect((await sro.get(`${report}/approve`)).text).toContain('approved and sealed already');
  });

  await step('a correction begins once, with its reason', async () => {
    const manager = await council.browser('reviewer');
    await manager.get(`${report}/correct`);
    expect((await manager.send({ reason: '' })).html).toContain('href="#reason">Say what is corrected');
    const page = await manager.get(`${report}/correct`);
    const body = new URLSearchParams({ ...page.fields, reason: 'A <date> was wrong.' });
    const first = await manager.post(`${report}/correct`, body);
    expect(first.text).toContain('Version 1 stays in force until it is approved.');
    expect((await manager.post(`${report}/correct`, body)).url).toBe(first.url);
    expect(await council.test.sql(`select revision from envelope where kind = 'report'`)).toHaveLength(2);
    expect((await sro.get(`${report}/correct`)).status).toBe(403);
    correction = first.url;
    expect(first.text).toContain('Nothing is corrected yet. Open the part that is wrong');
    expect(first.html).toMatch(/<details[^>]* id="approved"[^>]* open/);
  });

  await step('it is withdrawn: its parts say what was approved before, and version 1 stays', async () => {
    const part = `/api/v1/contributions/${contributions[0]}`;
    const was = async () =>
      (
        await council.test.sql(
          `select status, approved_by, approved_at::text, approved_sha256, submitted_by from envelope where id = $1`,
          [contributions[0]],
        )
      )[0];
    const content = async () => (await council.as('owner').send('GET', `${part}/theme`)).body;
    const [before, said] = [await was(), await content()];
    await council.act('reviewer', part, 'reopen', { comment: 'The date.' });
    const document = themeDocument();
    document.overview.narrative = 'Something else.';
    await council.saveTheme('owner', contributions[0], document);
    await council.act('owner', part, 'submit');
    await council.act('reviewer', part, 'return', { comment: 'No.' });
    const manager = await council.browser('reviewer');
    expect((await manager.get(correction)).html).toContain(`href="${correction}/withdraw"`);
    expect((await manager.get(`${report}/withdraw`)).status).toBe(409);
    expect((await sro.get(`${correction}/withdraw`)).status).toBe(403);
    expect((await manager.get(`${correction}/withdraw`)).text).toContain('Version 1 stays in force');
    expect((await manager.send({ comment: ' ' })).html).toContain('href="#comment">Say why');
    await manager.get(`${correction}/withdraw`);
    const done = await manager.send({ comment: 'It was <right> after all.' });
    expect(done.text).toContain('The correction is withdrawn. Version 1 of the');
    expect(await was()).toEqual(before);
    expect({ ...(await content()), version: 0 }).toEqual({ ...said, version: 0 });
    expect(await council.test.sql(`select version from report_version`)).toEqual([{ version: 1 }]);
    expect(
      await council.test.sql(
        `select action, subject_kind as kind from audit_event where action in ('report.withdrawn', 'contribution.restored') order by seq`,
      ),
    ).toEqual([
      { action: 'contribution.restored', kind: 'contribution' },
      { action: 'report.withdrawn', kind: 'report' },
    ]);
    // What waited for the correction goes out with the version that stays.
    expect(
      await council.test.sql(`select from outbox where kind = 'edition.rendered' and key like '%' || $1`, [
        correction.split('/').at(-1),
      ]),
    ).toHaveLength(1);
    expect((await manager.get(correction)).text).toContain('This correction was withdrawn. Version 1 stays');
    expect((await council.act('reviewer', part, 'reopen', { comment: 'Again.' })).status).toBe(409);
    await manager.get(`${report}/correct`);
    correction = (await manager.send({ reason: 'A <date> was wrong.' })).url;
    expect(
      await council.test.sql(
        `select revision, status from envelope where kind = 'report' order by created_at`,
      ),
    ).toEqual([
      { revision: 1, status: 'approved' },
      { revision: 2, status: 'withdrawn' },
      { revision: 2, status: 'draft' },
    ]);
  });

  await step('who writes it and who approves it see what it corrects, and why', async () => {
    const part = `/api/v1/contributions/${contributions[0]}`;
    expect(await council.act('reviewer', part, 'reopen', { comment: 'The date.' })).toMatchObject({
      status: 200,
    });
    const document = themeDocument();
    document.overview.narrative = 'Recruitment ends in April.';
    await council.approveContribution('owner', contributions[0], document);
    const manager = await council.browser('reviewer');
    for (const page of [correction, `${correction}/submit`])
      expect((await manager.get(page)).text).toMatch(
        /What version 2 corrects A <date> was wrong\. Leadership Narrative changed/,
      );
    await council.act('reviewer', `/api/v1${correction}`, 'submit');
    await council.answerChallenges(`/api/v1${correction}`);
    expect((await sro.get(`${correction}/approve`)).text).toMatch(
      /What version 2 corrects A <date> was wrong\./,
    );
  });

  await step('a sealed report leads to its version, not to a draft of it', async () => {
    const page = await sro.get(report);
    expect(page.html).toMatch(/href="\/versions\/[0-9a-f-]+">Go to version 1 and its files/);
    expect(page.html).not.toContain('/read/public');
  });
});
