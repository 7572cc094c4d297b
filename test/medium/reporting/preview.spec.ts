import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { RisksDocument } from '../../../src/risks/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, themeDocument, type StaffName } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { Figures } from '../performance/figures.js';

let council: CouncilHarness;
let figures: Figures;
beforeAll(async () => {
  council = await CouncilHarness.open({}, ['theme', 'measures', 'risks']);
  council.test.clock.hold('2020-02-10T10:00:00Z');
  figures = new Figures(council);
});
afterAll(() => council.close());

const risk = (event: string): RisksDocument => ({
  entries: [
    {
      id: randomUUID(),
      number: 1,
      kind: 'risk',
      cause: null,
      event,
      consequence: 'children wait longer',
      mitigation: 'It is watched every week.',
      response: 'reduce',
      ownerId: council.people.owner.id,
      raised: '2020-01',
      lastReviewedOn: '2020-01-20',
      reviewOn: '2020-03-20',
      nextAction: 'Meet the provider.',
      inherent: { probability: 4, impact: 4 },
      current: { probability: 3, impact: 4 },
      target: { probability: 2, impact: 2 },
      proximity: null,
      severity: null,
      status: 'open',
      closedReason: null,
      acceptance: null,
      links: { actionIds: [], measureIds: [], concernIds: [] },
    },
  ],
});

/** Reads for the ETag, then writes. */
async function put(
  name: StaffName,
  url: string,
  body: (read: Answer['body']) => unknown,
  method: 'PUT' | 'PATCH' = 'PUT',
  to = url,
): Promise<void> {
  const read = await council.as(name).send('GET', `/api/v1/${url}`);
  expect(
    await council.as(name).send(method, `/api/v1/${to}`, { body: body(read.body), ifMatch: read.etag }),
  ).toMatchObject({ status: 200 });
}

const words = (html: string): string =>
  html
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

