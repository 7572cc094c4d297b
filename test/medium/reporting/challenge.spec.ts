import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ConcernsDocument } from '../../../src/concerns/index.js';
import type { ReportSnapshot } from '../../../src/snapshot/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, PASSWORD, type StaffName } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { Figures } from '../performance/figures.js';

type Entry = ConcernsDocument['entries'][number];

interface Asked {
  key: string;
  rule: string;
  question: string;
  earlier: { period: string; reason: string } | null;
  place: { contributionId: string | null; entryId: string | null; path: string | null; label: string };
  answer: { reason: string; print: boolean; answeredBy: { name: string }; standsSince: string | null } | null;
}

let council: CouncilHarness;
let periodId: string;
let contribution: string;
let report: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['concerns']);
  periodId = (await council.openPeriod(0)).id;
  const list = await council.as('reviewer').send('GET', `/api/v1/contributions?periodId=${periodId}`);
  contribution = `/api/v1/contributions/${String(list.body.items?.[0]?.['id'])}`;
});
afterAll(() => council.close());

/** Due before the as-at date, and open: a question each. */
const entry = (reference: number, changes: Partial<Entry> = {}): Entry => ({
  id: randomUUID(),
  reference,
  title: `Concern ${reference}`,
  description: 'Too many children live far from home.',
  ownerIds: [council.people.owner.id],
  due: { words: 'Cabinet', on: '2020-01-10', every: null },
  status: 'open',
  closedReason: null,
  links: { riskIds: [], measureIds: [], actionIds: [] },
  ...changes,
});

