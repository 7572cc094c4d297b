/** The sample's report itself: its own text, and the answers to what it is asked before approval. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient, Tagged } from './api-client.js';
import type { Period } from './programme.js';
import type { Sample } from './sample.js';
import type { SampleUsers } from './sample-users.js';

/** Starts the period's report and writes its text. @returns its address. */
export async function startReport(sample: Sample, manager: ApiClient, period: Period): Promise<string> {
  const { value, etag } = await manager.write<{ id: string }>('POST', '/api/v1/reports', {
    periodId: period.id,
  });
  const report = `/api/v1/reports/${value.id}`;
  await writeReport(sample, manager, report, etag);
  return report;
}

/** Writes the words of the whole report. @param more put at the end of its narrative. */
export async function writeReport(
  { overall: { summary, narrative, rag, asks, backgroundPapers } }: Sample,
  manager: ApiClient,
  report: string,
  etag: string,
  more = '',
): Promise<void> {
  const overall = { summary, narrative: `${narrative}${more}`, rag, asks };
  await manager.write('PUT', `${report}/text`, { overall, backgroundPapers }, etag);
}

/** What the SRO reads before she approves. */
export interface ReportPreview {
  sha256: string;
  blockers: unknown[];
  /** Whether it can be printed. */
  trial: { state: 'not_asked' | 'waiting' | 'passed' | 'failed'; fault: string | null };
}

const TRIAL_WITHIN_MS = 180_000;
/** Each look puts the report together: a person may ask for that sixty times a minute. */
const LOOK_EVERY_MS = 2000;

/**
 * Reads the report as it would be sealed, once the worker has printed it on trial.
 * @throws Error when it cannot be printed, or was not within three minutes.
 */
export async function readOnceTried(client: ApiClient, report: string): Promise<Tagged<ReportPreview>> {
  for (const end = Date.now() + TRIAL_WITHIN_MS; ;) {
    const read = await client.read<ReportPreview>(`${report}/preview`);
    const { state, fault } = read.value.trial;
    if (state === 'passed') return read;
    if (state === 'failed') throw new Error(`The report cannot be printed: ${fault ?? 'nobody knows why'}`);
    if (Date.now() > end) throw new Error('Waited for the trial print of the report, and it did not end.');
    await pause(LOOK_EVERY_MS);
  }
}

/** The SRO approves exactly what she read, which seals it. @returns the id of the sealed version. */
export async function approveReport(
  users: SampleUsers,
  report: string,
  read: Tagged<ReportPreview>,
): Promise<string> {
  const key = users.keyOf('sro');
  const approval = { sha256: read.value.sha256, password: users.passwordOf(key) };
  const sro = await users.as(key);
  const { versionId } = await sro.post<{ versionId: string }>(`${report}/approve`, approval, read.etag);
  return versionId;
}

/** What the programme manager says to the questions that the sample's report raises, by kind of question. */
const ANSWERS: Readonly<Record<string, { reason: string; print: boolean }>> = {
  'identical-series': {
    reason:
      'It is one measure, which two teams report under their own names. One of the two will be dropped.',
    print: true,
  },
  'part-month': {
    reason: 'The figures for January run to the as-at date and are marked as provisional.',
    print: true,
  },
  'red-without-word': {
    reason:
      'Theme 3 says what is being done: permanent staff are recruited, and agency staff are kept. The next report will say so beside the figure.',
    print: false,
  },
  'one-owner-for-all-risks': {
    reason:
      'The director holds every risk while heads of service are being appointed. The board reviews this in April.',
    print: true,
  },
  'high-risk-without-action': {
    reason:
      'What is being done stands under mitigation. Actions of the plan will be linked for the next report.',
    print: false,
  },
  'may-recognise': {
    reason:
      'The information governance officer has read it. It speaks of children in general and lets nobody be recognised.',
    print: false,
  },
  'budget-blank': {
    reason: 'The finance return closes after this report. The figures follow with the next one.',
    print: true,
  },
};
const OTHERWISE = {
  reason: 'The programme manager has looked into it and accepts it as it stands.',
  print: false,
};

/** Answers every open question to a report. @returns how many there were, and how many answers will be printed. */
export async function answerQuestions(
  client: ApiClient,
  report: string,
): Promise<{ answered: number; printed: number }> {
  const asked = await client.read<{ items: { key: string; rule: string; answer: unknown }[] }>(
    `${report}/challenges`,
  );
  const answers = asked.value.items
    .filter(({ answer }) => answer === null)
    .map(({ key, rule }) => ({ key, answer: ANSWERS[rule] ?? OTHERWISE }));
  // Every answer changes the report that will be approved.
  let { etag } = asked;
  for (const { key, answer } of answers)
    ({ etag } = await client.write('PUT', `${report}/challenges/${key}`, answer, etag));
  return { answered: answers.length, printed: answers.filter(({ answer }) => answer.print).length };
}
