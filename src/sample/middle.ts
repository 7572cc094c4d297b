/**
 * The sample in the middle of a month: the report of the month before sealed and on its way to its meetings, this month's parts in every
 * state, its report begun. Everybody who signs in has something to do. Each stage may be repeated; what is done is not done again.
 */
import { ApiProblem, type ApiClient } from './api-client.js';
import { makeCommittee, makeDirectory, makeMeeting, planPapers } from './committees.js';
import { saveDraft, takeStep, type Contribution } from './contributions.js';
import { earlierSample, followingSample, weekdaysFrom, withDeadlines } from './earlier.js';
import { figuresOf } from './measures.js';
import type { SamplePart } from './parts.js';
import { makeAccounts, type Period, type Programme } from './programme.js';
import { answerQuestions, approveReport, readOnceTried, startReport } from './report.js';
import type { SampleUsers } from './sample-users.js';
import { openSamplePeriod, setUpProgramme, type SamplePeriod } from './set-up.js';

/** In weekdays from today. */
const EARLIER_DEADLINES = [-24, -21, -19] as const;
const DEADLINES = [-2, 2, 5] as const;
/** When each committee meets, in weekdays from today, and whose papers it gets there: of the month before, of this month, or none yet. */
const MEETINGS: Readonly<
  Record<string, readonly (readonly [inWeekdays: number, papers: 'earlier' | 'this' | null])[]>
> = {
  'improvement-board': [
    [3, 'earlier'],
    [14, 'this'],
  ],
  cabinet: [[9, null]],
  'overview-and-scrutiny': [[5, 'earlier']],
};

/** Of papers that leave fewer clear days than the law asks for. */
const URGENCY: Readonly<Record<string, string>> = {
  'overview-and-scrutiny':
    'The Board asked for the report of December at its next meeting, because the inspectors come before the one after.',
};

/** How far each part of this month has come; the others are approved. */
type Progress = 'not begun' | 'drafted' | 'submitted' | 'returned' | 'submitted unchanged';
const PROGRESS: Readonly<Record<string, Progress>> = {
  budget: 'submitted unchanged',
  workforce: 'submitted unchanged',
  developments: 'submitted',
  risks: 'drafted',
  'theme 2': 'submitted',
  'theme 3': 'returned',
  'theme 4': 'not begun',
};
/** Of the groups of measures, in their order. */
const MEASURES: readonly (Progress | undefined)[] = ['drafted', 'submitted', 'submitted'];
/** The Board reads the exempt edition, so its questions make no public edition longer. */
const ASKED_AT = { committee: 'improvement-board', inWeekdays: -6 } as const;
const QUESTIONS = [
  {
    text: 'When will the vacant posts in the assessment teams be filled, and who does their work until then?',
    owner: 'workforce-lead',
    answer: null,
  },
  {
    text: 'How does the Board learn whether the audits of case files change anything?',
    owner: 'head-of-qa',
    answer:
      'Each audit ends with actions that have an owner and a date. The quality assurance service looks after three months whether they were done, and reports that to the Board.',
  },
] as const;

const RETURNED_BECAUSE =
  'The overview says what has been done, and not what comes next. Members will ask when the posts will be filled.';
const ROLE_ENDS_IN_WEEKDAYS = 8;
const STANDS_IN_FOR_WEEKDAYS = 6;

/** The accounts, with which people can sign in while the rest is set up. */
export async function setUpAccounts(users: SampleUsers): Promise<void> {
  const { client: admin } = await users.administrator();
  await makeAccounts(users, admin);
}

/**
 * All the rest, of which the worker prints and sends by itself.
 * @param today London date.
 * @param stage runs a stage and tells of it, in a few words.
 */
export async function setUpMiddle(
  users: SampleUsers,
  today: string,
  stage: <T>(what: string, work: () => Promise<T>) => Promise<T>,
): Promise<void> {
  const before = users.at(withDeadlines(earlierSample(users.sample), today, EARLIER_DEADLINES));
  const now = users.at(withDeadlines(followingSample(users.sample), today, DEADLINES));
  const labels = [before, now].map(({ sample }) => sample.programme.period.label);
  const set = await stage('the programme and its measures', () => setUpProgramme(before));
  await stage(`${labels[0] ?? ''}, sealed`, async () => {
    const earlier = await openSamplePeriod(before, set);
    await everyPart(before, earlier, () => undefined);
    await planMeetings(before, today, set.programme, { earlier: earlier.period });
    await seal(before, earlier.period);
  });
  await stage(`${labels[1] ?? ''}, half way`, async () => {
    const present = await openSamplePeriod(now, set);
    await figuresOf(now, set.programme).record(await now.as(now.keyOf('analyst')));
    await everyPart(now, present, progressOf(present));
    await reportOf(now, present.period);
    await planMeetings(now, today, set.programme, { this: present.period });
    await questionsOfMembers(now, today, set.programme);
    await rolesThatEnd(now, today, set.programme);
  });
}

function progressOf({ contributions }: SamplePeriod): (part: SamplePart) => Progress | undefined {
  const groups = [...contributions.keys()].filter(({ section }) => section === 'measures');
  return (part) =>
    part.section === 'measures'
      ? MEASURES[groups.indexOf(part)]
      : PROGRESS[part.section === 'theme' ? part.label : part.section];
}

/** @param progress undefined = approved. */
async function everyPart(
  users: SampleUsers,
  { contributions }: SamplePeriod,
  progress: (part: SamplePart) => Progress | undefined,
): Promise<void> {
  for (const [part, contribution] of contributions) await bring(users, part, contribution, progress(part));
}

