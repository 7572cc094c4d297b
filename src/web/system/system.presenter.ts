import {
  WORK_STATES,
  type EffectiveSetting,
  type HealthReport,
  type Page,
  type WorkItem,
} from '../../platform/index.js';
import {
  capitalised,
  choices,
  count,
  facts,
  instantWords,
  paths,
  runbookOf,
  withQuery,
  wordRows,
  workWords,
  type WordRow,
} from '../shell/index.js';
import { checkWords, STATE_WORDS } from './system.words.js';
import { jobHead, systemHead, type JobPage, type SystemPage } from './system.view.js';

interface SystemFacts {
  health: HealthReport;
  jobs: Page<WorkItem>;
  /** Of all work, however the list is filtered. */
  givenUp: boolean;
  state: WorkItem['state'] | undefined;
  settings: readonly EffectiveSetting[];
  now: Date;
}

export function presentSystem({ health, jobs, givenUp, state, settings, now }: SystemFacts): SystemPage {
  const bad = health.checks.filter(({ ok }) => !ok).length;
  return {
    head: systemHead(firstSentence(bad, givenUp)),
    checks: wordRows(
      health.checks.map((check) => {
        const words = checkWords(check);
        return { cells: [capitalised(check.name), words.state, words.detail] };
      }),
    ),
    states: choices(
      WORK_STATES.map((value) => ({ value, text: STATE_WORDS[value] })),
      'Every state',
    ),
    form: { values: { state: state ?? '' }, errors: { state: null }, problems: [] },
    caption:
      state === undefined
        ? 'Background work, the newest first'
        : `Background work, the newest first: ${STATE_WORDS[state].toLowerCase()}`,
    jobs: wordRows(jobs.items.map((job) => jobRow(job, now))),
    next: jobs.nextCursor === null ? null : withQuery(paths.systemWork(), { state, cursor: jobs.nextCursor }),
    settings: wordRows(settings.map((one) => ({ cells: [one.name, settingWords(one)] }))),
  };
}

function firstSentence(bad: number, givenUp: boolean): string {
  const work = givenUp ? 'Work was given up: look at it below.' : '';
  if (bad === 0) return work === '' ? 'Everything is well.' : work;
  return `${capitalised(count(bad, 'check'))} ${bad === 1 ? 'is' : 'are'} not well. ${work}`.trim();
}

function jobRow(job: WorkItem, now: Date): WordRow {
  const what = workWords(job.kind);
  const asked = instantWords(job.createdAt, now);
  return {
    cells: [what, STATE_WORDS[job.state], triedWords(job), asked],
    link: { text: 'Look', about: `at ${what.toLowerCase()} of ${asked}`, href: paths.job(job.id) },
  };
}

const triedWords = ({ attempts }: WorkItem): string => (attempts === 0 ? 'Not yet' : count(attempts, 'time'));

function settingWords({ value, secret }: EffectiveSetting): string {
  if (secret !== null) return secret === 'set' ? 'A secret, which is set' : 'A secret, which is not set';
  return value === null ? 'Not set' : value === '' ? 'Empty' : value;
}

/** @param mayRetry the person may try it again. */
export function presentJob(job: WorkItem, mayRetry: boolean, now: Date): JobPage {
  const givenUp = job.state === 'dead_letter';
  return {
    head: jobHead(workWords(job.kind), leadOf(job, now)),
    facts: facts([
      { name: 'About', value: job.key },
      { name: 'Asked for', value: instantWords(job.createdAt, now) },
      { name: 'Tried', value: triedWords(job) },
      ...(givenUp ? [{ name: 'What to do', value: runbookOf(job.kind) }] : []),
    ]),
    kind: job.kind,
    error: job.lastError,
    retry: givenUp && mayRetry ? paths.retryJob(job.id) : null,
  };
}

function leadOf({ state, attempts, availableAt }: WorkItem, now: Date): string {
  switch (state) {
    case 'dead_letter':
      return `This work was given up after ${count(attempts, 'attempt')}. Mend the cause, then try it again.`;
    case 'waiting':
      return `This work waits. It is tried from ${instantWords(availableAt, now)} on.`;
    case 'working':
      return 'This work is being done.';
    case 'withdrawn':
      return 'This work was withdrawn: what it was asked for is no longer wanted.';
    case 'done':
      return 'This work is done.';
  }
}
