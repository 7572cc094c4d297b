import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MeasuresContent } from '../../../src/performance/index.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { DEFINITION } from '../performance/figures.js';

let council: CouncilHarness;
let measureId: string;
let workforce: string;
let measures: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['workforce', 'measures']);
});
afterAll(() => council.close());

const FED = {
  ...DEFINITION,
  reference: '1.2.1',
  title: '% vacancies',
  polarity: 'lower',
  target: { minimum: null, upper: null, from: null, until: null },
  fedBy: 'workforce:vacancyLocal',
} as const;

const define = (changes: object) =>
  council.as('analyst').send('POST', `/api/v1/programmes/${council.programmeId}/measures`, {
    body: { groupId: null, position: 1, definition: { ...FED, ...changes } },
  });

beforeEach(async () => {
  await council.newProgramme(['workforce', 'measures']);
  const programme = `/api/v1/programmes/${council.programmeId}`;
  const group = await council
    .as('analyst')
    .send('POST', `${programme}/measure-groups`, { body: { number: 1, title: 'Workforce strategy' } });
  const made = await council.as('analyst').send('POST', `${programme}/measures`, {
    body: { groupId: group.body['id'], position: 1, definition: FED },
  });
  expect(made).toMatchObject({ status: 201 });
  measureId = String(made.body['id']);
  const { id } = await council.openPeriod(0);
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${id}`);
  const of = (kind: string) =>
    `/api/v1/contributions/${String(list.body.items?.find(({ section }) => section === kind)?.['id'])}`;
  [workforce, measures] = [of('workforce'), of('measures')];
});

const team = (permanentFte: number | null, reportedVacancyPercent: number | null = null) => ({
  id: randomUUID(),
  name: `Team ${randomUUID()}`,
  establishmentFte: permanentFte === null ? null : 20,
  permanentFte,
  vacantFte: null,
  agencyFte: null,
  agencyCoveringFte: null,
  startersFte: null,
  leaversFte: null,
  reportedVacancyPercent,
  caseload: null,
  note: null,
});
async function approved(...teams: unknown[]): Promise<void> {
  const { etag } = await council.as('owner').send('GET', `${workforce}/workforce`);
  const body = { asAt: '2020-01-27', themeId: null, teams, benchmarks: [] };
  expect(
    await council.as('owner').send('PUT', `${workforce}/workforce`, { body, ifMatch: etag }),
  ).toMatchObject({ status: 200 });
  expect(await council.act('owner', workforce, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('sro', workforce, 'approve')).toMatchObject({ status: 200 });
}
const readings = async () =>
  (await council.as('analyst').send('GET', `/api/v1/measures/${measureId}/readings`)).body.items ?? [];
const row = async () => {
  const { body } = await council.as('owner').send('GET', `${measures}/measures`);
  return (body as unknown as MeasuresContent).measures[0];
};

describe('a measure that the workforce section feeds', () => {
  it('is not approved by anybody who wrote the part that its figure comes from, whenever the figure is taken in', async () => {
    const reading = { measureId, span: 'month', period: '2020-01', value: 25, state: 'validated' };
    expect(
      await council.as('analyst').send('POST', `/api/v1/programmes/${council.programmeId}/readings`, {
        body: { readings: [reading] },
      }),
    ).toMatchObject({ status: 200 });
    expect(await council.act('owner', measures, 'submit')).toMatchObject({ status: 200 });
    const { etag } = await council.as('reviewer').send('GET', `${workforce}/workforce`);
    expect(
      await council.as('reviewer').send('PUT', `${workforce}/workforce`, {
        body: { asAt: '2020-01-27', themeId: null, teams: [team(14)], benchmarks: [] },
        ifMatch: etag,
      }),
    ).toMatchObject({ status: 200 });
    expect(await council.act('owner', workforce, 'submit')).toMatchObject({ status: 200 });
    expect(await council.act('sro', workforce, 'approve')).toMatchObject({ status: 200 });
    const back = await council.act('sro', measures, 'return', { comment: 'A figure came in.' });
    expect(back).toMatchObject({ status: 200 });
    expect(await council.act('owner', measures, 'submit')).toMatchObject({ status: 200 });
    expect(await council.act('reviewer', measures, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'separation-of-duties' },
    });
  });

  it('has the council’s rate as its reading once that is approved, validated and with its source', async () => {
    expect((await row())?.current).toBeNull();
    await approved(team(15.5), team(19.5));
    expect(await readings()).toMatchObject([
      {
        period: '2020-01',
        value: 12.5,
        numerator: 5,
        denominator: 40,
        asAt: '2020-01-27',
        state: 'validated',
        reason: 'From the section workforce of January 2020, as approved: 5 of 40.',
        recordedBy: { id: council.people.owner.id },
      },
    ]);
    expect((await row())?.current).toMatchObject({ month: '2020-01', value: 12.5 });
    const events = await council.test.sql<{ label: string }>(
      `select actor_label as label from audit_event where action = 'reading.recorded' and programme_id = $1`,
      [council.programmeId],
    );
    expect(events.map(({ label }) => label)).toEqual(['sro (Job of sro)']);
  });

  it('may be approved by a person who approved the workforce and has not written it, and not by one who has', async () => {
    await approved(team(15.5));
    expect(await council.act('owner2', measures, 'submit')).toMatchObject({ status: 200 });
    expect(await council.act('sro', measures, 'approve')).toMatchObject({ status: 200 });
    const authors = await council.test.sql<{ id: string }>(
      `select distinct user_id as id from envelope_author where envelope_id = $1`,
      [measures.split('/').at(-1)],
    );
    expect(authors.map(({ id }) => id)).toContain(council.people.owner.id);
  });

  it('is not fed where a team gives no posts: what is not known is not zero', async () => {
    await approved(team(15.5), team(null, 78));
    expect(await readings()).toEqual([]);
    expect((await row())?.current).toBeNull();
  });

  it('says with a reason that it changed, where people had recorded another figure or the section was corrected', async () => {
    expect(
      await council.as('analyst').send('POST', `/api/v1/programmes/${council.programmeId}/readings`, {
        body: { readings: [{ measureId, period: '2020-01', value: 30, state: 'validated' }] },
      }),
    ).toMatchObject({ status: 200 });
    await approved(team(15));
    expect(await readings()).toMatchObject([{ value: 25, state: 'restated', revisions: 2 }]);
    const reopened = await council.act('reviewer', workforce, 'reopen', { comment: 'Counted twice.' });
    expect(reopened).toMatchObject({ status: 200 });
    await approved(team(16));
    expect(await readings()).toMatchObject([
      { value: 20, state: 'restated', revisions: 3, reason: expect.stringContaining('4 of 20') as unknown },
    ]);
  });
});

it('only a percentage at a day can be fed, and only by a figure that there is', async () => {
  expect(await define({})).toMatchObject({ status: 201 });
  for (const [changes, path] of [
    [{ unit: 'count' }, 'definition.fedBy'],
    [{ basis: 'year_to_date', cellBasis: 'in_month' }, 'definition.fedBy'],
    [{ fedBy: 'workforce:morale' }, 'definition.fedBy'],
    [{ fedBy: 'the workforce' }, 'definition.fedBy'],
    [{ fedBy: null, basis: 'year_to_date', cellBasis: 'rolling' }, 'definition.cellBasis'],
  ] as const)
    expect(await define(changes)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
});
