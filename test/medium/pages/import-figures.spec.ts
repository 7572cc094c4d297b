import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import type { PageClient } from '../../support/page-client.js';
import { Figures } from '../performance/figures.js';

/** A file of figures: tried, shown, recorded. */
let council: CouncilHarness;
let figures: Figures;
let share: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['measures']);
  figures = new Figures(council);
});
afterAll(() => council.close());
beforeEach(async () => {
  await figures.freshProgramme();
  share = await figures.measure(await figures.group(), { reference: '1.1', title: 'Share <in time>' });
  await figures.recorded({ measureId: share, period: '2019-12', value: 66, state: 'validated' });
  await council.openPeriod();
});

const address = (): string => `/programmes/${council.programmeId}/figures/import`;
const LONG = 'Reference,Period,Value\n';
const FIELDS = { 'asAt-day': '27', 'asAt-month': '1', 'asAt-year': '2020', state: '', reason: '' };

/** What a browser shows for a form with a file; its hidden fields come first. */
async function send(
  client: PageClient,
  to: string,
  fields: Record<string, string>,
  file: string,
): Promise<{
  status: number;
  html: string;
  text: string;
  location: string | null;
  fields: Record<string, string>;
}> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (name !== 'file') body.append(name, value);
  body.append('file', new Blob([file], { type: 'text/csv' }), file === '' ? '' : 'figures.csv');
  const answer = await client.ask(to, {
    method: 'POST',
    body,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const html = await answer.text();
  const found = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return {
    status: answer.status,
    html,
    text: html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
    location: answer.headers.get('location'),
    fields: Object.fromEntries(found.map(([, name = '', value = '']) => [name, value])),
  };
}

const recorded = async (): Promise<number> =>
  (await council.test.sql(`select 1 from reading where measure_id = $1`, [share])).length;

describe('a file of figures', () => {
  it('is shown before anything is recorded, and recorded once with the same file', async () => {
    const client = await council.browser('owner');
    const page = await client.get(address());
    expect([page.status, page.fields['asAt-day'], page.fields['asAt-year']]).toEqual([200, '27', '2020']);
    expect(page.html).toContain(`/api/v1/programmes/${council.programmeId}/readings/export`);
    const file = `${LONG}1.1,Nov 19,64.0%\n1.1,Dec 19,66.0%\n`;
    const preview = await send(client, address(), { ...page.fields, ...FIELDS }, file);
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('Record 1 figure');
    expect(preview.html).toContain('Share &lt;in time&gt;');
    expect(preview.text).toContain('November 2019');
    expect(await recorded()).toBe(1);

    const confirm = `${address()}/confirm`;
    const other = await send(client, confirm, preview.fields, `${LONG}1.1,Nov 19,65.0%\n`);
    expect([other.status, other.text]).toEqual([
      409,
      expect.stringContaining('not the file that the dry run'),
    ]);
    expect(other.text).toContain('65.0%');
    const done = await send(client, confirm, preview.fields, file);
    expect([done.status, done.location]).toEqual([303, address()]);
    expect((await client.get(address())).text).toContain('1 figure is recorded.');
    expect((await send(client, confirm, preview.fields, file)).location).toBe(address());
    expect(await recorded()).toBe(2);
  });

  it('with places that cannot be read is refused as a whole, with each of them', async () => {
    const client = await council.browser('owner');
    const { fields } = await client.get(address());
    const refused = await send(
      client,
      address(),
      { ...fields, ...FIELDS },
      `${LONG}1.1,Nov 19,"67,2"\n1.1,Dec 19,70%\n`,
    );
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Nothing can be recorded until 2 places are corrected');
    expect(refused.text).toContain('Row 2, column C (67,2): “67,2” is not a figure. Write 67.2');
    expect(refused.text).toContain('Say why it changes');
    const reasoned = await send(
      client,
      address(),
      { ...fields, ...FIELDS, reason: 'Late <entries>' },
      `${LONG}1.1,Dec 19,70%\n`,
    );
    expect([reasoned.status, reasoned.text]).toEqual([200, expect.stringContaining('1 restated')]);
    expect(reasoned.fields['reason']).toBe('Late &lt;entries&gt;');
  });

  it('that is none, is no table or is too large is refused beside its field; a date that is none beside its own', async () => {
    const client = await council.browser('owner');
    const { fields } = await client.get(address());
    const all = { ...fields, ...FIELDS };
    const none = await send(client, address(), all, '');
    expect([none.status, none.html]).toEqual([422, expect.stringContaining('href="#file">Choose a file')]);
    expect((await send(client, address(), all, 'a,b\n1,2\n')).text).toContain('No headings were found');
    const large = await send(client, address(), all, 'x'.repeat(6 * 1024 * 1024));
    expect([large.status, large.text]).toEqual([413, expect.stringContaining('larger than 5 MB')]);
    const date = await send(client, address(), { ...all, 'asAt-month': '' }, LONG);
    expect([date.status, date.html]).toEqual([422, expect.stringContaining('href="#asAt-month"')]);
  });

  it('is for who may record, and is nobody’s of another programme', async () => {
    expect((await (await council.browser('sro')).get(address())).status).toBe(403);
    const stranger = await council.browser('reviewerElsewhere');
    expect((await stranger.get(address())).status).toBe(404);
    const { fields } = await stranger.get(`/programmes/${council.elsewhereId}/figures/import`);
    expect((await send(stranger, address(), { ...fields, ...FIELDS }, LONG)).status).toBe(404);
  });
});
