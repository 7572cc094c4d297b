import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';
import { referenceMeasures, referenceTables } from '../../support/reference-tables.js';
import { Figures } from './figures.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Import {
  sha256: string;
  plan: string;
  layout: string;
  counts: Record<'figures' | 'new' | 'changed' | 'restated' | 'same' | 'problems', number>;
  changes: {
    row: number;
    column: string;
    period: string;
    kind: string;
    before: unknown;
    after: { value: number };
  }[];
  problems: { row: number; column: string; reason: string }[];
  warnings: unknown[];
  ignored: unknown[];
}

let council: CouncilHarness;
let figures: Figures;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['measures']);
  figures = new Figures(council);
});
afterAll(() => council.close());
beforeEach(() => figures.freshProgramme());

const url = (): string => `/api/v1/programmes/${council.programmeId}/readings`;

function send(
  file: string | Buffer,
  query = '',
  {
    name = 'analyst',
    type = typeof file === 'string' ? 'text/csv' : XLSX,
  }: { name?: StaffName; type?: string } = {},
): Promise<Answer> {
  return council.as(name).send('POST', `${url()}/imports?asAt=2020-01-27${query}`, {
    body: file,
    headers: { 'content-type': type },
  });
}

const dry = async (file: string | Buffer, query = ''): Promise<Import> => {
  const answer = await send(file, query);
  expect(answer).toMatchObject({ status: 200, body: { dryRun: true } });
  return answer.body as unknown as Import;
};

const confirm = async (file: string | Buffer, query = ''): Promise<Answer> => {
  const { sha256, plan } = await dry(file, query);
  return send(file, `${query}&dryRun=false&sha256=${sha256}&plan=${plan}`);
};

const recorded = async (): Promise<number> => {
  const [found] = await council.test.sql<{ n: number }>(
    `select count(*)::int as n from reading r join measure m on m.id = r.measure_id where m.programme_id = $1`,
    [council.programmeId],
  );
  return found?.n ?? -1;
};

const LONG = 'Reference,Period,Value\n';

