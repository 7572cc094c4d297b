import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import type { PageClient, SeenPage } from '../../support/page-client.js';
import { step } from '../../support/step.js';
import { Figures } from '../performance/figures.js';

/** The table of a part's figures, the pasted table, and the commentary. */
let council: CouncilHarness;
let figures: Figures;
let group: string;
let share: string;
let contacts: string;
let part: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['measures']);
  figures = new Figures(council);
});
afterAll(() => council.close());
beforeEach(async () => {
  await figures.freshProgramme();
  group = await figures.group();
  share = await figures.measure(group, { reference: '1.1', title: 'Share <in time>', basis: 'snapshot' });
  contacts = await figures.measure(
    group,
    { reference: '1.2', title: 'Contacts', unit: 'count', decimals: 0, polarity: 'neutral', basis: 'year_to_date', cellBasis: 'in_month', target: { minimum: null, upper: null, from: null, until: null } }, // prettier-ignore
    2,
  );
  await figures.recorded(
    { measureId: share, period: '2019-11', value: 70 },
    { measureId: share, period: '2019-12', value: 66, state: 'validated' },
    { measureId: contacts, period: '2019-12', value: 1204 },
  );
  part = (await figures.period(0, group)).split('/').at(-1) ?? '';
});

const table = (): string => `/contributions/${part}/figures`;
const cell = (measure: string, month: string): string => `f_${measure}_m${month}`;

/** The table with these cells typed over. */
const typed = (client: PageClient, page: SeenPage, cells: Record<string, string>): Promise<SeenPage> =>
  client.post(table(), new URLSearchParams({ ...page.fields, state: 'provisional', ...cells }));

const confirmed = (client: PageClient, preview: SeenPage, more: Record<string, string> = {}) => {
  const fields = Object.fromEntries(
    Object.entries(preview.fields).filter(([name]) => !name.startsWith('leave_')),
  );
  return client.post(`${table()}/record`, new URLSearchParams({ ...fields, reason: '', ...more }));
};

const known = async (measureId: string): Promise<Record<string, unknown>> => {
  const found = await council.test.sql<{
    month: string;
    value: string | null;
    state: string;
    reason: string | null;
  }>(
    `select distinct on (period) to_char(period, 'YYYY-MM') as month, value::float as value, state, reason from reading
      where measure_id = $1 and span = 'month' order by period, recorded desc`,
    [measureId],
  );
  return Object.fromEntries(found.map(({ month, value, state }) => [month, `${value ?? '-'} ${state}`]));
};

