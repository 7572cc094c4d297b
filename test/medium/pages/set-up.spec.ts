import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FirstAdmin, TerminalLinks } from '../../../src/identity/index.js';
import { createTestApp, type TestApp } from '../../support/app.js';
import { PageClient, type SeenPage } from '../../support/page-client.js';
import { filledIn, formBody } from '../../support/page-form.js';
import { step } from '../../support/step.js';

/** A council that starts from nothing, in its browser. Its figures are of permits and roads, and of nobody else's sample. */
let test: TestApp;
const browsers = new Map<string, PageClient>();
beforeAll(async () => {
  test = await createTestApp('web');
  test.clock.hold('2026-10-05T09:00:00Z');
});
afterAll(() => test.close());

const OWN_PASSWORD = 'a long walk by the river';

/** Chooses a password with a link that was made for this person, and signs in. */
async function arrive(email: string, link: string): Promise<PageClient> {
  const client = new PageClient(test.origin);
  const { pathname, search } = new URL(link);
  const form = await client.get(`${pathname}${search}`);
  await client.send({ token: form.fields['token'] ?? '', password: OWN_PASSWORD }, '/password/new');
  const home = await client.signIn(email, OWN_PASSWORD);
  expect([email, home.url]).toEqual([email, '/my-work']);
  browsers.set(email, client);
  return client;
}

/** As its page has it, with what is typed. */
async function fill(
  client: PageClient,
  path: string,
  typed: Record<string, string | string[]>,
): Promise<SeenPage> {
  const page = await client.get(path);
  expect([path, page.status]).toEqual([path, 200]);
  const sent = await client.post(path, formBody({ ...filledIn(page.html), ...typed }));
  expect([path, sent.status, sent.text.includes('There is a problem')]).toEqual([path, 200, false]);
  return sent;
}

/** Presses the button of a page that asks before. */
const confirm = (client: PageClient, page: SeenPage, more: Record<string, string> = {}): Promise<SeenPage> =>
  client.post(page.url, formBody({ ...page.fields, ...more }));

const day = (name: string, date: string): Record<string, string> => {
  const [year = '', month = '', number = ''] = date.split('-');
  return { [`${name}-day`]: number, [`${name}-month`]: month, [`${name}-year`]: year };
};

/** The status of a row of the task list. */
const statusOf = ({ html }: SeenPage, title: string): string => {
  const rows = html.split('<li class="govuk-task-list__item').map((row) => row.replace(/<[^>]*>/g, ' '));
  return rows.find((row) => row.includes(title))?.replace(/\s+/g, ' ') ?? '';
};

const MEASURES = [
  'Group\tTheme\tRef\tTitle\tUnit\tBetter when\tTarget\tCounted',
  'Decisions\t1\tD1\tApplications decided in time\tpercent\thigher\t85%\tmonth',
  '\t\tD2\tDays to decide\tdays\tlower\t56\tmonth',
  'Roads\t2\tR1\tPotholes mended within 5 days\tpercent\thigher\t90\tquarter',
].join('\n');
const FIGURES = [
  'Reference,Period,Value',
  'D1,2026-08,81.4%',
  'D1,2026-09,83.9%',
  'D2,2026-08,61',
  'D2,2026-09,58',
  'R1,Q2 2026/27,88.0%',
].join('\n');

async function importFigures(client: PageClient, programme: string): Promise<string> {
  const send = async (to: string, fields: Record<string, string>): Promise<string> => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) if (name !== 'file') body.append(name, value);
    body.append('file', new Blob([FIGURES], { type: 'text/csv' }), 'figures.csv');
    const answer = await client.ask(to, {
      method: 'POST',
      body,
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    return answer.status === 303 ? (answer.headers.get('location') ?? '') : answer.text();
  };
  const page = await client.get(`${programme}/figures/import`);
  const preview = await send(`${programme}/figures/import`, {
    ...page.fields,
    ...day('asAt', '2026-09-30'),
    state: 'validated',
  });
  expect(preview).toContain('Record 5 figures');
  const hidden = [...preview.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const { action = '' } =
    /<form method="post" action="(?<action>[^"]*confirm[^"]*)"/.exec(preview)?.groups ?? {};
  return send(action, Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])));
}

