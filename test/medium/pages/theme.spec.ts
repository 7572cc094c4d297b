import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ThemeContent } from '../../../src/themes/index.js';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';
import type { PageClient } from '../../support/page-client.js';
import { filledIn, formBody } from '../../support/page-form.js';

type Objective = ThemeContent['objectives'][number];

let council: CouncilHarness;
let owner: PageClient;
let part: string;
let list: string;

beforeAll(async () => {
  council = await CouncilHarness.open();
  await council.test.sql(`update theme set owner_id = null`);
  part = (await council.openPeriod()).contributions[0];
  list = `/contributions/${part}/objectives`;
  owner = await council.browser('owner');
});
afterAll(() => council.close());
beforeEach(() => save([]));

const objectives = async (): Promise<Objective[]> =>
  (await council.as('owner').send('GET', `/api/v1/contributions/${part}/theme`)).body[
    'objectives'
  ] as Objective[];
async function save(written: Objective[], name: 'owner' | 'owner2' = 'owner'): Promise<void> {
  const document = { overview: { narrative: null, rag: null }, objectives: written };
  expect(await council.saveTheme(name, part, document)).toMatchObject({ status: 200 });
}
/** An objective with two actions, “Implement service plans” and “Brief members”, and one text about both. */
function objective(): Objective {
  const [one] = themeDocument().objectives;
  if (!one) throw new Error('The sample has no objective.');
  return one;
}
const without = (url: string): string => url.split('?', 1)[0] ?? '';

describe('the objectives of a theme', () => {
  it('begin empty; one is added once, and asks for its actions', async () => {
    const empty = await owner.get(list);
    expect(empty.text).toContain('No objective yet.');
    expect(empty.text).toContain('paste your plan');
    const blank = await owner.get(`${list}/new`);
    expect(blank.heading).toBe('Add an objective');
    const address = without(blank.url);
    const refused = await owner.send({ title: ' ' }, address);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#title">Enter the title of the objective');

    const form = filledIn((await owner.get(`${address}?new=1`)).html);
    const body = () => formBody({ ...form, title: 'Members <hold> it to account' });
    const done = await owner.post(address, body());
    expect([done.url, done.heading]).toEqual([address, 'Objective 1: Members <hold> it to account']);
    expect(done.text).toContain('Saved. Now add the actions of this objective.');
    expect(done.text).toContain('“Members <hold> it to account” has no action.');
    await owner.post(address, body());
    expect(await objectives()).toHaveLength(1);
    expect((await owner.get(list)).html).toContain('1 Members &lt;hold&gt; it to account');
  });

  it('move by one place; an old page moves nothing', async () => {
    const [a, b] = [objective(), { ...objective(), title: 'Second' }];
    await save([a, b]);
    const page = await owner.get(list);
    expect(page.text).toMatch(
      /2 objectives\. 2 of 2 actions are not rated for Q4 2019\/20 in “.+”, and 1 thing more is open\./,
    );
    await owner.send({ _move: `down ${a.id}` });
    expect((await objectives()).map(({ id }) => id)).toEqual([b.id, a.id]);
    await owner.post(list, formBody({ ...page.fields, _move: `down ${b.id}` }));
    expect((await objectives()).map(({ id }) => id)).toEqual([b.id, a.id]);
  });

  it('go with what belongs to them, after a page that asks', async () => {
    const one = objective();
    await save([one]);
    const asked = await owner.get(`${list}/${one.id}/remove`);
    expect(asked.text).toContain('Reports that are sealed keep it.');
    expect(asked.text).toContain('2 actions, with their ratings, and 1 text');
    expect((await owner.send({})).text).toContain('The objective is removed.');
    expect(await objectives()).toEqual([]);
    expect((await owner.get(`${list}/${one.id}`)).status).toBe(404);
  });
});

