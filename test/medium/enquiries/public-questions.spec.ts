import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keptUntil, saysWhoAsked } from '../../../src/enquiries/public/public-question.rules.js';
import { PublicQuestionsService } from '../../../src/enquiries/index.js';
import { Database } from '../../../src/platform/index.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { PageClient } from '../../support/page-client.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let cabinet = '';
beforeAll(async () => {
  council = await CouncilHarness.open();
  const made = await council.as('clerk').send('POST', '/api/v1/committees', {
    body: { programmeId: council.programmeId, name: 'Cabinet', kind: 'cabinet' },
  });
  cabinet = String(made.body['id']);
});
afterAll(() => council.close());

const asking = () => `/api/v1/programmes/${council.programmeId}/public-questions`;
const stranger = () => council.newClient();
const ask = (body: unknown, client = stranger()) => client.send('POST', asking(), { body });

async function form(input: { isOpen: boolean; keepDays: number }): Promise<void> {
  const url = `/api/v1/programmes/${council.programmeId}/public-form`;
  const { etag } = await council.as('admin').send('GET', url);
  expect((await council.as('admin').send('PUT', url, { body: input, ifMatch: etag })).status).toBe(200);
}

const decide = async (url: string, step1: 'accept' | 'decline', body: unknown) => {
  const { etag } = await council.as('clerk').send('GET', url);
  return council.as('clerk').send('POST', `${url}/${step1}`, { body, ifMatch: etag });
};

async function waiting(): Promise<string[]> {
  const { body } = await council.as('clerk').send('GET', `${asking()}?state=waiting`);
  return (body.items as { id: string }[]).map(({ id }) => `/api/v1/public-questions/${id}`);
}

const forget = () =>
  council.test.app.get(Database).write((tx) => council.test.app.get(PublicQuestionsService).forget(tx));
const kept = () =>
  council.test.sql<{ text: string | null; name: string | null; email: string | null; place: string | null }>(
    `select text, name, email, place from public_question order by received_at, id`,
  );
/** A day is over, for what was promised and for what is counted. */
const aDayLater = (days = 1) =>
  council.test.sql(
    `update public_question set received_on = received_on - $1::int, keep_until = keep_until - $1::int`,
    [days],
  );