async function bring(
  users: SampleUsers,
  part: SamplePart,
  contribution: Contribution,
  progress: Progress | undefined,
): Promise<void> {
  if (progress === 'not begun' || contribution.status === 'approved') return;
  const owner = await users.as(part.owner);
  const manager = await users.as(users.keyOf('reviewer'));
  const isDraft = contribution.status === 'draft';
  if (progress === 'returned' && isDraft && (await wasReturned(owner, contribution))) return;
  if (isDraft && progress !== 'submitted unchanged') await saveDraft(owner, contribution, part);
  if (progress === 'drafted') return;
  if (isDraft) await takeStep(owner, contribution, 'submit');
  if (progress === 'returned') await takeStep(manager, contribution, 'return', { comment: RETURNED_BECAUSE });
  if (progress === undefined) await takeStep(manager, contribution, 'approve');
}

async function wasReturned(owner: ApiClient, { id }: Contribution): Promise<boolean> {
  const { history } = await owner.get<{ history: { action: string }[] }>(`/api/v1/contributions/${id}`);
  return history.some(({ action }) => action === 'return');
}

/** Sealed by the SRO. The worker prints and sends it when it comes to it. */
async function seal(users: SampleUsers, period: Period): Promise<void> {
  const [manager, sro] = [await users.as(users.keyOf('reviewer')), await users.as(users.keyOf('sro'))];
  const { url, status } = await reportOf(users, period);
  if (status === 'approved') return;
  if (status === 'draft') await manager.act(url, 'submit');
  await answerQuestions(manager, url);
  await approveReport(users, url, await readOnceTried(sro, url));
}

/** Started with its text, unless it is there. */
async function reportOf(users: SampleUsers, period: Period): Promise<{ url: string; status: string }> {
  const manager = await users.as(users.keyOf('reviewer'));
  const [known] = await manager.all<{ id: string; status: string }>(`/api/v1/reports?periodId=${period.id}`);
  return known
    ? { url: `/api/v1/reports/${known.id}`, status: known.status }
    : { url: await startReport(users.sample, manager, period), status: 'draft' };
}

async function planMeetings(
  users: SampleUsers,
  today: string,
  programme: Programme,
  periods: { earlier?: Period; this?: Period },
): Promise<void> {
  const clerk = await users.as(users.keyOf('clerk'));
  await makeDirectory(clerk, programme, users.sample);
  for (const committee of users.sample.committees) {
    const url = await makeCommittee(clerk, programme, users.sample, committee);
    for (const [inWeekdays, papers] of MEETINGS[committee.key] ?? []) {
      const meeting = await makeMeeting(clerk, url, weekdaysFrom(today, inWeekdays));
      const period = papers && periods[papers];
      if (period) await planPapers(clerk, period, meeting, { urgency: URGENCY[committee.key] });
    }
  }
}

/** What members asked at the Board some days ago: one question is open, the answer to another waits for approval. */
async function questionsOfMembers(users: SampleUsers, today: string, programme: Programme): Promise<void> {
  const clerk = await users.as(users.keyOf('clerk'));
  const known = await clerk.all<unknown>(`/api/v1/enquiries?programmeId=${programme.id}`);
  const board = users.sample.committees.find(({ key }) => key === ASKED_AT.committee);
  if (known.length > 0 || !board) return;
  const url = await makeCommittee(clerk, programme, users.sample, board);
  const meetingId = await makeMeeting(clerk, url, weekdaysFrom(today, ASKED_AT.inWeekdays));
  for (const { text, owner, answer } of QUESTIONS) {
    const { id } = await clerk.post<{ id: string }>('/api/v1/enquiries', {
      meetingId,
      text,
      ownerId: users.id(owner),
    });
    if (answer === null) continue;
    const writes = await users.as(owner);
    const { etag } = await writes.read<unknown>(`/api/v1/enquiries/${id}`);
    await writes.write('PUT', `/api/v1/enquiries/${id}/answer`, { text: answer }, etag);
    await writes.act(`/api/v1/enquiries/${id}`, 'submit');
  }
}

/** One role ends soon, and one person stands in for another. */
async function rolesThatEnd(users: SampleUsers, today: string, programme: Programme): Promise<void> {
  const { client: admin } = await users.administrator();
  const roles = await admin.all<{ id: string; key: string }>('/api/v1/roles');
  await unlessThere('already-assigned', async () =>
    admin.post('/api/v1/assignments', {
      userId: users.id('head-of-early-help'),
      roleId: roles.find(({ key }) => key === 'reader')?.id,
      programmeId: programme.id,
      endsOn: weekdaysFrom(today, ROLE_ENDS_IN_WEEKDAYS),
    }),
  );
  const away = await users.as('workforce-lead');
  const given = await away.all<{ delegatorId: string }>('/api/v1/delegations');
  if (given.some(({ delegatorId }) => delegatorId === users.id('workforce-lead'))) return;
  const [own] = await admin.all<{ id: string }>(
    `/api/v1/assignments?userId=${users.id('workforce-lead')}&programmeId=${programme.id}`,
  );
  await away.post('/api/v1/delegations', {
    assignmentId: own?.id,
    delegateId: users.id('head-of-qa'),
    startsOn: today,
    endsOn: weekdaysFrom(today, STANDS_IN_FOR_WEEKDAYS),
    reason: 'Annual leave',
  });
}

async function unlessThere(code: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ApiProblem && error.code === code)) throw error;
  }
}