describe('one objective', () => {
  it('is written with its actions and texts; ratings that the page does not show stay', async () => {
    const one = objective();
    const [first, second] = one.actions;
    const old = { financialYear: 2017, quarter: 2, rag: 'RED' } as const;
    await save([{ ...one, actions: one.actions.map((action) => ({ ...action, ratings: [old] })) }]);
    const page = await owner.get(`${list}/${one.id}`);
    expect(page.text).toContain('2 actions and 1 text. 2 of 2 actions are not rated for Q4 2019/20.');
    expect(page.text).toContain('Q1 2019/20: Not rated · Q2 2019/20: Not rated · Q3 2019/20: Not rated');
    expect(page.text).toContain('owner, Job of owner');
    await owner.send({
      ...filledIn(page.html),
      'actions.0.title': 'Changed <title>',
      'actions.0.owner': council.people.owner2.id,
      'actions.0.q0': 'AMBER',
      'actions.1.q2': 'GREEN',
      'texts.0.about': [second?.id ?? ''],
    });
    const [now] = await objectives();
    expect(now).toMatchObject({
      title: one.title,
      actions: [
        {
          id: first?.id,
          title: 'Changed <title>',
          ownerId: council.people.owner2.id,
          dueOn: '2020-02-28',
          ratings: [old, { financialYear: 2019, quarter: 4, rag: 'AMBER' }],
        },
        {
          id: second?.id,
          ownerId: null,
          dueOn: null,
          ratings: [old, { financialYear: 2019, quarter: 2, rag: 'GREEN' }],
        },
      ],
      narratives: [{ actionIds: [second?.id] }],
    });
    expect((await owner.get(`${list}/${one.id}`)).text).toContain(
      'No narrative says how “Changed <title>” is going.',
    );
  });

  it('keeps what was typed when it is refused, each message at its own row', async () => {
    const one = objective();
    await save([one]);
    const page = await owner.get(`${list}/${one.id}`);
    const fields = filledIn(page.html);
    delete fields['texts.0.about'];
    const refused = await owner.send({
      ...fields,
      title: 'Kept <b>',
      'actions.1.title': '',
      'actions.1.due-day': '31',
      'actions.1.due-month': '2',
      'actions.1.due-year': '2020',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Kept &lt;b&gt;');
    expect(refused.html).toContain('href="#actions.1.title">Action 2: Enter the title of the action');
    expect(refused.html).toContain('href="#actions.1.due-day">Action 2: Enter a day that exists');
    expect(refused.html).toContain('href="#texts.0.about">Text 1: Choose at least one action');
    expect(await objectives()).toEqual([one]);
  });

  it('moves an action with what was typed beside it, once', async () => {
    const one = objective();
    await save([one]);
    const page = await owner.get(`${list}/${one.id}`);
    const [first, second] = one.actions;
    const body = formBody({
      ...filledIn(page.html),
      title: 'Typed meanwhile',
      _move: `down ${first?.id}`,
    });
    for (const _ of [1, 2]) expect((await owner.post(`${list}/${one.id}`, body)).status).toBe(200);
    const [now] = await objectives();
    expect([now?.title, now?.actions.map(({ id }) => id)]).toEqual([
      'Typed meanwhile',
      [second?.id, first?.id],
    ]);
  });

  it('gets an action and a text by pages of their own', async () => {
    const one = { ...objective(), actions: [], narratives: [] };
    await save([one]);
    await owner.get(`${list}/${one.id}`);
    const blank = await owner.send({
      ...filledIn((await owner.get(`${list}/${one.id}`)).html),
      _add: 'actions',
    });
    expect(blank.heading).toBe('Add an action');
    const address = without(blank.url);
    const refused = await owner.send(
      { title: 'Induct', 'due-day': '31', 'due-month': '2', 'due-year': '2020' },
      address,
    );
    expect(refused.html).toContain('href="#due-day">Enter a day that exists');
    expect(refused.html).toContain('value="Induct"');
    const form = filledIn(refused.html);
    const body = () => formBody({ ...form, 'due-day': '28', owner: council.people.owner.id });
    for (const _ of [1, 2]) expect((await owner.post(address, body())).url).toBe(`${list}/${one.id}`);
    const [withAction] = await objectives();
    expect(withAction?.actions).toEqual([
      {
        id: address.slice(-36),
        title: 'Induct',
        ownerId: council.people.owner.id,
        dueOn: '2020-02-28',
        ratings: [],
      },
    ]);

    const text = await owner.get(`${list}/${one.id}/texts/new`);
    const noAction = await owner.send({ text: 'Going well' }, without(text.url));
    expect(noAction.html).toContain('href="#about">Choose at least one action');
    await owner.send({ text: 'Going well', about: address.slice(-36) }, without(text.url));
    expect((await objectives())[0]?.narratives).toMatchObject([{ text: 'Going well' }]);
  });

  it('loses an action with the texts that are about it alone, and a text', async () => {
    const one = objective();
    const [first, second] = one.actions;
    const alone = { id: crypto.randomUUID(), text: 'Only <plans>', actionIds: [first?.id ?? ''] };
    await save([{ ...one, narratives: [...one.narratives, alone] }]);
    const asked = await owner.get(`${list}/${one.id}/actions/${first?.id}/remove`);
    expect(asked.text).toContain('This text is only about it, and goes too Only <plans>');
    await owner.send({});
    expect((await objectives())[0]).toMatchObject({
      actions: [{ id: second?.id }],
      narratives: [{ id: one.narratives[0]?.id, actionIds: [second?.id] }],
    });
    await owner.get(`${list}/${one.id}/texts/${one.narratives[0]?.id}/remove`);
    expect((await owner.send({})).text).toContain('The text is removed.');
    expect((await objectives())[0]?.narratives).toEqual([]);
  });

  it('shows both texts when somebody else changed the same action', async () => {
    const one = objective();
    await save([one]);
    const mine = filledIn((await owner.get(`${list}/${one.id}`)).html);
    const [first, ...others] = one.actions;
    await save(
      [
        {
          ...one,
          actions: [{ ...(first as never as Objective['actions'][number]), title: 'Theirs' }, ...others],
        },
      ],
      'owner2',
    );
    const conflict = await owner.send({ ...mine, 'actions.0.title': 'Mine', 'actions.0.q0': 'GREEN' });
    expect([conflict.status, conflict.heading]).toEqual([
      412,
      'Somebody else changed this while you were writing',
    ]);
    expect(conflict.text).toContain('Title of action 1');
    // Nobody else changed the rating, so nobody is asked about it.
    expect(conflict.text).not.toContain('Rating of action 1 in Q4 2019/20');
    await owner.send({ ...filledIn(conflict.html), 'actions.0.title': 'Both' }, `${list}/${one.id}`);
    expect((await objectives())[0]?.actions[0]).toMatchObject({
      title: 'Both',
      dueOn: '2020-02-28',
      ratings: [{ rag: 'AMBER' }, { financialYear: 2019, quarter: 4, rag: 'GREEN' }],
    });
  });
});

describe('a plan from a spreadsheet', () => {
  it('is shown before it is saved, and saved once', async () => {
    const plan = `Objective\tAction\tOwner\tDue\nMembers\tInduct\tJob of owner\t29/02/2020\n\tBrief <all>\tNobody known\t`;
    const paste = `${list}/paste`;
    await owner.get(paste);
    expect((await owner.send({ table: '' })).html).toContain('href="#table">Paste your plan');
    const wrong = await owner.send({ table: 'Members\tInduct\t\tspring' });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('“spring” is not a day')]);
    const check = await owner.send({ table: plan });
    expect(check.text).toContain('1 objective and 2 actions would be added.');
    expect(check.text).toContain('Not known: Nobody known');
    expect(check.html).toContain('Brief &lt;all&gt;');
    expect(await objectives()).toEqual([]);
    const body = () => formBody({ ...check.fields, table: plan, _step: 'add' });
    for (const _ of [1, 2]) expect((await owner.post(paste, body())).url).toBe(list);
    expect(await objectives()).toMatchObject([
      {
        title: 'Members',
        actions: [
          { title: 'Induct', ownerId: council.people.owner.id, dueOn: '2020-02-29' },
          { title: 'Brief <all>', ownerId: null, dueOn: null },
        ],
      },
    ]);
    await owner.get(paste);
    expect((await owner.send({ table: plan })).text).toContain('There is nothing to add.');
    expect((await owner.send({ table: plan, _step: 'back' }, paste)).html).toContain('Brief &lt;all&gt;');
  });
});

