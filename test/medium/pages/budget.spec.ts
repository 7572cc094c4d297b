import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import type { PageClient } from '../../support/page-client.js';
import { filledIn, formBody } from '../../support/page-form.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let owner: PageClient;
let part: string;
let lines: string;
let ledger: string;

beforeAll(async () => {
  council = await CouncilHarness.open();
  owner = await council.browser('owner');
});
afterAll(() => council.close());
beforeEach(async () => {
  await council.newProgramme(['theme', 'budget']);
  const { id } = await council.openPeriod();
  const [found] = await council.test.sql<{ id: string }>(
    `select id from envelope where period_id = $1 and section = 'budget'`,
    [id],
  );
  part = found?.id ?? '';
  lines = `/contributions/${part}/lines`;
  ledger = `/contributions/${part}/ledger`;
});

const written = async (): Promise<Record<string, unknown>[]> =>
  (await council.as('owner').send('GET', `/api/v1/contributions/${part}/budget`)).body['lines'] as Record<
    string,
    unknown
  >[];
const without = (url: string): string => url.split('?', 1)[0] ?? '';

it('budget lines', async () => {
  await step(
    'begin empty; one is added once, with its variance and what its comment is needed for',
    async () => {
      expect((await owner.get(lines)).text).toContain('There is no budget line yet.');
      const blank = await owner.get(`${lines}/new`);
      const address = without(blank.url);
      const refused = await owner.send({ title: '', budget: '1.2.3', actual: '<b>' }, address);
      expect(refused.status).toBe(422);
      expect(refused.html).toContain('href="#title">Enter what the line is for');
      expect(refused.text).toContain(
        '“1.2.3” is not an amount in pounds and pence. Enter an amount, such as 1,250.00',
      );
      expect(refused.html).toContain('value="&lt;b&gt;"');

      const form = filledIn((await owner.get(`${address}?new=1`)).html);
      const typed = {
        title: 'Placements <outside>',
        year: '2019',
        budget: '£1,250.00',
        actual: '900',
        forecast: '1,400.50',
      };
      const body = () => formBody({ ...form, ...typed });
      for (const _ of [1, 2]) expect((await owner.post(address, body())).url).toBe(lines);
      expect(await written()).toMatchObject([
        {
          title: 'Placements <outside>',
          financialYear: 2019,
          budget: '1250.00',
          actual: '900.00',
          forecast: '1400.50',
          comment: null,
        },
      ]);
      const page = await owner.get(address);
      expect(page.text).toContain('A comment is needed: the variance is over the limit of 5%.');
      expect(page.text).toContain('£150.50 over budget (12.0%)');
      expect(page.text).not.toContain('Comment (optional)');
      const done = await owner.send({ ...filledIn(page.html), forecast: '', comment: 'Not <known> yet.' });
      expect(done.html).toContain('Placements &lt;outside&gt;');
      expect(done.text).toContain('1 line. Nothing is missing.');
      const again = await owner.get(`${lines}/new`);
      const twice = await owner.send({ title: 'placements <OUTSIDE>', year: '2019' }, without(again.url));
      expect(twice.html).toContain('href="#title">There is this line and year already');
    },
  );

  await step('say why there is no total', async () => {
    const second = await owner.get(`${lines}/new`);
    await owner.send({ title: 'Legal', budget: '10', forecast: '10' }, without(second.url));
    const page = await owner.get(lines);
    expect(page.text).toContain('2 lines. 1 comment is needed.');
    expect(page.text).toContain('Not all totals can be added up: 2 cells are not known.');
    expect(page.text).toContain('All lines – £1,260 Not known Not known Not known');
  });

  await step('are removed after a page that asks', async () => {
    const legal = (await written()).find(({ title }) => title === 'Legal');
    await owner.get(`${lines}/${String(legal?.['id'])}/remove`);
    expect((await owner.send({})).text).toContain('The budget line is removed.');
    expect(await written()).toHaveLength(1);
  });
});

