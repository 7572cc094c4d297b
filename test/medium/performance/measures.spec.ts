import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReportSnapshot } from '../../../src/snapshot/index.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { DEFINITION, Figures } from './figures.js';

let council: CouncilHarness;
let figures: Figures;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['measures']);
  figures = new Figures(council);
});
afterAll(() => council.close());
beforeEach(() => figures.freshProgramme());

const of = (measureId: string, period: string, said: object) => ({ measureId, period, ...said });

describe('the dictionary', () => {
  it('keeps every version of a definition; only the newest can be changed', async () => {
    const group = await figures.group();
    const id = await figures.measure(group);
    const url = `/api/v1/measures/${id}`;
    expect(await figures.redefine(id, group, { title: 'Assessments on time' }, '"v1"')).toMatchObject({
      status: 200,
      body: { version: 2, definition: { title: 'Assessments on time' } },
    });
    expect(await figures.redefine(id, group, { title: 'Too late' }, '"v1"')).toMatchObject({ status: 412 });
    const history = await council.as('sro').send('GET', `${url}/definitions`);
    expect(history.body.items).toMatchObject([
      { version: 2, definition: { title: 'Assessments on time' }, recordedBy: { name: 'analyst' } },
      { version: 1, definition: DEFINITION },
    ]);
    expect(
      (await council.as('owner').send('GET', `/api/v1/programmes/${council.programmeId}/measures`)).body
        .items,
    ).toMatchObject([{ id, version: 2, groupId: group }]);
  });

  it.each([
    [
      'an ambition below the floor',
      { target: { minimum: 80, upper: 70, from: null, until: null } },
      'definition.target.upper',
    ],
    ['a target without a better direction', { polarity: 'neutral' }, 'definition.target.minimum'],
    [
      'a floor with more places than a figure has',
      { target: { minimum: 0.30000000000000004, upper: null, from: null, until: null } },
      'definition.target.minimum',
    ],
    ['a dead band that no report could print', { deadBand: 1e-7 }, 'definition.deadBand'],
    ['an owner whom nobody knows', { ownerId: randomUUID() }, 'definition.ownerId'],
  ])('refuses %s', async (_, changes, path) => {
    const group = await figures.group();
    expect(
      await council.as('analyst').send('POST', `/api/v1/programmes/${council.programmeId}/measures`, {
        body: { groupId: group, position: 1, definition: { ...DEFINITION, ...changes } },
      }),
    ).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it('lists page by page in printed order, those that are no longer reported last', async () => {
    const [first, second] = [await figures.group('A'), await figures.group('B')];
    const retired = await figures.measure(null);
    const ids = [
      await figures.measure(first, {}, 2),
      await figures.measure(second, {}, 1),
      await figures.measure(first, {}, 1),
    ];
    const seen: unknown[] = [];
    const url = `/api/v1/programmes/${council.programmeId}/measures?limit=1`;
    for (let next: string | null = url; next !== null;) {
      const { body } = await council.as('owner').send('GET', next);
      seen.push(...(body.items ?? []).map(({ id }) => id));
      next = typeof body['nextCursor'] === 'string' ? `${url}&cursor=${body['nextCursor']}` : null;
    }
    expect(seen).toEqual([ids[2], ids[0], ids[1], retired]);
  });

  it('does not take another programme’s group or theme', async () => {
    const group = await figures.group();
    const [theme] = council.themeIds;
    expect(
      await council.as('analyst').send('PATCH', `/api/v1/measure-groups/${group}`, {
        body: { number: 1, title: null, themeId: theme },
        ifMatch: '"v1"',
      }),
    ).toMatchObject({ status: 422, body: { errors: [{ path: 'themeId' }] } });
    await figures.freshProgramme();
    expect(
      await council.as('analyst').send('POST', `/api/v1/programmes/${council.programmeId}/measures`, {
        body: { groupId: group, position: 1, definition: DEFINITION },
      }),
    ).toMatchObject({ status: 422, body: { errors: [{ path: 'groupId' }] } });
  });
});

describe('readings', () => {
  let group: string;
  let id: string;
  beforeEach(async () => {
    group = await figures.group();
    id = await figures.measure(group);
  });
  const known = async (query = '') =>
    (await council.as('owner').send('GET', `/api/v1/measures/${id}/readings${query}`)).body.items;

  it('know nothing from zero, and take a value or its parts', async () => {
    expect(
      await figures.recorded(
        of(id, '2019-09', { value: 0, state: 'validated' }),
        of(id, '2019-10', { missingReason: 'no_data', state: 'validated' }),
        of(id, '2019-11', { missingReason: 'suppressed' }),
        of(id, '2019-12', { numerator: 7, denominator: 11 }),
        of(id, '2018/19', { span: 'year', value: 81.25, decimals: 2 }),
      ),
    ).toEqual(['new', 'new', 'new', 'new', 'new']);
    expect(await known()).toMatchObject([
      { period: '2019-12', value: 63.6364, numerator: 7, denominator: 11, missingReason: null, decimals: 1 },
      { period: '2019-11', value: null, missingReason: 'suppressed' },
      { period: '2019-10', value: null, missingReason: 'no_data' },
      { period: '2019-09', value: 0, missingReason: null, revisions: 1 },
    ]);
    expect(await known('?span=year')).toMatchObject([{ period: '2018/19', value: 81.25, decimals: 2 }]);
  });

  it('say each problem by its place, and record nothing then', async () => {
    const answer = await figures.record([
      of(id, '2019-12', { value: 1 }),
      of(randomUUID(), '2019-12', { value: 1 }),
      of(id, '2019-12', { value: 2 }),
      of(id, '2099-01', { value: 2 }),
      of(id, '2019-11', { value: 50, numerator: 7, denominator: 11 }),
    ]);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: 'readings[1].measureId' },
          { path: 'readings[2].period' },
          { path: 'readings[3].period' },
          { path: 'readings[4].value', message: '7 of 11 is 63.6364, not 50.' },
        ],
      },
    });
    expect(
      await figures.record([
        of(id, '2019-12', {}),
        of(id, '2019-12', { missingReason: 'no_data', value: 0 }),
        of(id, '2019/20', { value: 1 }),
        of(id, '2019-12', { numerator: 0, denominator: 0 }),
      ]),
    ).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: 'readings[0].value' },
          { path: 'readings[1].missingReason' },
          { path: 'readings[2].period' },
          { path: 'readings[3].denominator' },
        ],
      },
    });
    expect(await known()).toEqual([]);
  });

  it('change freely while provisional, and with a reason once they are relied on', async () => {
    const said = (value: number, more: object = {}) =>
      figures.record([of(id, '2019-12', { value, ...more })]);
    const outcome = (word: string) => ({ status: 200, body: { outcomes: [word] } });
    expect(await said(78)).toMatchObject(outcome('new'));
    expect(await said(78)).toMatchObject(outcome('same'));
    expect(await said(79)).toMatchObject(outcome('changed'));
    expect(await said(79, { state: 'validated' })).toMatchObject(outcome('changed'));
    expect(await said(79)).toMatchObject(outcome('same'));
    expect(await said(80)).toMatchObject({ status: 422, body: { errors: [{ path: 'readings[0].reason' }] } });
    expect(await said(80, { reason: 'A late return.' })).toMatchObject(outcome('restated'));
    const history = await council
      .as('owner')
      .send('GET', `/api/v1/measures/${id}/readings/history?period=2019-12`);
    expect(history.body.items).toMatchObject([
      {
        value: 80,
        state: 'restated',
        reason: 'A late return.',
        revisions: 4,
        recordedBy: { name: 'analyst' },
      },
      { value: 79, state: 'validated', revisions: 3 },
      { value: 79, state: 'provisional', revisions: 2 },
      { value: 78, state: 'provisional', revisions: 1 },
    ]);
  });

  it('come page by page, each as it is known and with how often it was recorded', async () => {
    await figures.recorded(
      of(id, '2019-10', { value: 70 }),
      of(id, '2019-11', { value: 71 }),
      of(id, '2019-12', { value: 72 }),
      of(id, '2018/19', { span: 'year', value: 66 }),
    );
    await figures.recorded(of(id, '2019-11', { value: 75 }));
    await figures.recorded(of(id, '2019-11', { value: 76 }), of(id, '2019-10', { value: 69 }));
    const url = `/api/v1/measures/${id}/readings?limit=2`;
    const { body } = await council.as('owner').send('GET', url);
    expect(body.items).toMatchObject([
      { period: '2019-12', value: 72, revisions: 1 },
      { period: '2019-11', value: 76, revisions: 3 },
    ]);
    const next = await council.as('owner').send('GET', `${url}&cursor=${String(body['nextCursor'])}`);
    expect(next.body).toMatchObject({
      items: [{ period: '2019-10', value: 69, revisions: 2 }],
      nextCursor: null,
    });
  });

  it('are relied on by every approved part that knows and prints them, also by one approved after the next month’s', async () => {
    await figures.recorded(of(id, '2020-01', { value: 72 }));
    const january = await figures.period(0, group);
    await figures.approve(await figures.period(1, group));
    // February’s part does not know these; January’s does, and ends before the second.
    await figures.recorded(of(id, '2019-12', { value: 60 }), of(id, '2020-02', { value: 80 }));
    expect(await figures.recorded(of(id, '2019-12', { value: 61 }))).toEqual(['changed']);
    await figures.approve(january);
    expect(await figures.record([of(id, '2019-12', { value: 62 })])).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'readings[0].reason' }] },
    });
    expect(await figures.recorded(of(id, '2020-02', { value: 81 }))).toEqual(['changed']);
  });

  it('cannot be changed behind the room’s back', async () => {
    await figures.recorded(of(id, '2019-12', { value: 78 }));
    for (const statement of [
      'update reading set value = 1',
      'delete from reading',
      'truncate reading cascade',
    ])
      await expect(council.test.sql(statement)).rejects.toMatchObject({ code: 'HR001' });
  });

  it('come one after the other when two people record the same figure', async () => {
    const answers = await Promise.all(
      [70, 71, 72, 73].map((value) => figures.record([of(id, '2019-12', { value, state: 'validated' })])),
    );
    // One was first; the others then changed a validated figure without a reason.
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    const numbers = await council.test.sql<{ recorded: string }>(
      `select recorded from reading where measure_id = $1`,
      [id],
    );
    expect(numbers).toHaveLength(1);
  });

  it('take five thousand at once, or none of them', async () => {
    const months = Array.from(
      { length: 100 },
      (_, n) => `${2010 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
    );
    const ids = [id];
    for (let n = 2; n <= 50; n += 1) ids.push(await figures.measure(group, {}, n));
    const all = ids.flatMap((measureId) => months.map((period) => of(measureId, period, { value: 1 })));
    const damaged = [...all.slice(0, -1), of(id, '2010-01', { value: 2 })];
    expect(await figures.record(damaged)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'readings[4999].period' }] },
    });
    expect(await known()).toEqual([]);
    const outcomes = (await figures.recorded(...all)) as string[];
    expect(outcomes).toHaveLength(5000);
    expect(new Set(outcomes)).toEqual(new Set(['new']));
    expect(new Set((await figures.recorded(...all)) as string[])).toEqual(new Set(['same']));
    expect(await figures.record([...all, of(id, '2009-01', { value: 1 })])).toMatchObject({ status: 422 });
  });
});

describe('a group’s part of a report', () => {
  let group: string;
  let id: string;
  beforeEach(async () => {
    group = await figures.group();
    id = await figures.measure(group);
  });

  it('follows the readings while it is a draft, and a stale page is told', async () => {
    const url = await figures.period(0, group);
    expect((await figures.read(url)).measures[0]).toMatchObject({
      current: null,
      months: Array.from({ length: 6 }, () => ({ missingReason: 'not_collected', value: null })),
    });
    const { etag } = await council.as('owner').send('GET', `${url}/measures`);
    await figures.recorded(
      of(id, '2020-01', { value: 72, asAt: '2020-01-27' }),
      of(id, '2019-12', { value: 70.5 }),
    );
    const content = await figures.read(url);
    expect(content).toMatchObject({
      title: 'Timeliness',
      themeId: null,
      window: ['2019-08', '2019-09', '2019-10', '2019-11', '2019-12', '2020-01'],
      restatements: [],
      measures: [
        {
          id,
          current: { value: 72, month: '2020-01', partMonth: true, state: 'provisional' },
          direction: { performance: 'better', value: 'up', fromMonth: '2019-12', toMonth: '2020-01' },
          rag: { derived: 'AMBER', override: null, printed: 'AMBER' },
        },
      ],
    });
    expect(
      await council.as('owner').send('PUT', `${url}/measures`, {
        body: { commentary: 'Better.', overrides: [] },
        ifMatch: etag,
      }),
    ).toMatchObject({ status: 412 });
    expect(await figures.save(url, { commentary: 'Better.' })).toMatchObject({ status: 200 });
    expect((await figures.read(url)).commentary).toBe('Better.');
    // What it does not print does not disturb it: another month to come, the same figure again, another group's.
    const { etag: now } = await council.as('owner').send('GET', `${url}/measures`);
    const other = await figures.measure(await figures.group('Other'));
    await figures.recorded(of(id, '2020-02', { value: 75 }), of(other, '2020-01', { value: 1 }));
    await figures.recorded(of(id, '2020-01', { value: 72 }));
    expect((await council.as('owner').send('GET', `${url}/measures`)).etag).toBe(now);
  });

  it('that an earlier release stored is read in the current form, and sealed in it once it is approved', async () => {
    const url = await figures.period(0, group);
    const contributionId = url.split('/').at(-1);
    await figures.recorded(of(id, '2020-01', { value: 72 }));
    await council.test.sql(
      `update measures_content set body = replace(body::text, '"missingReason"', '"nothing"')::json where contribution_id = $1`,
      [contributionId],
    );
    const { etag } = await council.as('owner').send('GET', `${url}/measures`);
    expect((await figures.read(url)).measures[0]).toMatchObject({
      months: [{ missingReason: 'not_collected' }, {}, {}, {}, {}, { missingReason: null, value: 72 }],
    });
    // A reading that changes nothing of the draft does not touch it, although its text has another form.
    await figures.recorded(of(id, '2020-02', { value: 75 }));
    expect((await council.as('owner').send('GET', `${url}/measures`)).etag).toBe(etag);

    await figures.approve(url);
    const [stored] = await council.test.sql<{ periodId: string; body: string }>(
      `select e.period_id as "periodId", c.body::text from envelope e join measures_content c on c.contribution_id = e.id where e.id = $1`,
      [contributionId],
    );
    expect(stored?.body).toContain('"nothing"');
    const sealed = await council.sealReport(
      await council.startReport(stored?.periodId ?? '', 'Only one part.'),
    );
    expect(sealed).toMatchObject({ status: 200 });
    const [version] = await council.test.sql<{ snapshot: string }>(
      `select snapshot from report_version where id = $1`,
      [sealed.body['versionId']],
    );
    expect(version?.snapshot).toContain('"missingReason":"not_collected"');
    expect(version?.snapshot).not.toContain('"nothing"');
  });

  it('prints another rating with a reason, of its own measures only', async () => {
    const url = await figures.period(0, group);
    await figures.recorded(of(id, '2020-01', { value: 60 }));
    const override = { measureId: id, rag: 'GREEN', reason: 'Ten children of one family.' };
    expect(await figures.save(url, { overrides: [{ ...override, reason: ' ' }] })).toMatchObject({
      status: 422,
    });
    expect(
      await figures.save(url, { overrides: [override, { ...override, measureId: randomUUID() }] }),
    ).toMatchObject({ status: 422, body: { errors: [{ path: 'overrides[1].measureId' }] } });
    expect(await figures.save(url, { overrides: [override] })).toMatchObject({ status: 200 });
    const { rag } = (await figures.read(url)).measures[0] ?? {};
    expect(rag).toEqual({
      derived: 'RED',
      override: { rag: 'GREEN', reason: override.reason },
      printed: 'GREEN',
    });
    expect(await figures.save(url, {})).toMatchObject({ status: 200 });
    expect((await figures.read(url)).measures[0]?.rag).toEqual({
      derived: 'RED',
      override: null,
      printed: 'RED',
    });
  });

  it('stays as approved whatever is recorded later, and the next part lists what was restated', async () => {
    const baseline = of(id, '2018/19', { span: 'year', value: 66, state: 'validated' });
    await figures.recorded(
      of(id, '2019-12', { value: 70, state: 'validated' }),
      of(id, '2020-01', { value: 72 }),
      baseline,
    );
    const january = await figures.period(0, group);
    await figures.save(january, { commentary: 'As it was.' });
    await figures.approve(january);
    const before = await council.as('owner').send('GET', `${january}/measures`);
    // The provisional figure was printed: from now on it changes only with a reason.
    expect(await figures.record([of(id, '2020-01', { value: 74 })])).toMatchObject({ status: 422 });
    await figures.recorded(
      of(id, '2020-01', { value: 74, reason: 'Late case notes.' }),
      of(id, '2019-12', { value: 71, reason: 'A duplicate was found.' }),
      of(id, '2020-02', { value: 75 }),
      of(id, '2019-11', { value: 69 }),
    );
    await figures.redefine(id, group, { title: 'Renamed' }, '"v1"');
    await council.as('analyst').send('PATCH', `/api/v1/measure-groups/${group}`, {
      body: { number: 9, title: 'Another title' },
      ifMatch: '"v1"',
    });
    const after = await council.as('owner').send('GET', `${january}/measures`);
    expect(after.body).toEqual(before.body);
    expect(after.etag).toBe(before.etag);

    const february = await figures.period(1, group);
    const content = await figures.read(february);
    expect(content).toMatchObject({
      title: 'Another title',
      commentary: 'As it was.',
      measures: [
        {
          definition: { title: 'Renamed' },
          redefined: [{ version: 2, reason: 'A test.' }],
          current: { value: 75 },
          baseline: { value: 66, year: '2018/19' },
        },
      ],
      restatements: [
        {
          period: '2019-12',
          before: { value: 70 },
          after: { value: 71, state: 'restated' },
          reason: 'A duplicate was found.',
        },
        {
          period: '2020-01',
          before: { value: 72, state: 'provisional' },
          after: { value: 74 },
          reason: 'Late case notes.',
        },
      ],
    });
    expect(content.restatements).toHaveLength(2);
    await figures.approve(february);
    expect((await figures.read(await figures.period(2, group))).restatements).toEqual([]);
  });

  it('lists what the table marks as revised: where there was no data, and however long ago it was', async () => {
    await figures.recorded(
      of(id, '2020-01', { missingReason: 'no_data' }),
      of(id, '2019-12', { missingReason: 'not_collected' }),
      of(id, '2016-05', { value: 40, state: 'validated' }),
    );
    await figures.approve(await figures.period(0, group));
    const february = await figures.period(1, group);
    const listed = async () =>
      (await figures.read(february)).restatements.map(({ period, before, after }) => [
        period,
        before.missingReason ?? before.value,
        after.value,
      ]);
    await figures.recorded(of(id, '2019-11', { value: 69 }));
    expect(await listed()).toEqual([]);
    const reason = 'Found in the archive.';
    await figures.recorded(
      of(id, '2020-01', { value: 74, reason }),
      of(id, '2019-12', { value: 71, reason }),
      of(id, '2016-05', { value: 41, reason }),
    );
    expect(await listed()).toEqual([
      ['2016-05', 40, 41],
      ['2019-12', 'not_collected', 71],
      ['2020-01', 'no_data', 74],
    ]);
    const { months, spc } = (await figures.read(february)).measures[0] ?? {};
    expect(months?.filter(({ state }) => state === 'restated')).toHaveLength(2);
    expect(spc).toBeNull();
  });

  it('keeps the list of a measure that moves to another group', async () => {
    await figures.recorded(of(id, '2020-01', { value: 72, state: 'validated' }));
    await figures.approve(await figures.period(0, group));
    const other = await figures.group('Another group');
    await figures.redefine(id, other, {}, '"v1"');
    const february = await figures.period(1, other);
    await figures.recorded(of(id, '2020-01', { value: 74, reason: 'Late case notes.' }));
    expect((await figures.read(february)).restatements).toMatchObject([
      { measureId: id, period: '2020-01', before: { value: 72 }, after: { value: 74 } },
    ]);
    await figures.approve(february);
    expect((await figures.read(await figures.period(2, other))).restatements).toEqual([]);
  });

  it('keeps that list past a month whose part was never approved', async () => {
    await figures.recorded(of(id, '2020-01', { value: 72, state: 'validated' }));
    await figures.approve(await figures.period(0, group));
    await figures.period(1, group);
    const other = await figures.group('Another group');
    await figures.redefine(id, other, {}, '"v1"');
    const march = await figures.period(2, other);
    await figures.recorded(of(id, '2020-01', { value: 74, reason: 'Late case notes.' }));
    expect((await figures.read(march)).restatements).toMatchObject([
      { measureId: id, period: '2020-01', before: { value: 72 }, after: { value: 74 } },
    ]);
  });

  it('seals into a report with what was approved', async () => {
    await figures.recorded(of(id, '2020-01', { value: 72 }));
    await figures.redefine(id, group, { ownerId: council.people.owner.id }, '"v1"');
    const url = await figures.period(0, group);
    await figures.approve(url);
    await figures.recorded(of(id, '2020-01', { value: 74, reason: 'Late case notes.' }));
    const [envelope] = await council.test.sql<{ period: string }>(
      `select period_id as period from envelope where id = $1`,
      [url.split('/').at(-1)],
    );
    const sealed = await council.sealReport(await council.startReport(envelope?.period ?? ''));
    expect(sealed).toMatchObject({ status: 200 });
    const version = await council
      .as('sro')
      .send('GET', `/api/v1/versions/${String(sealed.body['versionId'])}/snapshot`);
    expect((version.body as unknown as ReportSnapshot).sections).toMatchObject([
      {
        kind: 'measures',
        subject: { id: group, title: 'Timeliness' },
        content: {
          measures: [{ current: { value: 72 }, definition: { owner: { name: 'owner' } } }],
        },
      },
    ]);
  });

  it('follows its figures while a correction is made, so that the correction does not seal the error', async () => {
    await figures.recorded(of(id, '2020-01', { value: 74.9, state: 'validated' }));
    const url = await figures.period(0, group);
    await figures.approve(url);
    const { body } = await council.as('reviewer').send('GET', url);
    const report = await council.startReport(String(body['periodId']));
    expect(await council.sealReport(report)).toMatchObject({ status: 200 });

    await step('what was approved does not move while its report is in force', async () => {
      await figures.recorded(of(id, '2020-01', { value: 74.5, reason: 'Case notes came late.' }));
      expect((await figures.read(url)).measures[0]?.current?.value).toBe(74.9);
    });
    const correction = await step('a correction begins, and the part is reopened and follows', async () => {
      const begun = await council.act('reviewer', report, 'corrections', { reason: 'A figure was wrong.' });
      expect(begun).toMatchObject({ status: 201 });
      expect(await council.act('reviewer', url, 'reopen', { comment: 'Correct it.' })).toMatchObject({
        status: 200,
      });
      const { etag } = await council.as('owner').send('GET', `${url}/measures`);
      await figures.recorded(of(id, '2020-01', { value: 73.9, reason: 'Counted twice.' }));
      const read = await council.as('owner').send('GET', `${url}/measures`);
      expect(read).toMatchObject({ status: 200, body: { measures: [{ current: { value: 73.9 } }] } });
      expect(read.etag).not.toBe(etag);
      return `/api/v1/reports/${String(begun.body['id'])}`;
    });
    await step(
      'a part that says something else than what is known is neither submitted nor approved',
      async () => {
        const refused = {
          status: 409,
          body: {
            errors: [
              {
                path: 'measures[0]',
                message:
                  '“Assessments within 45 working days”, January 2020: 73.9% is now 73.7%. Save or return the part: it then takes this in.',
              },
            ],
          },
        };
        // As if somebody had recorded it at the very moment of the reopening.
        await council.test.sql(
          `insert into reading (measure_id, span, period, recorded, value, decimals, as_at, state, reason, recorded_by)
         select measure_id, span, period, recorded + 1, 73.7, 1, as_at, 'restated', 'Once more.', recorded_by
           from reading where measure_id = $1 order by recorded desc limit 1`,
          [id],
        );
        await council.test.sql(`update measure_ledger set recorded = recorded + 1 where programme_id = $1`, [
          council.programmeId,
        ]);
        expect(await council.act('owner', url, 'submit')).toMatchObject(refused);
        expect(await figures.save(url, {})).toMatchObject({ status: 200 });
        expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
        await figures.recorded(of(id, '2020-01', { value: 73.9, reason: 'It was right before.' }));
        const { body: later } = await council.act('reviewer', url, 'approve');
        expect(later).toMatchObject({
          status: 409,
          errors: [{ message: expect.stringContaining('January 2020: 73.7% is now 73.9%.') }],
        });
        expect(await council.act('reviewer', url, 'return', { comment: 'It moved.' })).toMatchObject({
          status: 200,
        });
        await figures.approve(url);
      },
    );
    await step('the correction seals what is known', async () => {
      const sealed = await council.sealReport(correction);
      expect(sealed).toMatchObject({ status: 200 });
      const version = `/api/v1/versions/${String(sealed.body['versionId'])}/snapshot`;
      expect((await council.as('sro').send('GET', version)).body['sections']).toMatchObject([
        { content: { measures: [{ current: { value: 73.9 } }] } },
      ]);
      await council.test.sql(
        `insert into artefact (version_id, edition, format, sha256, size, facts) values ($1, 'public', 'html', repeat('a', 64), 1, '{}')`,
        [sealed.body['versionId']],
      );
      const page = await (await council.browser('reviewer')).get(`/measures/${id}`);
      expect(page.text).toMatch(/73\.9%[^A-Z]*, January 2020 Version 1 said 74\.9%[^A-Z]*, January 2020/);
      // To the very place where it was printed.
      expect(page.html).toMatch(
        new RegExp(`/versions/${String(sealed.body['versionId'])}/files/public\\.html#measures-\\d+"`),
      );
    });
  });

  it('of a sealed report stay relied on while a correction has their part open', async () => {
    const said = (value: number, more: object = {}) =>
      figures.record([of(id, '2020-01', { value, ...more })]);
    await figures.recorded(of(id, '2020-01', { value: 55.1 }));
    const url = await figures.period(0, group);
    await figures.approve(url);
    const { body } = await council.as('reviewer').send('GET', url);
    const report = await council.startReport(String(body['periodId']));
    expect(await council.sealReport(report)).toMatchObject({ status: 200 });
    await council.act('reviewer', report, 'corrections', { reason: 'A figure was wrong.' });
    expect(await council.act('reviewer', url, 'reopen', { comment: 'Correct it.' })).toMatchObject({
      status: 200,
    });
    expect(await said(54.1)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'readings[0].reason' }] },
    });
    expect(await said(54.1, { reason: 'Counted twice.' })).toMatchObject({
      body: { outcomes: ['restated'] },
    });
    // What nobody has sealed may still change.
    await figures.recorded(of(id, '2020-02', { value: 50 }));
    expect(await figures.record([of(id, '2020-02', { value: 51 })])).toMatchObject({
      body: { outcomes: ['changed'] },
    });
  });

  it('follows the as-at day of its period', async () => {
    await figures.recorded(of(id, '2020-01', { value: 72 }));
    const url = await figures.period(0, group);
    expect((await figures.read(url)).measures[0]?.months.at(-1)?.partMonth).toBe(true);
    const { body } = await council.as('reviewer').send('GET', url);
    const period = `/api/v1/periods/${String(body['periodId'])}`;
    const { etag } = await council.as('reviewer').send('GET', period);
    const dates = { draftsDueOn: '2020-02-03', reviewDueOn: '2020-02-04', approvalDueOn: '2020-02-05' };
    expect(
      await council
        .as('reviewer')
        .send('PATCH', period, { body: { asAt: '2020-01-31', ...dates }, ifMatch: etag }),
    ).toMatchObject({ status: 200 });
    expect((await figures.read(url)).measures[0]?.months.at(-1)?.partMonth).toBe(false);
  });

  it('stands as submitted, and takes in what was recorded meanwhile when it comes back', async () => {
    await figures.recorded(of(id, '2020-01', { value: 72 }));
    const url = await figures.period(0, group);
    expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
    await figures.recorded(of(id, '2020-01', { value: 74 }));
    expect((await figures.read(url)).measures[0]?.current?.value).toBe(72);
    expect(await council.act('reviewer', url, 'return', { comment: 'The figure has moved.' })).toMatchObject({
      status: 200,
    });
    expect((await figures.read(url)).measures[0]?.current?.value).toBe(74);
    const authors = await council.test.sql<{ name: string }>(
      `select u.name from envelope_author a join app_user u on u.id = a.user_id where a.envelope_id = $1 and a.act = 'edited'`,
      [url.split('/').at(-1)],
    );
    expect(authors).toEqual([{ name: 'analyst' }]);
    await figures.approve(url);
  });

  it('may not be approved by a person who recorded its figures', async () => {
    const url = await figures.period(0, group);
    expect(await figures.record([of(id, '2020-01', { value: 72 })], 'reviewer')).toMatchObject({
      status: 200,
    });
    expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
    expect(await council.act('reviewer', url, 'approve')).toMatchObject({ status: 403 });
  });

  it('cannot be submitted about nothing, unless the dictionary says why', async () => {
    const url = await figures.period(0, group);
    expect(await council.act('owner', url, 'submit')).toMatchObject({
      status: 409,
      body: { errors: [{ path: 'measures[0]' }] },
    });
    await figures.redefine(id, group, { availabilityNote: 'Calculation to be developed' }, '"v1"');
    expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
    const empty = await figures.period(1, await figures.group('Empty'));
    expect(await council.act('owner', empty, 'submit')).toMatchObject({
      status: 409,
      body: { errors: [{ path: 'measures' }] },
    });
  });

  it('adds counts and pools percentages for the year to date, only when every month is there', async () => {
    const yearToDate = { basis: 'year_to_date', cellBasis: 'in_month' };
    const percent = await figures.measure(group, yearToDate, 2);
    const count = await figures.measure(group, { ...yearToDate, unit: 'count', decimals: 0 }, 3);
    const url = await figures.period(3, group); // April 2020: the year begins with it.
    await figures.recorded(
      of(id, '2020-04', { value: 1 }),
      of(percent, '2020-04', { numerator: 1, denominator: 4 }),
      of(count, '2020-04', { value: 3 }),
    );
    expect((await figures.read(url)).measures).toMatchObject([
      { id },
      { id: percent, current: { value: 25, span: 'year_to_date', computed: true } },
      { id: count, current: { value: 3, span: 'year_to_date', computed: true } },
    ]);
    const march = await figures.period(2, group);
    const months = [
      '2019-04',
      '2019-05',
      '2019-06',
      '2019-07',
      '2019-08',
      '2019-09',
      '2019-10',
      '2019-11',
      '2019-12',
      '2020-01',
      '2020-02',
    ];
    await figures.recorded(
      ...months.flatMap((month, n) => [
        of(percent, month, { numerator: n, denominator: 10 + n }),
        ...(n === 4 ? [] : [of(count, month, { value: n })]),
      ]),
    );
    const [, pooled, gap] = (await figures.read(march)).measures;
    // 0 + … + 10 of 10 + … + 20.
    expect(pooled?.current).toMatchObject({ value: 33.3, numerator: 55, denominator: 165, computed: true });
    expect(gap?.current).toBeNull();
    await figures.recorded(of(count, '2019-08', { value: 0 }));
    expect((await figures.read(march)).measures[2]?.current?.value).toBe(51);
  });

  it('holds the newest benchmark known on the day against the current figure', async () => {
    const url = await figures.period(0, group);
    const add = (changes: object) =>
      council.as('analyst').send('POST', `/api/v1/measures/${id}/benchmarks`, {
        body: {
          area: 'national',
          value: 83.1,
          period: '2018/19',
          periodEndsOn: '2019-03-31',
          source: 'DfE',
          knownOn: '2019-11-21',
          likeForLike: true,
          ...changes,
        },
      });
    await figures.recorded(of(id, '2020-01', { value: 81.4 }));
    for (const changes of [
      { value: 80 },
      {},
      { period: '2019/20', periodEndsOn: '2020-03-31', knownOn: '2020-11-20', value: 85 },
      {
        area: 'neighbours',
        value: null,
        missingReason: 'not_applicable',
        period: null,
        periodEndsOn: null,
        knownOn: null,
      },
    ])
      expect(await add(changes)).toMatchObject({ status: 201 });
    expect((await figures.read(url)).measures[0]?.benchmarks).toMatchObject([
      {
        area: 'national',
        figure: { value: 83.1 },
        period: '2018/19',
        gap: -1.7,
        gapMeaning: 'worse',
        stale: false,
      },
      { area: 'neighbours', figure: { value: null, missingReason: 'not_applicable' }, gap: null },
    ]);
    expect(await add({ value: null })).toMatchObject({ status: 422, body: { errors: [{ path: 'value' }] } });
    const listed = await council.as('owner').send('GET', `/api/v1/measures/${id}/benchmarks`);
    expect(listed.body.items).toHaveLength(4);
  });

  it('keeps this year’s target while next year’s is already known', async () => {
    const url = await figures.period(0, group);
    await figures.recorded(of(id, '2020-01', { value: 72 }));
    const target = { minimum: 90, upper: 95, from: '2020-04-01', until: null };
    expect(await figures.redefine(id, group, { target }, '"v1"')).toMatchObject({ status: 200 });
    expect((await figures.read(url)).measures[0]).toMatchObject({
      definition: { target: { minimum: 70, upper: 80 } },
      rag: { derived: 'AMBER' },
    });
  });

  it('keeps the target of its month in a correction, and is put right from the day on which it was wrong', async () => {
    const first = await figures.period(0, group);
    await figures.recorded(of(id, '2020-01', { value: 72 }));
    const undated = (minimum: number, tolerance: number | null, ifMatch: string) =>
      figures.redefine(
        id,
        group,
        { target: { minimum, upper: null, from: null, until: null }, tolerance },
        ifMatch,
      );
    // Nothing was rated yet, so that a target may be mended as it is.
    expect(await undated(70, null, '"v1"')).toMatchObject({ status: 200 });
    await figures.approve(first);
    const asks = { status: 422, body: { errors: [{ path: 'definition.target.from' }] } };
    expect(await undated(75, null, '"v2"')).toMatchObject(asks);
    expect(await undated(70, 5, '"v2"')).toMatchObject(asks);
    const from = (minimum: number, day: string, ifMatch: string) =>
      figures.redefine(
        id,
        group,
        { target: { minimum, upper: null, from: day, until: null }, tolerance: 5 },
        ifMatch,
      );
    expect(await from(75, '2020-02-01', '"v2"')).toMatchObject({ status: 200 });
    expect(await council.act('reviewer', first, 'reopen', { comment: 'A figure was wrong.' })).toMatchObject({
      status: 200,
    });
    const rated = async () => (await figures.read(first)).measures[0];
    expect(await rated()).toMatchObject({
      definition: { target: { minimum: 70 }, tolerance: null },
      rag: { derived: 'GREEN' },
    });
    expect(await from(75, '2020-01-01', '"v3"')).toMatchObject({ status: 200 });
    expect(await rated()).toMatchObject({
      definition: { target: { minimum: 75 }, tolerance: 5 },
      rag: { derived: 'AMBER' },
    });
  });

  it('begins its chart again with a reason, once a month', async () => {
    const months = [
      '2019-05',
      '2019-06',
      '2019-07',
      '2019-08',
      '2019-09',
      '2019-10',
      '2019-11',
      '2019-12',
      '2020-01',
      '2020-02',
    ];
    await figures.recorded(...months.map((month, n) => of(id, month, { value: n < 5 ? 50 + n : 80 - n })));
    const url = await figures.period(1, group);
    const means = async () =>
      new Set((await figures.read(url)).measures[0]?.spc?.points.map(({ limits }) => limits.mean)).size;
    expect(await means()).toBe(1);
    const rebase = (body: object) =>
      council.as('analyst').send('POST', `/api/v1/measures/${id}/rebases`, { body });
    expect(await rebase({ from: '2019-10', reason: ' ' })).toMatchObject({ status: 422 });
    expect(await rebase({ from: '2019-10', reason: 'A new front door.' })).toMatchObject({ status: 204 });
    expect(await rebase({ from: '2019-10', reason: 'Again.' })).toMatchObject({ status: 409 });
    expect(await means()).toBe(2);
    expect(
      (await council.as('owner').send('GET', `/api/v1/measures/${id}/rebases`)).body.items,
    ).toMatchObject([{ from: '2019-10', reason: 'A new front door.' }]);
  });

  it('leaves a measure to its old drafts’ past when it moves to another group', async () => {
    const other = await figures.group('Other');
    const url = await figures.period(0, group);
    await figures.recorded(of(id, '2020-01', { value: 72 }));
    expect(await figures.redefine(id, other, {}, '"v1"')).toMatchObject({ status: 200 });
    expect((await figures.read(url)).measures).toEqual([]);
  });

  it('is written whole or not at all while readings come in', async () => {
    const url = await figures.period(0, group);
    await figures.recorded(of(id, '2020-01', { value: 1 }));
    const { etag } = await council.as('owner').send('GET', `${url}/measures`);
    const [saved, ...recorded] = await Promise.all([
      council
        .as('owner')
        .send('PUT', `${url}/measures`, { body: { commentary: 'Mine.', overrides: [] }, ifMatch: etag }),
      ...[2, 3, 4, 5].map((value) => figures.record([of(id, '2020-01', { value })])),
    ]);
    expect(recorded.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const content = await figures.read(url);
    const [newest] =
      (await council.as('owner').send('GET', `/api/v1/measures/${id}/readings`)).body.items ?? [];
    expect(content.measures[0]?.current?.value).toBe(newest?.['value']);
    expect(content.commentary).toBe(saved.status === 200 ? 'Mine.' : null);
  });
});

