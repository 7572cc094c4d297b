import { wordRows, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

/** What people are told of a period. */
export interface PeriodRemindersPage extends PageView {
  /** Whom, of what, whether they were told. */
  today: readonly WordRow[];
  /** Where the button goes that sends them; null where there is nothing to send. */
  send: Path | null;
  /** Whom, what, when, and what became of it. */
  sent: readonly WordRow[];
  rule: Path;
}

export interface ReminderRulePage extends PageView {
  form: FormView;
  version: number;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'reminders/period': PeriodRemindersPage;
    'reminders/rule': ReminderRulePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const periodHead = (lead: string) =>
  head('Reminders of January 2020', {
    lead,
    wide: true,
    back: { text: 'January 2020', href: paths.period(id) },
  });
const ruleHead = head('When people are reminded', {
  back: { text: 'Periods', href: paths.periods(id) },
  lead: 'Everything counts in working days. Each person gets at most one reminder on a day.',
});
const values = { before: '3, 1, 0', again: '1', reviewer: '1', manager: '3', sro: '5' };
const tooEarly = 'The SRO is told after the programme manager: give as many days or more';
const errors = { before: null, again: null, reviewer: null, manager: null, sro: null };

export const examples = {
  'reminders/period': {
    nothing: {
      head: periodHead('Nobody is to be reminded today.'),
      today: [],
      send: null,
      sent: [],
      rule: paths.reminderRule(id),
    },
    'one is late': {
      head: periodHead(
        'One reminder is still to be told today. The next digests go out in the hours that people chose.',
      ),
      today: wordRows([
        {
          cells: [
            'Olive Owner (Deputy Director)',
            'Theme 1: <Leadership>: 1 working day late, the date was Monday 20 January 2020. Submit your part.',
            'Not yet',
          ],
        },
        {
          cells: [
            'Programme Manager',
            'Theme 1: <Leadership>: 1 working day late. It has not been submitted by Olive Owner (Deputy Director). The date was Monday 20 January 2020.',
            'Yes',
          ],
        },
      ]),
      send: paths.periodReminders(id),
      sent: wordRows([
        {
          cells: [
            'Programme Manager',
            'Theme 1: <Leadership>: 1 working day late. It has not been submitted by Olive Owner (Deputy Director). The date was Monday 20 January 2020.',
            '21 January 2020 at 08:00',
            'Sent',
          ],
        },
        {
          cells: [
            'SRO',
            'The January 2020 report: due on Monday 27 January 2020.',
            '21 January 2020 at 08:00',
            'Not sent: no such address',
          ],
        },
      ]),
      rule: paths.reminderRule(id),
    },
  },
  'reminders/rule': {
    usual: { head: ruleHead, form: { values, errors, problems: [] }, version: 1 },
    'wrong order': {
      head: ruleHead,
      form: {
        values: { ...values, sro: '2' },
        errors: { ...errors, sro: tooEarly },
        problems: [{ text: tooEarly, href: '#sro' }],
      },
      version: 2,
    },
  },
} satisfies Examples;
