import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ThemeContent } from '../../../src/themes/index.js';
import { CouncilHarness, PASSWORD, themeDocument } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let first: string;
let second: string;
let dispatch: string;
let actionId: string;

/** An action was amber and is red, and its date slipped by a month. */
function slipped(document: ThemeContent): ThemeContent {
  const [objective] = document.objectives;
  const [action, ...others] = objective?.actions ?? [];
  if (!objective || !action) throw new Error('no action');
  return {
    ...document,
    objectives: [
      {
        ...objective,
        actions: [
          {
            ...action,
            dueOn: '2020-03-31',
            ratings: [{ financialYear: 2019, quarter: 3, rag: 'RED' }],
          },
          ...others,
        ],
      },
    ],
  };
}

async function seal(month: number, document: ThemeContent): Promise<{ periodId: string; versionId: string }> {
  const period = await council.openPeriod(month);
  await council.approveContribution('owner', period.contributions[0], document);
  const reportUrl = await council.startReport(period.id, 'One owner is away.');
  const sealed = await council.sealReport(reportUrl);
  expect(sealed).toMatchObject({ status: 200 });
  return { periodId: period.id, versionId: String(sealed.body['versionId']) };
}

async function post(url: string, body: unknown): Promise<string> {
  const made = await council.as('clerk').send('POST', url, { body });
  expect(made).toMatchObject({ status: 201 });
  return String(made.body['id']);
}

beforeAll(async () => {
  council = await CouncilHarness.open();
  const document = themeDocument();
  actionId = document.objectives[0]?.actions[0]?.id ?? '';
  first = (await seal(0, document)).versionId;
  const february = await seal(1, slipped(document));
  second = february.versionId;
  const committee = await post('/api/v1/committees', {
    programmeId: council.programmeId,
    name: 'Scrutiny',
    kind: 'scrutiny',
  });
  const meeting = await post(`/api/v1/committees/${committee}/meetings`, {
    startsAt: '2040-02-11T17:30:00Z',
  });
  dispatch = await post('/api/v1/dispatches', {
    periodId: february.periodId,
    meetingId: meeting,
    send: 'when_sealed',
    password: PASSWORD,
  });
});
afterAll(() => council.close());

const read = (name: Parameters<CouncilHarness['as']>[0], url: string) =>
  council.as(name).send('GET', `/api/v1/${url}`);

/** As the worker binds it. */
const bind = (edition: 'public' | 'exempt', sinceId: string | null) =>
  council.test.sql(
    `update dispatch set version_id = $2, edition = $3, since_version_id = $4, bound_at = now() where id = $1`,
    [dispatch, second, edition, sinceId],
  );

describe('what changed between two sealed versions', () => {
  it('is told against the period before, from the public editions, to readers of versions', async () => {
    const answer = await read('reader', `versions/${second}/changes`);
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        versionId: second,
        sinceId: first,
        edition: 'public',
        since: { periodLabel: 'January 2020', asAt: '2020-01-27', version: 1 },
        report: { periodLabel: 'February 2020' },
        counts: { worse: 2, better: 0 },
      },
    });
    const told = answer.body.items?.filter(({ entryId }) => entryId === actionId);
    expect(told?.map(({ kind, sentence }) => [kind, sentence])).toEqual([
      ['action_rating', '“Implement service plans” was Amber for Q3 2019/20 and is now Red.'],
      [
        'due_date',
        '“Implement service plans” slipped: it was due on 28 February 2020 and is now due on 31 March 2020.',
      ],
    ]);
  });

  it('is told against the version that is asked for, when it is of an earlier period', async () => {
    const asked = await read('reader', `versions/${second}/changes?sinceId=${first}`);
    expect(asked.body).toEqual((await read('reader', `versions/${second}/changes`)).body);
    for (const [of, since] of [
      [first, second],
      [second, second],
    ])
      expect(await read('reader', `versions/${of ?? ''}/changes?sinceId=${since ?? ''}`)).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'sinceId' }] },
      });
  });

  it('is nothing for a first report', async () => {
    expect((await read('reader', `versions/${first}/changes`)).body).toMatchObject({
      sinceId: null,
      since: null,
      items: [],
    });
  });

  it('of exempt editions needs the permission for them', async () => {
    expect(await read('reader', `versions/${second}/changes?edition=exempt`)).toMatchObject({ status: 403 });
    expect(await read('owner', `versions/${second}/changes?edition=exempt`)).toMatchObject({
      status: 200,
      body: { edition: 'exempt', counts: { worse: 2 } },
    });
  });

  it('does not tell another programme, or of what there is not', async () => {
    for (const [name, url] of [
      ['sroElsewhere', `versions/${second}/changes`],
      ['reader', `versions/${randomUUID()}/changes`],
      ['reader', `versions/${second}/changes?sinceId=${randomUUID()}`],
    ] as const)
      expect(await read(name, url)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

it('what the committee of a dispatch is told', async () => {
  await step('is not known before the dispatch is bound to a report', async () => {
    expect(await read('clerk', `dispatches/${dispatch}/changes`)).toMatchObject({
      status: 409,
      body: { code: 'not-possible' },
    });
  });

  await step('is against what it had last: here nothing, though there is an earlier report', async () => {
    await bind('exempt', null);
    expect(await read('clerk', `dispatches/${dispatch}/changes`)).toMatchObject({
      status: 200,
      body: { versionId: second, edition: 'exempt', sinceId: null, since: null, items: [] },
    });
    expect(await read('reviewerElsewhere', `dispatches/${dispatch}/changes`)).toMatchObject({ status: 404 });
    expect(await read('reader', `dispatches/${dispatch}/changes`)).toMatchObject({ status: 403 });
  });

  await step('of an exempt edition needs the permission for it', async () => {
    await council.test.sql(
      `delete from role_permission p using role r where r.id = p.role_id and r.key = 'clerk' and p.permission = 'exempt.read'`,
    );
    expect(await read('clerk', `dispatches/${dispatch}`)).toMatchObject({ status: 200 });
    expect(await read('clerk', `dispatches/${dispatch}/changes`)).toMatchObject({ status: 403 });
  });
});
