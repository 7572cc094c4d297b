import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ConcernsDocument } from '../../../src/concerns/index.js';
import type { RisksDocument } from '../../../src/risks/index.js';
import type { ThemeContent } from '../../../src/themes/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, PASSWORD, themeDocument, type StaffName } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { Figures } from '../performance/figures.js';

/*
 * The three months of a new council in which eighteen faults were met: November with a public and an exempt edition, December for the Board alone, January
 * for a committee that skipped December, and a correction of December. Each step names the fault that must not come back.
 */

type Concern = ConcernsDocument['entries'][number];
type Risk = RisksDocument['entries'][number];
type Month = '2019-11' | '2019-12' | '2020-01';

const SECRET = 'The supplier has asked the council for two hundred thousand pounds more.';
const LABELS = { '2019-11': 'November 2019', '2019-12': 'December 2019', '2020-01': 'January 2020' } as const;
const ENDS = { '2019-11': '30', '2019-12': '31', '2020-01': '31' } as const;

let council: CouncilHarness;
let figures: Figures;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['theme', 'measures', 'risks', 'concerns']);
  council.test.clock.hold('2020-02-03T10:00:00Z');
  figures = new Figures(council);
});
afterAll(() => council.close());

const send = (
  name: StaffName,
  method: Parameters<ReturnType<CouncilHarness['as']>['send']>[0],
  url: string,
  body?: unknown,
  ifMatch?: string,
) => council.as(name).send(method, `/api/v1/${url}`, { body, ...(ifMatch === undefined ? {} : { ifMatch }) });

const openPeriod = (month: Month, changes: object = {}): Promise<Answer> => {
  const asAt = `${month}-${ENDS[month]}`;
  return send('reviewer', 'POST', `programmes/${council.programmeId}/periods`, {
    label: LABELS[month],
    startsOn: `${month}-01`,
    endsOn: asAt,
    asAt,
    draftsDueOn: '2020-02-05',
    reviewDueOn: '2020-02-06',
    approvalDueOn: '2020-02-07',
    ...changes,
  });
};

/** The parts of a period, by what they are about: the id of a theme or a group, or the kind of a register. */
async function partsOf(periodId: string): Promise<Record<string, string>> {
  const list = await send('reviewer', 'GET', `contributions?periodId=${periodId}&limit=100`);
  return Object.fromEntries(
    (list.body.items ?? []).flatMap(({ id, section, subjectId }) => [
      [String(section), String(id)],
      [String(subjectId), String(id)],
    ]),
  );
}

async function save(name: StaffName, part: string, kind: string, document: object): Promise<void> {
  const { etag } = await send(name, 'GET', `contributions/${part}/${kind}`);
  expect(await send(name, 'PUT', `contributions/${part}/${kind}`, document, etag)).toMatchObject({
    status: 200,
  });
}

async function approve(part: string, name: StaffName = 'owner'): Promise<void> {
  const url = `/api/v1/contributions/${part}`;
  expect(await council.act(name, url, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('reviewer', url, 'approve')).toMatchObject({ status: 200 });
}

const concern = (reference: number, title: string): Concern => ({
  id: randomUUID(),
  reference,
  title,
  description: `${title} holds the programme back.`,
  ownerIds: [council.people.owner.id],
  due: { words: 'Cabinet, March 2020', on: '2020-03-10', every: null },
  status: 'open',
  closedReason: null,
  links: { riskIds: [], measureIds: [], actionIds: [] },
});

const risk = (number: number, event: string): Risk => ({
  id: randomUUID(),
  number,
  kind: 'risk',
  cause: null,
  event,
  consequence: 'children wait longer',
  mitigation: 'It is watched every week.',
  response: 'reduce',
  ownerId: council.people.owner.id,
  raised: '2019-11',
  lastReviewedOn: '2019-11-20',
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
});

/** The words of a page, without its marks. */
const words = (html: string): string =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;|&rsquo;/g, '’')
    .replace(/\s+/g, ' ');

const edition = async (report: string, which: 'public' | 'exempt'): Promise<string> => {
  const response = await council.as('sro').fetch('GET', `${report}/editions/${which}`, {});
  expect(response.status).toBe(200);
  return words(await response.text());
};

const questions = async (report: string): Promise<Record<string, unknown>[]> => {
  const { body } = await council.as('reviewer').send('GET', `${report}/challenges`);
  return body.items ?? [];
};

