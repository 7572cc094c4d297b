import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let period = '';
let parts: [string, string];
const document = themeDocument(
  'Ten of fourteen <members> have had their induction.\n\nThe board meets each month.',
);

beforeAll(async () => {
  council = await CouncilHarness.open();
  const first = await council.openPeriod(0);
  await council.approveContribution('owner', first.contributions[0], document);
  await council.approveContribution('owner2', first.contributions[1]);
  const next = await council.openPeriod(1);
  period = next.id;
  parts = next.contributions;
});
afterAll(() => council.close());

const statusOf = async (part: string): Promise<unknown> =>
  (await council.as('reviewer').send('GET', `/api/v1/contributions/${part}`)).body['status'];

describe('a review', () => {
  it('shows what changed, and takes one decision', async () => {
    const client = await council.browser('reviewer');
    const address = `/contributions/${parts[0]}/review`;

    await step('a draft is not reviewed', async () => {
      expect((await client.get(address)).url).toBe(`/contributions/${parts[0]}`);
    });

    await step('it marks the words that changed', async () => {
      const [objective] = document.objectives;
      if (!objective) throw new Error('no objective');
      const [text] = objective.narratives;
      if (!text) throw new Error('no text');
      await council.saveTheme('owner', parts[0], {
        overview: { narrative: 'Progress is slow.', rag: 'AMBER' },
        objectives: [{ ...objective, narratives: [{ ...text, text: text.text.replace('Ten', 'Eleven') }] }],
      });
      await council.act('owner', `/api/v1/contributions/${parts[0]}`, 'submit', { comment: 'See <page> 2' });
      const page = await client.get(address);
      expect(page.heading).toBe('Review Theme 1: Leadership');
      expect(page.text).not.toContain('comes back from the SRO');
      expect(page.text).toContain('1 text and 1 other thing changed');
      expect(page.text).toContain('Rating of the theme Red Amber');
      expect(page.text).toContain('[removed: Ten ] [added: Eleven ] of fourteen <members>');
      expect(page.text).toContain('“The board meets each month.”: the same words as in January 2020.');
      expect(page.text).toContain('See <page> 2');
      expect(page.text).toMatch(/was Red, now Amber/);
    });

    await step('what it prints, what it is asked and what became of it have pages of their own', async () => {
      const text = await client.get(`${address}/text`);
      expect([text.heading, text.text]).toEqual([
        'Review Theme 1: Leadership',
        expect.stringContaining('Eleven of fourteen <members>'),
      ]);
      expect((await client.get(`${address}/questions`)).text).toMatch(/Questions \(\d\)/);
      expect((await client.get(`${address}/history`)).text).toContain('Submitted');
      expect((await client.get(`${address}/nothing`)).status).toBe(404);
      const owner = await council.browser('owner');
      expect((await owner.get(`${address}/text`)).text).not.toContain('Go to your decision');
      await client.get(address);
    });

    await step('giving back needs a reason; what was typed stays', async () => {
      const refused = await client.send({ decision: 'return', comment: '' });
      expect([refused.status, refused.html]).toEqual([
        422,
        expect.stringContaining('href="#comment">Say why, in a sentence or two.'),
      ]);
      expect(refused.html).toContain('value="return" checked');
      const none = await client.send({ comment: 'Kept' }, address);
      expect(none.html).toContain('href="#decision">Choose whether you approve it or give it back');
      expect(none.html).toContain('Kept');
    });

    await step('it is given back, and a decision in an old tab changes nothing', async () => {
      const old = await client.get(address);
      const block = `objectives/${document.objectives[0]?.id ?? ''}`;
      const notes = {
        'notes.0.block': 'overview',
        'notes.0.text': 'Who <said> this?',
        'notes.1.block': block,
        'notes.1.text': 'Name the month.',
      };
      const approval = await client.send({ decision: 'approve', ...notes });
      expect([approval.status, approval.html]).toEqual([
        422,
        expect.stringMatching(/Give it back, or take the notes out[^]*Who &lt;said&gt; this\?<\/textarea>/),
      ]);
      const nowhere = { ...notes, 'notes.1.block': 'objectives/00000000-0000-4000-8000-000000000000' };
      expect((await client.send({ decision: 'return', comment: 'Say more.', ...nowhere })).status).toBe(422);
      const done = await client.send({ decision: 'return', comment: 'Say more.', ...notes });
      expect(done.text).toContain('Theme 1: Leadership is with owner again, with your reason and 2 notes.');
      const late = await client.post(address, new URLSearchParams({ ...old.fields, decision: 'approve' }));
      expect([late.status, late.heading]).toEqual([412, 'Your decision was not taken']);
      expect(late.text).toContain('Now: Given back today at');
      expect(await statusOf(parts[0])).toBe('draft');
    });

    await step('the owner finds each note at its block, and in what waits for them', async () => {
      const owner = await council.browser('owner');
      expect((await owner.get('/my-work')).text).toContain('with 2 notes: “Say more.”');
      const hub = await owner.get(`/contributions/${parts[0]}`);
      expect(hub.text).toContain('Overview Who <said> this? Not changed since it came back');
      expect(hub.text).toContain('1 note of the reviewer');
      const overview = await owner.get(`/contributions/${parts[0]}/overview`);
      expect(overview.text).toContain('Who <said> this? Not changed since it came back');
      expect(overview.text).toContain('It came back today at ');
      expect(overview.text).not.toContain('Name the month.');
      await owner.send({ narrative: 'The board says that progress is slow.', rag: 'AMBER' });
      const after = await owner.get(`/contributions/${parts[0]}`);
      expect(after.text).toContain('Who <said> this? Changed since it came back');
      expect(after.text).toContain('Name the month. Not changed since it came back');
      expect((await owner.get(`/contributions/${parts[0]}/history`)).text).toContain('Name the month.');
    });

    await step(
      'the reviewer sees after resubmission what was done about each, and so does the API',
      async () => {
        await council.act('owner', `/api/v1/contributions/${parts[0]}`, 'submit');
        const page = await client.get(address);
        expect(page.text).toMatch(/reviewer \(Job of reviewer\) gave it back today at \d\d:\d\d Say more\./);
        expect(page.text).toContain(
          'Of what its 2 notes are about, 1 thing has changed since and 1 has not.',
        );
        expect(page.text).toContain('Overview Who <said> this? Changed since it came back');
        expect(page.text).toMatch(/Since then 1 text changed, \d+ as before\./);
        expect(page.text).toMatch(
          /Overview, since it was given back .*\[removed: Progress \] \[added: The board says that progress \] is slow/,
        );
        const { body } = await council.as('reviewer').send('GET', `/api/v1/contributions/${parts[0]}`);
        const returned = (body['history'] as { action: string; notes: unknown[] }[]).find(
          ({ action }) => action === 'return',
        );
        expect(returned?.notes).toEqual([
          { block: 'overview', text: 'Who <said> this?' },
          { block: `objectives/${document.objectives[0]?.id ?? ''}`, text: 'Name the month.' },
        ]);
        const [audited] = await council.test.sql(
          `select detail -> 'notes' as notes from audit_event where action = 'contribution.returned' and subject_id = $1`,
          [parts[0]],
        );
        expect(audited).toEqual({ notes: returned?.notes });
        await council.act('reviewer', `/api/v1/contributions/${parts[0]}`, 'return', {
          comment: 'Once more.',
        });
        await council.act('owner', `/api/v1/contributions/${parts[0]}`, 'submit');
        expect((await client.get(address)).text).toContain('Since then nothing in it changed');
        await council.act('reviewer', `/api/v1/contributions/${parts[0]}`, 'return', {
          comment: 'As before.',
        });
      },
    );

    await step('nobody approves what they wrote', async () => {
      await council.test.sql(
        `insert into envelope_author (envelope_id, user_id, act) values ($1, $2, 'edited')`,
        [parts[0], council.people.reviewer.id],
      );
      await council.act('owner', `/api/v1/contributions/${parts[0]}`, 'submit');
      const page = await client.get(address);
      expect(page.text).toContain('You wrote in this part, so somebody else has to approve it');
      const sro = await council.browser('sro');
      await sro.get(address);
      expect((await sro.send({ decision: 'approve' })).text).toContain('Theme 1: Leadership is approved.');
      expect(await statusOf(parts[0])).toBe('approved');
    });
  });

  it('approves unchanged parts together, each by its own step', async () => {
    const client = await council.browser('reviewer');
    const address = `/periods/${period}/unchanged`;
    expect((await client.get(address)).text).toContain('No part that you may approve is exactly as it was.');
    await council.act('owner2', `/api/v1/contributions/${parts[1]}`, 'submit');
    const page = await client.get(address);
    expect(page.html).toContain('Theme 2: Practice');
    expect((await client.send({})).html).toContain('href="#parts">Choose at least one part');
    const one = await client.get(`/contributions/${parts[1]}/review`);
    expect(one.text).toContain('Since January 2020 nothing in it changed.');
    expect(one.text).toMatch(/Objective 1: [^:]+: unchanged since January 2020/);
    const body = new URLSearchParams({ ...page.fields, parts: parts[1] });
    expect((await client.post(address, body)).text).toContain('Approved: Theme 2: Practice.');
    expect(await statusOf(parts[1])).toBe('approved');
    const again = await client.post(address, body);
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('no longer with the reviewer')]);
  });

  it('is nobody’s of another programme, and not the owner’s', async () => {
    const stranger = await council.browser('reviewerElsewhere');
    expect((await stranger.get(`/contributions/${parts[0]}/review`)).status).toBe(404);
    expect((await stranger.get(`/periods/${period}/unchanged`)).status).toBe(404);
    const owner = await council.browser('owner');
    expect((await owner.get(`/periods/${period}/unchanged`)).status).toBe(403);
  });

  it('shows the money and the posts as they were and as they are', async () => {
    await council.newProgramme(['theme', 'budget', 'workforce']);
    const owner = council.as('owner');
    const save = async (url: string, kind: string, body: object): Promise<void> => {
      const { etag } = await owner.send('GET', `${url}/${kind}`);
      expect(await owner.send('PUT', `${url}/${kind}`, { body, ifMatch: etag })).toMatchObject({
        status: 200,
      });
      expect(await council.act('owner', url, 'submit')).toMatchObject({ status: 200 });
    };
    const urlOf = async (periodId: string, kind: string): Promise<string> => {
      const [part] = await council.test.sql<{ id: string }>(
        'select id from envelope where period_id = $1 and section = $2',
        [periodId, kind],
      );
      return `/api/v1/contributions/${part?.id ?? ''}`;
    };
    const line = {
      id: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10',
      title: 'Placements',
      financialYear: 2019,
      budget: null,
      actual: null,
      forecast: null,
      comment: 'The ledger is late.',
    };
    const team = {
      id: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a11',
      name: 'SAFS team',
      establishmentFte: null,
      permanentFte: null,
      vacantFte: null,
      agencyFte: null,
      agencyCoveringFte: null,
      startersFte: null,
      leaversFte: null,
      reportedVacancyPercent: 43,
      caseload: null,
      note: null,
    };
    const workforce = { asAt: '2020-01-27', themeId: null, benchmarks: [] };
    const first = await council.openPeriod(0);
    const before = [await urlOf(first.id, 'budget'), await urlOf(first.id, 'workforce')] as const;
    await save(before[0], 'budget', { lines: [line] });
    await save(before[1], 'workforce', { ...workforce, teams: [team] });
    for (const url of before)
      expect(await council.act('reviewer', url, 'approve')).toMatchObject({ status: 200 });
    const { id } = await council.openPeriod(1);
    const now = [await urlOf(id, 'budget'), await urlOf(id, 'workforce')] as const;
    await save(now[0], 'budget', {
      lines: [{ ...line, budget: '1200000.00', actual: '950000.00', forecast: '1310000.50' }],
    });
    await save(now[1], 'workforce', {
      ...workforce,
      teams: [
        {
          ...team,
          reportedVacancyPercent: null,
          establishmentFte: 14,
          permanentFte: 8,
          vacantFte: 6,
          agencyFte: 5,
        },
      ],
    });

    const client = await council.browser('reviewer');
    const money = await client.get(`${now[0].replace('/api/v1', '')}/review`);
    for (const row of [
      'Budget Not known £1,200,000',
      'Actual spend Not known £950,000',
      'Forecast spend Not known £1,310,000.50',
      'Variance Not known £110,000.50',
      'Variance, as a share of the budget Not known 9.2%',
      '4 things as they were in Placements, 2019/20 Line Placements Year 2019/20 Comment The ledger is late.',
    ])
      expect(money.text).toContain(row);
    expect(money.text).not.toContain('Nothing that can be compared');
    expect((await client.get(`${now[0].replace('/api/v1', '')}/review/text`)).text).toContain(
      '+£110,001 Overspend',
    );
    expect(money.text).toContain('Next waiting: Establishment and vacancies');
    await client.get(`${now[0].replace('/api/v1', '')}/review`);
    const onward = await client.send({ decision: 'approve', _then: 'next' });
    expect([onward.heading, onward.text]).toEqual([
      'Review Establishment and vacancies',
      expect.stringContaining('Progress against budget is approved.'),
    ]);
    const posts = await client.get(`${now[1].replace('/api/v1', '')}/review`);
    for (const row of [
      'Posts Not known 14.0',
      'Permanent Not known 8.0',
      'Vacant Not known 6.0',
      'Agency Not known 5.0',
      'Reported vacancy rate 43% Not known',
    ])
      expect(posts.text).toContain(row);
  });
});