describe('a council from nothing', () => {
  it('comes by its pages alone from an empty installation to its first open period', async () => {
    let programme = '';
    const people: Record<string, string> = {};
    let admin!: PageClient;

    await step('the first administrator chooses a password, and creates the programme', async () => {
      const { link } = await test.app.get(FirstAdmin, { strict: false }).create({
        email: 'ada@council.example',
        name: 'Ada Admin',
        jobTitle: 'Systems Officer',
      });
      admin = await arrive('ada@council.example', link);
      expect((await admin.get('/my-work')).text).toContain('There is no programme yet');
      expect((await admin.get('/admin')).html).toContain('href="/admin/programmes"');
      const list = await admin.get('/admin/programmes');
      expect(list.text).toContain('There is no programme yet. Create the first one.');
      await admin.get('/admin/programmes/new');
      const refused = await admin.send({ code: 'x', name: 'Planning', council: '', quarters: 'trailing' });
      expect(refused.status).toBe(422);
      expect(refused.html).toContain('href="#council">Enter the council’s name');
      expect(refused.html).toMatch(/href="#sections">Choose at least one kind of part/);
      const made = await fill(admin, '/admin/programmes/new', {
        code: 'PIP',
        name: 'Planning improvement',
        council: 'Example District Council',
        sections: ['theme', 'measures', 'risks', 'budget'],
        quarters: 'trailing',
      });
      expect(made.heading).toBe('Set up Planning improvement');
      programme = made.url.replace(/\/set-up.*/, '');
      expect(made.text).toContain('Next: people and roles.');
      expect(made.text).toContain('Nobody is programme manager yet. Give the role');
      expect(statusOf(made, 'First period')).toContain('Cannot start yet');
    });

    await step('she gives everybody an account and a role', async () => {
      for (const [email, name, jobTitle, role] of [
        ['mo@council.example', 'Mo Manager', 'Programme Manager', 'reviewer'],
        ['sue@council.example', 'Sue Director', 'Director of Place', 'sro'],
        ['ole@council.example', 'Ole Owner', 'Head of Planning', 'owner'],
        ['cleo@council.example', 'Cleo Clerk', 'Democratic Services Officer', 'clerk'],
      ] as const) {
        const account = await fill(admin, '/admin/users/new', { name, 'job-title': jobTitle, email });
        const form = await admin.get(`${account.url}/roles/new`);
        const [roleId] =
          new RegExp(`value="([^"]+)"[^>]*>\\s*<label[^>]*>\\s*${ROLES[role]}`).exec(form.html)?.slice(1) ??
          [];
        const asked = await admin.send({
          role: roleId ?? '',
          programme: programme.split('/').at(-1) ?? '',
        });
        const given = await confirm(admin, asked);
        expect([role, given.text]).toEqual([role, expect.stringContaining('was given a role')]);
        expect(given.html).toContain(`href="${programme}/set-up"`);
        people[role] = email;
      }
      const links = await test.app.get(TerminalLinks, { strict: false }).make(Object.values(people));
      for (const [email, link] of links) await arrive(email, link);
      expect(statusOf(await admin.get(`${programme}/set-up`), 'People and roles')).toContain('Done');
    });

    await step('she pastes the themes, and changes one', async () => {
      await admin.get(`${programme}/themes/paste`);
      const wrong = await admin.send({ table: 'Number\tTitle\n100\tDecisions' });
      expect([wrong.status, wrong.text]).toEqual([
        422,
        expect.stringContaining('“100” is not a number from 1 to 99'),
      ]);
      const check = await admin.send({
        table: 'Title\tOwner\nDecisions in time\tHead of Planning\nRoads & <paths>\tSomebody',
      });
      expect(check.text).toContain('2 themes would be added. Nothing is saved yet.');
      expect(check.text).toContain('“Somebody” has no role in this programme');
      expect(await test.sql('select from theme')).toHaveLength(0);
      const body = formBody({ ...filledIn(check.html), _step: 'add' });
      const added = await admin.post(check.url, body);
      expect(added.text).toContain('2 themes were added.');
      expect((await admin.post(check.url, body)).url).toBe(added.url);
      expect(added.html).toContain('Roads &amp; &lt;paths&gt;');
      const change = /href="(\/themes\/[^"]+\/change)"/.exec(added.html)?.[1] ?? '';
      expect((await fill(admin, change, { title: 'Decisions' })).text).toContain('“Decisions” was changed.');
      await admin.get(`${programme}/themes/new`);
      const twice = await admin.send({ number: '1', title: 'Other', owner: '' });
      expect(twice.html).toContain('href="#number">Another theme has this number');
    });

    await step('she makes the council’s own matrix, chooses it, and sets the budget rule', async () => {
      await admin.get(`${programme}/risk-matrix/new`);
      const usual = filledIn((await admin.get(`${programme}/risk-matrix/new`)).html);
      const falling = await admin.send({ ...usual, name: 'Ours', 'cells.24.score': '1' });
      expect(falling.status).toBe(422);
      expect(falling.html).toContain(
        'href="#cells.19.score">Probability 4, impact 5: a score or band cannot fall',
      );
      await fill(admin, `${programme}/risk-matrix/new`, { name: 'District matrix', 'cells.24.score': '30' });
      const choose = await admin.get(`${programme}/risk-matrix`);
      const [, own = ''] = /value="([^"]+)"[^>]*>\s*<label[^>]*>\s*District matrix/.exec(choose.html) ?? [];
      const chosen = await admin.send({ matrix: own });
      expect(chosen.text).toContain('The next register is scored by “District matrix”.');
      const rule = await fill(admin, `${programme}/budget-rule`, { threshold: '7.5' });
      expect(rule.text).toContain('A variance over 7.5% needs a comment');
      expect(rule.text).toContain(
        'Nothing of it is yours at the moment. Next comes “Measures”: waiting for Mo Manager',
      );
      const days = `${programme}/days-before-meetings`;
      await admin.get(days);
      const early = await admin.send({ ...filledIn((await admin.get(days)).html), sro: '9' });
      expect(early.html).toContain('href="#sro">The SRO approves once the report is with them');
      expect((await fill(admin, days, { owner: '12' })).text).toContain(
        'The days before a meeting are saved.',
      );
      expect((await admin.get(days)).fields).toMatchObject({ owner: '12', reviewer: '6' });
      const renamed = await fill(admin, `${programme}/change`, { name: 'Planning and roads' });
      expect(renamed.heading).toBe('Set up Planning and roads');
    });

    await step('the programme manager brings the measures and their past figures', async () => {
      const manager = browsers.get(people['reviewer'] ?? '') ?? admin;
      const home = await manager.get('/my-work');
      expect(home.text).toContain('The set-up of Planning and roads is open: no period has been opened yet');
      expect(home.html).toContain(`href="${programme}/set-up"`);
      const set = await manager.get(`${programme}/set-up`);
      expect(set.text).toContain('Next: measures.');
      expect(set.html).not.toContain(`href="${programme}/themes"`);
      const file = new FormData();
      for (const [name, value] of Object.entries((await manager.get(`${programme}/measures/paste`)).fields))
        if (name === '_csrf') file.append(name, value);
      file.append('file', new Blob([MEASURES.replaceAll('\t', ',')], { type: 'text/csv' }), 'measures.csv');
      const checked = await manager.ask(`${programme}/measures/paste/file`, {
        method: 'POST',
        body: file,
        headers: { 'sec-fetch-site': 'same-origin' },
      });
      expect(await checked.text()).toContain('3 measures and 2 groups would be added');
      await manager.get(`${programme}/measures/paste`);
      const wrong = await manager.send({ table: `${MEASURES}\nRoads\t\t\tX\tmiles\thigher\t\t` });
      expect([wrong.status, wrong.text]).toEqual([
        422,
        expect.stringContaining('Row 5: “miles” is not a unit.'),
      ]);
      const check = await manager.send({ table: MEASURES });
      expect(check.text).toContain(
        'D1 Applications decided in time Decisions Per cent, 1 decimal Higher Each month Floor 85 New',
      );
      const added = await manager.post(check.url, formBody({ ...filledIn(check.html), _step: 'add' }));
      expect(added.text).toContain('3 measures were added.');
      expect(await test.sql('select from measure_group')).toHaveLength(2);
      await manager.get(`${programme}/measures/paste`);
      expect((await manager.send({ table: MEASURES })).text).toContain('There is nothing to add.');
      await importFigures(manager, programme);
      expect(statusOf(await manager.get(`${programme}/set-up`), 'Past figures')).toContain('5 figures');
    });

    await step(
      'and the rules of publication and the glossary, each of which leaves the other as it is',
      async () => {
        const manager = browsers.get(people['reviewer'] ?? '') ?? admin;
        await fill(manager, `${programme}/publication-rules`, {
          threshold: '4',
          floor: '10',
          names: 'names',
        });
        const noMeaning = await manager
          .get(`${programme}/glossary`)
          .then(() => manager.send({ terms: 'PIP' }));
        expect(noMeaning.html).toContain('href="#terms">Line 1: write the term');
        const saved = await fill(manager, `${programme}/glossary`, {
          terms: 'PIP: Planning improvement <programme>',
        });
        expect(statusOf(saved, 'Glossary')).toContain('1 term');
        expect((await manager.get(`${programme}/publication-rules`)).fields['threshold']).toBe('4');
        const page = await manager.get(`${programme}/glossary`);
        expect(page.html).toContain('PIP: Planning improvement &lt;programme&gt;');
        const stale = formBody({ ...filledIn(page.html), _version: '1', terms: '' });
        expect((await manager.post(`${programme}/glossary`, stale)).status).toBe(412);
      },
    );

    await step('democratic services add a committee, who gets its papers, and a meeting', async () => {
      const clerk = browsers.get(people['clerk'] ?? '') ?? admin;
      const home = await clerk.get('/my-work');
      expect(home.text).toContain('There is no committee of Planning and roads yet');
      expect(home.html).toContain(`href="${programme}/committees/new"`);
      expect((await clerk.get(`${programme}/set-up`)).text).toContain(
        'Next: committees, recipients and meetings.',
      );
      const committee = await fill(clerk, `${programme}/committees/new`, {
        name: 'Cabinet',
        kind: 'cabinet',
        gets: 'public',
      });
      await fill(clerk, `${committee.url}/recipients/new`, {
        name: 'Leader',
        email: 'leader@council.example',
      });
      const work = await clerk.get('/my-work');
      expect(work.text).toMatch(/ has no meeting ahead so no papers can be planned/);
      expect(work.html).toContain(`href="${programme}/meetings#committees"`);
      expect((await clerk.get(`${programme}/meetings`)).text).toMatch(/Cabinet .* None ahead 1 person Open/);
      await fill(clerk, `${committee.url}/meetings/new`, {
        ...day('starts', '2026-11-10'),
        'starts-time': '10:00',
        place: 'Council Chamber',
      });
      expect(statusOf(await clerk.get(`${programme}/set-up`), 'Committees')).toContain('Done');
      expect((await clerk.get('/my-work')).text).not.toMatch(/no committee|no meeting ahead/);
    });

    await step('the programme manager opens the first period', async () => {
      const manager = browsers.get(people['reviewer'] ?? '') ?? admin;
      await manager.get(`${programme}/periods/new`);
      const asked = await manager.send({
        label: 'September 2026',
        ...day('first', '2026-09-01'),
        ...day('last', '2026-09-30'),
        ...day('as-at', '2026-09-30'),
        ...day('drafts', '2026-10-12'),
        ...day('review', '2026-10-15'),
        ...day('approval', '2026-10-20'),
      });
      expect(asked.text).toContain('6 parts begin: 6 empty.');
      const opened = await confirm(manager, asked);
      expect(opened.text).toContain('September 2026 is open.');
      expect(opened.text).toContain('Bring last month’s report, or name who writes each.');
      expect(opened.html).toContain('/bring-report"');
      const done = await manager.get(`${programme}/set-up`);
      expect(done.text).toContain('The set-up is done: September 2026 is open.');
      expect(done.text).toContain('Owners write their parts until 12 October 2026.');
      expect((await manager.get('/my-work')).text).not.toContain('The set-up of');
    });

    await step('the owner finds the part, and the figures of the council stand in theirs', async () => {
      const owner = browsers.get(people['owner'] ?? '') ?? admin;
      const home = await owner.get('/my-work');
      expect(home.text).toContain('Theme 1: Decisions');
      expect((await owner.get(`${programme}/set-up`)).html).not.toContain('/change"');
      const [measures] = await test.sql<{ id: string }>(
        `select id from envelope where section = 'measures' order by created_at limit 1`,
      );
      expect((await owner.get(`/contributions/${measures?.id ?? ''}`)).status).toBe(200);
    });
  });
});

/** As the built-in roles are called. */
const ROLES = {
  reviewer: 'Reviewer \\(programme manager\\)',
  sro: 'Senior Responsible Officer',
  owner: 'Owner',
  clerk: 'Clerk \\(democratic services\\)',
} as const;
