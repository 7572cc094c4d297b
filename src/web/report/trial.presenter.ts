import type { ReportAround, Trial } from '../../reporting/index.js';
import { head, instantWords, paths } from '../shell/index.js';
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

/** @param mayAsk they may want it tried. */
export function presentTrial(around: ReportAround, trial: Trial, mayAsk: boolean, now: Date): TrialPage {
  const { state, fault, at } = trial;
  const address = paths.reportStep(around.report.id, 'trial');
  const back = backToReport(around);
  return {
    head: head('Trial print', { ...below(around), lead: LEADS[state] }),
    found: [
      ...(fault === null ? [] : [fault]),
      ...(at === null || state === 'waiting' ? [] : [`It was tried ${instantWords(at, now)}.`]),
    ],
    ask:
      !mayAsk || state === 'passed' || state === 'waiting'
        ? null
        : { action: address, verb: state === 'failed' ? 'Try again' : 'Print it on trial' },
    next: state === 'waiting' ? { text: 'Look again', href: address } : back,
  };
}
