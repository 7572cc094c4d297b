import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { editionOf } from '../../../src/disclosure/index.js';
import { readSnapshot, type MemberQuestion, type ReportSnapshot } from '../../../src/snapshot/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, type StaffName } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

const send = (
  name: StaffName,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  url: string,
  body?: unknown,
  ifMatch?: string,
) => council.as(name).send(method, url, { body, ifMatch });

async function committee(name: string, edition: 'public' | 'exempt'): Promise<string> {
  const made = await send('clerk', 'POST', '/api/v1/committees', {
    programmeId: council.programmeId,
    name,
    kind: 'cabinet',
    edition,
  });
  expect(made.status).toBe(201);
  return String(made.body['id']);
}

async function meeting(committeeId: string, startsAt: string): Promise<string> {
  const made = await send('clerk', 'POST', `/api/v1/committees/${committeeId}/meetings`, { startsAt });
  expect(made.status).toBe(201);
  return String(made.body['id']);
}

async function onAgenda(committeeId: string, meetingId: string, periodId: string): Promise<void> {
  const url = `/api/v1/committees/${committeeId}/meetings/${meetingId}`;
  const { etag } = await send('clerk', 'GET', url);
  expect(await send('clerk', 'PUT', `${url}/agenda`, { periodIds: [periodId] }, etag)).toMatchObject({
    status: 200,
  });
}

const asked = (meetingId: string, text: string, ownerId = council.people.owner.id) =>
  send('clerk', 'POST', '/api/v1/enquiries', {
    meetingId,
    askedBy: 'Councillor A. Example',
    text,
    ownerId,
  });

const step1 = async (name: StaffName, url: string, action: string, body: unknown = {}): Promise<Answer> =>
  council.act(name, url, action, body);

async function write(name: StaffName, url: string, text: string, correctionReason: string | null = null) {
  const { etag } = await send(name, 'GET', url);
  return send(name, 'PUT', `${url}/answer`, { text, correctionReason }, etag);
}

async function answered(url: string, text: string, correctionReason: string | null = null): Promise<void> {
  expect(await write('owner', url, text, correctionReason)).toMatchObject({ status: 200 });
  expect(await step1('owner', url, 'submit')).toMatchObject({ status: 200 });
  expect(await step1('reviewer', url, 'approve')).toMatchObject({ status: 200 });
}

/** Seals the report of a period and gives back what was sealed. */
async function sealed(month: number): Promise<{ periodId: string; snapshot: ReportSnapshot }> {
  const period = await council.openPeriod(month);
  await council.approveContribution('owner', period.contributions[0]);
  await council.approveContribution('owner2', period.contributions[1]);
  const report = await council.startReport(period.id);
  expect(await council.sealReport(report)).toMatchObject({ status: 200 });
  return { periodId: period.id, snapshot: await lastSealed(period.id) };
}

async function lastSealed(periodId: string): Promise<ReportSnapshot> {
  const [row] = await council.test.sql<{ snapshot: string }>(
    `select snapshot from report_version where period_id = $1 order by version desc limit 1`,
    [periodId],
  );
  return readSnapshot(row?.snapshot ?? '');
}

const told = (questions: readonly MemberQuestion[] | null | undefined) =>
  (questions ?? []).map(({ number, answer }) => [number, answer?.text ?? null]);

