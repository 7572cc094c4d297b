import {
  fatesOf,
  planWords,
  rolesFor,
  targetMonth,
  TABLE_KINDS,
  type IntakeAtWork,
  type IntakeOutcome,
  type KeptIntake,
  type Left,
  type TakenTable,
} from '../../intake/index.js';
import { monthWords, shiftMonth } from '../../programmes/index.js';
import {
  capitalised,
  choices,
  count,
  facts,
  head,
  instantWords,
  longDate,
  paths,
  personLabel,
  wordRows,
  type FormView,
} from '../shell/index.js';
import { NOBODY, targetRows } from './bring.form.js';
import type {
  BringReportPage,
  BroughtPage,
  BroughtPeoplePage,
  BroughtTablePage,
  FoundPage,
} from './bring.view.js';
import { FATE_WORDS, KIND_WORDS, roleWords } from './bring.words.js';

interface Programme {
  id: string;
  name: string;
}

export function presentUpload(
  programme: Programme,
  form: FormView,
  kept: KeptIntake | null,
  now: Date,
): BringReportPage {
  return {
    head: head('Bring last month’s report', {
      programme: programme.name,
      back: { text: 'Set-up', href: paths.setUp(programme.id) },
      lead: 'Choose the report as a Word document. You see what was understood of it before anything is written.',
    }),
    form,
    action: paths.bringReport(programme.id),
    goOn: kept && {
      words: `You brought a report ${instantWords(kept.createdAt, now)} that is not written yet. A new one takes its place.`,
      href: paths.broughtReport(programme.id),
    },
  };
}

/** Lines of a list that a person reads to its end. */
const MOST_LISTED = 40;

const FROM_WORDS = {
  choice: 'as you said',
  document: 'as the document says',
  today: 'today: the document does not say',
};

export function presentFound(form: FormView, atWork: IntakeAtWork): FoundPage {
  const { programme, kept, taken, plan } = atWork;
  const open = plan.people.filter(({ personId }) => personId === null).length;
  const left = [...plan.left.map(leftWords)];
  const asksQuarters =
    kept.choices.quarters !== null ||
    taken.tables.some(({ doubts }) => doubts.some(({ key }) => key === 'quarters'));
  return {
    head: head('What was found', {
      programme: programme.name,
      wide: true,
      back: { text: 'Bring last month’s report', href: paths.bringReport(programme.id) },
      lead:
        taken.tables.length === 0
          ? 'No table was found.'
          : `${capitalised(count(taken.tables.length, 'table'))}. ${plan.questions === 0 ? 'No question is open.' : `${capitalised(count(plan.questions, 'question'))} ${plan.questions === 1 ? 'is' : 'are'} open: what rests on them is not written.`}`,
    }),
    form,
    action: paths.broughtReport(programme.id),
    version: kept.version,
    facts: facts([
      { name: 'Date of the report', value: `${longDate(taken.asAt)}, ${FROM_WORDS[taken.asAtFrom]}` },
      {
        name: 'People named',
        value:
          plan.people.length === 0
            ? 'Nobody'
            : `${plan.people.length}${open === 0 ? '' : `, of whom ${open} ${open === 1 ? 'is' : 'are'} not known here`}`,
        ...(plan.people.length === 0
          ? {}
          : {
              action: {
                text: 'Say who is meant',
                about: 'by each name',
                href: paths.broughtPeople(programme.id),
              },
            }),
      },
    ]),
    tables: wordRows(
      taken.tables.map((table) => {
        const { number, kind } = table.of;
        const fates = fatesOf([table]);
        const questions = table.doubts.filter(({ accepted }) => !accepted).length;
        return {
          cells: [
            String(number),
            titleOf(table) ?? 'No heading',
            KIND_WORDS[kind],
            String(fates['taken'] ?? 0),
            String(questions),
            String(fates['unplaced'] ?? 0),
          ],
          link: { text: 'Look at', about: `table ${number}`, href: paths.broughtTable(programme.id, number) },
        };
      }),
    ),
    quarters: asksQuarters ? QUARTER_CHOICES : null,
    writes: planWords(plan),
    left: left.slice(0, MOST_LISTED),
    more: left.length > MOST_LISTED ? `And ${left.length - MOST_LISTED} more` : null,
    unread: taken.unread,
    blocked: blockedBy(atWork),
    write: paths.broughtStep(programme.id, 'write'),
    discard: paths.broughtStep(programme.id, 'discard'),
  };
}

const QUARTER_CHOICES = choices([
  { value: 'trailing', text: 'They look back: the last one is the latest that had ended' },
  { value: 'forward', text: 'They look ahead: the first one is the one that ran' },
]);

