import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { filledIn, formBody } from '../../support/page-form.js';

let council: CouncilHarness;
const part: Record<'risks' | 'concerns' | 'developments', string> = {
  risks: '',
  concerns: '',
  developments: '',
};

beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());
beforeEach(async () => {
  await council.newProgramme(['risks', 'concerns', 'developments']);
  const { id } = await council.openPeriod();
  const found = await council.test.sql<{ id: string; section: 'risks' }>(
    `select id, section from envelope where period_id = $1`,
    [id],
  );
  for (const one of found) part[one.section] = one.id;
});

const entries = async (section: keyof typeof part): Promise<Record<string, unknown>[]> =>
  (await council.as('owner').send('GET', `/api/v1/contributions/${part[section]}/${section}`)).body[
    'entries'
  ] as Record<string, unknown>[];

/** A risk that is just enough. */
const risk = {
  kind: 'risk',
  event: 'Too few <social> workers',
  'raised-month': '1',
  'raised-year': '2020',
  probability: '4',
  impact: '3',
};

describe('the register of risks', () => {
  it('takes an entry, once; scores it; accepts, closes and removes it', async () => {
    const client = await council.browser('owner');
    const register = `/contributions/${part.risks}/risks`;

    const address = await step('a refused form keeps what was typed', async () => {
      expect((await client.get(register)).text).toContain('No risk is open.');
      const blank = await client.get(`${register}/new`);
      expect(blank.heading).toBe('Add a risk or an issue');
      const url = blank.url.split('?', 1)[0] ?? '';
      const refused = await client.send({ ...risk, event: '', 'raised-month': '13' }, url);
      expect(refused.status).toBe(422);
      expect(refused.html).toContain('href="#event">Say what may happen, or what has happened');
      expect(refused.html).toContain('href="#raised-month">Enter a month from 1 to 12');
      expect(refused.html).toContain('value="4" checked');
      return url;
    });

    await step('it is added once, however often it is sent', async () => {
      const form = await client.get(`${address}?new=1`);
      const body = new URLSearchParams({
        ...form.fields,
        ...risk,
        response: 'accept',
        owner: council.people.owner2.id,
      });
      expect((await client.post(address, body)).url).toBe(register);
      expect((await client.post(address, body)).url).toBe(register);
      expect(await entries('risks')).toMatchObject([
        { number: 1, event: risk.event, raised: '2020-01', current: { probability: 4, impact: 3 } },
      ]);
      const list = await client.get(register);
      expect(list.html).toContain('1 Too few &lt;social&gt; workers');
      expect(list.text).toContain('4 × 3 = 12');
    });

    await step('an approver accepts it, its writer does not see how', async () => {
      expect((await client.get(address)).html).not.toContain('/accept');
      const sro = await council.browser('sro');
      await sro.get(`${address}/accept`);
      const early = await sro.send({
        reason: 'It costs too much',
        'until-day': '1',
        'until-month': '1',
        'until-year': '2020',
      });
      expect([early.status, early.html]).toEqual([
        422,
        expect.stringContaining('href="#until-day">Enter a day from today on'),
      ]);
      const accepted = await sro.send({
        reason: 'It costs too much',
        'until-day': '1',
        'until-month': '1',
        'until-year': '2099',
      });
      expect(accepted.text).toContain('You accepted the risk.');
      expect((await client.get(address)).text).toContain('Accepted until 1 January 2099 by sro');
    });

    await step('it is closed with a reason and opened again', async () => {
      await client.get(`${address}/close`);
      expect((await client.send({ reason: '' })).html).toContain('Say why it is closed');
      expect((await client.send({ reason: 'Posts are filled' })).text).toContain('Risk 1 is closed.');
      await client.get(`${address}/close`);
      expect((await client.send({})).text).toContain('Risk 1 is open again.');
    });

    await step('what a page read long ago closes nothing', async () => {
      const old = await client.get(`${address}/close`);
      await client.get(address);
      await client.send({ ...risk, event: 'Changed meanwhile' });
      const stale = await client.post(
        `${address}/close`,
        new URLSearchParams({ ...old.fields, reason: 'Posts are filled' }),
      );
      expect(stale.status).toBe(412);
    });

    await step('it is removed, and is then not there', async () => {
      await client.get(`${address}/remove`);
      expect((await client.send({})).text).toContain('The entry is removed.');
      expect(await entries('risks')).toEqual([]);
      expect((await client.get(address)).status).toBe(404);
      expect((await client.get(`${address}/remove`)).status).toBe(404);
    });
  });

  it('takes an issue by its severity alone', async () => {
    const client = await council.browser('owner');
    const form = await client.get(`/contributions/${part.risks}/risks/new`);
    const url = form.url.split('?', 1)[0] ?? '';
    await client.send({ ...risk, kind: 'issue', severity: 'high' }, url);
    expect((await entries('risks')).at(-1)).toMatchObject({
      kind: 'issue',
      severity: 'high',
      current: { probability: null, impact: null },
    });
  });

  it('is nobody’s of another programme, and not to be written by who only reads', async () => {
    const stranger = await council.browser('reviewerElsewhere');
    expect((await stranger.get(`/contributions/${part.risks}/risks`)).status).toBe(404);
    const auditor = await council.browser('auditor');
    expect((await auditor.get(`/contributions/${part.risks}/risks`)).html).not.toContain('/risks/new');
    expect((await auditor.get(`/contributions/${part.risks}/risks/new`)).status).toBe(403);
  });
});

