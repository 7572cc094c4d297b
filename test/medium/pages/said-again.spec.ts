import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

const SAME = 'Plans are being written, and the board looks at them each month.';

async function seal(month: number): Promise<void> {
  const { id, contributions } = await council.openPeriod(month);
  await council.approveContribution('owner', contributions[0], themeDocument(SAME));
  await council.approveContribution(
    'owner2',
    contributions[1],
    themeDocument(`Month ${month} was a new one.`),
  );
  expect(await council.sealReport(await council.startReport(id))).toMatchObject({ status: 200 });
}

it('lists the oldest texts of the newest report, and the answers that are given each time', async () => {
  const path = `/programmes/${council.programmeId}/said-again`;
  const reader = await council.browser('reviewer');
  expect((await reader.get(path)).text).toContain('No report has been approved yet.');
  await seal(0);
  expect((await reader.get(path)).text).toContain('There is one report, so nothing has been said again.');
  await seal(1);
  expect((await reader.get('/versions')).html).toContain(`href="${path}"`);
  const page = await reader.get(path);
  expect(page.text).toContain('The oldest texts');
  expect(page.text).toContain(SAME);
  expect(page.text).toContain('January 2020, 2 reports');
  expect(page.text).not.toContain('was a new one');
  const said = await council.as('reviewer').send('GET', `/api/v1${path}`);
  expect(said.body).toMatchObject({ newest: 'February 2020', looked: 2 });
  // Whatever the questions of both were answered with in the same words.
  const answers = said.body['answers'] as { reason: string }[];
  for (const { reason } of answers) expect(reason).toBe('It is known and so intended in this test.');
  // The strip of themes and actions: one column a report, each leading to its sealed text where its web page is printed.
  const [january] = await council.test.sql<{ id: string }>(
    `insert into artefact (version_id, edition, format, sha256, size, facts)
     select v.id, e, 'html', repeat(f, 64), 1, '{}' from report_version v
       join reporting_period p on p.id = v.period_id and p.label = 'January 2020', (values ('public', 'a'), ('exempt', 'b')) x (e, f)
     returning version_id as id`,
  );
  const strip = await reader.get(`/programmes/${council.programmeId}/theme-ratings`);
  expect(strip.html).toContain(`href="/versions/${january?.id ?? ''}/files/exempt.html#theme-1"`);
  expect(strip.text).toContain('How January 2020 to February 2020 rate Theme 1: Leadership');
  expect(strip.text).toMatch(/Implement service plans .*Q3 2019\/20/);
  expect(strip.html.match(/the sealed report/g)).toHaveLength(2);
  expect(strip.text).toContain('Theme 2: Practice');
  // A reader of public editions may not.
  expect((await (await council.browser('reader')).get(path)).status).toBe(403);
});

it('tells who answers, and who approves, which answers are given again', async () => {
  // An action is late from March on, so its question is asked in March and in April.
  await seal(2);
  const { id, contributions } = await council.openPeriod(3);
  await council.approveContribution('owner', contributions[0], themeDocument(SAME));
  await council.approveContribution('owner2', contributions[1], themeDocument(SAME));
  const url = await council.startReport(id);
  expect(await council.act('reviewer', url, 'submit')).toMatchObject({ status: 200 });
  await council.answerChallenges(url);
  const again = 'the same answer in 2 reports, since March 2020';
  const report = url.replace('/api/v1', '');
  const [manager, sro] = [await council.browser('reviewer'), await council.browser('sro')];
  for (const reader of [manager, sro])
    expect((await reader.get(`${report}/questions`)).text).toContain(`; ${again})`);
  expect((await sro.get(report)).text).toContain(`; ${again})`);
  expect((await sro.get(`${report}/approve`)).text).toContain(`has ${again}.`);
});