describe('who may', () => {
  it('see single figures: those who write or check the report, and nobody else', async () => {
    const id = await figures.measure(await figures.group());
    await figures.recorded(of(id, '2019-12', { value: 3 }));
    for (const name of ['reader', 'clerk', 'admin'] as const)
      expect(await council.as(name).send('GET', `/api/v1/measures/${id}/readings`)).toMatchObject({
        status: 403,
      });
    for (const name of ['owner', 'sro', 'reviewer', 'analyst', 'auditor'] as const)
      expect(await council.as(name).send('GET', `/api/v1/measures/${id}/readings`)).toMatchObject({
        status: 200,
      });
  });

  it('record: owners, analysts and reviewers; keep the dictionary: analysts and reviewers', async () => {
    const group = await figures.group();
    const id = await figures.measure(group);
    const readings = [of(id, '2019-12', { value: 3 })];
    for (const name of ['sro', 'auditor', 'reader', 'reviewerElsewhere'] as const)
      expect([403, 404]).toContain((await figures.record(readings, name)).status);
    expect(await figures.record(readings, 'owner')).toMatchObject({ status: 200 });
    for (const name of ['owner', 'sro', 'auditor'] as const)
      expect(
        await council.as(name).send('PUT', `/api/v1/measures/${id}/definition`, {
          body: { groupId: group, position: 1, definition: DEFINITION },
          ifMatch: '"v1"',
        }),
      ).toMatchObject({ status: 403 });
  });
});