it('a question of a member is carried until it is answered, and printed until its body was given the answer', async () => {
  const cabinet = await committee('Cabinet', 'public');
  const board = await committee('Board', 'exempt');
  const inCabinet = await meeting(cabinet, '2020-01-14T10:00:00Z');
  const inBoard = await meeting(board, '2020-01-15T10:00:00Z');
  const later = await meeting(cabinet, '2020-02-11T10:00:00Z');
  let first = '';
  let open = '';

  await step('a clerk records it; its day follows from the rule of the programme', async () => {
    const made = await asked(inCabinet, 'How many visits were late?');
    expect(made).toMatchObject({
      status: 201,
      body: {
        number: 1,
        committeeName: 'Cabinet',
        state: 'open',
        askedOn: '2020-01-14',
        dueOn: '2020-01-28',
        isLate: true,
        actions: [],
      },
    });
    first = `/api/v1/enquiries/${String(made.body['id'])}`;
    open = `/api/v1/enquiries/${String((await asked(inCabinet, 'When is the plan due?')).body['id'])}`;
    expect((await asked(inBoard, 'What did the supplier ask for in its last letter to us?')).status).toBe(
      201,
    );
  });

  await step('who may not, may not', async () => {
    const body = { meetingId: inCabinet, text: 'x', ownerId: council.people.owner.id };
    expect((await send('owner', 'POST', '/api/v1/enquiries', body)).status).toBe(403);
    expect((await send('reviewerElsewhere', 'POST', '/api/v1/enquiries', body)).status).toBe(404);
    expect((await send('reviewerElsewhere', 'GET', first)).status).toBe(404);
    for (const nobody of [council.people.clerk.id, council.people.reviewerElsewhere.id])
      expect(await asked(inCabinet, 'x', nobody)).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'ownerId' }] },
      });
    expect(await write('owner2', first, 'Mine.')).toMatchObject({
      status: 403,
      body: { code: 'not-owner' },
    });
  });

  await step(
    'the owner writes, the reviewer gives it back, and nobody approves what they wrote',
    async () => {
      expect(await write('owner', first, 'Four.')).toMatchObject({
        status: 200,
        body: { answers: [{ status: 'draft', number: 1 }], actions: ['write', 'submit'] },
      });
      expect(await step1('owner', first, 'submit')).toMatchObject({ status: 200 });
      expect(await step1('reviewer', first, 'return', { reason: 'Say of how many.' })).toMatchObject({
        status: 200,
        body: { answers: [{ status: 'draft', returnedReason: 'Say of how many.' }] },
      });
      const url = open;
      const { etag } = await send('clerk', 'GET', url);
      const reviewerOwns = { text: 'When is the plan due?', ownerId: council.people.reviewer.id };
      expect((await send('clerk', 'PATCH', url, reviewerOwns, etag)).status).toBe(200);
      expect((await write('reviewer', url, 'In March.')).status).toBe(200);
      expect((await step1('reviewer', url, 'submit')).status).toBe(200);
      expect(await step1('reviewer', url, 'approve')).toMatchObject({
        status: 403,
        body: { code: 'separation-of-duties' },
      });
      expect((await step1('sro', url, 'return', { reason: 'Say the day.' })).status).toBe(200);
      await answered(first, 'Four of ninety-one visits were late.');
      expect(await send('clerk', 'GET', first)).toMatchObject({ body: { state: 'answered', isLate: false } });
    },
  );

  await step('what is approved is immutable, past the application too', async () => {
    const text = `update enquiry_answer set text = 'x' where status = 'approved'`;
    await expect(council.test.sql(text)).rejects.toThrow('never changed');
    const { etag, body } = await send('clerk', 'GET', first);
    const change = { text: 'Otherwise?', ownerId: (body['owner'] as { id: string }).id };
    expect(await send('clerk', 'PATCH', first, change, etag)).toMatchObject({ status: 409 });
    expect(await write('owner', first, 'Five.')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'correctionReason' }] },
    });
  });

  const january = await sealed(0);

  await step('the report prints it; the public edition has what public bodies asked', async () => {
    const { snapshot } = january;
    expect(told(snapshot.memberQuestions)).toEqual([
      [3, null],
      [1, 'Four of ninety-one visits were late.'],
      [2, null],
    ]);
    const anybody = editionOf(snapshot, 'public');
    expect(told(anybody.snapshot.memberQuestions)).toEqual([
      [1, 'Four of ninety-one visits were late.'],
      [2, null],
    ]);
    expect(JSON.stringify(anybody)).not.toContain('supplier');
    expect(anybody.withheld).toMatchObject([{ what: 'question', count: 1 }]);
    expect(editionOf(snapshot, 'exempt').exemption).toMatchObject({
      marking: 'NOT FOR PUBLICATION: handled as OFFICIAL-SENSITIVE',
      blocks: [{ label: '1 question of Board' }],
    });
    expect(await send('clerk', 'GET', first)).toMatchObject({
      body: { state: 'printed', answers: [{ printedIn: [{ periodLabel: 'January 2020', version: 1 }] }] },
    });
  });

  await step('Cabinet was not given January, so February prints the answer again', async () => {
    const { snapshot, periodId } = await sealed(1);
    expect(told(snapshot.memberQuestions)).toContainEqual([1, 'Four of ninety-one visits were late.']);
    await onAgenda(cabinet, later, periodId);
  });

  await step('once Cabinet has it, March carries the open ones alone', async () => {
    const { snapshot } = await sealed(2);
    expect(told(snapshot.memberQuestions)).toEqual([
      [3, null],
      [2, null],
    ]);
  });

  await step('a corrected answer says why, and is printed anew', async () => {
    await answered(first, 'Five of ninety-one visits were late.', 'One visit was counted twice.');
    const { snapshot } = await sealed(3);
    expect(snapshot.memberQuestions?.find(({ number }) => number === 1)).toMatchObject({
      answer: { number: 2, correctionReason: 'One visit was counted twice.' },
    });
  });

  await step(
    'a correction of January says no more than was answered by then, unless it corrects that',
    async () => {
      const [report] = await council.test.sql<{ id: string }>(
        `select report_id as id from report_version where period_id = $1`,
        [january.periodId],
      );
      const url = await council.startCorrection(`/api/v1/reports/${report?.id ?? ''}`, 'A word was wrong.');
      const { body } = await send('sro', 'GET', `${url}/preview`);
      const { memberQuestions } = body['snapshot'] as ReportSnapshot;
      expect(told(memberQuestions)).toEqual([
        [3, null],
        [1, 'Five of ninety-one visits were late.'],
        [2, null],
      ]);
    },
  );

  await step('a question that was withdrawn is printed nowhere and stays', async () => {
    expect(await step1('clerk', open, 'withdraw', { reason: 'The member took it back.' })).toMatchObject({
      status: 200,
      body: { state: 'withdrawn' },
    });
    expect(await write('reviewer', open, 'In March.')).toMatchObject({ status: 409 });
    const { body } = await send('auditor', 'GET', '/api/v1/enquiries');
    expect(body.items?.map(({ number, state }) => [number, state])).toEqual([
      [3, 'open'],
      [2, 'withdrawn'],
      [1, 'printed'],
    ]);
    const page = await send('auditor', 'GET', '/api/v1/enquiries?limit=2');
    const cursor = String(page.body['nextCursor']);
    const next = await send('auditor', 'GET', `/api/v1/enquiries?limit=2&cursor=${cursor}`);
    expect(next.body.items?.map(({ number }) => number)).toEqual([1]);
  });

  await step('the rule is the programme’s own', async () => {
    const url = `/api/v1/programmes/${council.programmeId}/enquiry-settings`;
    const { etag, body } = await send('admin', 'GET', url);
    expect(body).toMatchObject({ answerDays: 10 });
    expect((await send('admin', 'PUT', url, { answerDays: 5 }, etag)).status).toBe(200);
    expect(await asked(inCabinet, 'And now?')).toMatchObject({ body: { dueOn: '2020-01-21' } });
  });
});
