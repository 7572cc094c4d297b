import { parseFigure, periodIn, type MeasureDefinition } from '../performance/index.js';
import { financialYearOf, lastDayOf, monthWords } from '../programmes/index.js';
import type { MeasureRow } from './measure-row.js';
import type { ProposedTarget } from './proposals.js';
import { headingOf } from './columns.rules.js';
import type { TableTaker } from './take-table.js';
import { ARROW, plain, yearBeside } from './words.js';

type Better = 'higher' | 'lower';

/** Words and signs around a target that say which direction is better. The rest is the figure. */
const SIGNS: readonly (readonly [RegExp, Better])[] = [
  [/^(?:>=?|≥|at least|minimum( of)?|min|above|over|more than|(no|not) less than)\s*/i, 'higher'],
  [
    /^(?:<=?|≤|at most|maximum( of)?|max|below|under|less than|fewer than|(no|not) more than|up to|within)\s*/i,
    'lower',
  ],
  [/\s*(?:\+|(or|and) (more|above|higher|over))$/i, 'higher'],
  [/\s*(?:(or|and) (less|below|lower|fewer|under))$/i, 'lower'],
];

const NO_TARGET = /^(-|–|—|n\/?a|none|no target|tbc|tba|to be (set|agreed|confirmed)|not (set|applicable))$/i;

interface Read {
  at: number;
  role: 'minimum' | 'upper' | 'target';
  value: number;
  better: Better | null;
  year: number | null;
}

/**
 * What a measure is to reach, with the direction that is better: by its own signs, by a column that says it, by two figures of which one lies
 * above the other, or as a person said. From which month it applies is asked, but for a column that names its year.
 * @param polarity what a column says of the direction. @param asAt the date of the report.
 */
export function takeTarget(
  taker: TableTaker,
  row: MeasureRow,
  definition: MeasureDefinition,
  polarity: Better | null,
  needs: readonly string[],
  asAt: string,
): ProposedTarget | null {
  const thisYear = financialYearOf(asAt);
  const read = ROLES.flatMap((role) =>
    taker.columnsOf(role).flatMap((at): Read[] => readCell(taker, row, definition, role, at)),
  );
  const used = read.filter(({ at, year }) => {
    const now = year === null || year === thisYear || read.every((one) => one.year !== thisYear);
    if (!now) taker.mark(row.at, at + row.shift, 'told', 'It is the target of another year.');
    return now;
  });
  const of = (role: Read['role']): Read | undefined => used.find((one) => one.role === role);
  const single = of('target');
  const minimum = of('minimum') ?? single;
  const upper = of('upper') ?? (of('minimum') ? single : undefined);
  const first = minimum ?? upper;
  if (!first) return null;
  const year = first.year;
  const own = year !== null && taker.of.targetsFrom === null ? [] : whenNeeds(taker, asAt);
  const said = new Set(
    [polarity, ...used.map(({ better }) => better), between(minimum?.value, upper?.value)].filter(
      (one) => one !== null,
    ),
  );
  const [documented = null] = said.size === 1 ? said : [];
  const better = taker.of.better.get(row.at + 1) ?? documented;
  if (said.size > 1)
    taker.notes.add(
      `“${row.title.text}”: its target says that both more and less is better. Say below which it is.`,
    );
  for (const { at } of used)
    if (better === null)
      taker.mark(
        row.at,
        at + row.shift,
        'asked',
        'A target is kept once it is known which direction is better. Say it below.',
      );
    else taker.mark(row.at, at + row.shift, 'taken', null, [...needs, ...own]);
  return {
    minimum: minimum?.value ?? null,
    upper: upper?.value ?? null,
    better,
    betterFrom: documented === null ? 'person' : 'document',
    from: `${taker.of.targetsFrom ?? monthOfYear(year ?? thisYear)}-01`,
    until: year === null || taker.of.targetsFrom !== null ? null : lastDayOf(`${year + 1}-03`),
    needs: own,
  };
}

const ROLES = ['minimum', 'upper', 'target'] as const;

const monthOfYear = (financialYear: number): string => `${financialYear}-04`;

/** The month from which targets are read to apply, where neither the document nor a person says one. */
export const targetMonth = (asAt: string): string => monthOfYear(financialYearOf(asAt));

function whenNeeds(taker: TableTaker, asAt: string): string[] {
  if (taker.of.targetsFrom !== null) return [];
  return [
    taker.doubt(
      'targets',
      `The report does not say from which month its targets apply. They are read as applying from ${monthWords(targetMonth(asAt))}, when its financial year began.`,
    ),
  ];
}

/** Two different figures: the ambition lies beyond the floor. */
const between = (minimum: number | undefined, upper: number | undefined): Better | null =>
  minimum === undefined || upper === undefined || minimum === upper
    ? null
    : upper > minimum
      ? 'higher'
      : 'lower';

function readCell(
  taker: TableTaker,
  row: MeasureRow,
  definition: MeasureDefinition,
  role: Read['role'],
  at: number,
): Read[] {
  const text = (row.cells[at]?.text ?? '').replace(/\s+/g, ' ').trim();
  if (text === '' || ARROW.test(text)) return [];
  const column = at + row.shift;
  if (NO_TARGET.test(text)) {
    taker.mark(row.at, column, 'told', 'There is no target.');
    return [];
  }
  const sign = SIGNS.find(([words]) => words.test(text));
  const written = sign ? text.replace(sign[0], '') : text;
  const figure = parseFigure(written.trim(), definition);
  if (figure === null || 'reason' in figure || figure.value === null) {
    taker.mark(
      row.at,
      column,
      'unplaced',
      /\d.*(?:-|–|\bto\b).*\d/.test(written)
        ? `“${text}” is a range. A target is one figure, or a minimum and an upper one in two columns.`
        : ((figure && 'reason' in figure ? figure.reason : null) ?? `“${text}” is no target.`),
    );
    return [];
  }
  const { year } = yearBeside(headingOf(taker.of, at));
  const known = year === null ? undefined : periodIn(year);
  const label = known && 'known' in known ? /^(\d{4})\/\d{2}$/.exec(known.known)?.[1] : undefined;
  return [
    {
      at,
      role,
      value: figure.value,
      better: sign?.[1] ?? null,
      year: label === undefined ? null : Number(label),
    },
  ];
}

/** What a column says of the direction that is better: `High`, `Lower is better`, `Bigger`, `↑`. */
export function polarityOf(taker: TableTaker, row: MeasureRow, needs: readonly string[]): Better | null {
  const found = taker.cell(row.cells, 'polarity');
  if (!found) return null;
  const words = plain(found.text);
  const better =
    /^(high(er)?|big(ger)?|more|max(imi[sz]e)?|up|increase|increasing|↑|▲)( (is|=) (better|good))?$/.test(
      words,
    )
      ? 'higher'
      : /^(low(er)?|small(er)?|less|fewer|min(imi[sz]e)?|down|decrease|decreasing|reduce|↓|▼)( (is|=) (better|good))?$/.test(
            words,
          )
        ? 'lower'
        : null;
  if (better === null)
    taker.mark(
      row.at,
      found.at + row.shift,
      'unplaced',
      'It says neither that higher nor that lower is better.',
    );
  else taker.mark(row.at, found.at + row.shift, 'taken', null, needs);
  return better;
}