function blockedBy({ programme, plan, known }: IntakeAtWork): FoundPage['blocked'] {
  if (known.period === null)
    return {
      words: 'No period is open. Drafts are written into the newest period.',
      link: { text: 'Open a period', href: paths.newPeriod(programme.id) },
    };
  if (plan.themes.length > 0 && !known.may.themes)
    return {
      words: `The programme lacks ${plan.themes.map(({ number, title }) => `theme ${number} (${title})`).join(', ')}. An administrator adds themes.`,
      link: { text: 'Look at the themes', href: paths.themes(programme.id) },
    };
  return null;
}

const leftWords = ({ place, what, why }: Left): string =>
  `${place === null ? '' : `Table ${place.table}, row ${place.row}, `}${what}: ${why}`;

/** What stands over a table, after the name of its worksheet. */
const titleOf = ({ of: { sheet, heading } }: TakenTable): string | null =>
  sheet === null || sheet === heading ? heading : `${sheet}${heading === null ? '' : `: ${heading}`}`;

/** Rows and cells of a table that are shown; the document has the rest. */
const MOST_ROWS = 25;
const MOST_CELLS = 40;
const MOST_TEXT = 80;

const cut = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > MOST_TEXT ? `${line.slice(0, MOST_TEXT)}…` : line;
};

export function presentTable(form: FormView, atWork: IntakeAtWork, table: TakenTable): BroughtTablePage {
  const { programme, kept, taken } = atWork;
  const { number, kind, table: source, columns, heads } = table.of;
  const fates = fatesOf([table]);
  const looked = table.marks.flatMap((row, at) =>
    row.flatMap(({ fate, why }, column) =>
      fate === 'asked' || fate === 'unplaced' || fate === 'told'
        ? [{ at, column, fate, why, text: source.rows[at]?.[column]?.text ?? '' }]
        : [],
    ),
  );
  // What has no place comes first: nothing else tells of it.
  const cells = [
    ...looked.filter(({ fate }) => fate === 'unplaced'),
    ...looked.filter(({ fate }) => fate !== 'unplaced'),
  ];
  const next = taken.tables.find(
    ({ of, doubts }) => of.number > number && doubts.some(({ accepted }) => !accepted),
  );
  return {
    head: head(`Table ${number}: ${KIND_WORDS[kind]}`, {
      programme: programme.name,
      caption: titleOf(table),
      wide: true,
      back: { text: 'What was found', href: paths.broughtReport(programme.id) },
      lead: fateSentence(fates),
    }),
    form,
    action: paths.broughtTable(programme.id, number),
    version: kept.version,
    kinds: choices(TABLE_KINDS.map((one) => ({ value: one, text: KIND_WORDS[one] }))),
    hasTheme: kind === 'measures' || kind === 'plan' || kind === 'overview',
    hasGroup: kind === 'measures',
    roles: choices(
      rolesFor(
        kind,
        taken.tables.map(({ of }) => of),
      ).map((role) => ({ value: role, text: roleWords(role) })),
    ),
    columns:
      kind === 'none'
        ? []
        : columns.map((_, at) => ({
            field: `columns.${at}`,
            label: `Column ${at + 1}: ${cut(headingOf(table, at, heads)) || 'no heading'}`,
          })),
    doubts: choices(
      table.doubts
        .filter(({ key }) => !ASKED_OTHERWISE.includes(key))
        .map(({ key, message }) => ({ value: key, text: message })),
    ),
    months: monthsOf(table, taken.asAt),
    better: targetRows(table.proposals).map(({ definition }, at) => ({
      row: `better.${at}.row`,
      field: `better.${at}.is`,
      label: definition.title,
    })),
    directions: DIRECTIONS,
    notes: [
      ...table.notes,
      ...table.doubts
        .filter(({ key, accepted }) => key === 'quarters' && !accepted)
        .map(({ message }) => `${message} Say it on the page before.`),
    ],
    cells: wordRows(
      cells.slice(0, MOST_CELLS).map(({ at, column, fate, why, text }) => ({
        cells: [`Row ${at + 1}, column ${column + 1}`, cut(text), FATE_WORDS[fate], why ?? ''],
      })),
    ),
    moreCells: cells.length > MOST_CELLS ? `And ${count(cells.length - MOST_CELLS, 'more cell')}` : null,
    rows: {
      columns: columns.map((role, at) => `${at + 1}: ${roleWords(role)}`),
      rows: source.rows.slice(0, MOST_ROWS).map((row, at) => ({
        name: `Row ${at + 1}`,
        cells: row.map(({ text, shade }) =>
          text === '' && shade !== null ? `(colour ${shade})` : cut(text),
        ),
      })),
    },
    moreRows:
      source.rows.length > MOST_ROWS ? `And ${count(source.rows.length - MOST_ROWS, 'more row')}` : null,
    next: next
      ? { text: 'Next table with a question', href: paths.broughtTable(programme.id, next.of.number) }
      : null,
  };
}

