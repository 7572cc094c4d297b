import type { HealthCheck, WorkItem } from '../../platform/index.js';

export const STATE_WORDS: Readonly<Record<WorkItem['state'], string>> = {
  waiting: 'Waits',
  working: 'Is being done',
  done: 'Done',
  dead_letter: 'Given up',
  withdrawn: 'Withdrawn',
};

/** The name of a check leads to its page in docs/runbooks. */
const CHECK_RUNBOOKS: Readonly<Record<string, string>> = {
  'database and clock': 'clock',
  'database writes': 'disk',
  work: 'dead-letter',
  disk: 'disk',
  'stored files': 'artefact',
  'bank holidays': 'bank-holidays',
  browser: 'browser',
  mail: 'mail-uncertain',
  'mailbox for notices': 'paper-bounced',
  'storing files': 'disk',
  'audit trail elsewhere': 'audit-chain',
};

/** @returns how a check stands: what to look up where it is not well. */
export function checkWords({ name, kind, ok, isSet, detail }: HealthCheck): {
  state: string;
  detail: string;
} {
  if (ok) return { state: isSet === false ? 'Not set up' : 'Well', detail };
  const runbook = CHECK_RUNBOOKS[name] ?? 'README';
  return {
    state: kind === 'service' ? 'Does not work' : 'Look at it',
    detail: `${detail}. See docs/runbooks/${runbook}.md`,
  };
}
