import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness, PASSWORD, themeDocument } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { filledIn, formBody } from '../../support/page-form.js';

let council: CouncilHarness;
let report = '';
let parts: [string, string];

beforeAll(async () => {
  council = await CouncilHarness.open();
  const { id, contributions } = await council.openPeriod();
  parts = contributions;
  await council.approveContribution(
    'owner',
    parts[0],
    themeDocument('Write to jo.bloggs@example.com about it.'),
  );
  const started = await council.as('reviewer').send('POST', '/api/v1/reports', { body: { periodId: id } });
  report = `/reports/${String(started.body['id'])}`;
});
afterAll(() => council.close());

const words = {
  rag: 'RED',
  summary: 'Progress is slow.',
  narrative: 'The <programme> is making slow progress.',
  asks: 'Note the report.\r\n Agree the plan. ',
  papers: '',
  late: '',
};

describe('the report at work', () => {
  it('goes from its words over its questions to the SRO', async () => {
    const client = await council.browser('reviewer');

    await step('it says what is missing, and where it is corrected', async () => {
      const page = await client.get(report);
      expect(page.text).toContain(
        'This report is a draft. It cannot go to the SRO yet: 1 part is not approved and its words are not complete.',
      );
      expect(page.text).toContain('Missing: the whole in words, the overall rating, the report in short and');
      expect(page.html).toContain(`href="${report}/late">Go without`);
      expect(page.html).not.toContain(`href="${report}/submit"`);
    });

    await step('each part is named once, in one table', async () => {
      const { text } = await client.get(report);
      for (const title of ['Leadership', 'Practice'])
        // In its row, and unseen in the link of that row.
        expect([title, text.match(new RegExp(title, 'g'))?.length]).toEqual([title, 2]);
    });

    await step('who would send it is led to each thing that is missing', async () => {
      const page = await client.get(`${report}/submit`);
      expect(page.text).toContain('It cannot be sent yet: 5 things are missing.');
      expect(page.html).toContain(`href="${report}/late">1 part is not approved: `);
      expect(page.html).toContain(`href="${report}/text#narrative">The overall narrative`);
      const text = (await client.get(`${report}/text`)).html;
      for (const field of ['narrative', 'rag', 'summary', 'asks'])
        expect([field, page.html.includes(`/text#${field}"`), text.includes(`id="${field}"`)]).toEqual([
          field,
          true,
          true,
        ]);
      expect((await client.get(`${report}/publication`)).status).toBe(409);
    });

    await step('its words are refused with what was typed, then saved', async () => {
      await client.get(`${report}/text`);
      const refused = await client.send({ ...words, summary: 'One. Two. Three. Four.' });
      expect([refused.status, refused.html]).toEqual([
        422,
        expect.stringContaining('href="#summary">Say it in at most three sentences'),
      ]);
      expect(refused.html).toContain('The &lt;programme&gt; is making slow progress.');
      await client.send(words, `${report}/text`);
      const { etag } = await council.as('reviewer').send('GET', `/api/v1${report}`);
      await client.get(`${report}/text`);
      await client.send(words, `${report}/text`);
      expect((await council.as('reviewer').send('GET', `/api/v1${report}`)).etag).toBe(etag);
      const { body } = await council.as('reviewer').send('GET', `/api/v1${report}`);
      expect(body['text']).toMatchObject({ overall: { asks: ['Note the report.', 'Agree the plan.'] } });
    });

    await step('it goes without the late part only with a reason', async () => {
      const page = await client.get(`${report}/late`);
      expect(page.heading).toBe('Go without the part that is not approved');
      expect(page.text).toMatch(/1 part is not approved\. Wait for it, or say why/);
      const refused = await client.send({ reason: ' ' });
      expect([refused.status, refused.html]).toEqual([
        422,
        expect.stringContaining('href="#reason">Say why the report does not wait'),
      ]);
      const done = await client.send({ reason: 'The <owner> is ill.' });
      expect(done.text).toContain('The report does not wait for the parts that are not approved any more.');
      expect(done.html).toContain(`href="${report}/submit"`);
      const { body } = await council.as('reviewer').send('GET', `/api/v1${report}`);
      expect(body['text']).toMatchObject({
        overall: { summary: words.summary },
        lateReason: 'The <owner> is ill.',
      });
      const sro = await council.browser('sro');
      expect((await sro.get(`${report}/late`)).text).toContain('The programme manager decides');
    });

    await step('two people who write them at once both keep their text', async () => {
      const other = await council.browser('reviewer');
      const mine = await client.get(`${report}/text`);
      await other.get(`${report}/text`);
      await other.send({ ...words, summary: 'Theirs <i>.' });
      const conflict = await client.post(
        `${report}/text`,
        new URLSearchParams({ ...mine.fields, ...words, summary: 'Mine.' }),
      );
      expect(conflict.status).toBe(412);
      expect(conflict.text).toContain('Theirs <i>');
      expect(conflict.html).toContain('>Mine.<');
      const unchosen = await client.post(`${report}/text`, formBody(filledIn(conflict.html)));
      expect([unchosen.status, unchosen.html]).toEqual([
        422,
        expect.stringContaining('href="#_keep.summary">Choose what should be kept: In short'),
      ]);
      expect(conflict.text).not.toContain('Asks Yours');
      await client.post(`${report}/text`, formBody({ ...filledIn(unchosen.html), '_keep.summary': 'mine' }));
      await client.get(`${report}/text`);
      await client.send({ ...words, summary: 'Mine.', late: 'It is being rewritten.' }, `${report}/text`);
      expect((await client.get(report)).text).toContain('It is being rewritten.');
    });

    await step('a question is answered', async () => {
      const list = await client.get(`${report}/questions`);
      const [, question = ''] = /href="([^"]*\/questions\/[0-9a-f]{32})"/.exec(list.html) ?? [];
      expect(question).not.toBe('');
      await client.get(question);
      expect((await client.send({ reason: '' })).html).toContain('Say why it is accepted as it is');
      const answered = await client.send({ reason: 'It is <known>.', print: 'true' }, question);
      expect(answered.text).toContain('The question is answered.');
      expect(answered.text).toMatch(/Answered \(1\) .*What is answered/);
      await client.get(question);
      const onward = await client.send({ reason: 'It is <known>.', print: 'true', _then: 'next' });
      expect(onward.text).toMatch(
        /The question is answered\. (This is the next|It was the last that was open)\./,
      );
      const reader = await council.browser('sro');
      expect((await reader.get(`${report}/questions`)).text).not.toContain('Answer them one after');
      expect(answered.text).toContain('It is <known>. (reviewer, Job of reviewer, today at');
      const old = await client.get(`${report}/questions/${'0'.repeat(32)}`);
      expect([old.status, old.heading]).toEqual([404, 'This question is not asked any more']);
    });

    await step(
      'a question that was answered meanwhile is shown as it is now, with what was typed',
      async () => {
        const list = await client.get(`${report}/questions`);
        const [, question = ''] = /href="([^"]*\/questions\/[0-9a-f]{32})"/.exec(list.html) ?? [];
        const mine = await client.get(question);
        const typed = { ...mine.fields, reason: 'Typed <meanwhile>.' };
        await client.send({ reason: 'First.' }, question);
        const stale = await client.post(question, formBody(typed));
        expect([stale.status, stale.html]).toEqual([
          412,
          expect.stringContaining('>Typed &lt;meanwhile&gt;.</textarea>'),
        ]);
        expect(stale.text).toContain(
          'Somebody answered it meanwhile. Read it as it is now, and answer again.',
        );
        expect(stale.text).toContain('Answer: First.');
        const gone = await client.post(
          `${report}/questions/${'0'.repeat(32)}`,
          formBody({ ...typed, _version: stale.fields['_version'] ?? '' }),
        );
        expect([gone.status, gone.text]).toEqual([
          409,
          expect.stringContaining('What you typed, to copy Typed <meanwhile>.'),
        ]);
      },
    );

    await step('something is left out of the public edition, and not any more', async () => {
      const parts = await client.get(`${report}/publication/withhold`);
      expect(parts.text).toContain('The words of the report, and names');
      const [, part = ''] = /href="([^"]*withhold\?part=[0-9a-f-]{36})"/.exec(parts.html) ?? [];
      const list = await client.get(part);
      const empty = await client.send(
        { ...list.fields, block: '', ground: '', reason: '' },
        `${report}/publication/withhold`,
      );
      expect(empty.html).toContain('href="#block">Choose what is left out');
      await client.get(part);
      const [, block = ''] = /<option value="(paragraph\/[0-9a-f]{16})"/.exec(list.html) ?? [];
      const refused = await client.send({ block, ground: 'exempt', reason: 'A reason' });
      expect(refused.html).toContain('href="#paragraphs">Choose at least one paragraph');
      const done = await client.send(
        { block, ground: 'exempt', paragraphs: ['3'], reason: 'It is <being> negotiated.' },
        `${report}/publication/withhold`,
      );
      expect(done.text).toContain('The decision is in force.');
      expect(done.html).toContain('It is &lt;being&gt; negotiated.');
      const [, lift = ''] = /href="([^"]*\/publication\/lift[^"]*)"/.exec(done.html) ?? [];
      await client.get(lift.replaceAll('&amp;', '&'));
      const lifted = await client.send({ block, reason: 'It is over.' }, `${report}/publication/lift`);
      expect(lifted.text).toContain('Nothing is left out.');
    });

    await step('a draft is read while it is the one that the link was about', async () => {
      const { body } = await council.as('reviewer').send('GET', `/api/v1${report}/preview`);
      const read = await client.get(`${report}/read/public?sha256=${String(body['sha256'])}`);
      expect(read.headers.get('content-security-policy')).toContain('sandbox');
      expect(read.text).toContain('Draft, not approved');
      const changed = await client.get(`${report}/read/public?sha256=${'0'.repeat(64)}`);
      expect([changed.status, changed.heading]).toEqual([409, 'The draft has changed since']);
      expect(changed.headers.get('content-security-policy')).not.toContain('unsafe-inline');
    });

    await step(
      'each committee would be told something, and those together that are told the same',
      async () => {
        expect((await client.get(`${report}/told`)).text).toContain('No committee that you may see gets');
        for (const name of ['Cabinet <A>', 'Scrutiny'])
          expect(
            await council.as('clerk').send('POST', '/api/v1/committees', {
              body: { programmeId: council.programmeId, name, kind: 'cabinet', edition: 'public' },
            }),
          ).toMatchObject({ status: 201 });
        const told = await client.get(`${report}/told`);
        expect(told.text).toContain('All of them would be told the same.');
        expect(told.text).toMatch(
          /Cabinet <A> and Scrutiny The public edition\. It would say that its readers had no earlier report/,
        );
        expect((await client.get(report)).text).toContain('6 What committees are told');
      },
    );

    await step('it goes to the SRO, once', async () => {
      const form = await client.get(`${report}/submit`);
      const sent = await client.send({ comment: 'For <you>' });
      expect(sent.text).toContain('The report is with the SRO.');
      const again = await client.post(`${report}/submit`, new URLSearchParams(form.fields));
      expect([again.heading, again.status]).toEqual(['January 2020 report, version 1', 200]);
      expect(again.text).toContain('Nothing was sent. The page says where the report stands.');
      const sro = await council.browser('sro');
      expect((await sro.get(report)).text).toContain('This report is with you');
      expect((await client.get(`${report}/text`)).heading).toBe('Words of the report');
      expect((await client.get(`${report}/text`)).html).not.toContain('<textarea');
    });

    await step(
      'what was answered is there to start from when the next report is asked the same',
      async () => {
        await council.answerChallenges(`/api/v1${report}`);
        const preview = await council.as('sro').send('GET', `/api/v1${report}/preview`);
        const approved = await council.as('sro').send('POST', `/api/v1${report}/approve`, {
          body: { sha256: preview.body['sha256'], password: PASSWORD },
          ifMatch: preview.etag,
        });
        expect(approved).toMatchObject({ status: 200 });
        expect((await client.get(report)).text).toContain('This report is approved and sealed.');
        const { id } = await council.openPeriod(1);
        const started = await council
          .as('reviewer')
          .send('POST', '/api/v1/reports', { body: { periodId: id } });
        const february = `/reports/${String(started.body['id'])}`;
        const { body } = await council.as('reviewer').send('GET', `/api/v1${february}/challenges`);
        const same = body.items?.find(({ earlier }) => earlier !== null);
        const page = await client.get(`${february}/questions/${String(same?.['key'])}`);
        expect(page.text).toContain('Asked the same way in January 2020, and answered: ');
        const [, use = ''] = /href="([^"]*\?use=earlier)"/.exec(page.html) ?? [];
        const { reason } = same?.['earlier'] as { reason: string };
        const words = reason.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect((await client.get(use)).html).toContain(`${words}</textarea>`);
        expect((await client.get(`${february}/questions`)).text).toMatch(/questions? (is|are) open/);
      },
    );
  });

  it('says on which parts nobody but one person could decide, to who makes it', async () => {
    const { id, contributions } = await council.openPeriod(2);
    const march = (await council.startReport(id)).replace('/api/v1', '');
    const client = await council.browser('reviewer');
    expect((await client.get(march)).text).not.toContain('Nobody but');
    await council.test.sql(`insert into envelope_author values ($1, $2, 'edited')`, [
      contributions[1],
      council.people.reviewer.id,
    ]);
    const words = 'Nobody but sro, Job of sro can decide on Theme 2: Practice: ask them to name a stand-in.';
    expect((await client.get(march)).text).toContain(words);
    expect((await (await council.browser('sro')).get(march)).text).not.toContain(words);
  });

  it('an address that cannot be one leads to nothing', async () => {
    const client = await council.browser('reviewer');
    const page = await client.get('/reports/abc');
    expect([page.status, page.heading]).toEqual([404, 'Page not found']);
  });

  it('is nobody’s of another programme, and read only for who may not write it', async () => {
    const stranger = await council.browser('reviewerElsewhere');
    for (const page of ['', '/text', '/questions', '/publication', '/submit', '/read/public'])
      expect([page, (await stranger.get(`${report}${page}`)).status]).toEqual([page, 404]);
    const auditor = await council.browser('auditor');
    expect((await auditor.get(report)).status).toBe(200);
    expect((await auditor.get(`${report}/submit`)).status).toBe(403);
  });
});