it('three months of a new council, and a correction, meet none of the eighteen', async () => {
  const [leadership, practice] = council.themeIds;
  const document: ThemeContent = themeDocument('The plan is on its way.');
  const withSecret = (text: string): ThemeContent => ({
    ...document,
    objectives: document.objectives.map((one) => ({
      ...one,
      narratives: one.narratives.map((narrative) => ({ ...narrative, text: `${text}\n\n${SECRET}` })),
    })),
  });
  const concerns = [concern(1, 'Sufficiency of placements'), concern(2, 'Turnover of managers')];
  const risks = [risk(6, 'the provider leaves'), risk(7, 'the inspection comes early')];
  let group = '';
  let visits = '';
  let closed = '';
  let exits = '';
  let inTime = '';
  let adoptions = '';
  let adopted = '';
  const sealed = {} as Record<Month, { periodId: string; versionId: string; report: string }>;

  const reading = (measureId: string, period: string, value: number | null, more: object = {}) => ({
    measureId, span: 'month', period, value, state: 'validated', ...more,
  }); // prettier-ignore

  const shareOf = (measureId: string, period: string, numerator: number, denominator: number) => ({
    measureId, span: 'month', period, numerator, denominator, state: 'validated',
  }); // prettier-ignore

  await step('the dictionary, two years of figures, and files that hold the impossible (14)', async () => {
    group = await figures.group('Visits');
    visits = await figures.measure(group, { reference: 'HP3', title: 'Child protection visits in time' }, 1);
    closed = await figures.measure(
      group,
      {
        reference: 'CC2',
        title: 'Placements within the area',
        target: { minimum: 72, upper: null, from: null, until: null },
      },
      2,
    );
    exits = await figures.measure(
      group,
      {
        reference: 'CC5', title: 'Children who ceased to be looked after', unit: 'count', decimals: 0, polarity: 'neutral',
        basis: 'year_to_date', cellBasis: 'in_month', target: { minimum: null, upper: null, from: null, until: null },
      },
      3,
    ); // prettier-ignore
    inTime = await figures.measure(group, { reference: 'HP1', title: 'Assessments in time' }, 4);
    adoptions = await figures.measure(
      group,
      {
        reference: 'CC8', title: 'Adoptions', unit: 'count', decimals: 0, polarity: 'neutral',
        basis: 'year_to_date', cellBasis: 'in_month', target: { minimum: null, upper: null, from: null, until: null },
      },
      5,
    ); // prettier-ignore
    adopted = await figures.measure(
      group,
      {
        reference: 'CC6', title: 'Adopted, % of those who ceased', polarity: 'neutral', numerator: 'CC8', denominator: 'CC5',
        basis: 'year_to_date', cellBasis: 'in_month', target: { minimum: null, upper: null, from: null, until: null },
      },
      6,
    ); // prettier-ignore
    const months = Array.from({ length: 22 }, (_, index) => {
      const at = new Date(Date.UTC(2018, index, 1));
      return at.toISOString().slice(0, 7);
    });
    await figures.recorded(
      ...months.map((month, index) =>
        reading(visits, month, index < 16 ? 90 + (index % 3) : 80 + (index % 3) / 2),
      ),
      ...months.map((month, index) => reading(closed, month, 70.5 + (index % 4) / 2)),
      ...months.map((month, index) => reading(exits, month, 12 + ((index * 5) % 7))),
      ...months.map((month, index) =>
        shareOf(inTime, month, index < 16 ? 90 + (index % 3) : 80 + (index % 2), 98 + (index % 5)),
      ),
      ...months.map((month, index) => reading(adoptions, month, 1 + (index % 2))),
      ...months.map((month, index) => shareOf(adopted, month, 1 + (index % 2), 12 + ((index * 5) % 7))),
    );
    const file =
      'Reference,Period,Value,Numerator,Denominator\nHP3,2019-11,150%,,\nCC2,2019-11,,120,100\nCC5,2019-11,170,,\n';
    const tried = await council
      .as('analyst')
      .fetch(
        'POST',
        `/api/v1/programmes/${council.programmeId}/readings/imports?asAt=2019-11-30&dryRun=true`,
        {
          body: file,
          headers: { 'content-type': 'text/csv' },
        },
      );
    const { warnings, problems } = (await tried.json()) as {
      warnings: { reason: string }[];
      problems: unknown[];
    };
    const told = [...warnings, ...(problems as { reason: string }[])].map(({ reason }) => reason).join('\n');
    expect(told).toContain('150% is more than 100%');
    expect(told).toContain('120 of 100 is more than there are');
    expect(told).toContain('170 is ten times what is usual here');
    await figures.recorded(
      reading(visits, '2019-11', 80),
      reading(closed, '2019-11', 71.5),
      reading(exits, '2019-11', 11),
      shareOf(inTime, '2019-11', 79, 102),
      reading(adoptions, '2019-11', 2),
      shareOf(adopted, '2019-11', 2, 11),
    );
  });

  await step(
    'periods that overlap, or whose day is far from their month, are refused; an empty one is undone (15)',
    async () => {
      const first = await openPeriod('2019-11');
      expect(first).toMatchObject({ status: 201 });
      expect(
        await openPeriod('2019-11', { label: 'Again', startsOn: '2019-11-15', endsOn: '2019-12-14' }),
      ).toMatchObject({
        status: 409,
      });
      expect((await openPeriod('2019-12', { asAt: '2020-12-31' })).status).toBe(422);
      const url = `periods/${String(first.body['id'])}`;
      const { etag } = await send('reviewer', 'GET', url);
      expect(await send('reviewer', 'DELETE', url, undefined, etag)).toMatchObject({ status: 204 });
    },
  );

  await step(
    'who assigns finds people, and an SRO her own role; nobody without a role owns a part (16)',
    async () => {
      const people = await send('reviewer', 'GET', `programmes/${council.programmeId}/people`);
      expect(people).toMatchObject({ status: 200 });
      expect(JSON.stringify(people.body.items)).toContain(council.people.owner2.id);
      const me = await send('sro', 'GET', 'me');
      expect(me.body['assignments']).toMatchObject([{ assignmentId: expect.any(String), roleKey: 'sro' }]);
    },
  );

  const write = async (
    month: Month,
    changes: { theme: ThemeContent; concerns: Concern[]; risks: Risk[]; late?: boolean },
  ) => {
    const opened = await openPeriod(month);
    expect(opened).toMatchObject({ status: 201 });
    const periodId = String(opened.body['id']);
    const parts = await partsOf(periodId);
    const at = (subject: string): string => parts[subject] ?? '';
    if (month === '2019-11') {
      const stranger = await send('reviewer', 'GET', `contributions/${at(leadership)}`);
      expect(
        (
          await send(
            'reviewer',
            'PUT',
            `contributions/${at(leadership)}/owner`,
            { ownerId: council.people.reviewerElsewhere.id },
            stranger.etag,
          )
        ).status,
      ).toBe(422);
    }
    await save('owner', at(leadership), 'theme', changes.theme);
    await approve(at(leadership));
    if (changes.late !== true) {
      await save('owner2', at(practice), 'theme', themeDocument('Practice is being strengthened.'));
      await approve(at(practice), 'owner2');
    }
    await save('owner', at('concerns'), 'concerns', { entries: changes.concerns });
    await approve(at('concerns'));
    await save('owner', at('risks'), 'risks', { entries: changes.risks });
    await approve(at('risks'));
    await approve(at(group));
    return { periodId, parts };
  };
  const seal = async (month: Month, periodId: string, report: string): Promise<void> => {
    const answer = await council.sealReport(report);
    expect(answer).toMatchObject({ status: 200 });
    sealed[month] = { periodId, versionId: String(answer.body['versionId']), report };
  };

  await step('November is sealed, with one paragraph withheld', async () => {
    const { periodId, parts } = await write('2019-11', {
      theme: withSecret('The plan is on its way.'),
      concerns,
      risks: risks.slice(0, 1),
    });
    const theme = `contributions/${parts[leadership] ?? ''}/publication`;
    const { body } = await send('owner', 'GET', theme);
    const found = (body['blocks'] as { block: string; label: string }[]).find(({ label }) =>
      label.startsWith('The supplier'),
    );
    const decided = await send('reviewer', 'POST', theme, {
      effect: 'withhold', block: found?.block, ground: 'exempt', paragraphs: [3], reason: 'It would weaken the council’s position.',
    }); // prettier-ignore
    expect(decided).toMatchObject({ status: 200 });
    const report = await council.startReport(periodId);
    const text = await edition(report, 'public');
    expect(text).not.toContain('two hundred thousand');
    // (3) A share, its whole and its part are one table: two adoptions of eleven children are not worked out from the first two.
    expect(await edition(report, 'exempt')).toContain('18.2%');
    expect(text).not.toContain('18.2%');
    // (10) A percentage of a hundred cases has its chart.
    expect(text.slice(text.lastIndexOf('Appendix: control charts'))).toContain('HP1 Assessments in time');
    // (4) The quarter that runs is printed.
    expect(text).toContain('Q3 2019/20');
    // (6) The run that is there, and not only the latest month.
    expect(text).toMatch(/Worse than (its average|usual)[^.]*for 7 months|7 months/);
    // (13) Months of which each is by itself may fall.
    expect(JSON.stringify(await questions(report))).not.toContain('cannot fall');
    await seal('2019-11', periodId, report);
  });

  await step(
    'a withheld sentence that stands elsewhere too is a blocker in its words, and no fault of ours (11, 17)',
    async () => {
      const opened = await openPeriod('2019-12');
      const periodId = String(opened.body['id']);
      const parts = await partsOf(periodId);
      const theme = parts[leadership] ?? '';
      await save('owner', theme, 'theme', withSecret('The plan was agreed.'));
      await approve(theme);
      await approve(parts['concerns'] ?? '');
      await approve(parts['risks'] ?? '');
      await figures.recorded(
      reading(visits, '2019-12', 74.9), reading(closed, '2019-12', 71.5), reading(exits, '2019-12', 9),
    ); // prettier-ignore
      await approve(parts[group] ?? '');
      const report = await council.startReport(
        periodId,
        'The owner of Practice was ill when drafts were due.',
      );
      const { body, etag } = await council.as('reviewer').send('GET', report);
      const { overall, ...more } = body['text'] as { overall: object };
      const told = await council.as('reviewer').send('PUT', `${report}/text`, {
        // Not as a paragraph of its own: that would be withheld here as well.
        body: { overall: { ...overall, asks: [`Note the report. ${SECRET}`] }, ...more },
        ifMatch: etag,
      });
      expect(told).toMatchObject({ status: 200 });
      const refused = await council.as('sro').fetch('GET', `${report}/editions/public`, {});
      expect(refused.status).toBe(409);
      expect(await refused.text()).toContain('also stands elsewhere in the report');
      const again = await council.as('reviewer').send('PUT', `${report}/text`, {
        body: {
          overall: {
            ...overall,
            asks: ['Note that the supplier asked the council for two hundred thousand pounds more.'],
          },
          ...more,
        },
        ifMatch: told.etag,
      });
      expect(JSON.stringify(await questions(report))).toContain('gives-away');
      const mended = await council
        .as('reviewer')
        .send('PUT', `${report}/text`, { body: { overall, ...more }, ifMatch: again.etag });
      expect(mended).toMatchObject({ status: 200 });
      sealed['2019-12'] = { periodId, versionId: '', report };
    },
  );

  await step(
    'December says why a part is late (5), and a delegate signs for whom he stands in (8)',
    async () => {
      const { periodId, report } = sealed['2019-12'];
      const text = await edition(report, 'exempt');
      expect(text).toContain('The owner of Practice was ill when drafts were due.');
      expect(text).toContain('Q3 2019/20');
      // What came and what closed in December.
      const parts = await partsOf(periodId);
      const reopen = async (kind: 'concerns' | 'risks', entries: unknown[]): Promise<void> => {
        const part = parts[kind] ?? '';
        expect(
          await council.act('reviewer', `/api/v1/contributions/${part}`, 'reopen', {
            comment: 'Bring it up to date.',
          }),
        ).toMatchObject({ status: 200 });
        await save('owner', part, kind, { entries });
        await approve(part);
      };
      await reopen('concerns', [
        concerns[0],
        { ...concerns[1], status: 'closed', closedReason: 'All managers are in post.' },
      ]);
      await reopen('risks', [risks[0], { ...risks[1], raised: '2019-12' }]);
      const [own] = (await send('sro', 'GET', 'me')).body['assignments'] as { assignmentId: string }[];
      const delegated = await send('sro', 'POST', 'delegations', {
      assignmentId: own?.assignmentId, delegateId: council.people.clerk.id, startsOn: '2020-02-03', endsOn: '2020-02-10', reason: 'On leave.',
    }); // prettier-ignore
      expect(delegated).toMatchObject({ status: 201 });
      expect(await council.act('reviewer', report, 'submit')).toMatchObject({ status: 200 });
      await council.answerChallenges(report);
      const preview = await council.as('clerk').send('GET', `${report}/preview`);
      const approved = await council.as('clerk').send('POST', `${report}/approve`, {
        body: { sha256: preview.body['sha256'], password: PASSWORD },
        ifMatch: preview.etag,
      });
      expect(approved).toMatchObject({ status: 200 });
      sealed['2019-12'] = { periodId, versionId: String(approved.body['versionId']), report };
      expect(await send('sro', 'GET', `versions/${sealed['2019-12'].versionId}`)).toMatchObject({
        body: {
          approvedBy: { id: council.people.clerk.id, standsInFor: [{ id: council.people.sro.id }] },
        },
      });
    },
  );

  await step('January, for a committee that skipped December', async () => {
    const { body: measure, etag } = await send('analyst', 'GET', `measures/${closed}`);
    const lower = (from: string | null) =>
      send('analyst', 'PUT', `measures/${closed}/definition`, {
        groupId: group, position: 2, reason: 'The Board lowered the floor for the winter.',
        definition: { ...measure['definition'] as object, target: { minimum: 71, upper: null, from, until: null } },
      }, etag); // prettier-ignore
    expect(await lower(null)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'definition.target.from' }] },
    });
    expect(await lower('2020-01-01')).toMatchObject({ status: 200 });
    await figures.recorded(
      reading(visits, '2020-01', 75),
      reading(closed, '2020-01', 71.5),
      reading(exits, '2020-01', 14),
      reading(closed, '2019-11', 71.4, { reason: 'One placement was outside the area.' }),
      reading(adoptions, '2019-11', 3, { reason: 'An order was found.' }),
    );
    const { periodId } = await write('2020-01', {
      theme: withSecret('The plan is carried out.'),
      concerns: concerns.slice(0, 1),
      risks: [risks[0]!, { ...risks[1]!, raised: '2019-12' }],
    });
    const report = await council.startReport(periodId);
    // (9) No reason is said to be missing where one was given, be it withheld with its figure.
    const exempt = await edition(report, 'exempt');
    expect(exempt).toContain('An order was found.');
    const text = await edition(report, 'public');
    expect(text).toContain('One placement was outside the area.');
    expect(text).not.toContain('An order was found.');
    expect(text).not.toContain('No reason was given');
    await seal('2020-01', periodId, report);
    const { body } = await send(
      'sro', 'GET', `versions/${sealed['2020-01'].versionId}/changes?edition=public&sinceId=${sealed['2019-11'].versionId}`,
    ); // prettier-ignore
    const told = JSON.stringify(body);
    // (2) What closed and what came in the month between.
    expect(told).toContain('Concern 2 (Turnover of managers) was closed.');
    expect(told).toContain('Risk 7 (the inspection comes early) is new');
    // (7) A changed target, with its reason.
    expect(told).toContain('The Board lowered the floor for the winter.');
    expect(told).toContain('by the target before it would be rated Red');
  });

  await step('a correction of December takes in what is known, and says it in words (1, 12)', async () => {
    const { report, periodId } = sealed['2019-12'];
    const begun = await council.act('reviewer', report, 'corrections', { reason: 'A figure was wrong.' });
    expect(begun).toMatchObject({ status: 201 });
    const part = (await partsOf(periodId))[group] ?? '';
    expect(
      await council.act('reviewer', `/api/v1/contributions/${part}`, 'reopen', { comment: 'Correct it.' }),
    ).toMatchObject({ status: 200 });
    await figures.recorded(reading(visits, '2019-12', 73.9, { reason: 'Two visits were counted twice.' }));
    await approve(part);
    // By the target of its own month, not by January’s.
    const { body: corrected } = await send('owner', 'GET', `contributions/${part}/measures`);
    expect(corrected['measures']).toContainEqual(
      expect.objectContaining({
        id: closed,
        definition: expect.objectContaining({ target: expect.objectContaining({ minimum: 72 }) }),
        rag: expect.objectContaining({ derived: 'RED' }),
      }),
    );
    const correction = `/api/v1/reports/${String(begun.body['id'])}`;
    const text = await edition(correction, 'public');
    expect(text).toContain('73.9%');
    expect(text).toContain('74.9% is now 73.9%');
    expect(text).not.toMatch(/months, value, state/);
    // (5) Why a part is missing is not asked again.
    expect(text).toContain('The owner of Practice was ill when drafts were due.');
    expect(await council.sealReport(correction)).toMatchObject({ status: 200 });
  });

  await step('papers are not planned for after their meeting (18)', async () => {
    const committee = await send('clerk', 'POST', 'committees', {
      programmeId: council.programmeId,
      name: 'Cabinet',
      kind: 'cabinet',
    });
    const meeting = await send('clerk', 'POST', `committees/${String(committee.body['id'])}/meetings`, {
      startsAt: '2020-02-12T17:30:00Z',
    });
    const planned = await send('clerk', 'POST', 'dispatches', {
      periodId: sealed['2020-01'].periodId, meetingId: meeting.body['id'], send: 'at', at: '2020-02-15T09:00:00Z', password: PASSWORD,
    }); // prettier-ignore
    expect(planned.status).toBe(422);
  });
});
