import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConcernKind, ConcernsContent, ConcernsDocument } from '../../../src/concerns/index.js';
import type { ReportSnapshot } from '../../../src/snapshot/index.js';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';

type Entry = ConcernsDocument['entries'][number];

let council: CouncilHarness;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['concerns', 'developments']);
  council.test.clock.hold(NOW);
});
afterAll(() => council.close());

/** While January is written. */
const NOW = '2020-02-03T10:00:00Z';
const TODAY = '2020-02-03';
const entry = (changes: Partial<Entry> = {}): Entry => ({
  id: randomUUID(),
  reference: 1,
  title: 'Sufficiency',
  description: 'Too many children live far from home.',
  ownerIds: [council.people.owner.id],
  due: { words: 'Cabinet, March 2020', on: '2020-03-31', every: null },
  status: 'open',
  closedReason: null,
  links: { riskIds: [], measureIds: [], actionIds: [] },
  ...changes,
});

const addressOf = async (periodId: string, kind: ConcernKind): Promise<string> => {
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${periodId}`);
  const found = list.body.items?.find(({ section }) => section === kind);
  return `/api/v1/contributions/${String(found?.['id'])}`;
};
const read = async (url: string, kind: ConcernKind = 'concerns'): Promise<ConcernsContent> => {
  const answer = await council.as('owner').send('GET', `${url}/${kind}`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as unknown as ConcernsContent;
};
const save = async (
  url: string,
  entries: unknown[],
  kind: ConcernKind = 'concerns',
  name: StaffName = 'owner',
) => {
  const { etag } = await council.as(name).send('GET', `${url}/${kind}`);
  return council.as(name).send('PUT', `${url}/${kind}`, { body: { entries }, ifMatch: etag });
};
const approve = async (url: string): Promise<void> => {
  expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('reviewer', url, 'approve')).toMatchObject({ status: 200 });
};
/** What a client sends back of what it read. */
const document = ({ entries }: ConcernsContent): Entry[] =>
  entries.map(({ history: _, derived: __, ...rest }) => rest);

describe('a register', () => {
  let url: string;
  let periodId: string;

  beforeEach(async () => {
    // Every test works in a programme of its own, so that its January is the first.
    const [programme] = await council.test.sql<{ id: string }>(
      `insert into programme (code, name, council, sections) values (substr(md5(random()::text), 1, 8), 'Programme', 'Sample Council', '{concerns,developments}') returning id`,
    );
    for (const name of ['owner', 'reviewer', 'sro', 'reader'] as const)
      await council.test.sql(
        `insert into assignment (user_id, role_id, programme_id, granted_at) select $1, id, $3, now() from role where key = $2`,
        [council.people[name].id, name, programme?.id],
      );
    Object.assign(council, { programmeId: programme?.id });
    periodId = (await council.openPeriod(0)).id;
    url = await addressOf(periodId, 'concerns');
  });

  it('starts empty, keeps what is saved, and gives it back with what the product adds', async () => {
    expect(await read(url)).toEqual({ entries: [] });
    const links = { riskIds: [randomUUID(), randomUUID()], measureIds: [randomUUID()], actionIds: [] };
    const first = entry({
      ownerIds: [council.people.sro.id, council.people.owner.id],
      due: { words: '6 weekly to the Improvement Board', on: null, every: { count: 6, unit: 'week' } },
      links,
    });
    const second = entry({ reference: 7 });
    expect(await save(url, [first, second])).toMatchObject({ status: 200, body: { version: 2 } });
    const raised = (note: string) => [{ on: TODAY, status: 'open', note }];
    expect(await read(url)).toEqual({
      entries: [
        {
          ...first,
          history: raised('Raised, due “6 weekly to the Improvement Board”.'),
          derived: { slipped: null, isNew: false },
        },
        {
          ...second,
          history: raised('Raised, due “Cabinet, March 2020” (31 March 2020).'),
          derived: { slipped: null, isNew: false },
        },
      ],
    });
    // In another order, one without the other.
    expect(await save(url, [second])).toMatchObject({ status: 200 });
    expect((await read(url)).entries.map(({ reference }) => reference)).toEqual([7]);
  });

  it('that is loaded years later has the day that it tells of', async () => {
    council.test.clock.hold('2026-06-30T23:30:00Z');
    try {
      await save(url, [entry()]);
      expect((await read(url)).entries[0]?.history).toMatchObject([{ on: '2020-01-27' }]);
    } finally {
      council.test.clock.hold(NOW);
    }
  });

  it('is one of two, each with its own text', async () => {
    const other = await addressOf(periodId, 'developments');
    expect(other).not.toBe(url);
    await save(other, [entry({ title: 'Early help' })], 'developments');
    expect((await read(other, 'developments')).entries).toHaveLength(1);
    expect((await read(url)).entries).toHaveLength(0);
    expect(await council.as('owner').send('GET', `${other}/concerns`)).toMatchObject({ status: 404 });
    expect(
      await council.as('owner').send('PUT', `${other}/concerns`, { body: { entries: [] }, ifMatch: '"v2"' }),
    ).toMatchObject({ status: 404 });
  });

  it('refuses what does not fit, each with its place', async () => {
    const refused = async (changes: Record<string, unknown>) => {
      const answer = await save(url, [{ ...entry(), ...changes }]);
      return [answer.status, (answer.body['errors'] as { path: string }[]).map(({ path }) => path)];
    };
    expect(await refused({ ownerIds: [] })).toEqual([422, ['entries[0].ownerIds']]);
    expect(await refused({ ownerIds: [randomUUID()] })).toEqual([422, ['entries[0].ownerIds[0]']]);
    expect(await refused({ ownerIds: [council.people.reviewerElsewhere.id] })).toEqual([
      422,
      ['entries[0].ownerIds[0]'],
    ]);
    expect(await refused({ due: { words: 'x', on: '2020-02-30', every: null } })).toEqual([
      422,
      ['entries[0].due.on'],
    ]);
    expect((await refused({ history: [] }))[0]).toBe(422);
    expect((await read(url)).entries).toEqual([]);
  });

  it('waits for words and reasons before it can be submitted; a draft does not', async () => {
    const draft = [
      entry({ due: { words: '', on: '2020-03-31', every: null } }),
      entry({ reference: 2, status: 'closed' }),
    ];
    expect(await save(url, draft)).toMatchObject({ status: 200 });
    expect(await council.act('owner', url, 'submit')).toMatchObject({
      status: 409,
      body: {
        code: 'incomplete',
        errors: [{ path: 'entries[0].due.words' }, { path: 'entries[1].closedReason' }],
      },
    });
  });

  it('carries forward what is open, with its history, and says what is new, closed or late', async () => {
    const [stays, goes] = [entry(), entry({ reference: 2, title: 'Exploitation' })];
    const closed = entry({ reference: 3, status: 'closed', closedReason: 'The board agreed.' });
    await save(url, [stays, goes, closed]);
    await approve(url);

    const february = await addressOf((await council.openPeriod(1)).id, 'concerns');
    const carried = await read(february);
    expect(carried.entries.map(({ reference }) => reference)).toEqual([1, 2]);
    expect(document(carried)).toEqual([stays, goes]);
    expect(carried.entries[0]).toMatchObject({
      history: [{ note: 'Raised, due “Cabinet, March 2020” (31 March 2020).' }],
      derived: { slipped: null, isNew: false },
    });

    const later = { words: 'Cabinet, April 2020', on: '2020-04-30', every: null };
    const fresh = entry({ reference: 4, title: 'Quality assurance' });
    await save(february, [
      { ...stays, due: later },
      { ...goes, status: 'closed', closedReason: 'All processes are reviewed.' },
      fresh,
    ]);
    const changed = await read(february);
    expect(changed.entries.map(({ derived }) => derived)).toEqual([
      { slipped: { from: '2020-03-31', to: '2020-04-30' }, isNew: false },
      { slipped: null, isNew: false },
      { slipped: null, isNew: true },
    ]);
    expect(changed.entries.map(({ history }) => history.slice(-1))).toEqual([
      [
        {
          on: TODAY,
          status: 'open',
          note: 'Due changed from “Cabinet, March 2020” (31 March 2020) to “Cabinet, April 2020” (30 April 2020).',
        },
      ],
      [{ on: TODAY, status: 'closed', note: 'Closed: All processes are reviewed.' }],
      [{ on: TODAY, status: 'open', note: 'Raised, due “Cabinet, March 2020” (31 March 2020).' }],
    ]);
    expect(changed.entries.map(({ history }) => history.length)).toEqual([2, 2, 1]);
    await approve(february);

    // What was closed in February's report is in it, and not in March's.
    const march = await read(await addressOf((await council.openPeriod(2)).id, 'concerns'));
    expect(march.entries.map(({ reference }) => reference)).toEqual([1, 4]);
    expect(march.entries[0]).toMatchObject({ due: later, derived: { slipped: null, isNew: false } });
    expect(march.entries[0]?.history).toEqual(changed.entries[0]?.history);
  });

  it('keeps no trace of a draft that changed its mind', async () => {
    const one = entry();
    await save(url, [one]);
    await approve(url);
    const february = await addressOf((await council.openPeriod(1)).id, 'concerns');
    const before = await read(february);
    await save(february, [{ ...one, due: { words: 'Never', on: null, every: null } }]);
    expect((await read(february)).entries[0]?.history).toHaveLength(2);
    await save(february, [{ ...one, status: 'closed', closedReason: 'A slip of the hand.' }]);
    expect((await read(february)).entries[0]?.history).toHaveLength(2);
    await save(february, [one]);
    expect(await read(february)).toEqual(before);
  });

  it('does not let go of what was open in an approved report, nor of its reference', async () => {
    const one = entry();
    await save(url, [one]);
    await approve(url);
    const february = await addressOf((await council.openPeriod(1)).id, 'concerns');
    for (const entries of [[], [{ ...one, reference: 9 }]])
      expect(await save(february, entries)).toMatchObject({ status: 409, body: { code: 'refused' } });
    expect(document(await read(february))).toEqual([one]);
  });

  it('cannot be changed once approved, not even by the application’s own login', async () => {
    const one = entry();
    await save(url, [one]);
    await approve(url);
    expect(await save(url, [])).toMatchObject({ status: 409 });
    const id = url.split('/').at(-1);
    for (const table of ['concern_entry', 'concern_owner', 'concern_history'])
      await expect(council.test.sql(`delete from ${table} where contribution_id = $1`, [id])).rejects.toThrow(
        'only be changed while it is a draft',
      );
  });

  it('is sealed with its owners’ names, the same for ever', async () => {
    await save(url, [entry({ ownerIds: [council.people.sro.id, council.people.owner.id] })]);
    await approve(url);
    const report = await council.startReport(periodId, 'The developments are late.');
    const sealed = await council.sealReport(report);
    expect(sealed).toMatchObject({ status: 200 });
    const answer = await council
      .as('sro')
      .send('GET', `/api/v1/versions/${String(sealed.body['versionId'])}/snapshot`);
    const { sections } = answer.body as unknown as ReportSnapshot;
    expect(sections.map(({ kind }) => kind)).toEqual(['concerns', 'developments']);
    expect(sections[0]?.content).toMatchObject({
      entries: [{ owners: [{ name: 'sro' }, { name: 'owner' }] }],
    });
    expect(sections[1]).toMatchObject({ content: null, subject: { title: 'Medium-term developments' } });
  });
});
