import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { ReportSnapshot } from '../../../src/snapshot/index.js';
import type { WorkforceContent, WorkforceDocument } from '../../../src/workforce/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';

type Team = WorkforceDocument['teams'][number];

let council: CouncilHarness;
let url: string;
let periodId: string;
let themeId: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['workforce']);
});
afterAll(() => council.close());

beforeEach(async () => {
  await council.newProgramme(['workforce']);
  const [theme] = await council.test.sql<{ id: string }>(
    `insert into theme (programme_id, number, title) values ($1, 3, 'Workforce') returning id`,
    [council.programmeId],
  );
  themeId = theme?.id ?? '';
  periodId = (await council.openPeriod(0)).id;
  url = await addressOf(periodId);
});

const team = (changes: Partial<Team> = {}): Team => ({
  id: randomUUID(),
  name: 'Single Assessment teams',
  establishmentFte: 20,
  permanentFte: 15.5,
  vacantFte: 4.5,
  agencyFte: 3,
  agencyCoveringFte: 2.55,
  startersFte: 0,
  leaversFte: 2,
  reportedVacancyPercent: null,
  caseload: { cases: 300, workersFte: 18.5 },
  note: null,
  ...changes,
});
const reported = (changes: Partial<Team> = {}): Team => ({
  ...team({ name: 'SAFS team', reportedVacancyPercent: 43, caseload: null }),
  establishmentFte: null,
  permanentFte: null,
  vacantFte: null,
  agencyFte: null,
  agencyCoveringFte: null,
  startersFte: null,
  leaversFte: null,
  ...changes,
});
const document = (changes: Partial<WorkforceDocument> = {}): WorkforceDocument => ({
  asAt: '2020-01-27',
  themeId,
  teams: [team(), reported()],
  benchmarks: [
    {
      rate: 'vacancyDfe',
      area: 'england',
      value: 16.5,
      period: '30 September 2018',
      source: 'DfE workforce statistics',
      likeForLike: true,
    },
  ],
  ...changes,
});
const addressOf = async (period: string): Promise<string> => {
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${period}`);
  expect(list.body.items).toHaveLength(1);
  expect(list.body.items?.[0]).toMatchObject({ section: 'workforce', subjectId: council.programmeId });
  return `/api/v1/contributions/${String(list.body.items?.[0]?.['id'])}`;
};
const read = async (address = url): Promise<WorkforceContent> => {
  const answer = await council.as('owner').send('GET', `${address}/workforce`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as unknown as WorkforceContent;
};
const save = async (body: unknown, address = url, name: StaffName = 'owner'): Promise<Answer> => {
  const { etag } = await council.as(name).send('GET', `${address}/workforce`);
  return council.as(name).send('PUT', `${address}/workforce`, { body, ifMatch: etag });
};
const approve = async (address = url): Promise<void> => {
  expect(await council.act('owner', address, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('reviewer', address, 'approve')).toMatchObject({ status: 200 });
};
const written = ({ derived: _, teams, ...rest }: WorkforceContent): WorkforceDocument => ({
  ...rest,
  teams: teams.map(({ derived: __, ...one }) => one),
});
const errorsOf = ({ body }: Answer): string[] =>
  (body['errors'] as { path: string }[]).map(({ path }) => path);

it('starts empty as at its period’s day, keeps what is saved, and gives it back with what follows from it', async () => {
  expect(await read()).toMatchObject({ asAt: '2020-01-27', themeId: null, teams: [], benchmarks: [] });
  const mine = document();
  expect(await save(mine)).toMatchObject({ status: 200, body: { version: 2 } });
  const content = await read();
  expect(written(content)).toEqual(mine);
  expect(content.teams[0]?.derived).toEqual({
    reconciles: true,
    rates: {
      vacancyLocal: 22.5,
      vacancyDfe: 22.5,
      turnoverLocal: 10,
      turnoverDfe: 12.9,
      agencyLocal: 15,
      agencyDfe: 16.2,
      agencyCover: 85,
    },
    casesPerWorker: 16.2,
  });
  expect(content.derived).toMatchObject({
    total: { establishmentFte: null, caseload: null, rates: { vacancyDfe: null } },
    complete: false,
  });
  // In another order, changed, without the other, without benchmarks.
  const changed = { ...mine, teams: [{ ...mine.teams[1], ...team({ name: 'Merged' }) }], benchmarks: [] };
  expect(await save(changed)).toMatchObject({ status: 200 });
  expect(await read()).toMatchObject({
    ...changed,
    derived: { total: { permanentFte: 15.5 }, complete: true },
  });
});

it('refuses what does not fit, each with its place', async () => {
  const refused = async (changes: Record<string, unknown>) => {
    const answer = await save({ ...document(), ...changes });
    expect(answer.status).toBe(422);
    return errorsOf(answer);
  };
  const teams = (changes: Record<string, unknown>) => refused({ teams: [{ ...team(), ...changes }] });
  expect(await teams({ permanentFte: 1.234 })).toEqual(['teams[0].permanentFte']);
  expect(await teams({ permanentFte: -1 })).toEqual(['teams[0].permanentFte']);
  expect(await teams({ permanentFte: '15' })).toEqual(['teams[0].permanentFte']);
  expect(await teams({ reportedVacancyPercent: 78 })).toEqual(['teams[0].reportedVacancyPercent']);
  expect(await teams({ caseload: { cases: 1, workersFte: 0 } })).toEqual(['teams[0].caseload.workersFte']);
  expect(await teams({ derived: {} })).toEqual(['teams[0].derived']);
  const one = team();
  expect(await refused({ teams: [one, one] })).toEqual(['teams[1].id', 'teams[1].name']);
  const [benchmark] = document().benchmarks;
  expect(await refused({ benchmarks: [benchmark, benchmark] })).toEqual(['benchmarks[1].area']);
  expect((await read()).teams).toEqual([]);
});

it('belongs to a theme of its own programme and to no other', async () => {
  const [elsewhere] = await council.test.sql<{ id: string }>(
    `insert into theme (programme_id, number, title) values ($1, 1, 'Theirs') on conflict do nothing returning id`,
    [council.elsewhereId],
  );
  for (const other of [randomUUID(), council.themeIds[0], elsewhere?.id ?? ''])
    expect(errorsOf(await save(document({ themeId: other })))).toEqual(['themeId']);
  expect(await save(document({ themeId: null }))).toMatchObject({ status: 200 });
});

it('waits until what is given fits together', async () => {
  expect(errorsOf(await council.act('owner', url, 'submit'))).toEqual(['teams']);
  await save(
    document({ teams: [team({ vacantFte: 4.25 }), team({ name: 'Other', agencyCoveringFte: 3.5 })] }),
  );
  const answer = await council.act('owner', url, 'submit');
  expect(answer).toMatchObject({ status: 409 });
  expect(errorsOf(answer)).toEqual(['teams[0].establishmentFte', 'teams[1].agencyCoveringFte']);
  expect(JSON.stringify(answer.body['errors'])).toContain('The difference is 0.25 FTE.');
  await save(document());
  await approve();
});

it('is carried forward with its ids, its theme and its benchmarks, as at the new day', async () => {
  const mine = document();
  await save(mine);
  await approve();
  const next = await addressOf((await council.openPeriod(1)).id);
  expect(written(await read(next))).toEqual({ ...mine, asAt: '2020-02-27' });
  await save(document({ teams: [] }), next);
  expect(written(await read())).toEqual(mine);
});

it('is locked outside draft, also for somebody who goes round the application', async () => {
  await save(document());
  await approve();
  expect(await save(document())).toMatchObject({ status: 409, body: { code: 'not-possible' } });
  for (const statement of [
    `update workforce_team set permanent_fte = 0`,
    `delete from workforce_team`,
    `update workforce_benchmark set value = 0`,
    `update workforce_content set theme_id = null`,
  ])
    await expect(council.test.sql(statement)).rejects.toThrow('can only be changed while it is a draft');
});

it('saves nothing over somebody else’s change, and is not there for another section', async () => {
  const { etag } = await council.as('owner').send('GET', `${url}/workforce`);
  await save(document(), url, 'analyst');
  const body = document({ teams: [] });
  expect(await council.as('owner').send('PUT', `${url}/workforce`, { body, ifMatch: etag })).toMatchObject({
    status: 412,
  });
  expect((await read()).teams).toHaveLength(2);
  expect(await council.as('owner').send('GET', `${url}/budget`)).toMatchObject({ status: 404 });
});

it('is sealed as it was approved', async () => {
  await save(document());
  await approve();
  const approved = await read();
  const sealed = await council.sealReport(await council.startReport(periodId));
  expect(sealed).toMatchObject({ status: 200 });
  const versionId = String(sealed.body['versionId']);
  const { body } = await council.as('auditor').send('GET', `/api/v1/versions/${versionId}/snapshot`);
  expect((body as unknown as ReportSnapshot).sections).toMatchObject([
    { kind: 'workforce', content: approved },
  ]);
});
