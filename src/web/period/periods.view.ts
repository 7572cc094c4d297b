import {
  head,
  paths,
  wordRows,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

export interface PeriodsPage extends PageView {
  /** Name, days, as at, when the report is due; the link leads to its board. */
  periods: readonly WordRow[];
  /** Null where the person may not open one. */
  open: Path | null;
  next: Path | null;
}

/** Opening a period: its name and days. */
export interface NewPeriodPage extends PageView {
  form: FormView;
  action: Path;
}

/** What opening it will do, before it is done. */
export interface OpenPeriodPage extends PageView {
  action: Path;
  /** What was typed, to be sent again. */
  sent: readonly { name: string; value: string }[];
  dates: readonly string[];
  /** Part, and where its text comes from. */
  parts: readonly WordRow[];
}

export interface PeriodDatesPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  /** Null where they can no longer change; the first sentence then says why. */
  button: string | null;
}

/** Taking back a period that was opened by mistake. */
export interface CancelPeriodPage extends PageView {
  /** Why it cannot be cancelled. */
  blockers: readonly string[];
  action: Path;
  version: number;
  /** Null where something stands in the way. */
  button: string | null;
}

export interface MissingPartsPage extends PageView {
  parts: readonly WordRow[];
  action: Path;
  /** Null when nothing is missing. */
  button: string | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'period/periods': PeriodsPage;
    'period/new': NewPeriodPage;
    'period/open': OpenPeriodPage;
    'period/dates': PeriodDatesPage;
    'period/cancel': CancelPeriodPage;
    'period/parts': MissingPartsPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'January 2020', href: paths.period(id) };
const toPeriods = { text: 'Periods', href: paths.periods(id) };
const january = {
  cells: ['January 2020', '1 to 31 January 2020', '27 January 2020', '29 January 2020'],
  link: { text: 'Look', about: 'at January 2020', href: paths.period(id) },
};
const day = (name: string, date: number | '') => ({
  [`${name}-day`]: String(date),
  [`${name}-month`]: date === '' ? '' : '2',
  [`${name}-year`]: date === '' ? '' : '2020',
});
const dates = { ...day('as-at', 29), ...day('drafts', 20), ...day('review', 24), ...day('approval', 27) };
const noErrors = { 'as-at': null, drafts: null, review: null, approval: null };
const newHead = head('Open a period', {
  back: toPeriods,
  lead: 'The newest period is January 2020. Before anything is saved you see which parts begin, and from which month’s text.',
});
const newValues = { label: 'February 2020', ...day('first', 1), ...day('last', 29), ...dates };
const newErrors = { label: null, first: null, last: null, ...noErrors };

export const examples = {
  'period/periods': {
    none: {
      head: head('Periods', { lead: 'No period has been opened yet.', wide: true }),
      periods: [],
      open: paths.newPeriod(id),
      next: null,
    },
    'read only': {
      head: head('Periods', { lead: 'The newest period is January 2020.', wide: true }),
      periods: wordRows([january]),
      open: null,
      next: null,
    },
    'more than a page': {
      head: head('Periods', { lead: 'The newest period is January 2020.', wide: true }),
      periods: wordRows([january, { cells: ['<Ten>', '1 to 10 May 2019', '3 May 2019', '4 May 2019'] }]),
      open: paths.newPeriod(id),
      next: paths.periods(id),
    },
  },
  'period/new': {
    suggested: {
      head: newHead,
      form: { values: newValues, errors: newErrors, problems: [] },
      action: paths.newPeriod(id),
    },
    'two errors': {
      head: newHead,
      form: {
        values: { ...newValues, label: '', ...day('review', 3) },
        errors: { ...newErrors, label: 'Enter a name', review: 'Review cannot be due before drafts are' },
        problems: [
          { text: 'Enter a name', href: '#label' },
          { text: 'Review cannot be due before drafts are', href: '#review-day' },
        ],
      },
      action: paths.newPeriod(id),
    },
  },
  'period/open': {
    usual: {
      head: head('Open February 2020', {
        back: { text: 'Open a period', href: paths.newPeriod(id) },
        lead: '2 parts begin: 1 with the text of January 2020, and 1 is empty.',
        wide: true,
      }),
      action: paths.newPeriod(id),
      sent: [{ name: 'label', value: 'February <2020>' }],
      dates: ['Drafts are due Thursday 20 February.'],
      parts: wordRows([
        { cells: ['Theme 1: Leadership', 'The text of January 2020'] },
        { cells: ['Risks and issues', 'Empty'] },
      ]),
    },
    'no part': {
      head: head('Open February 2020', {
        back: { text: 'Open a period', href: paths.newPeriod(id) },
        lead: 'No part begins, because the programme reports on nothing yet.',
        wide: true,
      }),
      action: paths.newPeriod(id),
      sent: [],
      dates: [],
      parts: [],
    },
  },
  'period/dates': {
    usual: {
      head: head('Dates of January 2020', { back, lead: 'Everybody sees the new dates at once.' }),
      form: { values: dates, errors: noErrors, problems: [] },
      action: paths.periodDates(id),
      version: 3,
      button: 'Save the dates',
    },
    refused: {
      head: head('Dates of January 2020', { back, lead: 'Everybody sees the new dates at once.' }),
      form: {
        values: { ...dates, ...day('drafts', '') },
        errors: { ...noErrors, drafts: 'Enter when drafts are due' },
        problems: [{ text: 'Enter when drafts are due', href: '#drafts-day' }],
      },
      action: paths.periodDates(id),
      version: 3,
      button: 'Save the dates',
    },
    'they stand': {
      head: head('Dates of January 2020', {
        back,
        lead: 'The report is under review, so the dates stand now.',
      }),
      form: { values: dates, errors: noErrors, problems: [] },
      action: paths.periodDates(id),
      version: 3,
      button: null,
    },
  },
  'period/cancel': {
    usual: {
      head: head('Cancel March 2020', {
        back,
        lead: 'Nobody has written in March 2020. Its 9 parts go with it. Figures that were recorded stay.',
      }),
      blockers: [],
      action: paths.cancelPeriod(id),
      version: 1,
      button: 'Cancel March 2020',
    },
    'somebody has written': {
      head: head('Cancel <March> 2020', { back, lead: '<March> 2020 cannot be cancelled.' }),
      blockers: ['Its report has been started.', 'Somebody has written in 2 parts.'],
      action: paths.cancelPeriod(id),
      version: 1,
      button: null,
    },
  },
  'period/parts': {
    'nothing missing': {
      head: head('Missing parts of January 2020', { back, lead: 'Every part is there.' }),
      parts: [],
      action: paths.periodParts(id),
      button: null,
    },
    'one missing': {
      head: head('Missing parts of January 2020', {
        back,
        lead: '1 part is missing, because it was added to the programme after the period was opened.',
      }),
      parts: wordRows([{ cells: ['Theme 5: <New>', 'Empty'] }]),
      action: paths.periodParts(id),
      button: 'Add 1 part',
    },
  },
} satisfies Examples;