it('belongs to its programme and to who may write it', async () => {
  const one = objective();
  await save([one]);
  const [elsewhere, reader] = [await council.browser('reviewerElsewhere'), await council.browser('reader')];
  for (const url of [list, `${list}/${one.id}`, `${list}/paste`, `${list}/${one.id}/remove`]) {
    expect([url, (await elsewhere.get(url)).status]).toEqual([url, 404]);
    expect([url, (await reader.get(url)).status]).toEqual([url, 403]);
  }
  expect((await reader.get(list + '/new')).text).toContain('Who can give you one: admin');
  const reviewer = await council.browser('reviewer');
  const steps = [`actions/${one.actions[0]?.id}`, `texts/${one.narratives[0]?.id}`].map(
    (item) => `${list}/${one.id}/${item}/remove`,
  );
  for (const url of [`${list}/${one.id}`, `${list}/paste`, `${list}/${one.id}/remove`, ...steps])
    expect((await reviewer.get(url)).heading).toBe('If you change this part, you cannot approve it');
  expect((await reviewer.get(`${list}/${one.id}/remove?change=1`)).heading).toBe('Remove this objective');
  expect((await owner.get(`${list}/${one.id}/actions/${one.id}/remove`)).status).toBe(404);
  expect((await owner.get(`${list}/${crypto.randomUUID()}/actions/new`)).status).toBe(404);
});
