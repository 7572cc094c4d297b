import type { SourceCell } from '../platform/index.js';
import {
  addQuarters,
  lastEndedQuarter,
  quarterOf,
  quarterLabel,
  type ActionRating,
  type Quarter,
} from '../programmes/index.js';
import { dayOf, markFaults } from './take-registers.rules.js';
import type { ProposedAction, ProposedObjective } from './proposals.js';
import type { TableTaker } from './take-table.js';
import { betweenTwo } from './take-words.rules.js';
import { namesIn, plain, ragIn, ragOfShade, worseOfTwo } from './words.js';

interface OpenObjective {
  title: string;
  row: number;
  goesOn: boolean;
  actions: ProposedAction[];
  narratives: { text: string; actions: number[] }[];
}

/**
 * Objectives with their actions, the rating of each in each quarter, and the narratives. A narrative is about the action beside which it
 * begins and those below, up to the next narrative or objective: in a Word table these are one merged cell, or empty ones.
 * @param asAt the date of the report.
 */
export function takePlan(taker: TableTaker, asAt: string): void {
  const { of } = taker;
  const { theme } = of;
  const hasTitles = taker.columnsOf('objective').length > 0;
  const quarters = quartersOf(taker, asAt);
  const merged = of.table.rows.some((row) =>
    taker.columnsOf('narrative').some((at) => row[at]?.covered === 'above'),
  );
  let open: OpenObjective | null = null;
  const objectives: OpenObjective[] = [];
  for (const { row, at } of taker.rows()) {
    if (theme === null) {
      taker.markRow(at, 'unplaced', 'Say which theme this plan belongs to.');
      continue;
    }
    const alone = hasTitles ? undefined : aloneIn(taker, row);
    const titled = alone ?? taker.cell(row, 'objective');
    const action = alone ? undefined : taker.cell(row, 'action');
    const narrative = taker.cell(row, 'narrative');
    if (titled || open === null) {
      open = {
        title: titled
          ? withoutNumber(oneLine(titled.text))
          : hasTitles
            ? `Theme ${theme}`
            : (of.heading ?? `Theme ${theme}`),
        row: at + 1,
        goesOn: !titled && hasTitles,
        actions: [],
        narratives: [],
      };
      objectives.push(open);
      taker.mark(at, titled?.at, 'taken');
    }
    if (action) {
      open.actions.push(actionOf(taker, row, at, action.text, quarters));
      taker.mark(at, action.at, 'taken');
      taker.mark(at, taker.cell(row, 'reference')?.at, 'told', 'The product numbers actions itself.');
    } else markWithoutAction(taker, row, at);
    placeNarrative(taker, row, at, narrative, open, action !== undefined, merged);
    markFaults(taker, row, at);
  }
  for (const one of objectives) pushObjective(taker, one, theme ?? 0);
}

/**
 * The only text of a row that goes over all of it, or that stands in no column of the actions: in a plan without a column of objectives it is
 * the title of one.
 */
function aloneIn({ of }: TableTaker, row: readonly SourceCell[]): { at: number; text: string } | undefined {
  const filled = row.flatMap(({ text }, at) => (text === '' ? [] : [{ at, text }]));
  const [only] = filled;
  if (!only || filled.length > 1 || only.text.length > 300) return undefined;
  const goesOver = row[only.at + 1]?.covered === 'left';
  return goesOver || only.at < of.columns.indexOf('action') ? only : undefined;
}

/** “Objective 1.1 – A stable workforce” is called “A stable workforce”: the product numbers objectives itself. */
const withoutNumber = (title: string): string =>
  title.replace(/^(objective|outcome|aim)\s*\d+([.]\d+)*\s*[:.\-–—]\s*(?=\S)/i, '');

function pushObjective(
  taker: TableTaker,
  { title, row, goesOn, actions, narratives }: OpenObjective,
  theme: number,
): void {
  const needs = goesOn
    ? [
        ...taker.tableNeeds,
        taker.doubt(
          `row:${row}`,
          `Row ${row} names no objective. It is read as going on with the objective before it.`,
        ),
      ]
    : taker.tableNeeds;
  const told = narratives.filter((one) => one.actions.length > 0);
  taker.proposals.push({
    type: 'objective',
    place: { table: taker.of.number, row },
    needs,
    theme,
    title,
    actions,
    narratives: told,
    goesOn,
  } satisfies ProposedObjective);
  if (narratives.length > told.length)
    taker.notes.add(`“${title}” has a narrative beside which no action stands. It is left out.`);
}