const save = async (entries: Entry[]): Promise<void> => {
  const { etag } = await council.as('owner').send('GET', contribution);
  expect(
    await council.as('owner').send('PUT', `${contribution}/concerns`, { body: { entries }, ifMatch: etag }),
  ).toMatchObject({ status: 200 });
};
const approve = async (entries: Entry[]): Promise<void> => {
  await save(entries);
  expect(await council.act('owner', contribution, 'submit')).toMatchObject({ status: 200 });
  expect(await council.act('reviewer', contribution, 'approve')).toMatchObject({ status: 200 });
};
const asked = async (url = report, name: StaffName = 'owner'): Promise<Asked[]> => {
  const answer = await council.as(name).send('GET', `${url}/challenges`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.items as unknown as Asked[];
};
/** Answers as somebody who has just read the report. */
const reply = async (
  key: string,
  body: unknown,
  name: StaffName = 'reviewer',
  url = report,
): Promise<Answer> => {
  const { etag } = await council.as('owner').send('GET', `${url}/challenges`);
  return council.as(name).send('PUT', `${url}/challenges/${key}`, { body, ifMatch: etag });
};
const seal = async (): Promise<Answer> => {
  const preview = await council.as('sro').send('GET', `${report}/preview`);
  return council.as('sro').send('POST', `${report}/approve`, {
    body: { sha256: preview.body['sha256'], password: PASSWORD },
    ifMatch: preview.etag,
  });
};

it('questions before approval', async () => {
  const one = randomUUID();
  const two = randomUUID();
  const entries = [
    entry(1, { id: one }),
    entry(2, { id: two }),
    entry(3, { due: { words: 'Ongoing', on: null, every: null } }),
  ];

  await step(
    'are advice to the owner while drafting, and stop neither submission nor approval of a contribution',
    async () => {
      await save(entries);
      expect(await asked(contribution)).toMatchObject([
        {
          rule: 'due-passed',
          question:
            '“Concern 1” was due on 10 January 2020 and the report is as at 27 January 2020, but nothing says that it is done or when it will be. How does it stand?',
          place: {
            contributionId: contribution.split('/').at(-1),
            entryId: one,
            path: 'entries[0].due',
            label: 'Key areas of concern, entry 1',
          },
        },
        { place: { entryId: two } },
      ]);
      await approve(entries);
    },
  );

  await step('are asked of the report with the same keys, also before it has a text of its own', async () => {
    const started = await council.as('reviewer').send('POST', '/api/v1/reports', { body: { periodId } });
    report = `/api/v1/reports/${String(started.body['id'])}`;
    const keys = (await asked(contribution)).map(({ key }) => key);
    expect((await asked()).map(({ key }) => key)).toEqual(keys);
    const saved = await council.as('reviewer').send('PUT', `${report}/text`, {
      body: { overall: { narrative: 'Slow.', rag: 'RED', summary: 'Slow.', asks: ['Note the report.'] } },
      ifMatch: started.etag,
    });
    expect(saved).toMatchObject({ status: 200 });
    expect((await asked()).map(({ key }) => key)).toEqual(keys);
  });

  await step('do not stand in the way of review, but of approval, each by its words', async () => {
    expect(await council.act('reviewer', report, 'submit')).toMatchObject({ status: 200 });
    const open = await asked();
    const blockers = open.map(({ key, question }) => ({ path: `challenges.${key}`, message: question }));
    expect(await council.as('sro').send('GET', `${report}/preview`)).toMatchObject({
      body: {
        blockers,
        challenges: open.map(({ key, question }) => ({ key, question, answer: null })),
        snapshot: { challenges: [] },
      },
    });
    expect(await seal()).toMatchObject({ status: 409, body: { code: 'incomplete', errors: blockers } });
  });

  await step(
    'are answered by the programme manager: with a reason, for what is asked, and by nobody else',
    async () => {
      const [first] = await asked();
      const key = first?.key ?? '';
      const body = { reason: 'Cabinet met late.' };
      expect(await reply(key, { reason: ' ' })).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'reason' }] },
      });
      expect(await reply(key, { ...body, answeredBy: 'me' })).toMatchObject({ status: 422 });
      expect(await reply('x', body)).toMatchObject({ status: 422 });
      expect(await reply('0'.repeat(32), body)).toMatchObject({ status: 404, body: { code: 'not-asked' } });
      for (const name of ['owner', 'sro', 'clerk', 'admin'] as const)
        expect(await reply(key, body, name)).toMatchObject({ status: 403 });
      expect(await reply(key, body, 'reviewerElsewhere')).toMatchObject({ status: 404 });
      expect((await asked()).every(({ answer }) => answer === null)).toBe(true);
    },
  );

  await step(
    'are answered by a person who has read the report as it is: an old version is refused, and nothing is written',
    async () => {
      const [first] = await asked();
      const url = `${report}/challenges/${first?.key ?? ''}`;
      const body = { reason: 'Cabinet met late.' };
      expect(await council.as('reviewer').send('PUT', url, { body })).toMatchObject({ status: 428 });
      expect(await council.as('reviewer').send('PUT', url, { body, ifMatch: '"v1"' })).toMatchObject({
        status: 412,
        body: { code: 'stale-version' },
      });
      // Of two who answer at the same moment, the second has not seen what the first one said.
      const { etag } = await council.as('owner').send('GET', `${report}/challenges`);
      const answers = await Promise.all(
        [1, 2].map(() => council.as('reviewer').send('PUT', url, { body, ifMatch: etag })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const won = answers.find(({ status }) => status === 200);
      expect(won?.etag).not.toBe(etag);
      expect((await council.as('owner').send('GET', report)).etag).toBe(won?.etag);
      expect(await council.test.sql(`select reason from challenge_answer`)).toEqual([
        { reason: 'Cabinet met late.' },
      ]);
    },
  );

  await step('an answer changes what would be approved; the last one counts, and all are kept', async () => {
    const before = await council.as('sro').send('GET', `${report}/preview`);
    const [first] = await asked();
    expect(await reply(first?.key ?? '', { reason: 'A first thought.' })).toMatchObject({
      status: 200,
      body: {
        key: first?.key,
        answer: { reason: 'A first thought.', print: false, answeredBy: { name: 'reviewer' } },
      },
    });
    await reply(first?.key ?? '', { reason: 'Cabinet met *late*.', print: true });
    expect((await asked()).map(({ answer }) => answer?.reason)).toEqual(['Cabinet met *late*.', undefined]);
    expect(await council.test.sql(`select reason, print from challenge_answer order by answered_at`)).toEqual(
      [
        { reason: 'Cabinet met late.', print: false },
        { reason: 'A first thought.', print: false },
        { reason: 'Cabinet met *late*.', print: true },
      ],
    );
    for (const statement of [`update challenge_answer set print = false`, `delete from challenge_answer`])
      await expect(council.test.sql(statement)).rejects.toThrow('History can only be added to');
    const after = await council.as('sro').send('GET', `${report}/preview`);
    expect(after.body['sha256']).not.toBe(before.body['sha256']);
    // A person who read the report before the answer did not read what would be sealed now.
    expect(
      await council.as('sro').send('POST', `${report}/approve`, {
        body: { sha256: before.body['sha256'], password: PASSWORD },
        ifMatch: after.etag,
      }),
    ).toMatchObject({ status: 409 });
  });

  await step('a changed fact makes the answer void; the others hold', async () => {
    await reply((await asked())[1]?.key ?? '', { reason: 'It waits for the first.' });
    expect((await asked()).map(({ answer }) => answer !== null)).toEqual([true, true]);
    await council.act('reviewer', contribution, 'reopen', { comment: 'The date was wrong.' });
    const [first, ...others] = entries;
    if (!first) throw new Error('no entry');
    await approve([{ ...first, due: { ...first.due, on: '2020-01-13' } }, ...others]);
    expect((await asked()).map(({ place, answer }) => [place.entryId, answer?.reason])).toEqual([
      [one, undefined],
      [two, 'It waits for the first.'],
    ]);
    expect((await council.as('owner').send('GET', `${report}/challenges`)).body).toMatchObject({
      noLongerAsked: [
        { question: expect.stringContaining('10 January 2020'), reason: 'Cabinet met *late*.' },
      ],
    });
    expect(await council.act('reviewer', report, 'submit')).toMatchObject({ status: 200 });
    expect(await seal()).toMatchObject({
      status: 409,
      body: { errors: [{ message: expect.stringContaining('13 January') }] },
    });
  });

  await step(
    'once all are answered the SRO approves; what was answered is sealed, with what is to be printed',
    async () => {
      await reply((await asked())[0]?.key ?? '', { reason: 'Cabinet met late.', print: true });
      const sealed = await seal();
      expect(sealed).toMatchObject({ status: 200 });
      const version = `/api/v1/versions/${String(sealed.body['versionId'])}`;
      const { body } = await council.as('sro').send('GET', `${version}/snapshot`);
      expect((body as unknown as ReportSnapshot).challenges).toMatchObject([
        {
          rule: 'due-passed',
          place: 'Key areas of concern, entry 1',
          question: expect.stringContaining('13 January 2020'),
          reason: 'Cabinet met late.',
          print: true,
          answeredBy: { name: 'reviewer', jobTitle: 'Job of reviewer' },
        },
        { place: 'Key areas of concern, entry 2', reason: 'It waits for the first.', print: false },
      ]);
    },
  );

  await step('nothing can be answered any more, not even by the database’s own hand', async () => {
    const [first] = await asked();
    expect(await reply(first?.key ?? '', { reason: 'Too late.' })).toMatchObject({
      status: 409,
      body: { code: 'not-possible' },
    });
    await expect(
      council.test.sql(
        `insert into challenge_answer (report_id, finding_key, rule, question, reason, print, answered_by)
         select report_id, finding_key, rule, question, 'Too late.', print, answered_by from challenge_answer limit 1`,
      ),
    ).rejects.toThrow('before the report is approved');
  });

  await step('a correction keeps the answers whose facts are the same', async () => {
    const { etag } = await council.as('reviewer').send('GET', report);
    const started = await council
      .as('reviewer')
      .send('POST', `${report}/corrections`, { body: { reason: 'A slip.' }, ifMatch: etag });
    expect(started).toMatchObject({ status: 201 });
    const correction = `/api/v1/reports/${String(started.body['id'])}`;
    expect((await asked(correction)).map(({ answer }) => [answer?.reason, answer?.print])).toEqual([
      ['Cabinet met late.', true],
      ['It waits for the first.', false],
    ]);
  });

  await step('the next report shows what was answered when the same was asked', async () => {
    const next = await council.openPeriod(1);
    const started = await council
      .as('reviewer')
      .send('POST', '/api/v1/reports', { body: { periodId: next.id } });
    expect(started).toMatchObject({ status: 201 });
    const questions = await asked(`/api/v1/reports/${String(started.body['id'])}`);
    expect(questions.map(({ place, answer, earlier }) => [place.entryId, answer, earlier?.reason])).toEqual([
      [null, null, undefined],
      [one, null, 'Cabinet met late.'],
      [two, null, 'It waits for the first.'],
    ]);
    expect(questions[1]?.earlier?.period).toBe('January 2020');
  });

  await step(
    'a person who answers is an author of the report, though they write nothing else in it',
    async () => {
      const [last] = await council.test.sql<{ id: string }>(
        `select id from envelope where kind = 'report' order by revision desc limit 1`,
      );
      const correction = `/api/v1/reports/${last?.id ?? ''}`;
      await council.test.sql(
        `insert into assignment (user_id, role_id, programme_id, granted_at) select $1, id, $2, now() from role where key = 'reviewer'`,
        [council.people.analyst.id, council.programmeId],
      );
      const [first] = await asked(correction);
      expect(
        await reply(first?.key ?? '', { reason: 'Said by another.' }, 'analyst', correction),
      ).toMatchObject({ status: 200, body: { answer: { answeredBy: { name: 'analyst' } } } });
      expect(
        await council.test.sql(`select user_id as id, act from envelope_author where envelope_id = $1`, [
          last?.id,
        ]),
      ).toContainEqual({ id: council.people.analyst.id, act: 'edited' });
      expect(
        await council.test.sql(
          `select count(*)::int as n from audit_event where action = 'report.challenge_answered'`,
        ),
      ).toEqual([{ n: 6 }]);
    },
  );
}, 180_000);

