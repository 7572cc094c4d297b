import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RisksContent, RisksDocument } from '../../../src/risks/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open({}, ['risks']);
});
afterAll(() => council.close());
beforeEach(() => council.newProgramme(['risks']));

const none = { probability: null, impact: null };
type Entry = RisksDocument['entries'][number];

function entry(number: number, changes: Partial<Entry> = {}): Entry {
  return {
    id: randomUUID(),
    number,
    kind: 'risk',
    cause: null,
    event: `event ${number} happens`,
    consequence: 'children may come to harm',
    mitigation: 'It is watched.',
    response: 'reduce',
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
  };
}

async function register(periodId: string): Promise<string> {
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${periodId}`);
  return String(list.body.items?.[0]?.['id']);
}

async function save(name: StaffName, id: string, entries: Entry[]): Promise<Answer> {
  const url = `/api/v1/contributions/${id}/risks`;
  const { etag } = await council.as(name).send('GET', url);
  return council.as(name).send('PUT', url, { body: { entries }, ifMatch: etag });
}

async function read(id: string): Promise<RisksContent> {
  const answer = await council.as('owner').send('GET', `/api/v1/contributions/${id}/risks`);
  expect(answer.status).toBe(200);
  return answer.body as unknown as RisksContent;
}

async function approve(id: string): Promise<void> {
  const url = `/api/v1/contributions/${id}`;
  expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('reviewer', url, 'approve')).toMatchObject({ status: 200 });
}

const plain = ({ entries }: RisksContent): Entry[] => entries.map(({ derived: _, ...one }) => one);

it('a register through three months', async () => {
  const programme = `/api/v1/programmes/${council.programmeId}`;
  let january = '';
  let february = '';
  let march = '';

  await step('is saved and read as it was written, with scores from the matrix', async () => {
    january = await register((await council.openPeriod(0)).id);
    const entries = [
      entry(1, { current: { probability: 5, impact: 5 } }),
      entry(2, { current: { probability: 4, impact: null } }),
      entry(3),
    ];
    expect(await save('owner', january, entries)).toMatchObject({ status: 200 });
    const found = await read(january);
    expect(plain(found)).toEqual(entries);
    expect(
      found.entries.map(({ derived }) => [
        derived.scores.current?.score ?? null,
        derived.scores.current?.band,
        derived.movement,
      ]),
    ).toEqual([
      [25, 'very-high', null],
      [null, undefined, null],
      [12, 'high', null],
    ]);
    await approve(january);
  });

  await step('carries forward what is open, and says how it moved', async () => {
    february = await register((await council.openPeriod(1)).id);
    const [one, two, three] = plain(await read(february));
    expect(
      await save('owner', february, [
        { ...one!, current: { probability: 4, impact: 5 } },
        { ...two!, kind: 'issue', current: none, severity: 'high' },
        { ...three!, status: 'closed', closedReason: 'The partner has joined.' },
        entry(4),
      ]),
    ).toMatchObject({ status: 200 });
    const { entries } = await read(february);
    expect(
      entries.map(({ number, kind, derived }) => [
        number,
        kind,
        derived.movement,
        derived.previous?.score ?? null,
      ]),
    ).toEqual([
      [1, 'risk', 'down', 25],
      [2, 'issue', 'converted', null],
      [3, 'risk', 'closed', 12],
      [4, 'risk', 'new', null],
    ]);
    await approve(february);
  });

  await step('keeps what is closed in the month in which it was closed, and no longer', async () => {
    march = await register((await council.openPeriod(2)).id);
    expect((await read(march)).entries.map(({ number, derived }) => [number, derived.movement])).toEqual([
      [1, 'same'],
      [2, 'same'],
      [4, 'same'],
    ]);
    expect((await read(february)).entries).toHaveLength(4);
  });

  const changes: [string, (entries: Entry[]) => Entry[]][] = [
    ['leaves none out', (entries) => entries.slice(1)],
    ['renumbers none', ([first, ...rest]) => [{ ...first!, number: 77 }, ...rest]],
  ];
  for (const [what, change] of changes)
    await step(`${what} that stood open in an approved register`, async () => {
      const before = await read(march);
      expect(await save('owner', march, change(plain(before)))).toMatchObject({ status: 409 });
      expect(await read(march)).toEqual(before);
    });

  await step('can be followed by number', async () => {
    const { body } = await council.as('owner').send('GET', `${programme}/risks/1/history`);
    expect(body.items).toMatchObject([
      { period: 'January 2020', score: 25, status: 'open' },
      { period: 'February 2020', score: 20 },
    ]);
    const url = `${programme}/risks/1/history`;
    const first = await council.as('owner').send('GET', `${url}?limit=1`);
    expect(first.body.items).toMatchObject([{ period: 'January 2020' }]);
    const cursor = String(first.body['nextCursor']);
    const second = await council.as('owner').send('GET', `${url}?limit=1&cursor=${cursor}`);
    expect(second.body).toMatchObject({ items: [{ period: 'February 2020' }], nextCursor: null });
    expect((await council.as('owner').send('GET', `${url}?cursor=nonsense`)).status).toBe(400);
    expect((await council.as('owner').send('GET', `${programme}/risks/99/history`)).status).toBe(404);
    expect((await council.as('reviewerElsewhere').send('GET', `${programme}/risks/1/history`)).status).toBe(
      404,
    );
  });

  await step('keeps its scores when the council chooses another matrix', async () => {
    const approved = await council.test.sql<{ sha: string }>(
      `select approved_sha256 as sha from envelope where id = $1`,
      [february],
    );
    const before = await read(february);
    const matrices = await council.as('admin').send('GET', '/api/v1/risk-matrices');
    const { id: _, ...standard } = matrices.body.items?.[0] as { id: string; cells: { score: number }[] };
    const heavier = {
      ...standard,
      name: 'Ten times heavier',
      cells: standard.cells.map((cell) => ({ ...cell, score: cell.score * 10 })),
    };
    expect(
      (await council.as('reviewer').send('POST', '/api/v1/risk-matrices', { body: heavier })).status,
    ).toBe(403);
    const made = await council.as('admin').send('POST', '/api/v1/risk-matrices', { body: heavier });
    expect(made).toMatchObject({ status: 201 });
    expect((await council.as('admin').send('POST', '/api/v1/risk-matrices', { body: heavier })).status).toBe(
      409,
    );
    const setting = await council.as('admin').send('GET', `${programme}/risk-matrix`);
    const choose = (ifMatch: string | undefined) =>
      council
        .as('admin')
        .send('PUT', `${programme}/risk-matrix`, { body: { matrixId: made.body['id'] }, ifMatch });
    expect(await choose(setting.etag)).toMatchObject({ status: 200, body: { matrixId: made.body['id'] } });
    expect((await choose(setting.etag)).status).toBe(412);

    expect(await read(february)).toEqual(before);
    expect(approved[0]?.sha).toMatch(/^[0-9a-f]{64}$/);
    await approve(march);
    const april = await register((await council.openPeriod(3)).id);
    expect((await read(april)).entries[0]?.derived).toMatchObject({
      scores: { current: { score: 200 } },
      movement: 'same',
      previous: { probability: 4, impact: 5, score: 200 },
    });
  });

  await step('refuses a matrix in which worse scores lower, and says where', async () => {
    const matrices = await council.as('admin').send('GET', '/api/v1/risk-matrices');
    const { id: _, ...standard } = matrices.body.items?.[0] as { id: string; cells: { score: number }[] };
    const cells = standard.cells.map((cell, index) => (index === 24 ? { ...cell, score: 1 } : cell));
    const answer = await council
      .as('admin')
      .send('POST', '/api/v1/risk-matrices', { body: { ...standard, name: 'Upside down', cells } });
    expect(answer).toMatchObject({ status: 422 });
    expect(JSON.stringify(answer.body)).toContain('score or rank lower');
  });
}, 180_000);

describe('a draft', () => {
  it('is locked once submitted, and refuses a stale tab, an unknown owner and a half-written entry', async () => {
    const id = await register((await council.openPeriod(0)).id);
    const url = `/api/v1/contributions/${id}/risks`;
    const put = (entries: unknown[], ifMatch: string | undefined) =>
      council.as('owner').send('PUT', url, { body: { entries }, ifMatch });
    const { etag } = await council.as('owner').send('GET', url);
    expect(await put([entry(1), entry(2, { ownerId: randomUUID() })], etag)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'entries[1].ownerId' }] },
    });
    expect((await put([{ ...entry(1), event: '' }], etag)).status).toBe(422);
    const saved = await put([entry(1)], etag);
    expect(saved.status).toBe(200);
    expect((await put([entry(1)], etag)).status).toBe(412);
    await council.act('owner', url.replace('/risks', ''), 'submit');
    const now = await council.as('owner').send('GET', url);
    expect((await put([entry(1)], now.etag)).status).toBe(409);
  });
});

describe('the acceptance of a risk', () => {
  let id: string;
  let periodId: string;
  const acceptance = (approver: StaffName, until = '2099-12-31') => ({
    approverId: council.people[approver].id,
    on: '2020-01-10',
    until,
    reason: 'It is rare.',
  });
  const accepted = (approver: StaffName, until?: string): Partial<Entry> => ({
    response: 'accept',
    ownerId: council.people.owner.id,
    acceptance: acceptance(approver, until),
  });
  const accept = async (name: StaffName, entryId: string, changes: object = {}) => {
    const { etag } = await council.as(name).send('GET', `/api/v1/contributions/${id}/risks`);
    return council.as(name).send('POST', `/api/v1/contributions/${id}/risks/${entryId}/acceptance`, {
      body: { until: '2099-12-31', reason: 'It is rare.', ...changes },
      ifMatch: etag,
    });
  };

  beforeEach(async () => {
    periodId = (await council.openPeriod(0)).id;
    id = await register(periodId);
  });

  it('is given by the person themselves: no register that is saved brings one, or changes its words', async () => {
    const one = entry(1, { response: 'accept', ownerId: council.people.owner.id });
    for (const approver of ['sro', 'reviewer', 'analyst', 'owner2'] as const)
      expect(await save('owner', id, [one, entry(2, accepted(approver))])).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'entries[1].acceptance' }] },
      });
    expect(await save('owner', id, [one])).toMatchObject({ status: 200 });
    expect(await accept('sro', one.id)).toMatchObject({ status: 200 });
    const stored = { ...one, acceptance: (await read(id)).entries[0]?.acceptance ?? null };
    // Who has left since had accepted it all the same.
    await council.test.sql(
      `update assignment set ends_on = '2020-01-31' where programme_id = $1 and user_id = $2`,
      [council.programmeId, council.people.sro.id],
    );
    expect(await save('owner', id, [{ ...stored, nextAction: 'Watch it.' }])).toMatchObject({ status: 200 });
    for (const changes of [
      { reason: 'It costs nothing.' },
      { until: '2099-12-30' },
      { approverId: council.people.reviewer.id },
    ])
      expect(
        await save('owner', id, [{ ...stored, acceptance: { ...stored.acceptance, ...changes } as never }]),
      ).toMatchObject({ status: 422, body: { errors: [{ path: 'entries[0].acceptance' }] } });
    // Nor can it be moved to another risk.
    expect(
      await save('owner', id, [one, entry(2, { ...stored, id: randomUUID(), number: 2 })]),
    ).toMatchObject({
      status: 422,
    });
    expect(await save('owner', id, [one])).toMatchObject({ status: 200 });
  });

  it('has to be decided again once it has ended by the report’s date', async () => {
    const url = `/api/v1/contributions/${id}`;
    const one = entry(2, { response: 'accept', ownerId: council.people.owner.id });
    const closed = entry(3, { response: 'accept', ownerId: council.people.owner.id });
    expect(await save('owner', id, [entry(1), one, closed])).toMatchObject({ status: 200 });
    for (const entryId of [one.id, closed.id])
      expect(await accept('sro', entryId)).toMatchObject({ status: 200 });
    const endsOn = (day: string) =>
      council.test.sql(
        `update risk_entry set accepted_on = '2020-01-10', accepted_until = $2 where contribution_id = $1`,
        [id, day],
      );
    await endsOn('2020-01-26');
    const [first, second, third] = (await read(id)).entries.map(({ derived: _, ...written }) => written);
    const over = { ...third, status: 'closed', closedReason: 'It is over.' };
    expect(await save('owner', id, [first, second, over] as never)).toMatchObject({ status: 200 });
    expect(await council.act('owner', url, 'submit')).toMatchObject({
      status: 409,
      body: {
        errors: [
          {
            path: 'entries[1].acceptance.until',
            message: expect.stringContaining('ended on 26 January 2020, before 27 January 2020') as unknown,
          },
        ],
      },
    });
    await endsOn('2020-01-27');
    expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
  });

  it('can be given by the approver themselves, who then does not approve the register', async () => {
    const one = entry(1, { response: 'accept', ownerId: council.people.owner.id });
    const mine = entry(2, { response: 'accept', ownerId: council.people.reviewer.id });
    const other = entry(3);
    await save('owner', id, [one, mine, other]);
    expect(await accept('owner', one.id)).toMatchObject({ status: 403 });
    expect(await accept('reviewer', mine.id)).toMatchObject({
      status: 403,
      body: { code: 'separation-of-duties' },
    });
    expect(await accept('reviewer', other.id)).toMatchObject({ status: 409 });
    expect(await accept('reviewer', randomUUID())).toMatchObject({ status: 404 });
    expect(await accept('reviewer', one.id, { until: '2020-01-01' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'until' }] },
    });
    expect(await accept('reviewer', one.id)).toMatchObject({ status: 200, body: { version: 3 } });
    expect((await read(id)).entries[0]?.acceptance).toMatchObject({
      approverId: council.people.reviewer.id,
      until: '2099-12-31',
      reason: 'It is rare.',
    });
    const url = `/api/v1/contributions/${id}/risks/${one.id}/acceptance`;
    const again = { body: { until: '2099-12-31', reason: 'Again.' }, ifMatch: '"v2"' };
    expect((await council.as('reviewer').send('POST', url, again)).status).toBe(412);
    const events = await council.test.sql<{ detail: object }>(
      `select detail from audit_event where action = 'risk.accepted' and subject_id = $1`,
      [id],
    );
    expect(events).toMatchObject([{ detail: { number: 1, until: '2099-12-31' } }]);
    await council.act('owner', `/api/v1/contributions/${id}`, 'submit');
    expect(await accept('reviewer', one.id)).toMatchObject({ status: 409 });
    expect(await council.act('reviewer', `/api/v1/contributions/${id}`, 'approve')).toMatchObject({
      status: 403,
    });
    expect(await council.act('sro', `/api/v1/contributions/${id}`, 'approve')).toMatchObject({ status: 200 });
  });
});