/** A row that names no action can still carry a narrative or go on with the cells above; ratings in it belong to nothing. */
function markWithoutAction(taker: TableTaker, row: readonly SourceCell[], at: number): void {
  row.forEach(({ text }, column) => {
    if (text !== '' && (taker.of.columns[column] ?? '').startsWith('quarter:'))
      taker.mark(at, column, 'unplaced', 'No action stands in this row.');
  });
}

function placeNarrative(
  taker: TableTaker,
  row: readonly SourceCell[],
  at: number,
  found: { at: number; text: string } | undefined,
  open: OpenObjective,
  hasAction: boolean,
  merged: boolean,
): void {
  const index = open.actions.length - 1;
  if (found) {
    if (hasAction) open.narratives.push({ text: found.text, actions: [index] });
    else {
      // A narrative in a row without an action: it goes on with the one above, or is about the actions so far.
      const last = open.narratives.at(-1);
      const key = taker.doubt(
        `narrative:${at + 1}`,
        `Row ${at + 1} has a narrative and no action. It is read as the end of the narrative above.`,
      );
      taker.mark(at, found.at, 'taken', null, [key]);
      if (taker.isAccepted(key) && last) last.text = `${last.text}\n\n${found.text}`;
      else if (taker.isAccepted(key))
        open.narratives.push({ text: found.text, actions: open.actions.map((_, n) => n) });
      return;
    }
    taker.mark(at, found.at, 'taken');
    return;
  }
  const covered = taker.columnsOf('narrative').some((column) => row[column]?.covered === 'above');
  const last = open.narratives.at(-1);
  if (hasAction && last && (covered || !merged)) last.actions.push(index);
}

function actionOf(
  taker: TableTaker,
  row: readonly SourceCell[],
  at: number,
  title: string,
  quarters: ReadonlyMap<number, { quarter: Quarter; needs: readonly string[] }>,
): ProposedAction {
  const owner = taker.cell(row, 'owner');
  const due = taker.cell(row, 'due');
  const dueOn = due ? dayOf(due.text) : null;
  taker.mark(at, owner?.at, 'taken');
  taker.mark(
    at,
    due?.at,
    dueOn === null ? 'unplaced' : 'taken',
    dueOn === null ? 'An action is due on a day or in a month.' : null,
  );
  const ratings: ProposedAction['ratings'][number][] = [];
  for (const [column, { quarter, needs }] of quarters) {
    const cell = row[column];
    if (!cell || (cell.text === '' && cell.shade === null)) continue;
    const read = actionRating(cell);
    if (read === null) {
      if (cell.text !== '')
        taker.mark(
          at,
          column,
          /^(-|–|n\/?a)$/i.test(cell.text) ? 'told' : 'unplaced',
          'It is no rating: Red, Amber, Green, Complete, Not due.',
        );
      else
        taker.notes.add(
          `Row ${at + 1}: a colour that is none of red, amber and green is not taken for a rating.`,
        );
      continue;
    }
    const own = read.asks
      ? [read.asks(taker)]
      : read.doubt === undefined
        ? []
        : [
            taker.doubt(
              `rating:${at + 1}:${column + 1}`,
              `Row ${at + 1}, ${quarterLabel(quarter)}: ${read.doubt}`,
            ),
          ];
    ratings.push({ ...quarter, rag: read.rag, needs: [...needs, ...own] });
    taker.mark(at, column, 'taken', null, [...needs, ...own]);
  }
  return {
    title: oneLine(title),
    owners: namesIn(owner?.text ?? ''),
    dueOn,
    ratings: ratings.filter((one, n) => !ratings.slice(0, n).some((other) => sameQuarter(one, other))),
  };
}

const sameQuarter = (one: Quarter, other: Quarter): boolean =>
  one.financialYear === other.financialYear && one.quarter === other.quarter;

const WORDS: readonly (readonly [RegExp, ActionRating])[] = [
  [/^(complete(d)?|done|closed|c)$/, 'COMPLETE'],
  [/^(not (yet )?(due|started)|future)$/, 'NOT_DUE'],
];

/** What is said of how an action goes, in words of their own: each is asked about once for the whole document. */
const SAID: readonly (readonly [RegExp, ActionRating])[] = [
  [/^on (track|target|schedule)$/, 'GREEN'],
  [/^((minor|some|slight) )?(delays?|delayed|slippage)$|^at risk$|^behind schedule$/, 'AMBER'],
  [/^(off (track|target)|overdue|stalled|significant (delay|slippage)|not on track)$/, 'RED'],
];

