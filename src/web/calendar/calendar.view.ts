import { wordRows, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

/** The days of a year that count as no working day, weekends aside. */
export interface CalendarYearPage extends PageView {
  /** Day, name, kind. */
  days: readonly WordRow[];
  earlier: Link | null;
  later: Link | null;
  /** Null where the person may not change it; then there is a reason. */
  change: Path | null;
  whyNot: string | null;
}

export interface ChangeCalendarPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
}

/** What a change of the calendar moves, before it is made. */
export interface ConfirmCalendarPage extends PageView {
  /** Meeting, last day until now, last day from now on, why. */
  moved: readonly WordRow[];
  action: Path;
  version: number;
  /** Of what this page shows. */
  seen: string;
  /** What was typed, to be sent once more. */
  hidden: readonly { name: string; value: string }[];
  cancel: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'calendar/year': CalendarYearPage;
    'calendar/change': ChangeCalendarPage;
    'calendar/confirm': ConfirmCalendarPage;
  }
}

const earlier = { text: '2019', href: paths.calendar(2019) };
const later = { text: '2021', href: paths.calendar(2021) };
const days = wordRows([
  { cells: ['Wednesday 1 January 2020', 'New Year’s Day', 'Bank holiday'] },
  { cells: ['Friday 8 May 2020', 'Early May bank holiday (VE day)', 'Bank holiday'] },
  { cells: ['Thursday 24 December 2020', 'Offices <closed>', 'Day of closure'] },
]);
const back = { text: 'Bank holidays and days of closure, 2020', href: paths.calendar(2020) };
const changeHead = head('Change 2020', { back, lead: 'Every programme counts its working days with these.' });
const weekend = '26 December 2020 is at a weekend. Enter the substitute day.';

export const examples = {
  'calendar/year': {
    'may change': {
      head: head('Bank holidays and days of closure, 2020', {
        lead: 'The bank holidays of England and Wales are those that this release brings.',
        wide: true,
      }),
      days,
      earlier,
      later,
      change: paths.changeCalendar(2020),
      whyNot: null,
    },
    'not known yet': {
      head: head('Bank holidays and days of closure, 2029', {
        lead: 'Nobody has entered the bank holidays of 2029 yet. They are known to 31 December 2028, and nothing is worked out beyond that day.',
        wide: true,
      }),
      days: [],
      earlier: { text: '2028', href: paths.calendar(2028) },
      later: null,
      change: null,
      whyNot:
        'You can read this. To change it you need the permission “Create and change programmes”, which your administrator can give you.',
    },
  },
  'calendar/change': {
    usual: {
      head: changeHead,
      form: {
        values: { holidays: '', closures: '24 December 2020 Offices <closed>' },
        errors: { holidays: null, closures: null },
        problems: [],
      },
      action: paths.changeCalendar(2020),
      version: 2,
    },
    refused: {
      head: changeHead,
      form: {
        values: { holidays: '26 December 2020 Boxing Day', closures: '' },
        errors: { holidays: weekend, closures: null },
        problems: [{ text: weekend, href: '#holidays' }],
      },
      action: paths.changeCalendar(2020),
      version: 2,
    },
  },
  'calendar/confirm': {
    usual: {
      head: head('This moves 1 last day to publish papers', {
        back: { text: 'Change 2020', href: paths.changeCalendar(2020) },
        lead: 'Whoever keeps these meetings is told by e-mail.',
        wide: true,
      }),
      moved: wordRows([
        {
          cells: [
            'Cabinet, Tuesday 12 May 2020',
            'Friday 1 May 2020',
            'Thursday 30 April 2020',
            '7 May 2020 (Offices <closed>) no longer counts',
          ],
        },
      ]),
      action: paths.changeCalendar(2020),
      version: 2,
      seen: 'a'.repeat(64),
      hidden: [
        { name: 'holidays', value: '' },
        { name: 'closures', value: '2020-05-07 Offices <closed>' },
      ],
      cancel: paths.calendar(2020),
    },
  },
} satisfies Examples;
