import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import type { PageClient } from '../../support/page-client.js';
import { filledIn, formBody } from '../../support/page-form.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let owner: PageClient;
let part: string;
let teams: string;
let benchmarks: string;

beforeAll(async () => {
  council = await CouncilHarness.open();
  owner = await council.browser('owner');
});
afterAll(() => council.close());
beforeEach(async () => {
  await council.newProgramme(['theme', 'workforce']);
  const { id } = await council.openPeriod();
  const [found] = await council.test.sql<{ id: string }>(
    `select id from envelope where period_id = $1 and section = 'workforce'`,
    [id],
  );
  part = found?.id ?? '';
  teams = `/contributions/${part}/teams`;
  benchmarks = `/contributions/${part}/benchmarks`;
});

const content = async (): Promise<Record<string, unknown>> =>
  (await council.as('owner').send('GET', `/api/v1/contributions/${part}/workforce`)).body;
const written = async (list: 'teams' | 'benchmarks'): Promise<Record<string, unknown>[]> =>
  (await content())[list] as Record<string, unknown>[];
const without = (url: string): string => url.split('?', 1)[0] ?? '';

describe('the establishment', () => {
  it('begins empty; says its day and its theme', async () => {
    expect((await owner.get(teams)).text).toContain('There is no team yet.');
    const page = await owner.get(`${teams}/about`);
    expect(page.text).toContain('Theme 1: Leadership');
    const wrong = await owner.send({
      'asAt-day': '31',
      'asAt-month': '2',
      'asAt-year': '2020',
      theme: council.themeIds[1],
    });
    expect(wrong.html).toContain('href="#asAt-day">Enter a day that exists');
    const done = await owner.send(
      {
        'asAt-day': '1',
        'asAt-month': '2',
        'asAt-year': '2020',
        theme: council.themeIds[1],
      },
      `${teams}/about`,
    );
    expect(done.url).toBe(teams);
    expect(done.text).toContain('1 February 2020');
    expect(done.text).toContain('Theme 2: Practice');
    expect(await content()).toMatchObject({ asAt: '2020-02-01', themeId: council.themeIds[1] });
  });

  it('takes a team once, shows both figures when two people change it, and loses it after a page that asks', async () => {
    await step(
      'its rates are worked out, and posts that do not make the establishment are named',
      async () => {
        const blank = await owner.get(`${teams}/new`);
        expect(blank.heading).toBe('Add a team');
        const address = without(blank.url);
        const refused = await owner.send({ name: '', permanent: 'a <few>', cases: '12' }, address);
        expect(refused.status).toBe(422);
        expect(refused.html).toContain('href="#name">Enter the team’s name');
        expect(refused.html).toContain('href="#permanent">Permanent: use a number, such as 12.5');
        expect(refused.html).toContain('value="a &lt;few&gt;"');

        const form = filledIn((await owner.get(`${address}?new=1`)).html);
        const typed = {
          name: 'Front <door>',
          establishment: '43',
          permanent: '39.00',
          vacant: '2',
          cases: '1,200',
          workers: '40',
        };
        const body = () => formBody({ ...form, ...typed });
        for (const _ of [1, 2]) expect((await owner.post(address, body())).url).toBe(teams);
        expect(await written('teams')).toMatchObject([
          {
            name: 'Front <door>',
            establishmentFte: 43,
            permanentFte: 39,
            vacantFte: 2,
            agencyFte: null,
            caseload: { cases: 1200, workersFte: 40 },
          },
        ]);
        const listed = await owner.get(teams);
        expect(listed.html).toContain('Front &lt;door&gt;');
        expect(listed.text).toContain('Permanent and vacant posts make 41.0, the establishment is 43.0.');
        const page = await owner.get(address);
        expect(page.heading).toBe('Front <door>');
        expect(page.text).toContain('Vacancy rate, DfE formula 4.9%');
        expect(page.text).toContain('Cases per worker 30.0');
        expect(page.text).toContain('Permanent and vacant posts make 41.0, the establishment is 43.0.');

        const both = await owner.send({ ...filledIn(page.html), reported: '12' });
        expect(both.html).toContain('href="#reported">Give the posts or a reported rate, not both');
        const half = await owner.send({ ...filledIn(page.html), workers: '' }, address);
        expect(half.html).toContain('href="#workers">Enter cases and workers, or leave both empty');
        const again = await owner.get(`${teams}/new`);
        const twice = await owner.send({ name: 'front  <door>' }, without(again.url));
        expect(twice.html).toContain('href="#name">There is a team of this name');
      },
    );

    await step('both figures are shown when somebody else changed the same team', async () => {
      const [team] = await written('teams');
      const address = `${teams}/${String(team?.['id'])}`;
      const mine = filledIn((await owner.get(address)).html);
      const theirs = await council.browser('owner2');
      const page = await theirs.get(address);
      await theirs.send({ ...filledIn(page.html), agency: '3' });
      const conflict = await owner.post(address, formBody({ ...mine, agency: '4' }));
      expect([conflict.status, conflict.text]).toEqual([
        412,
        expect.stringContaining('What should be kept: Agency'),
      ]);
    });

    await step('it is removed after a page that asks', async () => {
      const [team] = await written('teams');
      const asked = await owner.get(`${teams}/${String(team?.['id'])}/remove`);
      expect(asked.text).toContain('Reports that are sealed keep it.');
      expect((await owner.send({})).text).toContain('The team is removed.');
      expect(await written('teams')).toEqual([]);
    });
  });
});

