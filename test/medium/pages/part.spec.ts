import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

const KINDS = ['theme', 'risks', 'concerns', 'developments', 'budget', 'workforce', 'measures'];
let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open({}, KINDS);
});
afterAll(() => council.close());

const hostile = 'Plans <script>alert(1)</script> are written.';

describe('a part', () => {
  it('is a list of what is to be written, is submitted once, given back, approved and made a draft again', async () => {
    const { contributions } = await council.openPeriod(0);
    const address = `/contributions/${contributions[0]}`;
    const api = `/api/v1${address}`;
    const owner = await council.browser('owner');
    const reviewer = await council.browser('reviewer');

    await step('empty: what is missing, and no way to submit it', async () => {
      const hub = await owner.get(address);
      expect([hub.status, hub.heading]).toEqual([200, 'Theme 1: Leadership']);
      expect(hub.text).toContain('This part is a draft. 1 thing is missing before you can submit it.');
      expect(hub.text).toContain('There is no objective yet.');
      expect(hub.text).toContain('Nothing is left out');
      const check = await owner.get(`${address}/submit`);
      expect(check.text).toContain('1 thing is missing before you can submit it.');
      expect(check.html).not.toContain('name="comment"');
      const forced = await owner.send({ _version: '1', comment: 'Why <not>' });
      expect([forced.status, forced.heading]).toEqual([409, 'Check and submit']);
    });

    await step('written: the list follows the content', async () => {
      await council.saveTheme('owner', contributions[0], themeDocument(hostile));
      const hub = await owner.get(address);
      expect(hub.text).toContain('This part is a draft. 2 of 2 actions are not rated for Q4 2019/20');
      const check = await owner.get(`${address}/submit`);
      expect(check.html).toMatch(/href="[^"]*\/objectives\/[^"]*">2 of 2 actions are not rated/);
      expect(hub.text).toContain('Objective 1: Effective leadership');
      const printed = await owner.get(`${address}?read=1`);
      expect(printed.text).toContain('Theme rating: Red');
      expect(printed.html).toContain('&lt;script&gt;');
      expect(printed.html).not.toContain('<script>alert');
    });

    await step('others read it, and are told whose it is', async () => {
      const other = await (await council.browser('owner2')).get(address);
      expect(other.text).toContain('owner, Job of owner writes it. You can read it.');
      expect(other.text).toContain('Effective leadership');
      expect(other.html).not.toContain('Check and submit');
    });

    await step('submitted once however often the form is sent', async () => {
      const check = await owner.get(`${address}/submit`);
      expect(check.text).toContain('You can submit it, but not all is done.');
      const body = new URLSearchParams({ ...check.fields, comment: 'Letter <included>' });
      const done = await owner.post(`${address}/submit`, body);
      expect(done.url).toBe(address);
      expect(done.text).toContain('Theme 1: Leadership is with the reviewer: reviewer, Job of reviewer');
      expect(done.html).toContain('Letter &lt;included&gt;');
      expect((await owner.post(`${address}/submit`, body)).url).toBe(address);
      const events = await council.test.sql(`select from workflow_event where envelope_id = $1`, [
        contributions[0],
      ]);
      expect(events).toHaveLength(1);
      expect((await owner.get(address)).text).toContain(
        'reviewer, Job of reviewer and sro, Job of sro can decide on it',
      );
    });

    await step('given back with its reason, then approved', async () => {
      await council.act('reviewer', api, 'return', { comment: 'Say <more>' });
      const hub = await owner.get(address);
      expect(hub.html).toContain('Say &lt;more&gt;');
      expect(hub.text).toContain('This part came back to you.');
      const history = await owner.get(`${address}/history`);
      expect(history.text).toContain('Given back');
      expect(history.text).toContain('Letter <included>');
      await council.act('owner', api, 'submit');
      await council.act('reviewer', api, 'approve');
      expect((await owner.get(address)).text).toContain('reviewer, Job of reviewer');
    });

    await step('made a draft again, with a reason', async () => {
      const page = await reviewer.get(`${address}/reopen`);
      expect(page.text).toContain('It is approved now.');
      const refused = await reviewer.send({ comment: '' });
      expect([refused.status, refused.html]).toEqual([
        422,
        expect.stringContaining('href="#comment">Say why, in a sentence or two'),
      ]);
      const body = new URLSearchParams({ ...page.fields, comment: 'A figure was wrong.' });
      const done = await reviewer.post(`${address}/reopen`, body);
      expect(done.text).toContain('Theme 1: Leadership is a draft again.');
      expect((await reviewer.post(`${address}/reopen`, body)).url).toBe(address);
      expect((await reviewer.get(`${address}/reopen`)).text).toContain('This part is a draft already.');
    });

    await step(
      'not given to the last person who can decide on it; where nobody can, it says who helps',
      async () => {
        const second = `/contributions/${contributions[1]}`;
        const wrote = (name: 'reviewer' | 'sro') =>
          council.test.sql(`insert into envelope_author values ($1, $2, 'edited')`, [
            contributions[1],
            council.people[name].id,
          ]);
        await wrote('reviewer');
        await reviewer.get(`${second}/owner`);
        const refused = await reviewer.send({ owner: council.people.sro.id });
        expect([refused.status, refused.html]).toEqual([
          422,
          expect.stringContaining(
            'Nobody else could decide on this part: everybody else who may has written in it.',
          ),
        ]);
        const writer = await council.browser('owner2');
        expect((await writer.get(second)).text).toContain('Who can decide on it sro, Job of sro');
        await wrote('sro');
        expect((await writer.get(second)).text).toMatch(
          /Who can decide on it Nobody can decide on it: .* can give one more person a role that approves parts\./,
        );
        const check = await writer.get(`${second}/submit`);
        expect(check.text).toContain('Nobody can decide on it:');
        expect(check.html).not.toContain('Submit to the reviewer');
        // The API says the same, and so does a form of a page that was open before.
        const told = { status: 409, body: { code: 'nobody-decides', detail: expect.stringMatching(/^Nobody can decide on it: .* can give one more person a role that approves parts\.$/) } }; // prettier-ignore
        expect(await council.act('owner2', `/api/v1${second}`, 'submit')).toMatchObject(told);
        const { body } = await council.as('owner2').send('GET', `/api/v1${second}`);
        const sent = await writer.post(
          `${second}/submit`,
          new URLSearchParams({ ...check.fields, _version: String(body['version']) }),
        );
        expect([sent.status, sent.text]).toEqual([409, expect.stringContaining('Nobody can decide on it:')]);
        expect((await council.as('owner2').send('GET', `/api/v1${second}`)).body['status']).toBe('draft');
      },
    );

    await step('given to somebody else', async () => {
      const page = await reviewer.get(`${address}/owner`);
      expect(page.html).toContain('owner2, Job of owner2');
      expect(page.text).not.toContain('reader, Job of reader');
      const done = await reviewer.send({ owner: council.people.owner2.id });
      expect(done.text).toContain('owner2 writes Theme 1: Leadership.');
      expect(
        (await reviewer.post(`${address}/owner`, new URLSearchParams({ ...page.fields, owner: '' }))).status,
      ).toBe(412);
      expect((await owner.get(address)).text).toContain('owner2, Job of owner2 writes it.');
    });
  });

  it('says what stayed as it was', async () => {
    const { contributions } = await council.openPeriod(1);
    await council.approveContribution('owner2', contributions[1]);
    const next = await council.openPeriod(2);
    const browser = await council.browser('owner2');
    const hub = await browser.get(`/contributions/${next.contributions[1]}`);
    expect(hub.text).toContain('This part says what February 2020 said.');
    expect(hub.text).toContain('Same as February 2020');
    const check = await browser.get(`/contributions/${next.contributions[1]}/submit`);
    expect(check.text).toContain(
      'Nothing has changed since February 2020. Is it still so? 2 of 2 actions are not rated for Q4 2019/20',
    );
  });

  it('of every kind has its list and can be read', async () => {
    const parts = await council.test.sql<{ id: string; section: string }>(
      `select distinct on (section) id, section from envelope where kind = 'contribution' and programme_id = $1 and owner_id is null`,
      [council.programmeId],
    );
    const owner = await council.browser('owner');
    const auditor = await council.browser('auditor');
    expect(parts.map(({ section }) => section)).toEqual(
      expect.arrayContaining(['budget', 'concerns', 'developments', 'risks', 'workforce']),
    );
    for (const { id, section } of parts)
      for (const client of [owner, auditor])
        expect([section, (await client.get(`/contributions/${id}`)).status]).toEqual([section, 200]);
  });

  it('has things left out of the public edition, by decision and with a reason', async () => {
    const { contributions } = await council.openPeriod(3);
    await council.saveTheme('owner', contributions[0], themeDocument(hostile));
    const address = `/contributions/${contributions[0]}/publication`;
    const owner = await council.browser('owner2');
    expect((await owner.get(address)).text).toContain('Nothing of this part is left out');
    const page = await owner.get(`${address}/new`);
    const [, block = ''] = /<option value="(entry\/[^"]+)"/.exec(page.html) ?? [];
    const refused = await owner.send({ block, ground: 'exempt', reason: 'Because <of> it.' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#paragraphs">Choose at least one paragraph');
    expect(refused.html).toContain('Because &lt;of&gt; it.');
    const done = await owner.send({
      block,
      ground: 'exempt',
      paragraphs: ['2', '3'],
      reason: 'Because <of> it.',
    });
    expect(done.url).toBe(address);
    expect(done.text).toContain('1 thing is left out of the public edition.');
    expect(done.text).toContain('Exempt under paragraphs 2 and 3');
    expect(done.html).not.toContain('/lift');
    const lift = `${address}/lift?block=${encodeURIComponent(block)}`;
    expect((await owner.get(lift)).status).toBe(403);
    const reviewer = await council.browser('reviewer');
    expect((await reviewer.get(lift)).heading).toBe('Lift this decision');
    expect((await reviewer.send({ block, reason: '' })).status).toBe(422);
    expect((await reviewer.send({ block, reason: 'It is known.' })).text).toContain(
      'Nothing of this part is left out',
    );
    expect((await reviewer.get(lift)).status).toBe(404);
    expect((await (await council.browser('auditor')).get(address)).text).toContain(
      'Your roles let you read this.',
    );
  });

  it('is not there for another programme, and its steps are not for other roles', async () => {
    const [part] = await council.test.sql<{ id: string }>(
      `select id from envelope where kind = 'contribution' and programme_id = $1 limit 1`,
      [council.programmeId],
    );
    const address = `/contributions/${part?.id ?? ''}`;
    const elsewhere = await council.browser('reviewerElsewhere');
    for (const page of ['', '/submit', '/history', '/reopen', '/owner', '/publication', '/publication/new'])
      expect([page, (await elsewhere.get(`${address}${page}`)).status]).toEqual([page, 404]);
    const owner = await council.browser('owner');
    for (const page of ['/reopen', '/owner']) expect((await owner.get(`${address}${page}`)).status).toBe(403);
    expect((await (await council.browser('reader')).get(address)).status).toBe(403);
  });
});
