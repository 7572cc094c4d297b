import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConcernsContent, ConcernsDocument } from '../../../src/concerns/index.js';
import type { RisksContent, RisksDocument } from '../../../src/risks/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { Figures } from '../performance/figures.js';

type Risk = RisksDocument['entries'][number];
type Concern = ConcernsDocument['entries'][number];

let council: CouncilHarness;
let figures: Figures;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['risks']);
  figures = new Figures(council);
});
afterAll(() => council.close());

const none = { probability: null, impact: null };
const risk = (number: number, changes: Partial<Risk> = {}): Risk => ({
  id: randomUUID(),
  number,
  kind: 'risk',
  cause: null,
  event: `event ${number} happens`,
  consequence: null,
  mitigation: null,
  response: null,
  ownerId: null,
  raised: '2020-01',
  lastReviewedOn: null,
  reviewOn: null,
  nextAction: null,
  inherent: none,
  current: { probability: 3, impact: 4 },
  target: none,
  proximity: null,
  severity: null,
  status: 'open',
  closedReason: null,
  acceptance: null,
  links: { actionIds: [randomUUID()], measureIds: [], concernIds: [] },
  ...changes,
});
const concern = (reference: number, changes: Partial<Concern> = {}): Concern => ({
  id: randomUUID(),
  reference,
  title: `Concern ${reference}`,
  description: 'Too many children live far from home.',
  ownerIds: [council.people.owner.id],
  due: { words: 'March 2020', on: '2020-03-31', every: null },
  status: 'open',
  closedReason: null,
  links: { riskIds: [], measureIds: [], actionIds: [] },
  ...changes,
});