it('figures from the ledger', async () => {
  const table =
    'Line\tYear\tActual\tCost centre\nPlacements <outside>\t2019/20\t£950\tX1\nTravel\t\t12.50\tX2';

  await step('there is a line before them', async () => {
    const form = await owner.get(`${lines}/new`);
    const line = { title: 'Placements <outside>', year: '2019', budget: '1,250.00', actual: '900' };
    await owner.send(line, without(form.url));
    expect(await written()).toHaveLength(1);
  });

  await step('are shown before they are recorded, and recorded once', async () => {
    await owner.get(ledger);
    expect((await owner.send({ ledger: ' ' })).html).toContain(
      'href="#ledger">Paste the table, with its headings',
    );
    const wrong = await owner.send({ ledger: 'Line\tActual\nTravel\t12,5' });
    expect([wrong.status, wrong.text]).toEqual([
      422,
      expect.stringContaining('Row 2, column “Actual”: “12,5” is not an amount in pounds and pence.'),
    ]);
    expect(wrong.text).toContain('Nothing can be recorded until this place is corrected.');
    const check = await owner.send({ ledger: table });
    expect(check.text).toContain('2 figures would change in 2 lines. 1 line is new.');
    expect(check.text).toContain('£950, was £900');
    expect(check.text).toContain('Columns that mean nothing here: Cost centre.');
    expect(await written()).toHaveLength(1);
    const body = () => formBody({ ...check.fields, ledger: table, _step: 'record' });
    for (const _ of [1, 2]) expect((await owner.post(ledger, body())).url).toBe(lines);
    expect(await written()).toMatchObject([{ actual: '950.00' }, { title: 'Travel', actual: '12.50' }]);
    await owner.get(ledger);
    expect((await owner.send({ ledger: table })).text).toContain('Nothing changes');
    expect((await owner.send({ ledger: table, _step: 'back' }, ledger)).html).toContain(
      'Placements &lt;outside&gt;',
    );
  });

  await step('are shown once more when somebody saved the budget meanwhile', async () => {
    await owner.get(ledger);
    const check = await owner.send({ ledger: 'Line\tActual\nTravel\t13' });
    const theirs = await council.browser('owner2');
    const travel = (await written()).find(({ title }) => title === 'Travel');
    const page = await theirs.get(`${lines}/${String(travel?.['id'])}`);
    await theirs.send({ ...filledIn(page.html), budget: '20' });
    const body = formBody({
      ...check.fields,
      ledger: 'Line\tActual\nTravel\t13',
      _step: 'record',
    });
    const late = await owner.post(ledger, body);
    expect([late.status, late.text]).toEqual([
      412,
      expect.stringContaining('Somebody saved the budget meanwhile. Look at the changes once more.'),
    ]);
    await owner.send({ ledger: 'Line\tActual\nTravel\t13', _step: 'record' }, ledger);
    expect((await written()).find(({ title }) => title === 'Travel')).toMatchObject({
      budget: '20.00',
      actual: '13.00',
    });
  });

  await step('come from a file too', async () => {
    const page = await owner.get(ledger);
    const send = async (content: string): Promise<string> => {
      const form = new FormData();
      form.append('_csrf', page.fields['_csrf'] ?? '');
      form.append('file', new Blob([content], { type: 'text/csv' }), 'ledger.csv');
      const answer = await owner.ask(`${ledger}/file`, {
        method: 'POST',
        body: form,
        headers: { 'sec-fetch-site': 'same-origin', origin: council.test.origin },
      });
      return `${answer.status} ${await answer.text()}`;
    };
    const check = await send('line,actual\r\nTravel,"1,014.00"\r\n');
    expect(check).toMatch(/^200 /);
    expect(check).toContain('£1,014, was £13');
    expect(check).toContain('Record 1 figure');
    expect(await send('')).toContain('href="#file">Choose a file that is not empty');
  });
});

it('belongs to its programme and to who may write it', async () => {
  const [elsewhere, reader] = [await council.browser('reviewerElsewhere'), await council.browser('reader')];
  for (const url of [lines, ledger, `${lines}/${part}?new=1`]) {
    expect([url, (await elsewhere.get(url)).status]).toEqual([url, 404]);
    expect([url, (await reader.get(url)).status]).toEqual([url, 403]);
  }
  const reviewer = await council.browser('reviewer');
  expect((await reviewer.get(ledger)).heading).toBe('If you change this part, you cannot approve it');
  expect((await (await council.browser('auditor')).get(lines)).text).not.toContain('Add a budget line');
});