/** What a tick cannot answer: these have fields of their own. */
const ASKED_OTHERWISE: readonly string[] = ['quarters', 'targets', 'better'];

const DIRECTIONS = choices(
  [
    { value: 'higher', text: 'Higher is better' },
    { value: 'lower', text: 'Lower is better' },
  ],
  'Not said yet',
);

/** The months from which targets can apply: three years up to the report’s, the proposed one first. Null where nothing is asked. */
function monthsOf({ of, doubts }: TakenTable, asAt: string): BroughtTablePage['months'] {
  if (of.targetsFrom === null && !doubts.some(({ key }) => key === 'targets')) return null;
  const proposed = targetMonth(asAt);
  const others = Array.from({ length: 36 }, (_, n) => shiftMonth(asAt.slice(0, 7), -n));
  return choices(
    [...new Set([proposed, ...others, ...(of.targetsFrom === null ? [] : [of.targetsFrom])])].map(
      (month) => ({
        value: month,
        text: `${monthWords(month)}${month === proposed ? ', when the financial year of the report began' : ''}`,
      }),
    ),
    'Not said yet',
  );
}

/** The lowest heading of a column. */
function headingOf({ of: { table } }: TakenTable, column: number, heads: number): string {
  for (let at = heads - 1; at >= 0; at--) {
    const text = table.rows[at]?.[column]?.text ?? '';
    if (text !== '') return text;
  }
  return '';
}

/** `21 cells are taken, 6 are asked about, 1 has no place.` */
function fateSentence(fates: Record<string, number>): string {
  const said = (
    [
      [fates['taken'] ?? 0, 'is taken', 'are taken'],
      [fates['asked'] ?? 0, 'is asked about', 'are asked about'],
      [fates['unplaced'] ?? 0, 'has no place', 'have no place'],
    ] as const
  ).filter(([number]) => number > 0);
  const [first, ...others] = said.map(([number, one, more]) => ({ number, verb: number === 1 ? one : more }));
  return first === undefined
    ? 'Nothing of it is taken.'
    : `${capitalised([`${count(first.number, 'cell')} ${first.verb}`, ...others.map(({ number, verb }) => `${number} ${verb}`)].join(', '))}.`;
}

export function presentPeople(
  form: FormView,
  { programme, kept, plan, known }: IntakeAtWork,
): BroughtPeoplePage {
  return {
    head: head('Who is meant', {
      programme: programme.name,
      back: { text: 'What was found', href: paths.broughtReport(programme.id) },
      lead: `${capitalised(count(plan.people.length, 'name'))} ${plan.people.length === 1 ? 'stands' : 'stand'} in the document. A concern without an owner who has an account is not written.`,
    }),
    form,
    action: paths.broughtPeople(programme.id),
    version: kept.version,
    names: plan.people.map(({ name }, at) => ({ field: `people.${at}`, label: name })),
    people: choices(
      [
        { value: NOBODY, text: 'Nobody with an account' },
        ...known.people.map((one) => ({ value: one.id, text: personLabel(one) })),
      ],
      'Not said yet',
    ),
  };
}

/** Who is meant now, by the places of the names. */
export const peopleForm = ({ plan }: IntakeAtWork): FormView => ({
  values: Object.fromEntries(
    plan.people.map(({ personId, by }, at) => [`people.${at}`, personId ?? (by === 'choice' ? NOBODY : '')]),
  ),
  errors: Object.fromEntries(plan.people.map((_, at) => [`people.${at}`, null])),
  problems: [],
});

export function presentDone({ programme, known }: IntakeAtWork, outcome: IntakeOutcome): BroughtPage {
  const written = outcome.written
    .filter((one) => one.count > 0)
    .map(({ what, count: number }) => count(number, what, many(what)));
  const period = known.period;
  return {
    head: head(written.length === 0 ? 'Nothing was written' : 'The report is written', {
      programme: programme.name,
      lead:
        written.length === 0
          ? 'Everything that is sure was there already.'
          : `It stands in the drafts of ${period?.label ?? 'the period'}. You are an author of them, so that somebody else approves them.`,
    }),
    written,
    left: outcome.left.map(leftWords),
    next: period
      ? { text: `Look at ${period.label}`, href: paths.period(period.id) }
      : { text: 'Set-up', href: paths.setUp(programme.id) },
  };
}

const MANY: Readonly<Record<string, string>> = {
  'area of concern': 'areas of concern',
  'risk or issue': 'risks and issues',
  'lead of a theme': 'leads of themes',
  'line of the budget': 'lines of the budget',
  'group of measures': 'groups of measures',
  'overall narrative and rating': 'overall narratives and ratings',
};

/** `entries of theme 1` of `entry of theme 1`. */
const many = (what: string): string =>
  MANY[what] ?? (what.startsWith('entry of') ? what.replace('entry', 'entries') : `${what}s`);