async function opened(month: number): Promise<string> {
  const { id } = await council.openPeriod(month);
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${id}`);
  return `/api/v1/contributions/${String(list.body.items?.[0]?.['id'])}`;
}
async function read<Content>(url: string, kind: string): Promise<Content> {
  const answer = await council.as('owner').send('GET', `${url}/${kind}`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as unknown as Content;
}
async function save(url: string, kind: string, entries: readonly unknown[]): Promise<Answer> {
  const { etag } = await council.as('owner').send('GET', `${url}/${kind}`);
  return council.as('owner').send('PUT', `${url}/${kind}`, { body: { entries }, ifMatch: etag });
}
async function approve(url: string): Promise<void> {
  expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('reviewer', url, 'approve')).toMatchObject({ status: 200 });
}
const risks = async (url: string) => (await read<RisksContent>(url, 'risks')).entries;
const writtenRisks = async (url: string): Promise<Risk[]> =>
  (await risks(url)).map(({ derived: _, ...one }) => one);
const concerns = async (url: string) => (await read<ConcernsContent>(url, 'concerns')).entries;
const told = (entries: RisksContent['entries']) =>
  entries.map(({ number, event, derived }) => [number, event, derived.movement]);

describe('a register of risks that was opened before the one before it was approved', () => {
  let january: string;
  let february: string;

  beforeEach(async () => {
    await council.newProgramme(['risks']);
    january = await opened(0);
    february = await opened(1);
    expect(await risks(february)).toEqual([]);
  });

  it('takes it in when it is approved, with its protection and its movement', async () => {
    const [one, two] = [risk(1), risk(2, { status: 'closed', closedReason: 'It is over.' })];
    expect(await save(january, 'risks', [one, two])).toMatchObject({ status: 200 });
    const before = await council.as('owner').send('GET', `${february}/risks`);
    await approve(january);
    expect(await writtenRisks(february)).toEqual([one]);
    expect(told(await risks(february))).toEqual([[1, one.event, 'same']]);
    // A person who had it open has not seen this.
    expect(
      await council
        .as('owner')
        .send('PUT', `${february}/risks`, { body: { entries: [] }, ifMatch: before.etag }),
    ).toMatchObject({ status: 412 });
    expect(await save(february, 'risks', [])).toMatchObject({ status: 409 });
    expect(await council.act('owner', february, 'submit')).toMatchObject({ status: 200 });
    expect(await council.act('reviewer', february, 'approve')).toMatchObject({ status: 200 });
  });

  it('keeps what was written in it, under a number of its own', async () => {
    const mine = risk(1, { event: 'mine happens' });
    expect(await save(february, 'risks', [mine])).toMatchObject({ status: 200 });
    const theirs = risk(1);
    expect(await save(january, 'risks', [theirs])).toMatchObject({ status: 200 });
    await approve(january);
    expect(told(await risks(february))).toEqual([
      [2, 'mine happens', 'new'],
      [1, theirs.event, 'same'],
    ]);
    await approve(february);
  });

  it('takes in what the register before says after a correction, but not over what was written here', async () => {
    const [one, two, three] = [risk(1), risk(2), risk(3)];
    await save(january, 'risks', [one, two, three]);
    await approve(january);
    const edited = (await writtenRisks(february)).map((entry) =>
      entry.number === 1 ? { ...entry, mitigation: 'Mine.' } : entry,
    );
    expect(await save(february, 'risks', edited)).toMatchObject({ status: 200 });
    expect(await council.act('reviewer', january, 'reopen', { comment: 'Wrong.' })).toMatchObject({
      status: 200,
    });
    await save(january, 'risks', [
      { ...one, current: { probability: 1, impact: 1 } },
      two,
      { ...three, status: 'closed', closedReason: 'It is over.' },
    ]);
    await approve(january);
    const now = await risks(february);
    expect(now.map(({ number, mitigation }) => [number, mitigation])).toEqual([
      [1, 'Mine.'],
      [2, null],
    ]);
    expect(now[0]?.derived).toMatchObject({ movement: 'up', previous: { score: 1 } });
  });

  it('goes back first when it was submitted before', async () => {
    await save(february, 'risks', [risk(5)]);
    expect(await council.act('owner', february, 'submit')).toMatchObject({ status: 200 });
    const one = risk(1);
    await save(january, 'risks', [one]);
    await approve(january);
    expect(await council.act('reviewer', february, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'earlier-approved-since', detail: expect.stringContaining('January 2020') as unknown },
    });
    expect(await council.act('reviewer', february, 'return', { comment: 'As it says.' })).toMatchObject({
      status: 200,
    });
    expect((await risks(february)).map(({ number }) => number)).toEqual([5, 1]);
    await approve(february);
  });

  it('follows the latest one before it, whatever is approved later', async () => {
    const march = await opened(2);
    const one = risk(1);
    await save(february, 'risks', [one]);
    await approve(february);
    expect((await risks(march)).map(({ id }) => id)).toEqual([one.id]);
    await save(january, 'risks', [risk(9)]);
    await approve(january);
    expect((await risks(march)).map(({ id }) => id)).toEqual([one.id]);
  });
});

describe('a number', () => {
  it('belongs to its entry for good, also when that was closed long ago', async () => {
    await council.newProgramme(['risks']);
    const january = await opened(0);
    const first = risk(1, { status: 'closed', closedReason: 'It is over.' });
    await save(january, 'risks', [first, risk(2)]);
    await approve(january);
    const february = await opened(1);
    await approve(february);
    const march = await opened(2);
    const carried = await writtenRisks(march);
    expect(await save(march, 'risks', [...carried, risk(1)])).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Number 1 belongs to another entry') as unknown },
    });
    expect(await save(march, 'risks', [...carried, risk(3)])).toMatchObject({ status: 200 });
    // The same entry may come back under its number.
    expect(
      await save(march, 'risks', [...carried, { ...first, status: 'open', closedReason: null }]),
    ).toMatchObject({
      status: 200,
    });
    await council.newProgramme(['risks']);
    expect(await save(await opened(0), 'risks', [risk(1)])).toMatchObject({ status: 200 });
  });

  it('is kept in each register of concerns too', async () => {
    await council.newProgramme(['concerns']);
    const january = await opened(0);
    await save(january, 'concerns', [concern(1, { status: 'closed', closedReason: 'It is over.' })]);
    await approve(january);
    const february = await opened(1);
    expect(await save(february, 'concerns', [concern(1)])).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Reference 1 belongs to another entry') as unknown },
    });
    expect(await save(february, 'concerns', [concern(2)])).toMatchObject({ status: 200 });
  });
});

it('concerns take in the register before with its history, and keep their own', async () => {
  await council.newProgramme(['concerns']);
  const january = await opened(0);
  const february = await opened(1);
  const mine = concern(1, { title: 'Mine' });
  expect(await save(february, 'concerns', [mine])).toMatchObject({ status: 200 });
  const [kept, over] = [concern(1), concern(3)];
  await save(january, 'concerns', [kept, over]);
  await approve(january);
  const entries = await concerns(february);
  expect(
    entries.map(({ reference, title, derived, history }) => [
      reference,
      title,
      derived.isNew,
      history.length,
    ]),
  ).toEqual([
    [4, 'Mine', true, 1],
    [1, 'Concern 1', false, 1],
    [3, 'Concern 3', false, 1],
  ]);
  const later = { words: 'June 2020', on: '2020-06-30', every: null };
  const written = entries.map(({ history: _, derived: __, ...one }) =>
    one.id === kept.id ? { ...one, due: later } : one,
  );
  expect(await save(february, 'concerns', written)).toMatchObject({ status: 200 });
  expect(await save(february, 'concerns', written.slice(0, 2))).toMatchObject({ status: 409 });

  await council.act('reviewer', january, 'reopen', { comment: 'Wrong.' });
  await save(january, 'concerns', [kept, { ...over, status: 'closed', closedReason: 'It is over.' }]);
  await approve(january);
  const now = await concerns(february);
  expect(now.map(({ reference }) => reference)).toEqual([4, 1]);
  expect(now[1]).toMatchObject({
    due: later,
    derived: { slipped: { from: '2020-03-31', to: '2020-06-30' } },
  });
  expect(now[1]?.history.map(({ note }) => note.slice(0, 11))).toEqual(['Raised, due', 'Due changed']);
  await approve(february);
});

it('measures list what was restated against the part before, also when they were opened before it was approved', async () => {
  await figures.freshProgramme();
  const group = await figures.group();
  const id = await figures.measure(group);
  const january = await figures.period(0, group);
  const february = await figures.period(1, group);
  const of = (value: number, more: object = {}) => ({ measureId: id, period: '2020-01', value, ...more });
  await figures.recorded(of(70, { state: 'validated' }));
  await figures.save(january, { commentary: 'It is better.' });
  await figures.approve(january);
  expect((await figures.read(february)).restatements).toEqual([]);
  expect((await figures.read(february)).commentary).toBe('It is better.');
  await figures.recorded(of(72, { reason: 'Counted twice.' }));
  expect((await figures.read(february)).restatements).toMatchObject([
    { measureId: id, before: { value: 70 }, after: { value: 72 }, reason: 'Counted twice.' },
  ]);
});

it('a period in which nobody has written is cancelled with all that was carried into it; another one stays', async () => {
  await council.newProgramme([
    ...['theme', 'risks', 'concerns', 'developments'],
    ...['budget', 'workforce', 'measures'],
  ]);
  figures = new Figures(council);
  const group = await figures.group();
  // Whoever recorded it is an author of the part that prints it, and has written nothing there.
  const measureId = await figures.measure(group);
  await figures.recorded({ measureId, span: 'month', period: '2019-12', value: 71, state: 'validated' });
  const januaryId = (await council.openPeriod(0)).id;
  const partOf = async (periodId: string, section: string) => {
    const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${periodId}`);
    return `/api/v1/contributions/${String(list.body.items?.find((one) => one['section'] === section)?.['id'])}`;
  };
  for (const [kind, entries] of [
    ['risks', [risk(1)]],
    ['concerns', [concern(1)]],
  ] as const) {
    const part = await partOf(januaryId, kind);
    expect(await save(part, kind, entries)).toMatchObject({ status: 200 });
    await approve(part);
  }
  const count = async (table: string): Promise<number> =>
    (await council.test.sql<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0;
  const tables = [
    'envelope',
    'risk_entry',
    'concern_entry',
    'concern_history',
    'theme_content',
    'measures_content',
    'envelope_author',
  ];
  const before = await Promise.all(tables.map(count));
  const opened = await council.openPeriod(1);
  const february = `/api/v1/periods/${opened.id}`;
  expect((await risks(await partOf(opened.id, 'risks'))).length).toBe(1);
  // Not even the owner of the tables deletes what somebody approved, or what is carried forward in a period that stays.
  await expect(council.test.sql(`delete from envelope where period_id = $1`, [januaryId])).rejects.toThrow();
  await expect(council.test.sql(`delete from concern_history where not own`)).rejects.toThrow(
    'History can only be added to.',
  );

  const cancel = async (name: 'owner' | 'reviewer' | 'reviewerElsewhere', url: string) => {
    const { etag } = await council.as('reviewer').send('GET', url);
    return council.as(name).send('DELETE', url, { ifMatch: etag });
  };
  expect(await cancel('owner', february)).toMatchObject({ status: 403 });
  expect(await cancel('reviewerElsewhere', february)).toMatchObject({ status: 404 });
  expect(await council.as('reviewer').send('DELETE', february, { ifMatch: '"v9"' })).toMatchObject({
    status: 412,
  });
  expect(await cancel('reviewer', `/api/v1/periods/${januaryId}`)).toMatchObject({
    status: 409,
    body: { code: 'not-empty', detail: 'January 2020 cannot be cancelled. Somebody has written in 2 parts.' },
  });
  await expect(council.test.sql(`select period_cancel($1)`, [januaryId])).rejects.toThrow(
    'nobody has written',
  );
  expect(await cancel('reviewer', february)).toMatchObject({ status: 204 });
  expect(await council.as('reviewer').send('GET', february)).toMatchObject({ status: 404 });
  expect(await Promise.all(tables.map(count))).toEqual(before);
  expect(
    await council.test.sql(
      `select detail ->> 'label' as label from audit_event where action = 'period.cancelled'`,
    ),
  ).toEqual([{ label: 'February 2020' }]);
  // Its days are free again.
  expect((await council.openPeriod(1)).id).not.toBe(opened.id);
}, 60_000);
