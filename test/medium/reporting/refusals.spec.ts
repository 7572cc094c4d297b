import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness, PASSWORD, themeDocument, type StaffName } from '../../support/council-harness.js';

let council: CouncilHarness;
let contribution: string;
let url: string;

beforeAll(async () => {
  council = await CouncilHarness.open();
  [contribution] = (await council.openPeriod(0)).contributions;
  url = `/api/v1/contributions/${contribution}`;
});
afterAll(() => council.close());

/** What a refused write must leave behind: nothing. */
const everything = async (): Promise<string> =>
  JSON.stringify(
    await council.test
      .sql(`select (select json_agg(e order by id) from envelope e) as envelopes, (select json_agg(t) from theme_content t) as content,
      (select json_agg(o order by id) from theme_objective o) as objectives, (select count(*) from workflow_event) as steps,
      (select count(*) from audit_event where action not like 'access.%' and action not like 'session.%') as audited`),
  );

async function leavesNoTrace(work: () => Promise<void>): Promise<void> {
  const before = await everything();
  await work();
  expect(await everything()).toBe(before);
}

describe('a refused request', () => {
  it.each<[string, StaffName, number]>([
    ['another owner', 'owner2', 403],
    ['a reader', 'reader', 403],
    ['the clerk', 'clerk', 403],
    ['the auditor', 'auditor', 403],
    ['an administrator', 'admin', 403],
    ['the programme manager of another programme', 'reviewerElsewhere', 404],
    ['the SRO of another programme', 'sroElsewhere', 404],
  ])('is a refusal for %s and changes nothing', async (_, name, status) => {
    await leavesNoTrace(async () => {
      const answer = await council
        .as(name)
        .send('PUT', `${url}/theme`, { body: themeDocument(), ifMatch: '"v1"' });
      expect(answer).toMatchObject({
        status,
        headers: { 'content-type': expect.stringContaining('application/problem+json') },
      });
      expect(answer.body['detail']).toMatch(/^[A-Z“].+\.$/);
    });
  });

  it('without a sign-in is 401', async () => {
    const response = await fetch(`${council.test.origin}${url}`);
    expect(response.status).toBe(401);
  });

  it.each([
    ['a missing version', {}, 428],
    ['a malformed version', { ifMatch: '7' }, 400],
    ['an old version', { ifMatch: '"v99"' }, 412],
  ])('for %s', async (_, ask, status) => {
    await leavesNoTrace(async () => {
      expect(
        await council.as('owner').send('PUT', `${url}/theme`, { body: themeDocument(), ...ask }),
      ).toMatchObject({ status });
    });
  });

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test damages a document in ways that its type forbids
  it.each<[string, (document: Record<string, any>) => void, string]>([
    ['an unknown field', (d) => (d['status'] = 'approved'), 'status'],
    [
      'an unknown field deep inside',
      (d) => (d['objectives'][0].actions[0].approvedBy = 'me'),
      'objectives[0].actions[0].approvedBy',
    ],
    ['a NUL character', (d) => (d['objectives'][0].title = 'a\u0000b'), 'objectives[0].title'],
    ['half a character', (d) => (d['overview'].narrative = 'a\ud800b'), 'overview.narrative'],
    [
      'text direction overrides',
      (d) => (d['objectives'][0].actions[0].title = 'safe\u202Egnp.exe'),
      'objectives[0].actions[0].title',
    ],
    ['an empty title', (d) => (d['objectives'][0].title = '   '), 'objectives[0].title'],
    ['a title of two lines', (d) => (d['objectives'][0].title = 'a\nb'), 'objectives[0].title'],
    [
      'a rating that does not exist',
      (d) => (d['objectives'][0].actions[0].ratings[0].rag = 'PINK'),
      'objectives[0].actions[0].ratings[0].rag',
    ],
    [
      'a date that does not exist',
      (d) => (d['objectives'][0].actions[0].dueOn = '2020-02-30'),
      'objectives[0].actions[0].dueOn',
    ],
    [
      'a quarter rated twice',
      (d) => d['objectives'][0].actions[0].ratings.push(d['objectives'][0].actions[0].ratings[0]),
      'objectives[0].actions[0].ratings[1]',
    ],
    [
      'a narrative about a foreign action',
      (d) => (d['objectives'][0].narratives[0].actionIds = ['7b0b6f9e-95cf-4f0c-8f2e-6a7ad1a1c001']),
      'objectives[0].narratives[0].actionIds[0]',
    ],
    [
      'the same id twice',
      (d) => (d['objectives'][0].actions[1].id = d['objectives'][0].actions[0].id),
      'objectives[0].actions[1].id',
    ],
    [
      'an owner who does not exist',
      (d) => (d['objectives'][0].actions[1].ownerId = '7b0b6f9e-95cf-4f0c-8f2e-6a7ad1a1c001'),
      'objectives[0].actions[1].ownerId',
    ],
  ])('for %s names the place and changes nothing', async (_, damage, path) => {
    await leavesNoTrace(async () => {
      const document = structuredClone(themeDocument());
      damage(document);
      const { etag } = await council.as('owner').send('GET', url);
      const answer = await council.as('owner').send('PUT', `${url}/theme`, { body: document, ifMatch: etag });
      expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
      expect(
        (answer.body['errors'] as { path: string; message: string }[]).map((error) => error.path),
      ).toContain(path);
    });
  });

  it.each<[string, string, number, string]>([
    ['JSON nested 20,000 deep', '['.repeat(20_000) + ']'.repeat(20_000), 400, 'too-deep'],
    ['a body of 5 MB', JSON.stringify({ text: 'x'.repeat(5 * 1024 * 1024) }), 413, 'too-large'],
    ['half a JSON text', '{"overview":', 400, 'bad-json'],
    ['a prototype in the body', '{"__proto__": {"admin": true}}', 400, 'bad-key'],
  ])('for %s', async (_, body, status, code) => {
    await leavesNoTrace(async () => {
      expect(await council.as('owner').send('PUT', `${url}/theme`, { body, ifMatch: '"v1"' })).toMatchObject({
        status,
        body: { code },
      });
    });
  });

  it('for a repeated query parameter, a bad cursor, an unknown parameter, a bad id', async () => {
    for (const [query, status] of [
      ['?limit=1&limit=2', 422],
      ['?cursor=nonsense', 400],
      [`?cursor=${Buffer.from('["no instant","no id"]').toString('base64url')}`, 400],
      ['?sort=name', 422],
      ['?limit=100000', 422],
    ] as const)
      expect(await council.as('owner').send('GET', `/api/v1/contributions${query}`)).toMatchObject({
        status,
      });
    expect(await council.as('owner').send('GET', '/api/v1/contributions/not-a-uuid')).toMatchObject({
      status: 422,
    });
    expect(await council.as('owner').send('GET', '/api/v1/nowhere')).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it('tells a stranger nothing: an id that exists elsewhere answers like one that does not exist', async () => {
    const there = await council.as('sroElsewhere').send('GET', url);
    const nowhere = await council
      .as('sroElsewhere')
      .send('GET', '/api/v1/contributions/7b0b6f9e-95cf-4f0c-8f2e-6a7ad1a1c001');
    expect({ ...there.body, instance: '' }).toEqual({ ...nowhere.body, instance: '' });
  });

  it('is in the audit trail when it was a denial', async () => {
    await council.as('reader').send('PUT', `${url}/theme`, { body: themeDocument(), ifMatch: '"v1"' });
    const noted = await council.test.sql(
      `select detail ->> 'route' as route from audit_event where action = 'access.denied' and actor_id = $1`,
      [council.people.reader.id],
    );
    expect(noted).toContainEqual({ route: 'PUT /api/v1/contributions/:id/theme' });
  });
});

describe('asking for what is not there, or not theirs', () => {
  const misses = (): Promise<{ actor_id: string; detail: Record<string, string> }[]> =>
    council.test.sql(
      `select actor_id, detail from audit_event where action = 'access.not_found' order by seq`,
    );

  it('is noted once for a person, route and minute: the same for an id of another programme and for one of none', async () => {
    const before = (await misses()).length;
    const theirs = `/api/v1/contributions/${contribution}/theme`;
    const nowhere = '/api/v1/contributions/7b0b6f9e-95cf-4f0c-8f2e-6a7ad1a1c001/theme';
    for (const path of [theirs, theirs, nowhere])
      expect(await council.as('reviewerElsewhere').send('GET', path)).toMatchObject({ status: 404 });
    expect((await misses()).slice(before)).toEqual([
      {
        actor_id: council.people.reviewerElsewhere.id,
        detail: { route: 'GET /api/v1/contributions/:id/theme', path: theirs },
      },
    ]);
    await council.as('owner').send('GET', nowhere);
    expect((await misses()).slice(before + 1)).toMatchObject([{ actor_id: council.people.owner.id }]);
  });

  it('is not noted of nobody in particular, nor of an address that is none', async () => {
    const before = await misses();
    expect(await council.newClient().send('GET', url)).toMatchObject({ status: 401 });
    expect(await council.as('owner').send('GET', '/api/v1/nowhere')).toMatchObject({ status: 404 });
    expect(await misses()).toEqual(before);
  });
});

describe('steps out of order', () => {
  it('a report cannot be approved before review, and what it would seal is not written', async () => {
    const { id } = await council.openPeriod(3);
    const report = await council.startReport(id, 'Two owners are away.');
    const preview = await council.as('sro').send('GET', `${report}/preview`);
    const written = (): Promise<unknown[]> =>
      council.test.sql(
        `select (select json_agg(e order by id) from envelope e) as envelopes, (select count(*) from report_version) as versions,
                (select count(*) from outbox) as work, (select count(*) from workflow_event) as steps`,
      );
    const before = await written();
    const answer = await council.as('sro').send('POST', `${report}/approve`, {
      body: { sha256: preview.body['sha256'], password: PASSWORD },
      ifMatch: preview.etag,
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-possible' } });
    expect(await written()).toEqual(before);
  });

  it('a draft cannot be approved, returned or reopened', async () => {
    await leavesNoTrace(async () => {
      for (const action of ['approve', 'return', 'reopen'])
        expect(await council.act('reviewer', url, action, { comment: 'Skipping ahead.' })).toMatchObject({
          status: 409,
          body: { code: 'not-possible' },
        });
    });
  });

  it('an owner cannot approve, not even as an approver: who wrote it may not', async () => {
    await council.newProgramme(['theme']);
    const [own] = (await council.openPeriod(0)).contributions;
    const ownUrl = `/api/v1/contributions/${own}`;
    await council.saveTheme('owner', own, themeDocument());
    await council.act('owner', ownUrl, 'submit');
    expect(await council.act('owner', ownUrl, 'approve')).toMatchObject({ status: 403 });
    // The programme manager takes over a draft, edits it, and so may not approve it; the SRO may.
    await council.act('reviewer', ownUrl, 'return', { comment: 'I will finish it myself.' });
    const { etag } = await council.as('reviewer').send('GET', ownUrl);
    await council
      .as('reviewer')
      .send('PUT', `${ownUrl}/owner`, { body: { ownerId: council.people.reviewer.id }, ifMatch: etag });
    expect(
      await council.saveTheme('reviewer', own, themeDocument('Finished by the programme manager.')),
    ).toMatchObject({ status: 200 });
    await council.act('reviewer', ownUrl, 'submit');
    expect(await council.act('reviewer', ownUrl, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'separation-of-duties' },
    });
    expect(await council.act('sro', ownUrl, 'approve')).toMatchObject({
      status: 200,
      body: { status: 'approved' },
    });
  });

  it('a double submit happens once', async () => {
    const [, second] = (await council.openPeriod(1)).contributions;
    const secondUrl = `/api/v1/contributions/${second}`;
    await council.saveTheme('owner2', second, themeDocument());
    const { etag } = await council.as('owner2').send('GET', secondUrl);
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        council.as('owner2').send('POST', `${secondUrl}/submit`, { body: {}, ifMatch: etag }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect(
      await council.test.sql(`select count(*)::int as n from workflow_event where envelope_id = $1`, [
        second,
      ]),
    ).toEqual([{ n: 1 }]);
  });

  it('a submission and an edit at the same moment never both succeed, in 40 races', async () => {
    const [, first] = (await council.openPeriod(2)).contributions;
    const raceUrl = `/api/v1/contributions/${first}`;
    for (let race = 0; race < 40; race++) {
      await council.saveTheme('owner2', first, themeDocument(`Race ${race}`));
      const { etag } = await council.as('owner2').send('GET', raceUrl);
      const [save, submit] = await Promise.all([
        council
          .as('owner2')
          .send('PUT', `${raceUrl}/theme`, { body: themeDocument('Late edit'), ifMatch: etag }),
        council.as('owner2').send('POST', `${raceUrl}/submit`, { body: {}, ifMatch: etag }),
      ]);
      expect([save.status, submit.status].sort()).toEqual([200, 412]);
      if (submit.status === 200) await council.act('reviewer', raceUrl, 'return', { comment: 'Again.' });
    }
  });
});