it('what somebody of the public asks waits, is accepted for a body or declined, and who asked is forgotten in time', async () => {
  await step('a programme has no form until an administrator switches it on', async () => {
    expect(await ask({ text: 'Why?', name: 'A. Resident' })).toMatchObject({ status: 404 });
    const url = `/api/v1/programmes/${council.programmeId}/public-form`;
    const usual = await council.as('clerk').send('GET', url);
    expect(usual.body).toMatchObject({ isOpen: false, keepDays: 120 });
    const clerk = await council
      .as('clerk')
      .send('PUT', url, { body: { isOpen: true, keepDays: 30 }, ifMatch: usual.etag });
    expect(clerk.status).toBe(403);
    const long = await council
      .as('admin')
      .send('PUT', url, { body: { isOpen: true, keepDays: 5000 }, ifMatch: usual.etag });
    expect(long).toMatchObject({ status: 422, body: { errors: [{ path: 'keepDays' }] } });
    await form({ isOpen: true, keepDays: 30 });
  });

  await step('hostile input is refused at the edge, and nothing of it is kept', async () => {
    const name = 'A. Resident';
    for (const body of [
      {},
      { text: ' ', name },
      { text: 'x'.repeat(2001), name },
      { text: 'Why?', name: 'x'.repeat(101) },
      { text: 'Why?', name: 'two\nlines' },
      { text: 'Why?', name, email: 'no address' },
      { text: 'Why?', name, email: `${'a'.repeat(300)}@example.org` },
      { text: 'Why?', name, email: 'a@example.org\r\nBcc: b@example.org' },
      { text: { $ne: null }, name },
      { text: 'Why?', name, programmeId: council.elsewhereId },
      { text: 'Why?', name, enquiryId: council.programmeId },
    ])
      expect((await ask(body)).status).toBe(422);
    expect(await kept()).toEqual([]);
  });

  await step('it waits, and the same from the same place is kept once', async () => {
    const question = { text: "Why <b>now</b>? '; drop table enquiry; --", name: 'Ann Resident', email: 'ann@example.org' }; // prettier-ignore
    expect(await ask(question)).toMatchObject({ status: 201 });
    expect(await ask(question)).toMatchObject({ status: 201 });
    expect(await waiting()).toHaveLength(1);
    for (const name of ['owner', 'sro'] as const)
      expect((await council.as(name).send('GET', asking())).status).toBe(403);
    expect((await council.as('reviewerElsewhere').send('GET', asking())).body).toMatchObject({ items: [] });
    expect((await stranger().send('GET', asking())).status).toBe(401);
  });

  await step('a clerk accepts it, in words that do not say who asked', async () => {
    const [url = ''] = await waiting();
    const body = { committeeId: cabinet, text: 'Why now?', ownerId: council.people.owner.id };
    for (const text of ['Ann Resident asks why', 'ann resident: why?', 'Tell ann@example.org why.'])
      expect(await decide(url, 'accept', { ...body, text })).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'text' }] },
      });
    expect(await decide(url, 'accept', { ...body, ownerId: council.people.clerk.id })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'ownerId' }] },
    });
    const accepted = await decide(url, 'accept', body);
    expect(accepted).toMatchObject({ status: 200, body: { state: 'accepted', enquiryNumber: 1 } });
    const enquiry = `/api/v1/enquiries/${String(accepted.body['enquiryId'])}`;
    expect((await council.as('owner').send('GET', enquiry)).body).toMatchObject({
      source: 'public',
      askedBy: null,
      meetingId: null,
      text: 'Why now?',
      committeeName: 'Cabinet',
      state: 'open',
    });
    expect(JSON.stringify((await council.as('owner').send('GET', enquiry)).body)).not.toContain('Ann');
    expect((await decide(url, 'decline', { reason: 'No' })).status).toBe(409);
  });

  await step('another is declined with a reason, by one of two who decide at once', async () => {
    await ask({ text: 'What about my road?', name: 'Bo Resident' });
    const [url = ''] = await waiting();
    const { etag } = await council.as('clerk').send('GET', url);
    const both = await Promise.all(
      ['clerk', 'reviewer'].map((name) =>
        council
          .as(name as 'clerk')
          .send('POST', `${url}/decline`, { body: { reason: 'It is about roads.' }, ifMatch: etag }),
      ),
    );
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  await step('one place, and everybody together, may send so much on a day', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => ask({ text: `Flood ${n}`, name: 'C. Resident' })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect(await waiting()).toHaveLength(3);
    await council.test.sql(
      `insert into public_question (programme_id, text, name, received_at, received_on, keep_until)
       select $1, 'x', 'x', now(), received_on, keep_until from public_question, generate_series(1, 45) where text = 'What about my road?'`,
      [council.programmeId],
    );
    const elsewhere = council.test.app
      .get(PublicQuestionsService)
      .receive(
        council.programmeId,
        { text: 'One more', name: 'D.', email: null },
        { place: '192.0.2.9', correlationId: 'test' },
      );
    await expect(elsewhere).rejects.toMatchObject({ status: 429 });
    await council.test.sql(`delete from public_question where text = 'x'`);
  });

  await step('who asked is deleted on the day that was promised, and the place on the next day', async () => {
    await form({ isOpen: true, keepDays: 365 });
    await aDayLater(30);
    await forget();
    const onTheLastDay = await kept();
    expect(onTheLastDay.map(({ name }) => name).includes('Ann Resident')).toBe(true);
    expect(onTheLastDay.map(({ place }) => place)).toEqual(onTheLastDay.map(() => null));
    await aDayLater();
    await council.test.sql(
      `insert into legal_hold (programme_id, reason, placed_by, placed_at) values ($1, 'A claim', $2, now())`,
      [council.programmeId, council.people.admin.id],
    );
    await forget();
    expect((await kept()).map(({ name }) => name)).toContain('Ann Resident');
    await council.test.sql(
      `update legal_hold set lifted_at = now(), lifted_by = placed_by, lifted_reason = 'Settled'`,
    );
    await forget();
    const after = await kept();
    expect(after.flatMap(({ name, email }) => [name, email]).filter((one) => one !== null)).toEqual([]);
    // What nobody has decided about keeps its words until somebody does.
    const words = after.flatMap(({ text }) => text ?? []);
    expect([after.length, words.length]).toEqual([5, 3]);
    expect(words.every((text) => text.startsWith('Flood'))).toBe(true);
    const [url = ''] = await waiting();
    await decide(url, 'decline', { reason: 'Too late.' });
    await forget();
    expect((await kept()).filter(({ text }) => text !== null)).toHaveLength(2);
    const [trail] = await council.test.sql<{ all: string }>(
      `select string_agg(detail::text || action, ' ') as all from audit_event where subject_kind = 'public_question'`,
    );
    expect(trail?.all).toContain('public_question.forgotten');
    expect(trail?.all).not.toMatch(/Ann|ann@|Flood/);
  });

  await step('switched off, it is gone for everybody', async () => {
    await form({ isOpen: false, keepDays: 30 });
    expect((await ask({ text: 'Why?', name: 'E.' })).status).toBe(404);
  });
});