describe('benchmarks', () => {
  it('are one of a rate for an area: chosen, written, changed, removed', async () => {
    expect((await owner.get(benchmarks)).text).toContain('No benchmark yet.');
    const unchosen = await owner.get(`${benchmarks}/new?rate=vacancyDfe&step=chosen`);
    expect([unchosen.status, unchosen.text]).toEqual([
      422,
      expect.stringContaining('Choose whose benchmark it is'),
    ]);
    const page = await owner.get(`${benchmarks}/new?rate=vacancyDfe&area=england&step=chosen`);
    expect(page.heading).toBe('Vacancy rate, DfE formula: England');
    const address = `${benchmarks}/vacancyDfe-england`;
    const refused = await owner.send({ value: 'many', period: '30 September 2018', source: '' }, address);
    expect(refused.html).toContain('href="#value">Enter the rate, such as 18.9');
    expect(refused.html).toContain('href="#source">Enter where it is from');
    await owner.get(`${address}?new=1`);
    const done = await owner.send(
      { value: '18.9%', period: '30 September 2018', source: 'Census <a>', likeForLike: 'true' },
      address,
    );
    expect(done.url).toBe(benchmarks);
    expect(done.text).toContain(
      'Vacancy rate, DfE formula England 18.9% Not known 30 September 2018, Census <a> Yes',
    );
    const changed = await owner.get(address);
    await owner.send({ ...filledIn(changed.html), value: '20' });
    expect(await written('benchmarks')).toMatchObject([
      { rate: 'vacancyDfe', area: 'england', value: 20, likeForLike: true },
    ]);
    await owner.get(`${address}/remove`);
    await owner.send({});
    expect(await written('benchmarks')).toEqual([]);
    expect((await owner.get(`${benchmarks}/vacancyDfe-mars`)).status).toBe(404);
  });
});

it('belongs to its programme and to who may write it', async () => {
  const [elsewhere, reader] = [await council.browser('reviewerElsewhere'), await council.browser('reader')];
  for (const url of [teams, `${teams}/about`, benchmarks, `${benchmarks}/vacancyDfe-england?new=1`]) {
    expect([url, (await elsewhere.get(url)).status]).toEqual([url, 404]);
    expect([url, (await reader.get(url)).status]).toEqual([url, 403]);
  }
  const auditor = await council.browser('auditor');
  expect((await auditor.get(teams)).text).not.toContain('Add a team');
});
