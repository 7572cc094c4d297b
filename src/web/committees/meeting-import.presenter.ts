import type { HashedPlan } from '../../committees/index.js';
import type { ProgrammeView } from '../../programmes/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  NO_FORM,
  paths,
  weekdayAndTime,
  wordRows,
  type CheckPastedPage,
  type FormView,
  type PastePage,
} from '../shell/index.js';

const around = ({ id, name }: Pick<ProgrammeView, 'id' | 'name'>) => ({
  programme: name,
  back: { text: 'Meetings', href: paths.meetings(id) },
});

export const presentPasteMeetings = (form: FormView, programme: ProgrammeView): PastePage => ({
  head: head('Bring a calendar of meetings', {
    ...around(programme),
    lead: 'Copy it from your spreadsheet and paste it here, or choose a CSV or iCalendar (.ics) file. You see what it does before anything is saved.',
  }),
  form,
  action: paths.importMeetings(programme.id),
  fileAction: paths.importMeetingsFile(programme.id),
  label: 'Your meetings',
  hint: 'A row for each meeting. The first row names the columns: Committee, Date and Time are needed.',
  columns: facts([
    { name: 'Committee', value: 'As it is called here' },
    { name: 'Date', value: 'Such as 11/02/2020 or Tuesday 11 February 2020' },
    { name: 'Time', value: 'London time, such as 10:00 or 2pm' },
    { name: 'Place', value: 'May be empty: then the place stays as it is' },
    { name: 'Status', value: 'A row that says Cancelled is left out. Cancel a meeting on its page' },
    { name: 'Sure', value: 'Yes where a row is doubted and right all the same' },
  ]),
});

/** `3 meetings were added, 1 changed.` */
export const writtenWords = (added: number, changed: number, verb: 'would be' | 'were'): string =>
  `${capitalised(count(added, 'meeting'))} ${verb === 'were' && added === 1 ? 'was' : verb} added, ${changed === 0 ? 'none' : changed} changed.`;

const OUTCOMES: Readonly<Record<HashedPlan['rows'][number]['outcome'], string>> = {
  new: 'New',
  changed: 'Changed',
  same: 'There already',
  doubted: 'Doubted, left out',
  refused: 'Refused, left out',
};

export function presentCheckMeetings(
  table: string,
  programme: ProgrammeView,
  { rows, unread, notInFile }: HashedPlan,
  now: Date,
): CheckPastedPage {
  const of = (...outcomes: string[]): number =>
    rows.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const written = of('new', 'changed');
  const doubted = of('doubted');
  const left = of('refused');
  return {
    head: head('Check these meetings', {
      ...around(programme),
      wide: true,
      lead:
        written === 0
          ? 'Nothing of it would be added or changed.'
          : `${writtenWords(of('new'), of('changed'), 'would be')} Nothing is saved yet.`,
    }),
    form: NO_FORM,
    action: paths.importMeetings(programme.id),
    table,
    add: written === 0 ? null : 'Add and change these meetings',
    notes: [
      ...(doubted > 0
        ? [
            `${capitalised(count(doubted, 'row is', 'rows are'))} doubted and left out. Where one is right, add a column Sure that says yes.`,
          ]
        : []),
      ...(left > 0 ? [`${capitalised(count(left, 'row is', 'rows are'))} refused and left out.`] : []),
      ...(unread.length > 0 ? [`These columns are not read: ${unread.join(', ')}.`] : []),
      ...notInFile.map(
        ({ committee, startsAt }) =>
          `${committee} meets ${weekdayAndTime(startsAt.toISOString(), now)} as well, which is not in your calendar. It stays.`,
      ),
    ],
    caption: 'Rows of your calendar',
    columns: ['Row', 'Committee', 'When', 'Where', 'What happens'],
    rows: wordRows(
      rows.map(({ row, committee, startsAt, place, outcome, why }) => ({
        cells: [
          String(row),
          committee,
          startsAt === null ? 'Not known' : weekdayAndTime(startsAt.toISOString(), now),
          place ?? 'Not said',
          `${OUTCOMES[outcome]}${why === null ? '' : `: ${why}`}`,
        ],
      })),
    ),
  };
}
