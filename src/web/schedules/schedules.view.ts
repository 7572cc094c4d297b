import { choices, wordRows, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

type Choices = ReturnType<typeof choices>;

export interface SchedulesPage extends PageView {
  /** When, the next time, whether it runs; the link leads on. */
  schedules: readonly WordRow[];
  /** Null for who may not add one. */
  add: { form: FormView; action: Path; days: Choices; hours: Choices } | null;
  form: FormView;
}

export interface SchedulePage extends PageView {
  /** The next year: when, and which meeting gets papers. */
  ahead: readonly WordRow[];
  /** When, what came of it. */
  runs: readonly WordRow[];
  form: FormView;
  /** Null for who may not change it. */
  change: { action: Path; version: number; days: Choices; hours: Choices } | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'schedules/list': SchedulesPage;
    'schedules/schedule': SchedulePage;
  }
}

/** Working days of a month that can be chosen, as people say them. */
export const DAYS: readonly (readonly [number, string])[] = [
  [-1, 'The last working day'],
  [-2, 'The last working day but one'],
  [-3, 'The last working day but two'],
  [-5, 'The last working day but four'],
  [1, 'The first working day'],
  [2, 'The second working day'],
  [3, 'The third working day'],
  [5, 'The fifth working day'],
  [10, 'The tenth working day'],
];

/** @param other one that a program has set and that is not among them. */
export const dayChoices = (other?: number): Choices =>
  choices(
    [
      ...DAYS,
      ...(other === undefined || DAYS.some(([day]) => day === other)
        ? []
        : [[other, dayWords(other)] as const]),
    ].map(([day, text]) => ({ value: String(day), text })),
    'Choose a day',
  );

export const dayWords = (day: number): string =>
  DAYS.find(([one]) => one === day)?.[1] ??
  (day > 0 ? `Working day ${day}` : `Working day ${-day} from the end`);

export const hourWords = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export const hourChoices = (): Choices =>
  choices(
    Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), text: hourWords(hour) })),
    'Choose an hour',
  );

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Cabinet', href: paths.committee(id) };
const blank = { values: { day: '', hour: '' }, errors: { day: null, hour: null }, problems: [] };
const add = { form: blank, action: paths.schedules(id), days: dayChoices(), hours: hourChoices() };
const filled = {
  values: { day: '-1', hour: '9', active: 'true' },
  errors: { day: null, hour: null, active: null },
  problems: [],
};
const change = { action: paths.schedule(id, id), version: 1, days: dayChoices(), hours: hourChoices() };
const listHead = (lead: string) => head('Papers on a schedule', { back, lead, wide: true });
const oneHead = head('The last working day of the month, 09:00', {
  back: { text: 'Papers on a schedule', href: paths.schedules(id) },
  lead: 'The next time is Friday 31 January at 09:00, for the meeting on Tuesday 11 February at 10:00.',
  wide: true,
});

export const examples = {
  'schedules/list': {
    none: {
      head: listHead('Papers go to Cabinet only when somebody plans them.'),
      schedules: [],
      add,
      form: blank,
    },
    'one, read only': {
      head: listHead('Papers go to Cabinet on one schedule.'),
      schedules: wordRows([
        {
          cells: ['The last working day of the month, 09:00', 'Friday 31 January at 09:00', 'Yes'],
          link: { text: 'Look', about: 'at this schedule', href: paths.schedule(id, id) },
        },
      ]),
      add: null,
      form: blank,
    },
    refused: {
      head: listHead('Papers go to Cabinet only when somebody plans them.'),
      schedules: [],
      add: {
        ...add,
        form: {
          values: { day: '', hour: '9' },
          errors: { day: 'Choose a day', hour: null },
          problems: [{ text: 'Choose a day', href: '#day' }],
        },
      },
      form: {
        values: { day: '', hour: '9' },
        errors: { day: 'Choose a day', hour: null },
        problems: [{ text: 'Choose a day', href: '#day' }],
      },
    },
  },
  'schedules/schedule': {
    usual: {
      head: oneHead,
      ahead: wordRows([
        { cells: ['Friday 31 January at 09:00', 'Tuesday 11 February at 10:00'] },
        { cells: ['Friday 28 February at 09:00', 'No meeting is ahead by then'] },
      ]),
      runs: wordRows([
        {
          cells: ['31 December 2019 at 09:00', 'Papers were planned, made up for at 14:05'],
          link: { text: 'See the papers', about: 'of 31 December 2019', href: paths.dispatch(id) },
        },
        { cells: ['29 November 2019 at 09:00', 'No report is sealed yet'] },
      ]),
      form: filled,
      change,
    },
    'stopped, read only': {
      head: head('The last working day of the month, 09:00', {
        back: { text: 'Papers on a schedule', href: paths.schedules(id) },
        lead: 'This schedule is stopped.',
        wide: true,
      }),
      ahead: [],
      runs: [],
      form: filled,
      change: null,
    },
  },
} satisfies Examples;