it('an answer that stands', async () => {
  await council.newProgramme(['measures']);
  const figures = new Figures(council);
  const group = await figures.group();
  const share = await figures.measure(group);
  const few = (measureId: string, period: string) => ({ measureId, period, numerator: 7, denominator: 9 });
  const questions = async (url: string) => (await asked(url)).filter(({ rule }) => rule === 'few-cases');
  const startReport = async (part: string): Promise<string> => {
    const { body } = await council.as('reviewer').send('GET', part);
    return council.startReport(String(body['periodId']), 'It waits for the figures.');
  };

  await figures.recorded(few(share, '2020-01'));
  const january = await figures.period(0, group);
  await figures.save(january, { commentary: 'It is steady.' });
  await figures.approve(january);
  const first = await startReport(january);
  await step('is given where the question allows it', async () => {
    const body = { reason: 'The law wants it published as a percentage.', print: true, stands: true };
    const [{ key } = { key: '' }] = await questions(first);
    expect(await reply(key, body, 'reviewer', first)).toMatchObject({
      status: 200,
      body: { answer: { stands: true, standsSince: null } },
    });
    expect(await council.sealReport(first)).toMatchObject({ status: 200 });
  });

  const february = await figures.period(1, group);
  const second = await startReport(february);
  await step('is refused to a question that every report is asked', async () => {
    const carried = (await asked(second)).find(({ rule }) => rule === 'carried-forward');
    expect(
      await reply(carried?.key ?? '', { reason: 'So.', stands: true }, 'reviewer', second),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'stands' }] },
    });
  });
  await step(
    'answers the same of the next report, whose months are others; another measure is asked',
    async () => {
      const other = await figures.measure(group, { title: 'Adopted, % of those who ceased' }, 2);
      await figures.recorded(few(share, '2020-02'), few(other, '2020-02'));
      await figures.save(february, { commentary: 'It is steady.' });
      await figures.approve(february);
      expect(await questions(second)).toMatchObject([
        {
          answer: {
            reason: 'The law wants it published as a percentage.',
            print: true,
            answeredBy: { name: 'reviewer' },
            standsSince: 'January 2020',
          },
          earlier: null,
        },
        { answer: null },
      ]);
    },
  );

  await step('is sealed with each report, and ends with an answer that does not stand', async () => {
    const sealed = await council.sealReport(second);
    expect(sealed).toMatchObject({ status: 200 });
    const { body } = await council
      .as('sro')
      .send('GET', `/api/v1/versions/${String(sealed.body['versionId'])}/snapshot`);
    expect((body as unknown as ReportSnapshot).challenges).toContainEqual(
      expect.objectContaining({ rule: 'few-cases', print: true, standsSince: 'January 2020' }),
    );
    const third = await startReport(await figures.period(2, group));
    const [open] = await questions(third);
    expect(open?.answer?.standsSince).toBe('January 2020');
    expect(await reply(open?.key ?? '', { reason: 'For once.' }, 'reviewer', third)).toMatchObject({
      status: 200,
    });
    expect(await council.sealReport(third)).toMatchObject({ status: 200 });
    const fourth = await startReport(await figures.period(3, group));
    expect((await questions(fourth))[0]?.answer).toBeNull();
  });
}, 180_000);