describe.each(['concerns', 'developments'] as const)('the register of %s', (section) => {
  it('takes an entry with owners and a rhythm, and closes it', async () => {
    const client = await council.browser('owner');
    const { id: owner } = council.people.owner;
    const form = await client.get(`/contributions/${part[section]}/entries/new`);
    const url = form.url.split('?', 1)[0] ?? '';
    const typed = {
      title: 'Timeliness',
      description: 'It is <slow>',
      owners: [owner],
      words: '6 weekly',
      every: '6',
    };
    const refused = await client.send({ ...typed, owners: [], unit: '' }, url);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#owners">Choose at least one owner');
    expect(refused.html).toContain('href="#unit">Enter a number and choose weeks');
    await client.send({ ...typed, unit: 'week' }, url);
    expect(await entries(section)).toMatchObject([
      {
        reference: 1,
        ownerIds: [owner],
        due: { words: '6 weekly', on: null, every: { count: 6, unit: 'week' } },
      },
    ]);
    const mine = await client.get(url);
    await client.send({ ...typed, unit: 'week', owners: [owner, council.people.owner2.id] }, url);
    const conflict = await client.post(
      url,
      new URLSearchParams({ ...mine.fields, ...typed, unit: 'week', owners: council.people.analyst.id }),
    );
    expect(conflict.status).toBe(412);
    expect(conflict.text).toMatch(/In this window analyst In the other window owner, owner2/);
    expect((await client.post(url, formBody(filledIn(conflict.html)))).html).toContain(
      'href="#_keep.owners">Choose what should be kept: Owners',
    );
    await client.post(url, formBody({ ...filledIn(conflict.html), '_keep.owners': 'theirs' }));
    expect((await entries(section))[0]).toMatchObject({ ownerIds: [owner, council.people.owner2.id] });
    expect((await client.get(url)).text).toContain('Close it');
    await client.get(`${url}/close`);
    expect((await client.send({ reason: 'Done' })).text).toContain('Entry 1 is closed.');
    expect((await client.get(url)).text).toContain('Open it again');
    const reviewer = await council.browser('reviewer');
    for (const step of ['close', 'remove'])
      expect((await reviewer.get(`${url}/${step}`)).heading).toBe(
        'If you change this part, you cannot approve it',
      );
    const asked = await client.get(`${url}/remove`);
    await client.send({});
    expect(await entries(section)).toEqual([]);
    const twice = await client.post(`${url}/remove`, new URLSearchParams(asked.fields));
    expect([twice.status, twice.text]).toEqual([200, expect.stringContaining('It is not there any more.')]);
  });
});

it('an entry is connected with others by name, and keeps what the page does not show', async () => {
  const client = await council.browser('owner');
  const concern = await client.get(`/contributions/${part.concerns}/entries/new`);
  const concernUrl = concern.url.split('?', 1)[0] ?? '';
  const concernId = concernUrl.split('/').at(-1) ?? '';
  const typed = { description: 'Slow', owners: [council.people.owner.id], words: '', every: '', unit: '' };
  await client.send({ ...typed, title: 'Timeliness <of> plans' }, concernUrl);
  const blank = await client.get(`/contributions/${part.risks}/risks/new`);
  const riskUrl = blank.url.split('?', 1)[0] ?? '';
  expect(blank.html).toContain('Entry 1: Timeliness &lt;of&gt; plans');
  await client.send({ ...risk, event: 'People leave', 'link-concerns': [concernId] }, riskUrl);
  const linked = { actionIds: [], measureIds: [], concernIds: [concernId] };
  expect(await entries('risks')).toMatchObject([{ event: 'People leave', links: linked }]);
  await client.get(`${concernUrl}/close`);
  await client.send({ reason: 'Done' });
  await client.get(riskUrl);
  await client.send({ ...risk, event: 'People leave sooner' }, riskUrl);
  expect(await entries('risks')).toMatchObject([{ event: 'People leave sooner', links: linked }]);
});

it('a register is a 404 at the address of another kind', async () => {
  const client = await council.browser('owner');
  expect((await client.get(`/contributions/${part.risks}/entries`)).status).toBe(404);
  expect((await client.get(`/contributions/${part.concerns}/risks`)).status).toBe(404);
});
