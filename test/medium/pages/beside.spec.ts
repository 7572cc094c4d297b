import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';
import { Figures } from '../performance/figures.js';

/** What stands beside a text while it is written. */
let council: CouncilHarness;
let figures: Figures;
let group: string;
let share: string;
let overview: string;
/** Of February, with the measures. */
let measuresPart: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['theme', 'measures']);
  figures = new Figures(council);
  group = await figures.group();
  await council.test.sql(`update measure_group set theme_id = $1 where id = $2`, [
    council.themeIds[0],
    group,
  ]);
  share = await figures.measure(group, { reference: '1.1', title: 'Share <in time>', basis: 'snapshot' });
  await figures.recorded({ measureId: share, period: '2020-01', value: 80, state: 'validated' });
  const january = await council.openPeriod();
  const document = themeDocument();
  document.objectives[0]?.actions[0]?.ratings.push({ financialYear: 2019, quarter: 4, rag: 'RED' });
  await council.approveContribution('owner', january.contributions[0], {
    ...document,
    overview: { narrative: 'It is **78%** now.', rag: 'RED' },
  });
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${january.id}`);
  const measures = list.body.items?.find(({ section }) => section === 'measures');
  for (const [name, step] of [
    ['owner', 'submit'],
    ['reviewer', 'approve'],
  ] as const)
    expect(await council.act(name, `/api/v1/contributions/${String(measures?.['id'])}`, step)).toMatchObject({
      status: 200,
    });
  const few = await figures.measure(
    group,
    { title: 'Children who <went> missing', unit: 'count', decimals: 0 },
    2,
  );
  const february = await council.openPeriod(1);
  await figures.recorded({ measureId: few, period: '2020-02', value: 3, state: 'validated' });
  await figures.recorded({ measureId: share, period: '2020-02', value: 60, state: 'validated' });
  overview = `/contributions/${february.contributions[0]}/overview`;
  const [found] = await council.test.sql<{ id: string }>(
    `select id from envelope where period_id = $1 and section = 'measures'`,
    [february.id],
  );
  measuresPart = `/contributions/${found?.id ?? ''}`;
});
afterAll(() => council.close());

it('shows the last text as it prints, since when it is so, which figures moved, and what members may ask', async () => {
  const client = await council.browser('owner');
  const page = await client.get(overview);
  expect(page.html).toContain('It is <strong>78%</strong> now.');
  expect(page.text).toContain('The same words as in January 2020.');
  expect(page.text).toContain('Words for the figures that moved');
  expect(page.text).toMatch(/Not mentioned A beginning to copy: Share <in time> fell from 80\.0%/);
  expect(page.html).toMatch(/“Share &lt;in time&gt;” got worse: it was 80\.0%[^<]*and is 60\.0%/);
  expect(page.html).toMatch(/id="asked" hidden/);
  const read = await client.get(overview.replace('/overview', '?read=1'));
  expect(read.text).toMatch(/How old its words are .*The same words as in January 2020\./);

  const quiet = await client.post(
    overview,
    new URLSearchParams({
      ...page.fields,
      narrative: 'All is well. Share <in time> fell because',
      rag: 'GREEN',
      _quiet: '1',
    }),
  );
  const { asked, mentioned } = JSON.parse(quiet.html) as { asked: string[]; mentioned: string[] };
  expect(mentioned).toEqual([share]);
  const again = await client.get(overview);
  expect(asked).toEqual([
    expect.stringContaining('Theme 1 is rated Green, but “Implement service plans” is Red.'),
    '“Share <in time> fell because” ends before it says why. What is the reason?',
  ]);
  for (const question of asked) expect(again.text).toContain(question);
  expect(again.text).not.toContain('The same words as in January 2020.');
  expect(again.html).not.toContain('Not mentioned<');
});

it('leads from each measure of the figures to the files that show it', async () => {
  const client = await council.browser('owner');
  const typing = await client.get(`${measuresPart}/figures`);
  const link = `${measuresPart}/evidence?entry=measures%2F${share}`;
  expect(typing.html).toContain(
    `href="${link}">Evidence<span class="govuk-visually-hidden"> of Share &lt;in`,
  );
  expect((await client.get(link)).text).toContain('No file is attached to “Measure: Share <in time>” yet.');
});

it('says of each figure that the public will not see it, and why, while the part is written', async () => {
  const page = await (await council.browser('owner')).get(`${measuresPart}/publication`);
  expect(page.text).toContain('too small to be printed, or would give one away.');
  expect(page.html).toMatch(
    /Children who &lt;went&gt; missing[^]*February 2020[^]*A small number of people\./,
  );
  const { body } = await council.as('owner').send('GET', `/api/v1${measuresPart}/publication`);
  expect(body['suppressed']).toContainEqual(
    expect.objectContaining({ measure: 'Children who <went> missing', why: 'A small number of people.' }),
  );
  expect(JSON.stringify(body['suppressed'])).not.toContain('Share');
  const typing = await (await council.browser('owner')).get(`${measuresPart}/figures`);
  expect(typing.html).toMatch(/Children who &lt;went&gt; missing[^]*not printed for the public/);
  expect(typing.html.split('Children who')[0]).not.toContain('not printed for the public');
  const theme = await (await council.browser('owner')).get(overview.replace('overview', 'publication'));
  expect(theme.text).not.toContain('Figures that will not be printed');
});

it('says beside a text which of its paragraphs every public edition leaves out', async () => {
  const client = await council.browser('owner');
  const body = new URLSearchParams({
    ...(await client.get(overview)).fields,
    narrative: 'A <contract> is being negotiated now.\n\nAll else is well.',
    rag: 'GREEN',
  });
  await client.post(overview, body);
  expect((await client.get(overview)).text).not.toContain('The public will not see');
  const part = overview.replace('/overview', '');
  const manager = await council.browser('reviewer');
  const form = await manager.get(`${part}/publication/new`);
  const block = /value="(paragraph\/[0-9a-f]+)"[^>]*>[^]*?A &lt;contract&gt;/.exec(form.html)?.[1] ?? '';
  await manager.send({ block, ground: 'sensitive', reason: 'It is being negotiated.' });
  const page = await client.get(overview);
  expect(page.text).toContain('The public will not see A paragraph: “A <contract> is being negotiated now.”');
  const { body: objective } = await council.as('owner').send('GET', `/api/v1${part}/theme`);
  const [other] = objective['objectives'] as { id: string }[];
  expect((await client.get(`${part}/objectives/${other?.id ?? ''}`)).text).not.toContain('public will not');
});
