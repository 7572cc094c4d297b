import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, PASSWORD } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let report: string;
beforeAll(async () => {
  council = await CouncilHarness.open();
  await council.test.sql(`drop trigger trials_pass on trial_print`);
  const period = await council.openPeriod();
  await council.approveContribution('owner', period.contributions[0]);
  await council.approveContribution('owner2', period.contributions[1]);
  report = await council.startReport(period.id);
});
afterAll(() => council.close());

const preview = (): Promise<Answer> => council.as('sro').send('GET', `${report}/preview`);
const approve = async (): Promise<Answer> => {
  const { body, etag } = await preview();
  return council.as('sro').send('POST', `${report}/approve`, {
    body: { sha256: body['sha256'], password: PASSWORD },
    ifMatch: etag,
  });
};
const wanted = (): Promise<{ key: string }[]> =>
  council.test.sql(
    `select key from outbox where kind = 'trial.wanted' and withdrawn_at is null order by created_at`,
  );
/** As the worker writes down what it found. */
const ends = (outcome: 'passed' | 'failed', fault: string | null = null): Promise<unknown> =>
  council.test.sql(
    `update trial_print set outcome = $1, fault = $2, snapshot = null, tried_at = now() where outcome = 'waiting'`,
    [outcome, fault],
  );

it('a report is sealed only when the very text that is approved was printed on trial', async () => {
  const sro = await council.browser('sro');
  const page = report.replace('/api/v1', '');

  await step('sending it to the SRO asks for the trial of exactly that text', async () => {
    expect((await preview()).body['trial']).toEqual({ state: 'not_asked', fault: null, at: null });
    expect(await council.act('reviewer', report, 'submit')).toMatchObject({ status: 200 });
    await council.answerChallenges(report);
    const { body } = await preview();
    expect(body).toMatchObject({ trial: { state: 'waiting' }, blockers: [{ path: 'trial' }] });
    const id = report.split('/').at(-1) ?? '';
    // Of the text before the answers nothing is wanted any more.
    expect(await wanted()).toEqual([{ key: `${id}/${String(body['sha256'])}/1` }]);
  });

  await step('until it ended nobody approves, and the page says what is waited for', async () => {
    expect(await approve()).toMatchObject({
      status: 409,
      body: { errors: [{ path: 'trial', message: expect.stringContaining('on trial first') }] },
    });
    expect((await sro.get(`${page}/approve`)).text).toContain('That has not ended yet');
    expect((await sro.get(page)).text).toContain('Waiting: the report is being printed on trial');
  });

  await step('one that failed says why and where; it is tried again only when somebody asks', async () => {
    await ends('failed', 'In the public edition: a word of theme 1 is too wide.');
    expect(await approve()).toMatchObject({
      status: 409,
      body: {
        errors: [
          {
            path: 'trial',
            message:
              'The report cannot be printed as it is. In the public edition: a word of theme 1 is too wide.',
          },
        ],
      },
    });
    expect((await sro.get(`${page}/trial`)).text).toContain('a word of theme 1 is too wide.');
    const before = (await wanted()).length;
    const manager = await council.browser('reviewer');
    await manager.get(`${page}/trial`);
    expect((await manager.send({})).text).toContain('The report is being printed on trial.');
    const after = await wanted();
    expect([after.length, after.at(-1)?.key.endsWith('/2')]).toEqual([before + 1, true]);
    expect(await council.as('reviewer').send('POST', `${report}/trial`)).toMatchObject({
      status: 200,
      body: { state: 'waiting' },
    });
    expect((await wanted()).length).toBe(before + 1);
    expect((await council.as('sro').send('POST', `${report}/trial`)).status).toBe(403);
  });

  await step('what it printed is looked at by who prepares and who decides, and by nobody else', async () => {
    await ends('passed');
    const id = report.split('/').at(-1) ?? '';
    const { body } = await preview();
    await council.test.sql(
      `insert into trial_file select $1, $2, e, convert_to('%PDF ' || e, 'UTF8'), 24 from unnest(array['public', 'exempt']) e`,
      [id, body['sha256']],
    );
    const looked = await sro.get(`${page}/trial`);
    expect(looked.text).toContain('Look at it before it is approved');
    expect(looked.text).toContain('The whole, not for publication (PDF, 24 pages, 1 KB)');
    expect((await sro.get(`${page}/approve`)).html).toContain(`href="${page}/trial"`);
    const file = await council.as('reviewer').fetch('GET', `${report}/trial/exempt`);
    expect([file.status, await file.text()]).toEqual([200, '%PDF exempt']);
    expect((await sro.get(`${page}/trial/public.pdf`)).html).toBe('%PDF public');
    expect((await council.as('owner').send('GET', `${report}/trial/public`)).status).toBe(403);
    const owner = await council.browser('owner');
    expect((await owner.get(`${page}/trial`)).text).not.toContain('PDF');
    expect((await owner.get(`${page}/trial/public.pdf`)).status).toBe(403);
  });

  await step('a trial of another text does not count', async () => {
    await council.test.sql(`update app_user set job_title = 'Chief of all' where id = $1`, [
      council.people.sro.id,
    ]);
    expect((await preview()).body['trial']).toMatchObject({ state: 'not_asked' });
    expect((await council.as('reviewer').send('GET', `${report}/trial/public`)).status).toBe(404);
    expect(await approve()).toMatchObject({ status: 409, body: { errors: [{ path: 'trial' }] } });
    expect((await preview()).body['trial']).toMatchObject({ state: 'waiting' });
  });

  await step('work that was given up is told as a failure', async () => {
    await council.test.sql(
      `update outbox set dead_letter_at = now(), last_error = 'No browser starts.' where kind = 'trial.wanted' and done_at is null`,
    );
    expect((await preview()).body['trial']).toMatchObject({
      state: 'failed',
      fault: 'It could not be tried: No browser starts.',
    });
  });

  await step('once it passed she approves', async () => {
    expect((await council.as('reviewer').send('POST', `${report}/trial`)).body['state']).toBe('waiting');
    await ends('passed');
    expect(await approve()).toMatchObject({ status: 200, body: { status: 'approved' } });
    expect((await council.as('reviewer').send('POST', `${report}/trial`)).status).toBe(409);
    expect(await council.test.sql(`select from trial_file`)).toEqual([]);
  });
});
