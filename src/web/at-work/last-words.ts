import type { ReportView } from '../../reporting/index.js';
import { instantWords } from '../shell/index.js';

/** What went with the report when it last went to the SRO, or came back. */
export interface LastWords {
  /** `Pat Lee (Programme Manager) sent it today at 10:14 and wrote:` */
  intro: string;
  text: string;
}

const DEEDS: Readonly<Record<string, string>> = {
  submit: 'sent it %when% and wrote:',
  return: 'gave it back %when%:',
  void: 'changed a part of it %when%:',
};

/** @returns null where nothing was written, and while it was never sent. */
export function presentLastWords({ history }: ReportView, now: Date): LastWords | null {
  const last = history.findLast(({ action }) => action !== 'save');
  const deed = last && DEEDS[last.action];
  if (!last?.comment || deed === undefined) return null;
  return { intro: `${last.actor} ${deed.replace('%when%', instantWords(last.at, now))}`, text: last.comment };
}
