import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BudgetContent, BudgetDocument } from '../../../src/finance/index.js';
import type { ReportSnapshot } from '../../../src/snapshot/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';

type Line = BudgetDocument['lines'][number];

let council: CouncilHarness;
let url: string;
let periodId: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['budget']);
});
afterAll(() => council.close());

beforeEach(async () => {
  await council.newProgramme(['budget']);
  periodId = (await council.openPeriod(0)).id;
  url = await addressOf(periodId);
});

const line = (changes: Partial<Line> = {}): Line => ({
  id: randomUUID(),
  title: 'Programme budget',
  financialYear: 2019,
  budget: '1000000.00',
  actual: '700000.00',
  forecast: '1010000.50',
  comment: null,
  ...changes,
});
const addressOf = async (period: string): Promise<string> => {
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${period}`);
  expect(list.body.items).toHaveLength(1);
  expect(list.body.items?.[0]).toMatchObject({ section: 'budget', subjectId: council.programmeId });
  return `/api/v1/contributions/${String(list.body.items?.[0]?.['id'])}`;
};
const read = async (address = url): Promise<BudgetContent> => {
  const answer = await council.as('owner').send('GET', `${address}/budget`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as unknown as BudgetContent;
};
const save = async (lines: unknown[], address = url, name: StaffName = 'owner'): Promise<Answer> => {
  const { etag } = await council.as(name).send('GET', `${address}/budget`);
  return council.as(name).send('PUT', `${address}/budget`, { body: { lines }, ifMatch: etag });
};
const approve = async (address = url): Promise<void> => {
  expect(await council.act('owner', address, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('reviewer', address, 'approve')).toMatchObject({ status: 200 });
};
const document = ({ lines }: BudgetContent): Line[] => lines.map(({ derived: _, ...rest }) => rest);
const setThreshold = async (thresholdPercent: number): Promise<void> => {
  const at = `/api/v1/programmes/${council.programmeId}/budget-settings`;
  const { etag } = await council.as('admin').send('GET', at);
  expect(
    await council.as('admin').send('PUT', at, { body: { thresholdPercent }, ifMatch: etag }),
  ).toMatchObject({ status: 200, body: { thresholdPercent } });
};
const errorsOf = ({ body }: Answer): string[] =>
  (body['errors'] as { path: string }[]).map(({ path }) => path);

describe('a budget', () => {
  it('starts empty, keeps every penny, and gives it back with what follows from it', async () => {
    expect(await read()).toEqual({
      lines: [],
      derived: {
        signConvention: expect.stringContaining('A positive variance is an overspend'),
        thresholdPercent: 5,
        totals: { budget: null, actual: null, forecast: null, variance: null },
      },
    });
    const known = line();
    const large = line({ title: 'Large', budget: '999999999999.99', actual: '-0.01', forecast: '0.00' });
    expect(await save([known, large])).toMatchObject({ status: 200, body: { version: 2 } });
    const content = await read();
    expect(document(content)).toEqual([known, large]);
    expect(content.lines[0]?.derived).toEqual({
      variance: '10000.50',
      variancePercent: 1,
      needsComment: false,
    });
    expect(content.derived.totals).toEqual({
      budget: '1000000999999.99',
      actual: '699999.99',
      forecast: '1010000.50',
      variance: '-999999989999.49',
    });
    // In another order, one without the other, one changed.
    expect(await save([large, { ...known, forecast: null, comment: 'Not known.' }])).toMatchObject({
      status: 200,
    });
    expect((await read()).derived.totals).toMatchObject({ forecast: null, variance: null });
  });

  it('writes amounts in one way, however they were sent, and refuses what is not an amount', async () => {
    await save([line({ budget: '7', actual: '-0', forecast: '007.5' })]);
    expect((await read()).lines[0]).toMatchObject({ budget: '7.00', actual: '0.00', forecast: '7.50' });
    for (const budget of [12.5, '£5', '1,000', '1.234', '1234567890123'])
      expect(errorsOf(await save([{ ...line(), budget }]))).toEqual(['lines[0].budget']);
    expect(errorsOf(await save([{ ...line(), derived: {} }]))).toEqual(['lines[0].derived']);
    const one = line();
    expect(errorsOf(await save([one, { ...one, title: 'Other' }]))).toEqual(['lines[1].id']);
    expect(errorsOf(await save([one, line({ title: ' programme  BUDGET' })]))).toEqual(['lines[1].title']);
  });

  it('waits for a comment where a cell is blank or the variance passes the threshold', async () => {
    expect(errorsOf(await council.act('owner', url, 'submit'))).toEqual(['lines']);
    const blank = line({ title: 'Other', budget: null, actual: null, forecast: null });
    await save([line({ forecast: '1050000.01' }), blank]);
    expect(errorsOf(await council.act('owner', url, 'submit'))).toEqual([
      'lines[0].comment',
      'lines[1].comment',
    ]);
    await save([line(), { ...blank, comment: 'To be updated' }]);
    await approve();
  });

  it('is carried forward with its ids, once it is approved', async () => {
    const lines = [line(), line({ title: 'Blank', forecast: null, comment: 'To be updated' })];
    await save(lines);
    await approve();
    const next = await addressOf((await council.openPeriod(1)).id);
    expect(document(await read(next))).toEqual(lines);
    await save([line()], next);
    expect(document(await read())).toEqual(lines);
  });

  it('is locked outside draft, also for somebody who goes round the application', async () => {
    await save([line()]);
    await approve();
    expect(await save([line()])).toMatchObject({ status: 409, body: { code: 'not-possible' } });
    for (const statement of [
      `update budget_line set budget = 0`,
      `delete from budget_line`,
      `insert into budget_line (contribution_id, id, position, title) select contribution_id, gen_random_uuid(), 9, 'x' from budget_content`,
      `update budget_content set threshold_percent = 50`,
    ])
      await expect(council.test.sql(statement)).rejects.toThrow('can only be changed while it is a draft');
  });

  it('saves nothing over somebody else’s change', async () => {
    const { etag } = await council.as('owner').send('GET', `${url}/budget`);
    await save([line()], url, 'analyst');
    expect(
      await council.as('owner').send('PUT', `${url}/budget`, { body: { lines: [] }, ifMatch: etag }),
    ).toMatchObject({ status: 412 });
    expect((await read()).lines).toHaveLength(1);
  });

  it('is not there for another section’s contribution', async () => {
    await council.test.sql(`update programme set sections = '{concerns}' where id = $1`, [
      council.programmeId,
    ]);
    const { id } = await council.openPeriod(1);
    const list = await council.as('owner').send('GET', `/api/v1/contributions?periodId=${id}`);
    const other = `/api/v1/contributions/${String(list.body.items?.[0]?.['id'])}/budget`;
    expect(await council.as('owner').send('GET', other)).toMatchObject({ status: 404 });
    expect(
      await council.as('owner').send('PUT', other, { body: { lines: [] }, ifMatch: '"v1"' }),
    ).toMatchObject({ status: 404 });
  });
});

describe('the threshold', () => {
  const settings = () => `/api/v1/programmes/${council.programmeId}/budget-settings`;

  it('is 5 per cent until an administrator decides; nobody else may', async () => {
    expect(await council.as('reader').send('GET', settings())).toMatchObject({
      status: 200,
      etag: '"v1"',
      body: { thresholdPercent: 5, version: 1 },
    });
    const put = (name: StaffName, thresholdPercent: number, ifMatch: string) =>
      council.as(name).send('PUT', settings(), { body: { thresholdPercent }, ifMatch });
    expect(await put('owner', 10, '"v1"')).toMatchObject({ status: 403 });
    expect(await put('admin', 101, '"v1"')).toMatchObject({ status: 422 });
    expect(await put('admin', 7.125, '"v1"')).toMatchObject({ status: 422 });
    expect(await put('admin', 7.5, '"v1"')).toMatchObject({ status: 200, etag: '"v2"' });
    expect(await put('admin', 8, '"v1"')).toMatchObject({ status: 412 });
    expect(await put('admin', 8, '"v3"')).toMatchObject({ status: 412 });
    expect(await put('admin', 8, '"v2"')).toMatchObject({
      status: 200,
      body: { thresholdPercent: 8, version: 3 },
    });
    const [logged] = await council.test.sql<{ detail: unknown }>(
      `select detail from audit_event where action = 'budget_settings.changed' order by seq desc limit 1`,
    );
    expect(logged?.detail).toEqual({ before: 7.5, after: 8 });
  });

  it('counts for every draft; what was approved stays as it was, and is sealed', async () => {
    await save([line({ forecast: '1040000.00' })]);
    const { etag } = await council.as('owner').send('GET', `${url}/budget`);
    await setThreshold(3);
    expect((await council.as('owner').send('GET', `${url}/budget`)).etag).not.toBe(etag);
    expect(await read()).toMatchObject({
      lines: [{ derived: { needsComment: true } }],
      derived: { thresholdPercent: 3 },
    });
    await save([line({ forecast: '1040000.00', comment: 'Agency cover.' })]);
    await approve();
    const approved = await read();
    await setThreshold(50);
    expect(await read()).toEqual(approved);

    const sealed = await council.sealReport(await council.startReport(periodId));
    expect(sealed).toMatchObject({ status: 200 });
    const versionId = String(sealed.body['versionId']);
    const { body } = await council.as('auditor').send('GET', `/api/v1/versions/${versionId}/snapshot`);
    expect((body as unknown as ReportSnapshot).sections).toMatchObject([
      { kind: 'budget', subject: { title: 'Progress against budget', number: 1 }, content: approved },
    ]);

    const next = await addressOf((await council.openPeriod(1)).id);
    expect((await read(next)).derived.thresholdPercent).toBe(50);
  });
});

describe('a ledger’s file', () => {
  const FILE = 'Line;Budget;Actual;Forecast\r\nprogramme budget;£2,000.00;;(5.50)\r\nTraining;1;2;3\r\n';
  const send = async (
    file: string | Buffer,
    query: string,
    ifMatch?: string,
    type = 'text/csv',
  ): Promise<Answer> => {
    const { etag } = await council.as('owner').send('GET', `${url}/budget`);
    return council.as('owner').send('POST', `${url}/budget/import${query}`, {
      body: file,
      ifMatch: ifMatch ?? etag,
      headers: { 'content-type': type },
    });
  };

  it('is tried first and writes nothing; then all of it is taken', async () => {
    const there = line();
    await save([there]);
    const dry = await send(FILE, '');
    expect(dry).toMatchObject({
      status: 200,
      etag: '"v2"',
      body: {
        dryRun: true,
        version: 2,
        problems: [],
        changes: [
          { row: 2, change: 'change' },
          { row: 3, change: 'add' },
        ],
      },
    });
    expect(document(await read())).toEqual([there]);
    expect(await send(FILE, '?dryRun=false')).toMatchObject({
      status: 200,
      body: { dryRun: false, version: 3 },
    });
    expect(document(await read())).toMatchObject([
      { ...there, budget: '2000.00', actual: '700000.00', forecast: '-5.50' },
      {
        title: 'Training',
        financialYear: null,
        budget: '1.00',
        actual: '2.00',
        forecast: '3.00',
        comment: null,
      },
    ]);
    expect(await send(FILE, '?dryRun=false')).toMatchObject({
      body: { changes: [{ change: 'same' }, { change: 'same' }] },
    });
  });

  it('is taken as a whole or not at all, and every row that could not be placed is named', async () => {
    const bad = `${FILE}=cmd;1;1;1\r\nTravel;1;x;1\r\n`;
    expect((await send(bad, '?dryRun=true')).body['problems']).toMatchObject([
      { row: 4, column: 'Line' },
      { row: 5, column: 'Actual' },
    ]);
    const refused = await send(bad, '?dryRun=false');
    expect(refused).toMatchObject({ status: 422 });
    expect(errorsOf(refused)).toEqual(['row 4, Line', 'row 5, Actual']);
    expect(await read()).toMatchObject({ lines: [] });
  });

  it('is refused when it is empty, too large, of another kind, or meant for another version', async () => {
    expect(await send('', '')).toMatchObject({ status: 422 });
    expect(await send('x'.repeat(1024 * 1024 + 1), '')).toMatchObject({ status: 413 });
    expect(await send('PK', '', undefined, 'application/zip')).toMatchObject({ status: 415 });
    expect(await send('{"a":1}', '', undefined, 'application/json')).toMatchObject({ status: 422 });
    expect(await send(FILE, '?dryRun=maybe')).toMatchObject({ status: 422 });
    expect(await send(FILE, '', '"v9"')).toMatchObject({ status: 412 });
    expect(await send(FILE, '?dryRun=false', '"v9"')).toMatchObject({ status: 412 });
  });

  it('is refused once the budget is no draft any more, also for a try', async () => {
    await save([line()]);
    await approve();
    expect(await send(FILE, '')).toMatchObject({ status: 409 });
    expect(await send(FILE, '?dryRun=false')).toMatchObject({ status: 409 });
  });
});
