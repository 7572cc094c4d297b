import { addWorkingDays, isWorkingDay, OutsideCalendar } from '../../platform/index.js';
import type {
  BeginningPart,
  PeriodInput,
  PeriodView,
  ProgrammeView,
  Written,
} from '../../programmes/index.js';
import { cancelBlockers, lastDayOf, monthWords, shiftMonth } from '../../programmes/index.js';
import {
  capitalised,
  count,
  daysInWords,
  head,
  inWords,
  longDate,
  paths,
  withQuery,
  wordRows,
  type FormView,
  type Sent,
} from '../shell/index.js';
import { datesOf } from './board.presenter.js';
import type {
  CancelPeriodPage,
  MissingPartsPage,
  NewPeriodPage,
  OpenPeriodPage,
  PeriodDatesPage,
  PeriodsPage,
} from './periods.view.js';

/** @param may open a period here; read its board. */
export function presentPeriods(
  programme: ProgrammeView,
  page: { items: readonly PeriodView[]; nextCursor: string | null },
  may: { open: boolean; read: boolean },
): PeriodsPage {
  const [newest] = page.items;
  return {
    head: head('Periods', {
      programme: programme.name,
      wide: true,
      lead: newest ? `The newest period is ${newest.label}.` : 'No period has been opened yet.',
    }),
    periods: wordRows(
      page.items.map(({ id, label, startsOn, endsOn, asAt, approvalDueOn }) => ({
        cells: [label, daysInWords(startsOn, endsOn), longDate(asAt), longDate(approvalDueOn)],
        ...(may.read ? { link: { text: 'Look', about: `at ${label}`, href: paths.period(id) } } : {}),
      })),
    ),
    open: may.open ? paths.newPeriod(programme.id) : null,
    next:
      page.nextCursor === null ? null : withQuery(paths.periods(programme.id), { cursor: page.nextCursor }),
  };
}

/** Working days from today until drafts, review and approval of a first period are due. */
const FIRST_DUE = { drafts: 5, review: 8, approval: 10 };

/**
 * The month after the newest period. Deadlines are a month later, and earlier where that is no working day, so that what follows them still
 * has its time. The first period is the last month that has ended: of it a council has a report and figures.
 * @param today London date.
 */
export function suggestedPeriod(newest: PeriodView | undefined, today: string): PeriodInput {
  if (!newest) {
    const ended = shiftMonth(today.slice(0, 7), -1);
    return {
      label: monthWords(ended),
      startsOn: `${ended}-01`,
      endsOn: lastDayOf(ended),
      asAt: lastDayOf(ended),
      draftsDueOn: workingDaysOn(today, FIRST_DUE.drafts),
      reviewDueOn: workingDaysOn(today, FIRST_DUE.review),
      approvalDueOn: workingDaysOn(today, FIRST_DUE.approval),
    };
  }
  const next = (date: string): string => {
    const month = shiftMonth(date.slice(0, 7), 1);
    const last = lastDayOf(month);
    const day = `${month}-${date.slice(8)}`;
    return date === lastDayOf(date.slice(0, 7)) || day > last ? last : day;
  };
  const month = shiftMonth(newest.startsOn.slice(0, 7), 1);
  return {
    label: monthWords(month),
    startsOn: `${month}-01`,
    endsOn: lastDayOf(month),
    asAt: next(newest.asAt),
    draftsDueOn: workingDayBy(next(newest.draftsDueOn)),
    reviewDueOn: workingDayBy(next(newest.reviewDueOn)),
    approvalDueOn: workingDayBy(next(newest.approvalDueOn)),
  };
}

/** This day, or the last working day before it. */
const workingDayBy = (date: string): string =>
  orTheDayItself(date, () => (isWorkingDay(date) ? date : addWorkingDays(date, -1)));

const workingDaysOn = (date: string, days: number): string =>
  orTheDayItself(date, () => addWorkingDays(date, days));

/** The day itself where no bank holidays are known. */
function orTheDayItself(date: string, counted: () => string): string {
  try {
    return counted();
  } catch (error) {
    if (error instanceof OutsideCalendar) return date;
    throw error;
  }
}