describe('the table of figures', () => {
  it('shows what is known, records all that was typed once, and nothing before it was looked at', async () => {
    const client = await council.browser('owner');
    const page = await client.get(table());
    expect([page.status, page.heading]).toEqual([200, 'Figures']);
    expect(page.text).toContain('2 measures have no figure for January 2020');
    expect(page.html).toContain('Share &lt;in time&gt;');
    expect([page.fields[cell(share, '2019-12')], page.fields[cell(contacts, '2019-12')]]).toEqual([
      '66.0%',
      '1,204',
    ]);

    const preview = await typed(client, page, {
      [cell(share, '2020-01')]: '67.2%',
      [cell(share, '2019-11')]: '[c]',
      [cell(contacts, '2020-01')]: '1,001',
    });
    expect([preview.status, preview.heading]).toEqual([200, 'Record 3 figures']);
    expect(preview.text).toContain('2 new, 1 changed. Nothing is recorded yet.');
    expect(preview.text).not.toContain('December 2019');
    expect(await known(share)).toEqual({ '2019-11': '70 provisional', '2019-12': '66 validated' });

    const done = await confirmed(client, preview);
    expect([done.url, done.text]).toEqual([table(), expect.stringContaining('3 figures are recorded.')]);
    expect(await known(share)).toMatchObject({ '2019-11': '- provisional', '2020-01': '67.2 provisional' });
    expect((await confirmed(client, preview)).url).toBe(table());
    const history = await client.get(`/contributions/${part}/history`);
    expect(history.text).toContain('Its figures were last recorded');
    const [audited] = await council.test.sql<{ detail: Record<string, unknown> }>(
      `select detail from audit_event where action = 'reading.recorded' order by seq desc limit 1`,
    );
    expect(audited?.detail).toMatchObject({ new: 2, changed: 1 });
    expect(audited?.detail['figures']).toContainEqual({ measureId: share, span: 'month', period: '2020-01' });
    expect(JSON.stringify(audited?.detail)).not.toContain('67.2');
    const trail = await (await council.browser('admin')).get('/admin/audit?action=reading');
    expect(trail.text).toContain('1.1 Share <in time>, January 2020');
    expect(trail.html).not.toContain(`/measures/${share}`);
    const rows = await council.test.sql(
      `select 1 from reading r join measure m on m.id = r.measure_id where m.programme_id = $1`,
      [council.programmeId],
    );
    expect(rows).toHaveLength(6);
  });

  it('names each cell that it does not understand, and keeps everything that was typed', async () => {
    const client = await council.browser('owner');
    const refused = await typed(client, await client.get(table()), {
      [cell(share, '2020-01')]: '67,2',
      [cell(share, '2019-11')]: '',
      [cell(share, '2019-10')]: '0.64',
      [cell(contacts, '2020-01')]: '<b>####',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('1.1 Share <in time>, January 2020: “67,2” is not a figure. Write 67.2');
    expect(refused.text).toContain('Put 70.0% back, or write - for no data');
    expect(refused.text).toContain('may mean 0.64% or 64%');
    expect(refused.html).toContain(`href="#${cell(share, '2020-01')}"`);
    expect(refused.html).toContain('&lt;b&gt;####');
    expect(refused.fields[cell(share, '2020-01')]).toBe('67,2');
    const quiet = await client.post(
      table(),
      new URLSearchParams({ ...refused.fields, _quiet: '1', [cell(contacts, '2020-01')]: '####' }),
    );
    expect(JSON.parse(quiet.html)).toMatchObject({
      problems: expect.arrayContaining([
        { cell: cell(contacts, '2020-01'), message: expect.stringContaining('too narrow') },
      ]),
    });
    const nothing = await typed(client, await client.get(table()), {});
    expect([nothing.status, nothing.text]).toEqual([422, expect.stringContaining('No figure differs')]);
  });

  it('doubts what can hardly be true, as the import does, and takes it when it is ticked', async () => {
    const client = await council.browser('owner');
    const [over, tenfold] = [cell(share, '2020-01'), cell(contacts, '2020-01')];
    const preview = await typed(client, await client.get(table()), { [over]: '104%', [tenfold]: '12,040' });
    expect(preview.text).toContain('1.1 Share <in time>, January 2020: 104% is more than 100%.');
    expect(preview.text).toContain('12040 is ten times what is usual here (1204), or more.');
    const one = await confirmed(client, preview, { accepted: over });
    expect([one.status, one.text]).toEqual([
      422,
      expect.stringContaining('One figure can hardly be true. Nothing was recorded'),
    ]);
    expect(one.html).toContain('href="#accepted"');
    expect(await known(share)).not.toHaveProperty('2020-01');
    const fields = Object.entries({ ...preview.fields, reason: '' });
    const both = [
      ...fields.filter(([name]) => name !== 'accepted'),
      ['accepted', over],
      ['accepted', tenfold],
    ];
    const done = await client.post(`${table()}/record`, new URLSearchParams(both as [string, string][]));
    expect(done.text).toContain('2 figures are recorded.');
  });

  it('asks why a figure that was relied on changes, for all or for one, and leads back to the table', async () => {
    const client = await council.browser('owner');
    const preview = await typed(client, await client.get(table()), {
      [cell(share, '2019-12')]: '67.2%',
      [cell(share, '2020-01')]: '68%',
    });
    expect(preview.text).toContain('Restated: it was relied on');
    const without = await confirmed(client, preview);
    expect([without.status, without.html]).toEqual([422, expect.stringContaining('href="#reason"')]);
    const again = await client.post(table(), new URLSearchParams({ ...without.fields, _again: '1' }));
    expect([again.status, again.heading, again.fields[cell(share, '2020-01')]]).toEqual([
      200,
      'Figures',
      '68%',
    ]);
    const reasons = { reason: 'Late <entries>', [`reason_${cell(share, '2019-12')}`]: 'A late form' };
    const changing = await client.post(
      table(),
      new URLSearchParams({ ...without.fields, ...reasons, _again: '1' }),
    );
    expect(changing.fields).toMatchObject(reasons);
    const checked = await typed(client, changing, { [cell(share, '2019-11')]: '71%' });
    expect(checked.html).toContain('>Late &lt;entries&gt;</textarea>');
    await confirmed(client, without, { reason: 'Late <entries>' });
    expect(await known(share)).toMatchObject({ '2019-12': '67.2 restated', '2020-01': '68 provisional' });
  });

  it('shows both figures where somebody else recorded one meanwhile, and leaves theirs when asked', async () => {
    const client = await council.browser('owner');
    const page = await client.get(table());
    const change = { [cell(share, '2020-01')]: '67.2%', [cell(contacts, '2020-01')]: '900' };
    const preview = await typed(client, page, change);
    await figures.recorded(
      { measureId: share, period: '2020-01', value: 61 },
      { measureId: share, period: '2019-11', value: 71 },
    );
    const conflict = await step('between the preview and the record', () => confirmed(client, preview));
    expect([conflict.status, conflict.heading]).toEqual([409, 'Somebody else recorded figures meanwhile']);
    expect(conflict.text).toContain(
      'When you typed 67.2%, nothing was recorded. Since then analyst (Job of analyst) recorded 61.0%.',
    );
    expect(await known(contacts)).not.toHaveProperty('2020-01');
    const done = await confirmed(client, conflict, { [`leave_${cell(share, '2020-01')}`]: '1' });
    expect(done.text).toContain('1 figure is recorded.');
    expect(await known(share)).toMatchObject({ '2020-01': '61 provisional', '2019-11': '71 provisional' });
    expect(await known(contacts)).toMatchObject({ '2020-01': '900 provisional' });

    const late = await step('before the preview; what was not touched stays as the other left it', () =>
      typed(client, page, change),
    );
    expect(late.text).toContain('When you typed 67.2%, nothing was recorded.');
    expect(late.text).not.toContain('November 2019');
    await confirmed(client, late);
    expect(await known(share)).toMatchObject({ '2020-01': '67.2 provisional', '2019-11': '71 provisional' });

    const own = await step('by the same person, in another window', () =>
      typed(client, page, { [cell(share, '2020-01')]: '68%' }),
    );
    expect([own.heading, own.text]).toEqual([
      'You recorded figures in another window meanwhile',
      expect.stringContaining('Since then you recorded 67.2% in another window.'),
    ]);
  });

  it('does not take a figure of another section, or of a measure of another programme', async () => {
    const fed = await figures.measure(group, { title: 'Vacancy rate', fedBy: 'workforce:vacancyLocal', basis: 'snapshot' }, 3); // prettier-ignore
    const client = await council.browser('owner');
    const page = await client.get(table());
    expect(page.text).toContain('comes from Workforce');
    expect(page.fields).not.toHaveProperty([cell(fed, '2020-01')]);
    const elsewhere = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
    const refused = await typed(client, page, {
      [cell(fed, '2020-01')]: '5%',
      [cell(elsewhere, '2020-01')]: '5%',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('comes from another section');
    expect(refused.text).toContain('There is no such measure in this programme');
  });

  it('is for who may record, warns who could approve, and is nobody’s of another programme', async () => {
    expect((await (await council.browser('reviewer')).get(table())).text).toContain(
      'Recording figures makes you an author',
    );
    expect((await (await council.browser('owner')).get(table())).text).not.toContain('makes you an author');
    expect((await (await council.browser('sro')).get(table())).status).toBe(403);
    await council.test.sql(`update envelope set owner_id = $2, version = version + 1 where id = $1`, [
      part,
      council.people.owner.id,
    ]);
    const other = await council.browser('owner2');
    expect((await other.get(`/contributions/${part}`)).text).toContain(
      'writes it. You can read it, and record its figures. Record its figures',
    );
    expect((await other.get(table())).status).toBe(200);
    expect((await (await council.browser('sro')).get(`/contributions/${part}`)).text).not.toContain('record its'); // prettier-ignore
    expect((await (await council.browser('reviewerElsewhere')).get(table())).status).toBe(404);
  });

  it('is smaller than its budget with forty measures', async () => {
    for (let n = 3; n <= 40; n++) await figures.measure(group, { title: `Measure ${n} of a long list` }, n);
    const answer = await (
      await council.browser('owner')
    ).ask(table(), {
      headers: { 'sec-fetch-site': 'none', 'accept-encoding': 'gzip' },
    });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    const { gzipSync } = await import('node:zlib');
    expect(gzipSync(await answer.text()).length).toBeLessThan(60_000);
  });
});

describe('a pasted table', () => {
  const paste = (): string => `${table()}/paste`;

  it('is read by the file importer, shown and recorded as what is typed', async () => {
    const client = await council.browser('owner');
    await client.get(paste());
    const preview = await client.send({
      table:
        'Ref\tPerformance Measure\tNov 19\tDec 19\tJan 20\tTarget Min\r\n1.1\tShare <in time>\t70.0%\t66.0%\t67.2%\t80%\r\n1.2\tContacts\t1,100\t1,204\t\t\r\n',
    });
    expect([preview.status, preview.heading]).toEqual([200, 'Record 2 figures']);
    expect(preview.text).toContain('a target is kept with the measure');
    await confirmed(client, preview);
    expect(await known(share)).toMatchObject({ '2019-11': '70 provisional', '2020-01': '67.2 provisional' });
    expect(await known(contacts)).toMatchObject({ '2019-11': '1100 provisional' });
  });

  it('is refused with every place that cannot be read, and stays in its field', async () => {
    const client = await council.browser('owner');
    await client.get(paste());
    const text = 'Performance Measure\tDec 19\nShare <in time>\t67,2\nContract\t5';
    const refused = await client.send({ table: text });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('2 places cannot be recorded');
    expect(refused.text).toContain('Row 2, column B (67,2): “67,2” is not a figure. Write 67.2');
    expect(refused.text).toContain('There is no measure “Contract”. The nearest is “Contacts”.');
    expect(refused.html).toContain('Share &lt;in time&gt;\t67,2');
    expect((await client.send({ table: '' })).text).toContain('Paste the table here');
    expect((await client.send({ table: 'a b c' })).text).toContain('No headings were found');
    expect((await client.send({ table: ' ' })).text).toContain('Nothing was pasted. Copy the table');
    expect((await client.send({ table: 'Measure,Period,Value\nContacts,2020-01,5' })).text).toContain(
      'a row for each figure',
    );
  });

  it('is nobody’s of another programme', async () => {
    expect((await (await council.browser('reviewerElsewhere')).get(paste())).status).toBe(404);
    expect((await (await council.browser('sro')).get(paste())).status).toBe(403);
  });
});

describe('the commentary', () => {
  const commentary = (): string => `/contributions/${part}/commentary`;
  const rating = (): string => `${commentary()}/${share}`;

  it('says how each measure is rated and why, and saves the text beside other ratings', async () => {
    const client = await council.browser('owner');
    const page = await client.get(commentary());
    expect(page.text).toContain('Red: 66.0% is below the floor of 70%');
    expect(page.text).toContain('Not rated: neither direction is better');

    await client.get(rating());
    const refused = await client.send({ rag: 'AMBER', reason: '' });
    expect([refused.status, refused.html]).toEqual([422, expect.stringContaining('href="#reason"')]);
    const done = await client.send({ rag: 'AMBER', reason: 'Three were <late>.' });
    expect(done.url).toBe(commentary());
    expect(done.html).toContain('Amber: Three were &lt;late&gt;.');

    await client.send({ commentary: 'Fewer in time.' }, commentary());
    const content = await figures.read(`/api/v1/contributions/${part}`);
    expect(content.commentary).toBe('Fewer in time.');
    expect(content.measures[0]?.rag).toMatchObject({ derived: 'RED', printed: 'AMBER' });

    await client.get(rating());
    await client.send({ rag: '', reason: '' });
    expect((await figures.read(`/api/v1/contributions/${part}`)).measures[0]?.rag.override).toBeNull();
  });

  it('of a measure that is not there is not there; nobody else’s either', async () => {
    const client = await council.browser('owner');
    expect((await client.get(`${commentary()}/${group}`)).status).toBe(404);
    expect((await (await council.browser('reviewerElsewhere')).get(rating())).status).toBe(404);
    expect((await (await council.browser('reader')).get(commentary())).status).toBe(403);
  });
});