describe('a file of readings', () => {
  beforeEach(async () => {
    await figures.measure(await figures.group(), { reference: '1.1', title: 'Share', unit: 'percent' });
  });

  it('is tried first and writes nothing; then all of it is recorded, and audited with the file’s hash', async () => {
    const file = `${LONG}1.1,Nov 19,64.0%\n1.1,Dec 19,-\n1.1,Jan 20,70%\n`;
    const plan = await dry(file);
    expect(plan).toMatchObject({
      layout: 'long',
      problems: [],
      counts: { figures: 3, new: 3, same: 0 },
      changes: [
        {
          row: 2,
          column: 'C',
          period: '2019-11',
          kind: 'new',
          before: null,
          after: { value: 64, decimals: 1 },
        },
        { row: 3, after: { missingReason: 'no_data', value: null } },
        { row: 4, after: { value: 70, decimals: 0, asAt: '2020-01-27', state: 'provisional' } },
      ],
    });
    expect(await recorded()).toBe(0);
    expect(await send(file, `&dryRun=false&sha256=${plan.sha256}&plan=${plan.plan}`)).toMatchObject({
      status: 200,
      body: { dryRun: false, counts: { new: 3 } },
    });
    expect(await recorded()).toBe(3);
    expect((await dry(file)).counts).toMatchObject({ new: 0, same: 3 });
    const [event] = await council.test.sql<{ detail: object; actor: string }>(
      `select detail from audit_event where action = 'reading.imported' and programme_id = $1`,
      [council.programmeId],
    );
    expect(event?.detail).toMatchObject({ file: plan.sha256, plan: plan.plan, new: 3 });
  });

  it('with one place that cannot be imported writes nothing at all', async () => {
    const file = `${LONG}1.1,Nov 19,64%\n1.1,Dec 19,about 60%\n1.2,Dec 19,60%`;
    expect((await dry(file)).problems).toMatchObject([
      { row: 3, column: 'C', value: 'about 60%' },
      { row: 4, column: 'A', reason: 'There is no measure “1.2” “”.' },
    ]);
    expect(await confirm(file)).toMatchObject({
      status: 422,
      body: {
        code: 'import-has-problems',
        errors: [{ path: 'row 3, column C' }, { path: 'row 4, column A' }],
      },
    });
    expect(await recorded()).toBe(0);
  });

  it('is carried out only as it was tried: same file, same figures underneath', async () => {
    const file = `${LONG}1.1,Nov 19,64%`;
    const { sha256, plan } = await dry(file);
    const done = `&dryRun=false&sha256=${sha256}&plan=${plan}`;
    expect(await send(`${file}\n1.1,Dec 19,1%`, done)).toMatchObject({
      status: 409,
      body: { code: 'another-file' },
    });
    expect(await send(file, `${done}&state=validated`)).toMatchObject({
      status: 409,
      body: { code: 'plan-changed' },
    });
    expect(await confirm(`${LONG}1.1,Nov 19,65%`)).toMatchObject({ status: 200 });
    expect(await send(file, done)).toMatchObject({ status: 409, body: { code: 'plan-changed' } });
    expect(await send(file, '&dryRun=false')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'sha256' }, { path: 'plan' }] },
    });
    expect(await recorded()).toBe(1);
  });

  it('sent twice at once is recorded once', async () => {
    const file = `${LONG}1.1,Nov 19,64%`;
    const { sha256, plan } = await dry(file);
    const both = await Promise.all(
      [0, 1].map(() => send(file, `&dryRun=false&sha256=${sha256}&plan=${plan}`)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await recorded()).toBe(1);
  });

  it('needs a reason to change what was relied on', async () => {
    expect(await confirm(`${LONG}1.1,Nov 19,64%`, '&state=validated')).toMatchObject({ status: 200 });
    const file = `${LONG}1.1,Nov 19,65%\n1.1,Dec 19,66%`;
    expect((await dry(file)).problems).toMatchObject([{ row: 2, column: 'C' }]);
    const { changes } = await dry(file, '&reason=Late%20forms');
    expect(changes).toMatchObject([
      {
        kind: 'restated',
        before: { value: 64 },
        after: { value: 65, state: 'restated', reason: 'Late forms' },
      },
      { kind: 'new', after: { reason: null } },
    ]);
    expect(await confirm(file, '&reason=Late%20forms')).toMatchObject({ status: 200 });
  });

  it('is refused in whole when it hides something, and the refusal names it', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Readings').addRow(['Reference', 'Period', 'Value']);
    book.addWorksheet('Children', { state: 'hidden' }).addRow(['Name']);
    expect(await send(Buffer.from(await book.xlsx.writeBuffer()))).toMatchObject({
      status: 422,
      body: { code: 'hidden-content', errors: [{ path: 'sheet “Children”' }] },
    });
  });

  it.each([
    ['JSON', '{}', 'application/json', 415],
    ['another type', 'x', 'text/plain', 415],
    ['nothing', '', 'text/csv', 422],
    ['a workbook that is none', 'Reference', XLSX, 422],
    ['CSV that is a workbook', 'PK\u0003\u0004', 'text/csv', 422],
    ['a table without headings', 'a,b\n1,2', 'text/csv', 422],
    ['too much CSV', 'x'.repeat(2 * 1024 * 1024 + 1), 'text/csv', 413],
    ['too large a workbook', Buffer.alloc(5 * 1024 * 1024 + 1), XLSX, 413],
  ])('that is %s is refused', async (_, body, type, status) => {
    expect((await send(body, '', { type })).status).toBe(status);
    expect(await recorded()).toBe(0);
  });

  it('may come in a form, as browsers send it', async () => {
    const form = `--x\r\nContent-Disposition: form-data; name="file"; filename="r.csv"\r\n\r\n${LONG}1.1,Nov 19,64%\r\n--x--\r\n`;
    expect(await send(form, '', { type: 'multipart/form-data; boundary=x' })).toMatchObject({
      status: 200,
      body: { counts: { new: 1 } },
    });
  });

  it('is nobody’s to send who may not record: readers see that, strangers see nothing', async () => {
    expect(await send(LONG, '', { name: 'reader' })).toMatchObject({ status: 403 });
    expect(await send(LONG, '', { name: 'sro' })).toMatchObject({ status: 403 });
    expect((await send(LONG, '', { name: 'reviewerElsewhere' })).status).toBe(404);
  });

  it('tells how far it is, line by line, and ends with what became of it', async () => {
    const months = Array.from(
      { length: 240 },
      (_, n) => `${2000 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
    );
    const group = await figures.group('Many');
    for (let n = 2; n <= 12; n++)
      await figures.measure(
        group,
        { reference: `1.${n}`, title: `Number ${n}`, unit: 'count', decimals: 0 },
        n,
      );
    const rows = Array.from({ length: 11 }, (_, n) =>
      months.map((month, i) => `1.${n + 2},${month},${i}`),
    ).flat();
    const file = LONG + rows.join('\n');
    const lines = async (query: string): Promise<Record<string, unknown>[]> => {
      const response = await council.as('analyst').fetch('POST', `${url()}/imports?asAt=2020-01-27${query}`, {
        body: file,
        headers: { 'content-type': 'text/csv', accept: 'application/x-ndjson' },
      });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
      return (await response.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    };
    const first = await lines('');
    expect(first.slice(0, -1)).toEqual(
      [0, 2000, 2640].map((done) => ({ stage: 'comparing', done, total: 2640 })),
    );
    const { sha256, plan } = first.at(-1)?.['result'] as Import;
    const done = await lines(`&dryRun=false&sha256=${sha256}&plan=${plan}`);
    expect(done.at(-2)).toEqual({ stage: 'recording', done: 2640, total: 2640 });
    expect(done.at(-1)).toMatchObject({ result: { counts: { new: 2640 } } });
    expect(await recorded()).toBe(2640);
    const again = await lines(`&dryRun=false&sha256=${sha256}&plan=${plan}`);
    expect(again.at(-1)).toMatchObject({ problem: { status: 409, code: 'plan-changed' } });
  });
});

describe('the tables of the reference report', () => {
  it('find every figure its place, and come out again as they went in', async () => {
    const sample = referenceMeasures(readFileSync('samples/january-2020/measures.json', 'utf8'));
    const groups = new Map<string, string>();
    for (const [n, measure] of sample.entries()) {
      const groupId = groups.get(measure.group) ?? (await figures.group(measure.group));
      groups.set(measure.group, groupId);
      const { ref, title, unit, polarity, basis, cellBasis } = measure;
      await figures.measure(
        groupId,
        {
          reference: ref,
          title,
          unit,
          polarity,
          basis,
          cellBasis,
          target: { minimum: null, upper: null, from: null, until: null },
        },
        n + 1,
      );
    }
    const csv = referenceTables(sample);
    const plan = await dry(csv);
    expect(plan).toMatchObject({ layout: 'table', problems: [], counts: { problems: 0 } });
    expect(plan.counts.new).toBe(plan.counts.figures);
    expect(await confirm(csv)).toMatchObject({ status: 200 });
    const { figures: placed } = plan.counts;
    for (const layout of ['long', 'table'])
      for (const format of ['csv', 'xlsx']) {
        const file = await download(`?layout=${layout}&format=${format}&to=2020-01`);
        expect([layout, format, await dry(format === 'csv' ? file.toString() : file)]).toMatchObject([
          layout,
          format,
          { layout, problems: [], changes: [], counts: { same: placed } },
        ]);
      }
  });
});

describe('a measure that is counted by quarter', () => {
  it('takes quarters and years, prints those that have ended, and refuses a month with the quarter that was meant', async () => {
    const group = await figures.group();
    const counted = {
      unit: 'count',
      decimals: 0,
      frequency: 'quarter',
      cellBasis: 'in_month',
      statutory: false,
    };
    const target = { minimum: null, upper: null, from: null, until: null };
    const id = await figures.measure(group, { reference: 'K2', title: 'Exits', ...counted, target });
    expect(await send(`${LONG}K2,Q1 2019/20,120\nK2,2019-08,7\n`)).toMatchObject({
      body: { problems: [{ row: 3, reason: expect.stringContaining('August 2019 lies in Q2 2019/20') }] },
    });
    const file = `${LONG}K2,Q1 2019/20,120\nK2,Jul-Sep 2019,130\nK2,2019/20 Q3,110\nK2,Q4 2019/20,40\nK2,2018/19,500\n`;
    expect(await confirm(file)).toMatchObject({ status: 200, body: { counts: { new: 5 } } });
    const url = await figures.period(1, group);
    const { measures } = await figures.read(url);
    expect(measures).toMatchObject([
      {
        definition: { frequency: 'quarter' },
        months: [
          { month: '2018/19 Q2', missingReason: 'not_collected' },
          {},
          {},
          { month: '2019/20 Q1', value: 120 },
          { value: 130 },
          { month: '2019/20 Q3', value: 110 },
        ],
        current: { month: '2019/20 Q3', span: 'quarter', value: 110 },
        baseline: { year: '2018/19', value: 500 },
        direction: { fromMonth: '2019/20 Q2', toMonth: '2019/20 Q3', value: 'down' },
      },
    ]);
    expect(
      await figures.record([{ measureId: id, span: 'month', period: '2019-11', value: 4 }]),
    ).toMatchObject({ status: 422 });
    const table = (await download('?layout=table&format=csv&to=2020-01')).toString();
    expect(table).toContain('Q2 2019/20,Q3 2019/20');
    expect(
      await council.as('analyst').send('GET', `/api/v1/measures/${id}/readings?span=quarter`),
    ).toMatchObject({ body: { items: [{ period: '2019/20 Q4' }, { period: '2019/20 Q3' }, {}, {}] } });
  });
});

describe('an export', () => {
  it('comes back as it went, whatever the figures', async () => {
    const group = await figures.group();
    const units = ['percent', 'count', 'days', 'pounds', null] as const;
    const ids = await Promise.all(
      units.map((unit, n) =>
        figures.measure(
          group,
          {
            title: `=HYPERLINK("x"), ${String(unit)}`,
            unit,
            decimals: unit === 'count' ? 0 : 1,
            frequency: unit === 'count' ? 'quarter' : 'month',
            basis: 'year_to_date',
            target: { minimum: null, upper: null, from: null, until: null },
          },
          n + 1,
        ),
      ),
    );
    const nothing = fc.constantFrom('not_collected', 'no_data', 'not_applicable', 'suppressed');
    const parts = fc.record({
      numerator: fc.integer({ min: 0, max: 500 }),
      denominator: fc.integer({ min: 1, max: 500 }),
    });
    const state = fc.constantFrom('provisional', 'validated');
    const figure = (unit: (typeof units)[number]) =>
      fc.oneof(
        nothing.map((why) => ({ missingReason: why })),
        fc
          .record({
            places: fc.integer({ min: 0, max: unit === 'count' ? 0 : 4 }),
            digits: fc.integer({ min: 0, max: 99_999_999 }),
          })
          .map(({ places, digits }) => ({ value: digits / 10 ** places, decimals: places })),
        ...(unit === 'count' ? [] : [parts]),
      );
    const reading = fc.integer({ min: 0, max: units.length - 1 }).chain((n) =>
      fc.record({
        measureId: fc.constant(ids[n]),
        at:
          units[n] === 'count'
            ? fc.constantFrom(
                ...['2018/19 Q2', '2018/19 Q4', '2019/20 Q1', '2019/20 Q3'].map((period) => ({
                  span: 'quarter',
                  period,
                })),
                { span: 'year', period: '2018/19' },
                { span: 'year_to_date', period: '2019-12' },
              )
            : fc.oneof(
                fc.integer({ min: 0, max: 5 }).map((i) => ({
                  span: 'month',
                  period: ['2019-08', '2019-09', '2019-10', '2019-11', '2019-12', '2020-01'][i],
                })),
                fc.constantFrom(
                  { span: 'year', period: '2018/19' },
                  { span: 'year_to_date', period: '2020-01' },
                ),
              ),
        figure: figure(units[n] ?? null),
        state,
      }),
    );
    const readings = fc.uniqueArray(reading, {
      minLength: 1,
      maxLength: 20,
      selector: ({ measureId, at }) => `${measureId} ${at.span} ${at.period}`,
    });
    await fc.assert(
      fc.asyncProperty(
        readings,
        fc.constantFrom('long', 'table'),
        fc.constantFrom('csv', 'xlsx'),
        async (some, layout, format) => {
          const answer = await figures.record(
            some.map(({ measureId, at, figure: said, state: is }) => ({
              measureId,
              ...at,
              ...said,
              state: is,
              reason: 'As drawn.',
            })),
          );
          expect(answer).toMatchObject({ status: 200 });
          const file = await download(`?layout=${layout}&format=${format}&to=2020-01`);
          const { problems, changes, counts } = await dry(format === 'csv' ? file.toString() : file);
          expect({ problems, changes }).toEqual({ problems: [], changes: [] });
          expect(counts.same).toBeGreaterThan(0);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('of the report’s tables has their targets, trends and benchmarks, which an import passes by with a note', async () => {
    const group = await figures.group('Placements');
    const id = await figures.measure(group, {
      title: 'Assessments',
      target: { minimum: 70, upper: 80.5, from: null, until: null },
    });
    const plain = await figures.measure(
      group,
      {
        title: 'Visits',
        polarity: 'neutral',
        target: { minimum: null, upper: null, from: null, until: null },
      },
      2,
    );
    await figures.recorded(
      { measureId: id, period: '2019-11', value: 75 },
      { measureId: id, period: '2019-12', value: 72.5 },
      { measureId: plain, period: '2019-11', value: 5 },
      { measureId: plain, period: '2019-12', value: 6 },
    );
    for (const [area, value, periodEndsOn] of [
      ['national', 80, '2018-03-31'],
      ['national', 83.1, '2019-03-31'],
      ['neighbours', 81.2, '2019-03-31'],
    ])
      expect(
        await council.as('analyst').send('POST', `/api/v1/measures/${id}/benchmarks`, {
          body: { area, value, periodEndsOn, likeForLike: true },
        }),
      ).toMatchObject({ status: 201 });
    const csv = (await download('?layout=table&to=2020-01')).toString();
    const rows = csv
      .slice(1)
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows[1]?.slice(-6)).toEqual([
      'Target Min',
      'Target Upper',
      'Trend Month',
      'Benchmark National',
      'Benchmark Regional',
      'Benchmark Stat Neigh',
    ]);
    expect(rows[2]?.slice(-6)).toEqual(['70%', '80.5%', '↓ worse', '83.1%', '', '81.2%']);
    expect(rows[3]?.slice(-6)).toEqual(['', '', '↑ up', '', '', '']);
    const { problems, warnings, changes, ignored } = await dry(csv);
    expect({ problems, warnings, changes }).toEqual({ problems: [], warnings: [], changes: [] });
    expect(JSON.stringify(ignored)).toContain('a target is kept with the measure, not imported here');
    expect(JSON.stringify(ignored)).toContain('the trend is kept with the measure, not imported here');
    expect(JSON.stringify(ignored)).toContain('a benchmark is kept with the measure, not imported here');
  });

  it('disarms formulas in CSV, keeps them text in Excel, and names no person', async () => {
    const group = await figures.group();
    for (const [n, title] of ['=1+1', '+2', '-3', '@x', '＝4', '"q", r'].entries()) {
      const id = await figures.measure(group, { title }, n + 1);
      await figures.record([{ measureId: id, period: '2019-12', value: 5, decimals: 1 }]);
    }
    const csv = (await download('')).toString();
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(
      csv
        .slice(1)
        .split('\r\n')
        .map((line) => line.split(',month')[0]),
    ).toEqual([
      'Reference,Measure,Span,Period,Value,Numerator,Denominator,As at,State,Reason',
      ",'=1+1",
      ",'+2",
      ",'-3",
      ",'@x",
      ",'＝4",
      ',"""q"", r"',
      '',
    ]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await download('?format=xlsx')) as unknown as ExcelJS.Buffer);
    expect(book.worksheets.map(({ name, state }) => [name, state])).toEqual([['Readings', 'visible']]);
    expect([book.creator, book.lastModifiedBy].join('')).not.toMatch(/analyst/);
    const row = book.worksheets[0]?.getRow(2);
    expect([row?.getCell(2).value, row?.getCell(5).value, row?.getCell(5).numFmt]).toEqual([
      '=1+1',
      0.05,
      '0.0%',
    ]);
  });

  it('is for people of the programme, as a download', async () => {
    const asked = `${url()}/export?layout=table&to=2020-01&format=xlsx`;
    expect((await council.as('reader').send('GET', asked)).status).toBe(403);
    expect((await council.as('reviewerElsewhere').send('GET', asked)).status).toBe(404);
    expect((await council.as('sro').send('GET', `${url()}/export?from=2020-02&to=2020-01`)).status).toBe(422);
    const mine = await council.as('sro').fetch('GET', asked);
    // Read to its end, or the connection stays open.
    expect((await mine.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    expect([
      mine.status,
      mine.headers.get('content-disposition'),
      mine.headers.get('x-content-type-options'),
    ]).toEqual([200, 'attachment; filename="readings-to-2020-01.xlsx"', 'nosniff']);
  });
});

async function download(query: string): Promise<Buffer> {
  const response = await council.as('analyst').fetch('GET', `${url()}/export${query}`);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}
