import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { Figures } from '../performance/figures.js';

/** A withdrawn correction puts every part back as it was approved: of each kind of section, row by row. */
const KINDS = ['theme', 'risks', 'concerns', 'developments', 'budget', 'workforce', 'measures'] as const;
type Kind = (typeof KINDS)[number];

let council: CouncilHarness;
let measureId: string;
const parts = new Map<Kind, string>();
beforeAll(async () => {
  council = await CouncilHarness.open({}, KINDS);
});
afterAll(() => council.close());

const none = { probability: null, impact: null };
const risk = (number: number, event: string) => ({
  id: randomUUID(),
  number,
  kind: 'risk',
  cause: 'Posts are empty.',
  event,
  consequence: null,
  mitigation: 'It is watched.',
  response: 'reduce',
  ownerId: council.people.owner2.id,
  raised: '2019-11',
  lastReviewedOn: '2020-01-10',
  reviewOn: null,
  nextAction: null,
  inherent: { probability: 5, impact: 5 },
  current: { probability: 3, impact: 4 },
  target: none,
  proximity: null,
  severity: null,
  status: 'open',
  closedReason: null,
  acceptance: null,
  links: { actionIds: [], measureIds: [measureId], concernIds: [] },
});
const concern = (title: string) => ({
  id: randomUUID(),
  reference: 1,
  title,
  description: 'Too many children live far from home.',
  ownerIds: [council.people.owner.id, council.people.owner2.id],
  due: { words: 'Cabinet, March 2020', on: '2020-03-31', every: { count: 6, unit: 'week' } },
  status: 'open',
  closedReason: null,
  links: { riskIds: [], measureIds: [measureId], actionIds: [] },
});
const line = (title: string, actual: string) => ({
  id: randomUUID(),
  title,
  financialYear: 2019,
  budget: '1000000.00',
  actual,
  forecast: '1010000.50',
  comment: 'A post was filled late.',
});
const team = (name: string, permanentFte: number) => ({
  id: randomUUID(),
  name,
  establishmentFte: 20.25,
  permanentFte,
  vacantFte: null,
  agencyFte: 2.5,
  agencyCoveringFte: null,
  startersFte: 1,
  leaversFte: 0,
  reportedVacancyPercent: null,
  caseload: { cases: 120, workersFte: 10.5 },
  note: 'As counted.',
});

/** Two documents of each kind: what is approved, and what is written under the correction. */
const documents = (): Record<Kind, readonly [object, object]> => ({
  theme: [themeDocument(), themeDocument('Something else.')],
  risks: [
    { entries: [risk(1, 'Reviews are late.'), risk(2, 'A grant ends.')] },
    { entries: [risk(3, 'Something else happens.')] },
  ],
  concerns: [{ entries: [concern('Sufficiency')] }, { entries: [] }],
  developments: [{ entries: [concern('Early help')] }, { entries: [concern('Another')] }],
  budget: [
    { lines: [line('Placements', '-0.01'), line('Staff', '700000.00')] },
    { lines: [line('Another', '1.00')] },
  ],
  workforce: [
    {
      asAt: '2020-01-27',
      themeId: council.themeIds[0],
      teams: [team('Front door', 14.75), team('Court', 18)],
      benchmarks: [
        {
          rate: 'vacancyDfe',
          area: 'england',
          value: 16.4,
          period: '30 September 2018',
          source: 'DfE',
          likeForLike: true,
        },
      ],
    },
    { asAt: '2020-01-20', themeId: null, teams: [team('Elsewhere', 3)], benchmarks: [] },
  ],
  measures: [
    {
      commentary: 'Fewer were in time.',
      overrides: [{ measureId, rag: 'AMBER', reason: 'Three cases came late.' }],
    },
    { commentary: 'All is well.', overrides: [] },
  ],
});

async function save(kind: Kind, document: object): Promise<void> {
  const url = `${parts.get(kind) ?? ''}/${kind}`;
  const { etag } = await council.as('owner').send('GET', url);
  const saved = await council.as('owner').send('PUT', url, { body: document, ifMatch: etag });
  expect([kind, saved.status, saved.body['errors']]).toEqual([kind, 200, undefined]);
}

const act = async (name: 'owner' | 'reviewer', kind: Kind, action: string, body: object = {}) =>
  expect([kind, await council.act(name, parts.get(kind) ?? '', action, body)]).toMatchObject([
    kind,
    { status: 200 },
  ]);

/** Every row that the parts consist of, by table, and who approved them when with which hash. */
async function rowsOf(): Promise<Record<string, unknown>> {
  const ids = [...parts.values()].map((url) => url.split('/').at(-1));
  const tables = await council.test.sql<{ name: string }>('select name from content_tables() order by name');
  const found: Record<string, unknown> = {};
  for (const { name } of tables)
    found[name] = await council.test.sql(
      `select to_jsonb(t) as row from ${name} t where contribution_id = any($1) order by to_jsonb(t)::text`,
      [ids],
    );
  found['envelope'] = await council.test.sql(
    `select section, status, submitted_by, approved_by, approved_at::text, approved_sha256 from envelope where id = any($1) order by section`,
    [ids],
  );
  return found;
}

it('puts back every kind of part, and no row of it is another', async () => {
  const figures = new Figures(council);
  measureId = await figures.measure(await figures.group());
  const written = documents();
  await figures.recorded({ measureId, span: 'month', period: '2020-01', value: 62.5, state: 'validated' });
  const period = await council.openPeriod();
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${period.id}`);
  for (const kind of KINDS) {
    const found = list.body.items?.find(
      ({ id, section }) => section === kind && (kind !== 'theme' || id === period.contributions[0]),
    );
    parts.set(kind, `/api/v1/contributions/${String(found?.['id'])}`);
  }
  let correction = '';
  let before: Record<string, unknown> = {};

  await step('a report with a part of each kind is sealed', async () => {
    for (const kind of KINDS) {
      await save(kind, written[kind][0]);
      await act('owner', kind, 'submit');
      await act('reviewer', kind, 'approve');
    }
    const report = await council.startReport(period.id, 'One theme is written later.');
    expect(await council.sealReport(report)).toMatchObject({ status: 200 });
    before = await rowsOf();
    const empty = Object.entries(before).filter(([, rows]) => (rows as unknown[]).length === 0);
    expect(empty.map(([table]) => table)).toEqual([]);
    correction = await council.startCorrection(report, 'A figure was wrong.');
  });

  await step('under a correction each says something else; one is with the reviewer again', async () => {
    for (const kind of KINDS) {
      await act('reviewer', kind, 'reopen', { comment: 'It was wrong.' });
      await save(kind, written[kind][1]);
    }
    await act('owner', 'budget', 'submit');
    expect(await rowsOf()).not.toEqual(before);
  });

  await step('withdrawn, they are what was approved', async () => {
    expect(await council.act('reviewer', correction, 'withdraw', { comment: 'It was right.' })).toMatchObject(
      {
        status: 200,
      },
    );
    expect(await rowsOf()).toEqual(before);
  });
});
