import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportSnapshot } from '../../../src/snapshot/index.js';
import type { ThemeContent } from '../../../src/themes/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, themeDocument, type StaffName } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { Figures } from '../performance/figures.js';

interface Publication {
  blocks: {
    block: string;
    kind: string;
    label: string;
    decision: { effect: string; reason: string } | null;
  }[];
  suppressed: { block: string; measure: string; period: string; why: string }[];
  editions: string[];
  hits: { kind: string; excerpt: string }[];
  scan: string;
}

const SECRET = 'The supplier has asked the council for two hundred thousand pounds more.';

let council: CouncilHarness;
let figures: Figures;
let measureId: string;
let periodId: string;
let theme: { url: string; document: ThemeContent };
/** The other theme's part, which stays a draft. */
let draft: string;
let report: string;

const publicationOf = async (url: string, name: StaffName = 'reviewer'): Promise<Publication> => {
  const answer = await council.as(name).send('GET', `${url}/publication`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as unknown as Publication;
};
const decide = (name: StaffName, url: string, body: object): Promise<Answer> =>
  council.as(name).send('POST', `${url}/publication`, { body });
const withhold = (block: string, changes: object = {}) => ({
  effect: 'withhold',
  block,
  ground: 'exempt',
  paragraphs: [3],
  reason: 'It would weaken the council’s position in the negotiation.',
  ...changes,
});
const preview = async (): Promise<{
  snapshot: ReportSnapshot;
  blockers: { path: string; message: string }[];
}> => {
  const { body } = await council.as('sro').send('GET', `${report}/preview`);
  return body as unknown as Awaited<ReturnType<typeof preview>>;
};
const blockOf = ({ blocks }: Publication, words: string): string => {
  const found = blocks.find(({ label }) => label.startsWith(words));
  if (!found) throw new Error(`no block “${words}”`);
  return found.block;
};

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['theme', 'measures']);
  figures = new Figures(council);
  const group = await figures.group('Missing children');
  measureId = await figures.measure(group, {
    title: 'Children who went missing',
    unit: 'count',
    decimals: 0,
    basis: 'in_month',
    cellBasis: 'in_month',
    polarity: 'lower',
    target: { minimum: null, upper: null, from: null, until: null },
  });
  await figures.recorded(
    ...[28, 17, 31, 3].map((value, index) => ({
      measureId,
      span: 'month',
      period: `${index < 3 ? '2019' : '2020'}-${['10', '11', '12', '01'][index] ?? ''}`,
      value,
      state: 'validated',
    })),
  );
  const period = await council.openPeriod(0);
  periodId = period.id;
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${periodId}`);
  const figuresUrl = `/api/v1/contributions/${String(list.body.items?.find(({ subjectId }) => subjectId === group)?.['id'])}`;
  await figures.approve(figuresUrl);
  theme = {
    url: `/api/v1/contributions/${period.contributions[0]}`,
    document: themeDocument(`The plan is late.\n\n${SECRET}`),
  };
  expect(await council.saveTheme('owner', period.contributions[0], theme.document)).toMatchObject({
    status: 200,
  });
  draft = `/api/v1/contributions/${period.contributions[1]}`;
  const other = themeDocument('Recruitment of staff is late.\n\nThree posts are still vacant.');
  expect(await council.saveTheme('owner2', period.contributions[1], other)).toMatchObject({ status: 200 });
  const supplier = blockOf(await publicationOf(theme.url, 'owner'), 'The supplier');
  expect(await decide('owner', theme.url, withhold(supplier))).toMatchObject({ status: 200 });
});
afterAll(() => council.close());

describe('an owner, while they draft', () => {
  it('sees every block of their part and withholds a paragraph under a class of exemption', async () => {
    const before = await publicationOf(draft, 'owner2');
    expect(before.blocks.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['section', 'entry', 'paragraph']),
    );
    expect(before.scan).toContain('no proof');
    const block = blockOf(before, 'Recruitment of staff');
    expect(await decide('owner2', draft, withhold(block))).toMatchObject({ status: 200 });
    const after = await publicationOf(draft, 'owner2');
    expect(after.blocks.find((one) => one.block === block)?.decision).toMatchObject({
      effect: 'withhold',
      ground: 'exempt',
      paragraphs: [3],
    });
    const lift = { effect: 'lift', block, reason: 'It is known to everybody.' };
    expect(await decide('reviewer', draft, lift)).toMatchObject({ status: 200 });
  });

  it('is told what is wrong with a decision, and where; nothing is written', async () => {
    const [before] = await council.test.sql(`select count(*)::int as n from publication_decision`);
    const block = blockOf(await publicationOf(draft, 'owner2'), 'Recruitment of staff');
    for (const [body, path] of [
      [withhold(block, { paragraphs: [] }), 'paragraphs'],
      [withhold(block, { paragraphs: [8] }), 'paragraphs[0]'],
      [withhold(block, { ground: 'confidential' }), 'paragraphs'],
      [withhold(block, { reason: '' }), 'reason'],
      [withhold('everything'), 'block'],
      [withhold(`entry/${randomUUID()}`), 'block'],
      [withhold(`paragraph/0123456789abcdef`), 'block'],
      [{ effect: 'release', block: `section/theme/${randomUUID()}`, reason: 'x' }, 'block'],
    ] as const)
      expect(await decide('owner2', draft, body)).toMatchObject({
        status: body.effect === 'release' ? expect.any(Number) : 422,
        ...(body.effect === 'release' ? {} : { body: { errors: [{ path }] } }),
      });
    expect(await council.test.sql(`select count(*)::int as n from publication_decision`)).toEqual([before]);
  });

  it('may not publish what was withheld; only a reviewer may, and says why', async () => {
    const block = blockOf(await publicationOf(draft, 'owner2'), 'Recruitment of staff');
    expect(await decide('owner2', draft, withhold(block))).toMatchObject({ status: 200 });
    const lift = { effect: 'lift', block, reason: 'It is known to everybody.' };
    expect(await decide('owner2', draft, lift)).toMatchObject({ status: 403 });
    expect(await decide('reviewer', draft, lift)).toMatchObject({ status: 200 });
    expect(await decide('reviewer', draft, lift)).toMatchObject({
      status: 409,
      body: { code: 'not-possible' },
    });
    expect((await publicationOf(draft)).blocks.find((one) => one.block === block)?.decision).toBeNull();
  });

  it('of another programme, or without the right, decides nothing and sees nothing', async () => {
    const block = blockOf(await publicationOf(draft, 'owner2'), 'Recruitment of staff');
    expect(await decide('reviewerElsewhere', draft, withhold(block))).toMatchObject({ status: 404 });
    expect(await decide('reader', draft, withhold(block))).toMatchObject({ status: 403 });
    expect(await council.as('reader').send('GET', `${draft}/publication`)).toMatchObject({ status: 403 });
  });
});

it('a report keeps back what was decided, until it is sealed', async () => {
  expect(await council.act('owner', theme.url, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('reviewer', theme.url, 'approve')).toMatchObject({ status: 200 });
  report = await council.startReport(periodId, 'The second theme is late.');

  await step('seals what its public edition leaves out: decisions, and small numbers', async () => {
    const { snapshot } = await preview();
    expect(snapshot.publication).toMatchObject({
      policy: { threshold: 5, denominatorFloor: 10, names: 'names' },
      withheld: [{ ground: 'exempt', paragraphs: [3] }],
      suppressed: [{ measureId, cell: 'month/2020-01', why: 'primary' }],
    });
    expect(await publicationOf(report)).toMatchObject({
      editions: ['public', 'exempt'],
      suppressed: [
        {
          block: `cell/${measureId}/month/2020-01`,
          measure: 'Children who went missing',
          period: 'January 2020',
        },
      ],
    });
  });

  await step('can be looked at as each of its readers would have it', async () => {
    const page = (name: StaffName, edition: string): Promise<Response> =>
      council.as(name).fetch('GET', `${report}/editions/${edition}`, {});
    const published = await page('sro', 'public');
    expect(published.status).toBe(200);
    expect(published.headers.get('content-security-policy')).toContain('sandbox');
    const words = await published.text();
    expect(words).not.toContain('supplier');
    expect(words).toContain('[c]');
    expect(await (await page('sro', 'exempt')).text()).toContain('supplier');
    expect((await page('reader', 'public')).status).toBe(403);
  });

  await step(
    'is refused with the place, and its pages still stand, while a withheld sentence also stands elsewhere',
    async () => {
      const text = async (narrative: string) => {
        const { body, etag } = await council.as('reviewer').send('GET', report);
        const { overall, ...more } = body['text'] as { overall: object };
        return council.as('reviewer').send('PUT', `${report}/text`, {
          body: { ...more, overall: { ...overall, narrative } },
          ifMatch: etag,
        });
      };
      expect(await text(`We have a plan. ${SECRET}`)).toMatchObject({ status: 200 });
      const refused = await council.as('sro').send('GET', `${report}/editions/public`);
      expect(refused).toMatchObject({
        status: 409,
        body: {
          code: 'not-publishable',
          errors: [{ message: expect.stringContaining('stands in another') }],
        },
      });
      expect(await council.as('sro').send('GET', `${report}/publication`)).toMatchObject({ status: 200 });
      const page = await council.as('reviewer').fetch('GET', report.replace('/api/v1', ''), {});
      expect(page.status).toBe(200);
      expect(await text('The programme is making slow progress.')).toMatchObject({ status: 200 });
    },
  );

  await step('has a page for the people who decide, which says that a search is no proof', async () => {
    const url = report.replace('/api/v1', '');
    const page = await council.as('reviewer').fetch('GET', `${url}/publication`, {});
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const words = await page.text();
    for (const said of [
      'A search is no proof.',
      'Approval would make two editions',
      'Exempt under paragraph 3',
      'A small number of people.',
      'Counts of people from 1 to 5 are suppressed',
    ])
      expect(words).toContain(said);
    expect((await council.as('reader').fetch('GET', `${url}/publication`, {})).status).toBe(403);
    expect((await council.as('reviewerElsewhere').fetch('GET', `${url}/publication`, {})).status).toBe(404);
    expect((await council.newClient().fetch('GET', `${url}/publication`, {})).headers.get('location')).toBe(
      `/sign-in?next=${encodeURIComponent(`${url}/publication`)}`,
    );
  });

  await step('releases a small number when a reviewer says why, and only a reviewer', async () => {
    const block = `cell/${measureId}/month/2020-01`;
    const release = { effect: 'release', block, reason: 'They are episodes of one well known campaign.' };
    expect(await decide('owner', report, release)).toMatchObject({ status: 403 });
    expect(await decide('reviewer', report, release)).toMatchObject({
      status: 200,
      body: { suppressed: [] },
    });
    expect((await preview()).snapshot.publication?.released).toEqual([{ block, reason: release.reason }]);
    expect(await decide('reviewer', report, { effect: 'lift', block, reason: 'Wrong.' })).toMatchObject({
      status: 200,
    });
    expect((await publicationOf(report)).suppressed).toHaveLength(1);
  });

  await step('keeps the council’s own rules of suppression, which only a reviewer changes', async () => {
    const url = `/api/v1/programmes/${council.programmeId}/report-settings`;
    const read = await council.as('owner').send('GET', url);
    expect(read).toMatchObject({ status: 200, body: { policy: { threshold: 5 }, glossary: [] } });
    const settings = {
      policy: { threshold: 2, denominatorFloor: 10, names: 'titles' },
      glossary: [{ term: 'SATs', meaning: 'Single Assessment teams' }],
    };
    const put = (name: StaffName, body: unknown, ifMatch = read.etag): Promise<Answer> =>
      council.as(name).send('PUT', url, { body, ifMatch });
    expect(await put('owner', settings)).toMatchObject({ status: 403 });
    expect(
      await put('reviewer', { ...settings, policy: { ...settings.policy, threshold: 0 } }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'policy.threshold' }] },
    });
    expect(await put('reviewer', settings)).toMatchObject({ status: 200, body: settings });
    expect(await put('reviewer', settings)).toMatchObject({ status: 412 });
    const { snapshot } = await preview();
    expect(snapshot.publication).toMatchObject({ policy: { threshold: 2, names: 'titles' }, suppressed: [] });
    expect(snapshot.glossary).toEqual(settings.glossary);
    const again = await council.as('reviewer').send('GET', url);
    expect(
      await put('reviewer', { ...settings, policy: { ...settings.policy, threshold: 5 } }, again.etag),
    ).toMatchObject({ status: 200 });
  });

  await step('waits when a withheld paragraph was reworded: nothing would withhold it any more', async () => {
    const [objective] = theme.document.objectives;
    const [narrative] = objective?.narratives ?? [];
    if (!narrative) throw new Error('no narrative');
    narrative.text = narrative.text.replace('two hundred thousand', '200,000');
    expect(await council.act('reviewer', theme.url, 'reopen', { comment: 'Figures.' })).toMatchObject({
      status: 200,
    });
    await council.approveContribution('owner', theme.url.split('/').at(-1) ?? '', theme.document);
    const { blockers } = await preview();
    const lost = blockers.find(({ path }) => path.startsWith('publication.paragraph/'));
    expect(lost?.message).toContain('not in this report as it was');
    const block = lost?.path.replace('publication.', '') ?? '';
    const { body } = await council.as('reviewer').send('GET', `${report}/publication`);
    expect(body['lost']).toMatchObject([{ block, effect: 'withhold' }]);
    const manager = await council.browser('reviewer');
    const page = await manager.get(`${report.replace('/api/v1', '')}/publication`);
    expect(page.text).toContain('The report cannot go on: 1 paragraph was left out before');
    const lift =
      /href="([^"]*\/publication\/lift[^"]*)"[^>]*>Lift<[^>]*> the decision about A paragraph/.exec(
        page.html,
      );
    expect((await manager.get((lift?.[1] ?? '').replaceAll('&amp;', '&'))).html).toContain(block);
    await decide('owner', report, withhold(blockOf(await publicationOf(report), 'The supplier')));
    expect(await decide('reviewer', report, { effect: 'lift', block, reason: 'Reworded.' })).toMatchObject({
      status: 200,
    });
    expect((await preview()).blockers.filter(({ path }) => path.startsWith('publication'))).toEqual([]);
  });

  const ofPublication = (blockers: unknown): unknown =>
    (blockers as { path: string }[]).filter(({ path }) => path.startsWith('publication.'));

  await step('is not approved by who alone decided what it leaves out', async () => {
    const supplier = blockOf(await publicationOf(report), 'The supplier');
    const late = blockOf(await publicationOf(report), 'The plan is late');
    // Of what somebody else left out as well, she is not the only one.
    for (const block of [supplier, late])
      expect(await decide('sro', report, withhold(block))).toMatchObject({ status: 200 });
    const own = { path: `publication.${late}`, message: expect.stringContaining('You alone decided') };
    expect(ofPublication((await preview()).blockers)).toEqual([own]);
    const others = await council.as('reviewer').send('GET', `${report}/preview`);
    expect(ofPublication(others.body['blockers'])).toEqual([]);
    expect(await council.sealReport(report)).toMatchObject({ status: 409, body: { errors: [own] } });
    const page = report.replace('/api/v1', '');
    const sro = await council.browser('sro');
    expect((await sro.get(`${page}/approve`)).text).toContain('You alone decided to leave out “The plan is');
    expect((await sro.get(`${page}/publication`)).text).not.toContain('Decide the same');
    const owner = await council.browser('owner');
    const same = /href="([^"]*)"[^>]*>Decide the same</.exec((await owner.get(`${page}/publication`)).html);
    await owner.get((same?.[1] ?? '').replaceAll('&amp;', '&'));
    const decided = await owner.send({
      block: late,
      ground: 'exempt',
      paragraphs: '3',
      reason: 'As she says.',
    });
    expect(decided.text).toContain('The decision is in force.');
    expect(decided.text).not.toContain('Decisions that somebody else has to take as well');
    expect(ofPublication((await preview()).blockers)).toEqual([]);
  });

  await step('is not approved by who alone lifted a decision, until somebody else lifts it too', async () => {
    const block = blockOf(await publicationOf(report), 'The plan is late');
    const lift = { effect: 'lift', block, reason: 'It is known.' };
    await council.test.sql(
      `insert into assignment (user_id, role_id, programme_id, granted_at) select $1, id, $2, now() from role where key = 'reviewer'`,
      [council.people.sro.id, council.programmeId],
    );
    expect(await decide('sro', report, lift)).toMatchObject({ status: 200 });
    expect(await decide('sro', report, lift)).toMatchObject({ status: 409 });
    expect(ofPublication((await preview()).blockers)).toMatchObject([{ path: `publication.${block}` }]);
    expect(await decide('reviewer', report, lift)).toMatchObject({ status: 200 });
    expect(ofPublication((await preview()).blockers)).toEqual([]);
    await council.test.sql(
      `update assignment set ended_at = now(), ended_by = $2 where user_id = $1 and role_id = (select id from role where key = 'reviewer')`,
      [council.people.sro.id, council.people.admin.id],
    );
    expect(await council.act('sro', report, 'return', { comment: 'Read it once more.' })).toMatchObject({
      status: 200,
    });
  });

  await step('is asked about a sentence that says nearly what is withheld elsewhere', async () => {
    const { body, etag } = await council.as('reviewer').send('GET', report);
    const { overall, ...more } = body['text'] as { overall: object };
    const asks = ['Note that the supplier has asked the council for 200,000 pounds more in all.'];
    const saved = await council.as('reviewer').send('PUT', `${report}/text`, {
      body: { overall: { ...overall, asks }, ...more },
      ifMatch: etag,
    });
    expect(saved).toMatchObject({ status: 200 });
    const question = {
      rule: 'gives-away',
      question: expect.stringContaining('nearly the words of a sentence that is withheld') as unknown,
      answer: null,
    };
    const list = await council.as('reviewer').send('GET', `${report}/challenges`);
    expect(list.body.items).toContainEqual(expect.objectContaining(question));
    expect((await preview()).blockers).toContainEqual(
      expect.objectContaining({ path: expect.stringMatching(/^challenges\./) }),
    );
  });

  await step(
    'is sealed with both its editions asked for, and gives its sealed text to nobody who may not have it',
    async () => {
      const sealed = await council.sealReport(report);
      expect(sealed).toMatchObject({ status: 200 });
      const versionId = String(sealed.body['versionId']);
      expect(
        await council.test.sql(`select kind, key, payload from outbox where key like $1 order by key`, [
          `${versionId}/%`,
        ]),
      ).toEqual([
        expect.objectContaining({ kind: 'edition.wanted', key: `${versionId}/exempt/first` }),
        expect.objectContaining({
          kind: 'edition.wanted',
          payload: { versionId, edition: 'public', sinceId: null },
        }),
      ]);
      const snapshot = `/api/v1/versions/${versionId}/snapshot`;
      expect(await council.as('reader').send('GET', snapshot)).toMatchObject({ status: 403 });
      expect(await council.as('clerk').send('GET', snapshot)).toMatchObject({ status: 200 });
      const exempt = `/api/v1/versions/${versionId}/editions/exempt/pdf`;
      expect(await council.as('reader').send('GET', exempt)).toMatchObject({ status: 403 });
      expect(await council.as('clerk').send('GET', exempt)).toMatchObject({ status: 404 });
    },
  );
});

it('decisions cannot be changed or deleted afterwards, not even by the database’s superuser', async () => {
  for (const statement of [
    `update publication_decision set reason = 'other'`,
    `delete from publication_decision`,
    `truncate publication_decision`,
  ])
    await expect(council.test.sql(statement)).rejects.toThrow();
});
