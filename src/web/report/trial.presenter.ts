import type { ReportAround, Trial, TrialFileListed } from '../../reporting/index.js';
import { count, head, instantWords, paths, sizeWords } from '../shell/index.js';
import { backToReport, below } from './report.around.js';
import type { TrialPage } from './trial.view.js';

/** In a line of the report’s page. */
export const TRIAL_WORDS: Readonly<Record<Trial['state'], string>> = {
  not_asked: 'The report as it is now was not printed on trial yet',
  waiting: 'Waiting: the report is being printed on trial',
  passed: 'Passed: the report can be printed as it is now',
  failed: 'Failed: the report cannot be printed as it is',
};

const LEADS: Readonly<Record<Trial['state'], string>> = {
  not_asked: 'The report as it is now was not printed on trial yet. That is done when it is sent to the SRO.',
  waiting: 'The report is being printed on trial. It takes about a minute.',
  passed: 'The report can be printed as it is now.',
  failed: 'The report cannot be printed as it is, so it cannot be approved.',
};

const EDITIONS_CALLED: Readonly<Record<TrialFileListed['edition'], string>> = {
  public: 'The public edition',
  exempt: 'The whole, not for publication',
};

/** @param mayAsk they may want it tried. @param files what it printed, for whoever may look at it. */
export function presentTrial(
  around: ReportAround,
  trial: Trial,
  { files, mayAsk, now }: { files: readonly TrialFileListed[]; mayAsk: boolean; now: Date },
): TrialPage {
  const { state, fault, at } = trial;
  const address = paths.reportStep(around.report.id, 'trial');
  const back = backToReport(around);
  return {
    head: head('Trial print', {
      ...below(around),
      lead: files.length === 0 ? LEADS[state] : `${LEADS[state]} Look at it before it is approved.`,
    }),
    found: [
      ...(fault === null ? [] : [fault]),
      ...(at === null || state === 'waiting' ? [] : [`It was tried ${instantWords(at, now)}.`]),
    ],
    files: files.map(({ edition, pageCount, size }) => ({
      text: `${EDITIONS_CALLED[edition]} (PDF, ${count(pageCount, 'page')}, ${sizeWords(size)})`,
      href: paths.trialFile(around.report.id, edition),
    })),
    ask:
      !mayAsk || state === 'passed' || state === 'waiting'
        ? null
        : { action: address, verb: state === 'failed' ? 'Try again' : 'Print it on trial' },
    next: state === 'waiting' ? { text: 'Look again', href: address } : back,
  };
}