export const presentNewPeriod = (
  programme: ProgrammeView,
  form: FormView,
  newest: PeriodView | undefined,
): NewPeriodPage => ({
  head: head('Open a period', {
    programme: programme.name,
    back: { text: 'Periods', href: paths.periods(programme.id) },
    lead: `${newest ? `The newest period is ${newest.label}. ` : ''}Before anything is saved you see which parts begin, and from which month’s text.`,
  }),
  form,
  action: paths.newPeriod(programme.id),
});

interface Opening {
  input: PeriodInput;
  beginning: readonly BeginningPart[];
  /** Which meetings get the report, and whether the dates do for them. */
  meetings: readonly string[];
}

/** @param sent what was typed, which goes along until it is done. */
export function presentOpenPeriod(
  programme: ProgrammeView,
  { input, beginning, meetings }: Opening,
  sent: Sent,
  today: string,
): OpenPeriodPage {
  return {
    head: head(`Open ${input.label}`, {
      programme: programme.name,
      back: { text: 'Open a period', href: paths.newPeriod(programme.id) },
      wide: true,
      lead: beginningInWords(beginning),
    }),
    action: paths.newPeriod(programme.id),
    sent: Object.entries(sent).flatMap(([name, value]) =>
      name.startsWith('_') ? [] : [value].flat().map((one) => ({ name, value: one })),
    ),
    dates: [...datesOf(input, today), ...meetings],
    parts: beginningRows(beginning),
  };
}

function beginningInWords(beginning: readonly BeginningPart[]): string {
  if (beginning.length === 0) return 'No part begins, because the programme reports on nothing yet.';
  const months = [...new Set(beginning.flatMap(({ from }) => from ?? []))];
  const ways = [
    ...months.map(
      (month) => `${beginning.filter(({ from }) => from === month).length} with the text of ${month}`,
    ),
    ...(beginning.some(({ from }) => from === null)
      ? [`${beginning.filter(({ from }) => from === null).length} empty`]
      : []),
  ];
  return `${capitalised(count(beginning.length, 'part begins', 'parts begin'))}: ${inWords(ways)}.`;
}

const beginningRows = (beginning: readonly BeginningPart[]) =>
  wordRows(
    beginning.map(({ title, from }) => ({ cells: [title, from === null ? 'Empty' : `The text of ${from}`] })),
  );

/** @param reportStatus of the period's newest report; undefined where there is none. */
export function presentDates(
  period: PeriodView,
  form: FormView,
  version: number,
  reportStatus: string | undefined,
): PeriodDatesPage {
  const stand = reportStatus !== undefined && reportStatus !== 'draft';
  return {
    head: head(`Dates of ${period.label}`, {
      back: { text: period.label, href: paths.period(period.id) },
      lead: stand
        ? `The report is ${reportStatus === 'in_review' ? 'under review' : 'approved'}, so the dates stand now.`
        : 'Everybody sees the new dates at once.',
    }),
    form,
    action: paths.periodDates(period.id),
    version,
    button: stand ? null : 'Save the dates',
  };
}

/** @param written what has happened in the period since it was opened. */
export function presentCancelPeriod(period: PeriodView, written: Written): CancelPeriodPage {
  const blockers = cancelBlockers(written);
  const { label } = period;
  const parts =
    written.parts === 0
      ? ''
      : ` Its ${count(written.parts, 'part')} ${written.parts === 1 ? 'goes' : 'go'} with it.`;
  return {
    head: head(`Cancel ${label}`, {
      back: { text: label, href: paths.period(period.id) },
      lead:
        blockers.length > 0
          ? `${label} cannot be cancelled.`
          : `Nobody has written in ${label}.${parts} Figures that were recorded stay.`,
    }),
    blockers,
    action: paths.cancelPeriod(period.id),
    version: period.version,
    button: blockers.length > 0 ? null : `Cancel ${label}`,
  };
}

export const presentMissingParts = (
  period: PeriodView,
  missing: readonly BeginningPart[],
): MissingPartsPage => ({
  head: head(`Missing parts of ${period.label}`, {
    back: { text: period.label, href: paths.period(period.id) },
    lead:
      missing.length === 0
        ? 'Every part is there.'
        : `${capitalised(count(missing.length, 'part is', 'parts are'))} missing, because ${missing.length === 1 ? 'it was' : 'they were'} added to the programme after the period was opened.`,
  }),
  parts: beginningRows(missing),
  action: paths.periodParts(period.id),
  button: missing.length === 0 ? null : `Add ${count(missing.length, 'part')}`,
});
