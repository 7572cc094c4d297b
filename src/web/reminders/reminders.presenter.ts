import type { NoticeView, PeriodReminders } from '../../notices/index.js';
import type { PeriodView } from '../../programmes/index.js';
import { capitalised, count, head, instantWords, paths, personLabel, wordRows } from '../shell/index.js';
import type { PeriodRemindersPage, ReminderRulePage } from './reminders.view.js';

const STATES: Readonly<Record<NoticeView['state'], string>> = {
  queued: 'Waits for its hour',
  sending: 'On its way',
  sent: 'Sent',
  failed: 'Not sent',
  uncertain: 'Nobody knows whether it was sent',
  dropped: 'Not needed any more',
};

export function presentPeriodReminders(
  period: PeriodView,
  { reminders, notices }: PeriodReminders,
  now: Date,
): PeriodRemindersPage {
  const untold = reminders.filter(({ told }) => !told).length;
  return {
    head: head(`Reminders of ${period.label}`, {
      lead: firstSentence(reminders.length, untold),
      wide: true,
      back: { text: period.label, href: paths.period(period.id) },
    }),
    today: wordRows(
      reminders.map(({ to, text, told }) => ({ cells: [personLabel(to), text, told ? 'Yes' : 'Not yet'] })),
    ),
    send: untold === 0 ? null : paths.periodReminders(period.id),
    sent: wordRows(
      notices.map(({ to, told, createdAt, endedAt, state, reason, askedBy }) => ({
        cells: [
          personLabel(to),
          told.join(' '),
          capitalised(instantWords(endedAt ?? createdAt, now)),
          `${STATES[state]}${reason === null ? '' : `: ${reason}`}${askedBy === null ? '' : `, asked for by ${askedBy}`}`,
        ],
      })),
    ),
    rule: paths.reminderRule(period.programmeId),
  };
}

function firstSentence(all: number, untold: number): string {
  if (all === 0) return 'Nobody is to be reminded today.';
  if (untold === 0) return 'Everybody who is to be reminded today was told, or is about to be.';
  return `${capitalised(count(untold, 'reminder is', 'reminders are'))} to be told today. The next digests go out in the hours that people chose.`;
}

export const presentReminderRule = (
  programme: { id: string; name: string },
  form: ReminderRulePage['form'],
  version: number,
): ReminderRulePage => ({
  head: head('When people are reminded', {
    back: { text: 'Periods', href: paths.periods(programme.id) },
    lead: 'Everything counts in working days. Each person gets at most one reminder on a day.',
    programme: programme.name,
  }),
  form,
  version,
});