it('a preview is kept while nothing changes, and never a moment longer, whatever changes', async () => {
  const group = await figures.group();
  const none = { minimum: null, upper: null, from: null, until: null };
  const inTime = await figures.measure(group);
  const missing = await figures.measure(
    group,
    { title: 'Children who went missing', unit: 'count', decimals: 0, polarity: 'lower', target: none },
    2,
  );
  await figures.recorded(
    { measureId: inTime, period: '2020-01', value: 72, state: 'validated' },
    ...[28, 17, 31, 3].map((value, n) => ({
      measureId: missing,
      period: ['2019-10', '2019-11', '2019-12', '2020-01'][n],
      value,
      state: 'validated',
    })),
  );
  const period = await council.openPeriod(0);
  const listed = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${period.id}`);
  const part = (subject: string): string =>
    `/api/v1/contributions/${String(listed.body.items?.find((one) => one['subjectId'] === subject || one['section'] === subject)?.['id'])}`;
  const [theme, register, measures] = [part(council.themeIds[0]), part('risks'), part(group)];
  const save = (url: string, kind: string, document: object) =>
    put('owner', `${url.slice('/api/v1/'.length)}/${kind}`, () => document);
  await council.approveContribution(
    'owner',
    period.contributions[0],
    themeDocument('Plans are late.\n\nA supplier asked for more.'),
  );
  await council.approveContribution('owner2', period.contributions[1]);
  await save(register, 'risks', risk('the provider leaves'));
  await figures.approve(register);
  await figures.approve(measures);
  const report = await council.startReport(period.id);

  const looked = async () => {
    const { status, body } = await council.as('sro').send('GET', `${report}/preview`);
    expect(status).toBe(200);
    const page = await council.as('sro').fetch('GET', `${report}/editions/public`, {});
    expect(page.status).toBe(200);
    return {
      sha256: body['sha256'],
      snapshot: JSON.stringify(body['snapshot']),
      edition: words(await page.text()),
    };
  };
  /** @param says what the preview has after the change and not before it. @param printed what its public edition has. */
  const after = (what: string, change: () => Promise<unknown>, says: string, printed: string | null) =>
    step(what, async () => {
      const before = await looked();
      expect(await looked()).toEqual(before);
      expect(before.snapshot.includes(says)).toBe(false);
      await change();
      const now = await looked();
      expect(now.sha256).not.toBe(before.sha256);
      expect(now.snapshot.includes(says)).toBe(true);
      if (printed !== null) {
        expect(before.edition.includes(printed)).toBe(false);
        expect(now.edition.includes(printed)).toBe(true);
      }
    });
  /** A part is reopened, changed, and approved again. */
  const anew = (url: string, change: () => Promise<unknown>) => async () => {
    expect(await council.act('reviewer', url, 'reopen', { comment: 'It has changed.' })).toMatchObject({
      status: 200,
    });
    await change();
    await figures.approve(url);
  };
  const decide = async (body: object) => {
    expect(await council.as('reviewer').send('POST', `${report}/publication`, { body })).toMatchObject({
      status: 200,
    });
  };

  await after(
    'a figure',
    anew(measures, () =>
      figures.recorded({
        measureId: inTime,
        period: '2020-01',
        value: 66.6,
        state: 'validated',
        reason: 'Late ones.',
      }),
    ),
    '66.6',
    '66.6%',
  );
  const target = { minimum: 61, upper: null, from: '2020-01-01', until: null };
  await after(
    'a target',
    anew(measures, () => figures.redefine(inTime, group, { target }, '"v1"')),
    '"minimum":61',
    '61%',
  );
  await after(
    'a definition',
    anew(measures, () => figures.redefine(inTime, group, { target, title: 'Assessments on time' }, '"v2"')),
    'Assessments on time',
    'Assessments on time',
  );
  await after(
    'the rules of suppression',
    () =>
      put('reviewer', `programmes/${council.programmeId}/report-settings`, ({ policy, glossary }) => ({
        policy: { ...(policy as object), threshold: 4 },
        glossary,
      })),
    '"threshold":4',
    null,
  );
  await after(
    'a small number that is published all the same',
    () =>
      decide({ effect: 'release', block: `cell/${missing}/month/2020-01`, reason: 'One known campaign.' }),
    '"suppressed":[]',
    null,
  );
  await after(
    'a paragraph that is withheld',
    async () => {
      const { body } = await council.as('reviewer').send('GET', `${report}/publication`);
      const blocks = body['blocks'] as { block: string; label: string }[];
      const block = blocks.find(({ label }) => label.startsWith('A supplier'))?.block;
      await decide({ effect: 'withhold', block, ground: 'exempt', paragraphs: [3], reason: 'Negotiations.' });
    },
    'Negotiations.',
    null,
  );
  expect((await looked()).edition).not.toContain('A supplier asked for more.');
  await after(
    'a part’s text',
    anew(theme, () =>
      save(theme, 'theme', themeDocument('Plans are on their way.\n\nA supplier asked for more.')),
    ),
    'Plans are on their way.',
    'Plans are on their way.',
  );
  await after(
    'a risk',
    anew(register, () => save(register, 'risks', risk('the inspection comes early'))),
    'the inspection comes early',
    'the inspection comes early',
  );
  await after(
    'the report’s own text',
    () =>
      put(
        'reviewer',
        report.slice('/api/v1/'.length),
        ({ text }) => ({
          ...(text as object),
          overall: { ...(text as { overall: object }).overall, summary: 'Progress is steady.' },
        }),
        'PUT',
        `${report.slice('/api/v1/'.length)}/text`,
      ),
    'Progress is steady.',
    'Progress is steady.',
  );
  await after(
    'an answer to a question',
    async () => {
      const { body, etag } = await council.as('reviewer').send('GET', `${report}/challenges`);
      const key = String(body.items?.[0]?.['key']);
      expect(
        await council.as('reviewer').send('PUT', `${report}/challenges/${key}`, {
          body: { reason: 'It is known to the Board.' },
          ifMatch: etag,
        }),
      ).toMatchObject({ status: 200 });
    },
    'It is known to the Board.',
    null,
  );
  await after(
    'a theme’s title',
    () =>
      put(
        'admin',
        `themes/${council.themeIds[0]}`,
        ({ number, ownerId }) => ({ number, ownerId, title: 'Leading well' }),
        'PATCH',
      ),
    'Leading well',
    'Leading well',
  );
  await after(
    'somebody’s name',
    () => put('admin', `users/${council.people.owner.id}`, () => ({ name: 'Ayo Kamara' }), 'PATCH'),
    'Ayo Kamara',
    null,
  );
  await after(
    'the as-at day',
    () =>
      put(
        'reviewer',
        `periods/${period.id}`,
        (read) => ({
          asAt: '2020-01-26',
          draftsDueOn: read['draftsDueOn'],
          reviewDueOn: read['reviewDueOn'],
          approvalDueOn: read['approvalDueOn'],
        }),
        'PATCH',
      ),
    '"asAt":"2020-01-26"',
    '26 January 2020',
  );
  await council.test.sql(
    `insert into assignment (user_id, role_id, programme_id, granted_at, starts_on)
     select $1, id, $2, now(), '2020-02-11' from role where key = 'reviewer'`,
    [council.people.reader.id, council.programmeId],
  );
  await after(
    'a day of the calendar, on which somebody takes up a role',
    () => {
      council.test.clock.hold('2020-02-11T10:00:00Z');
      return Promise.resolve();
    },
    '"name":"reader"',
    null,
  );
});