const RATING_WORDS: Readonly<Record<ActionRating, string>> = {
  RED: 'Red',
  AMBER: 'Amber',
  GREEN: 'Green',
  COMPLETE: 'Complete',
  NOT_DUE: 'Not due',
};

/** A rating with the question that it raises: of its own, or one for the whole document. */
interface ReadRating {
  rag: ActionRating;
  doubt?: string;
  asks?: (taker: TableTaker) => string;
}

/** @returns null for what is no rating. */
function actionRating({ text, shade }: SourceCell): ReadRating | null {
  const colour = shade === null ? null : ragOfShade(shade);
  if (text === '') return colour === null ? null : { rag: colour };
  const words = plain(text);
  const between = worseOfTwo(text);
  if (between !== null) return { rag: between, asks: betweenTwo };
  const said = SAID.find(([pattern]) => pattern.test(words))?.[1];
  if (said !== undefined)
    return {
      rag: said,
      asks: (taker) =>
        taker.doubt(`said:${words}`, `“${text}” is read as ${RATING_WORDS[said]}.`, `said ${words}`),
    };
  const rag = ragIn(text) ?? WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
  if (words === 'blue' || words === 'b') return { rag: 'COMPLETE', doubt: '“Blue” is read as Complete.' };
  if (
    rag !== null &&
    colour !== null &&
    rag !== colour &&
    (rag === 'RED' || rag === 'AMBER' || rag === 'GREEN')
  )
    return {
      rag,
      doubt: `the word is “${text}”, but the ground of the cell has another colour. The word is read.`,
    };
  return rag === null ? null : { rag };
}

/**
 * The quarter of each column. Headings such as “Q4” leave the year open: the columns are four quarters that follow each other, and a person
 * says whether they look back or ahead.
 */
function quartersOf(
  taker: TableTaker,
  asAt: string,
): ReadonlyMap<number, { quarter: Quarter; needs: readonly string[] }> {
  const { columns, quarters } = taker.of;
  const found = new Map<number, { quarter: Quarter; needs: readonly string[] }>();
  const bare: { at: number; quarter: Quarter['quarter'] }[] = [];
  columns.forEach((role, at) => {
    const [, number, year] = /^quarter:([1-4])(?::(\d{4}))?$/.exec(role) ?? [];
    if (number === undefined) {
      if (role === 'rating') found.set(at, { quarter: quarterOf(asAt), needs: [] });
      return;
    }
    const quarter = Number(number) as Quarter['quarter'];
    if (year === undefined) bare.push({ at, quarter });
    else found.set(at, { quarter: { financialYear: Number(year), quarter }, needs: [] });
  });
  const rated = bare.some(({ at }) =>
    taker.of.table.rows
      .slice(taker.of.heads)
      .some((row) => (row[at]?.text ?? '') !== '' || row[at]?.shade != null),
  );
  if (bare.length === 0 || !rated) return found;
  const years = inYears(
    bare.map(({ quarter }) => quarter),
    quarters ?? 'trailing',
    asAt,
  );
  const needs =
    quarters === null
      ? [
          taker.doubt(
            'quarters',
            `The headings do not say to which years the quarters belong. They are read as ${years.map(quarterLabel).join(', ')}.`,
            'quarters',
          ),
        ]
      : [];
  bare.forEach(({ at }, n) => {
    const quarter = years[n];
    if (quarter) found.set(at, { quarter, needs });
  });
  return found;
}

/** `trailing`: the last column is the latest quarter that had ended. `forward`: the first is the one that runs, or the next of its name. */
function inYears(
  numbers: readonly Quarter['quarter'][],
  window: 'trailing' | 'forward',
  asAt: string,
): Quarter[] {
  const found: Quarter[] = [];
  if (window === 'forward') {
    let at = quarterOf(asAt);
    for (const number of numbers) {
      while (at.quarter !== number) at = addQuarters(at, 1);
      found.push(at);
      at = addQuarters(at, 1);
    }
    return found;
  }
  let at = lastEndedQuarter(asAt);
  for (const number of numbers.toReversed()) {
    while (at.quarter !== number) at = addQuarters(at, -1);
    found.unshift(at);
    at = addQuarters(at, -1);
  }
  return found;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