it('by the pages alone: the form, its trap, another site, the decision, and what is told', async () => {
  await form({ isOpen: true, keepDays: 45 });
  await council.test.sql(`delete from public_question`);
  const page = `/published/programmes/${council.programmeId}/question`;
  const anybody = new PageClient(council.test.origin);
  const shown = await anybody.get(page);
  expect(shown.heading).toBe('Ask a question');
  expect(shown.text).toContain('deleted 45 days after you ask');
  expect(shown.html).not.toContain('Set-Cookie');
  const refused = await anybody.send({ name: 'Ann <Resident>', email: 'nowhere' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Write your question');
  expect(refused.html).toContain('Ann &lt;Resident&gt;');

  await step('a program that fills in the trap is told that it succeeded', async () => {
    const trapped = await anybody.send({ text: 'Buy now', name: 'Bot', website: 'https://spam.example' });
    expect(trapped.heading).toBe('Your question was sent');
    expect(await kept()).toEqual([]);
  });

  await step('another site cannot send it', async () => {
    const foreign = await anybody.ask(page, {
      method: 'POST',
      body: new URLSearchParams({ text: 'Forged', name: 'X' }),
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
    expect(await kept()).toEqual([]);
  });

  await step('it is sent, waits on My work, and is accepted', async () => {
    await anybody.get(page);
    const sent = await anybody.send({ text: 'How long <do> visits take?', name: 'Ann Resident' });
    expect(sent.heading).toBe('Your question was sent');
    const clerk = await council.browser('clerk');
    expect((await clerk.get('/my-work')).text).toContain('1 question to accept or decline');
    const list = await clerk.get(`/programmes/${council.programmeId}/public-questions`);
    const [at = ''] = /\/public-questions\/[0-9a-f-]{36}/.exec(list.html) ?? [];
    const one = await clerk.get(at);
    expect(one.html).toContain('How long &lt;do&gt; visits take?');
    expect(one.text).toContain('Ann Resident');
    await clerk.get(`${at}/accept`);
    const nobody = await clerk.send({ text: 'Ann Resident asks', committee: cabinet });
    expect(nobody.html).toContain('href="#owner">Choose who answers it');
    const owner = council.people.owner.id;
    const named = await clerk.send({ text: 'Ann Resident asks', committee: cabinet, owner });
    expect(named.html).toContain('href="#text">This says who asked');
    const done = await clerk.send({ text: 'How long do visits take?', committee: cabinet, owner });
    expect(done.text).toContain('now, and waits for its owner.');
    expect((await council.as('owner').send('GET', '/my-work')).status).toBe(200);
  });

  await step('an administrator sees both rules on one page', async () => {
    const admin = await council.browser('admin');
    const rules = `/programmes/${council.programmeId}/question-rules`;
    const before = await admin.get(rules);
    expect(before.html).toContain(page);
    const wrong = await admin.send({ answer: '99' }, `${rules}/days`);
    expect(wrong.html).toContain('href="#answer"');
    const saved = await admin.send({ answer: '7', _version: '1' }, `${rules}/days`);
    expect(saved.text).toContain('The days for an answer are saved.');
    expect((await admin.get(`/programmes/${council.programmeId}/set-up`)).text).toContain(
      'Answered within 7 working days. The public can ask by a form',
    );
  });
});

describe('the rules', () => {
  it('keeps a promise by calendar days', () => {
    expect(keptUntil('2020-02-28', 1)).toBe('2020-02-29');
    expect(keptUntil('2019-12-31', 120)).toBe('2020-04-29');
  });

  it.each([
    ['Ann Resident wants to know', true],
    ['ANN   RÉSIDENT, why?', true],
    ['from ann@example.org.', true],
    ['Annie Residents want to know', false],
    ['Why is a resident asked?', false],
  ])('“%s” says who asked: %s', (text, said) => {
    expect(saysWhoAsked(text, { name: 'Ann Resident', email: 'ann@example.org' })).toBe(said);
  });
});
