import type { BudgetContent } from '../../src/finance/index.js';
import type { MeasuresContent } from '../../src/performance/index.js';
import type { ReportSnapshot } from '../../src/snapshot/index.js';
import type { RisksContent } from '../../src/risks/index.js';
import type { Sample } from '../../src/sample/index.js';
import type { WorkforceContent } from '../../src/workforce/index.js';

/**
 * Every figure of the reference report, held against what was sealed and what was printed. Each function returns what is missing, so
 * that one failure tells all of it. Words are compared without white space: a PDF breaks lines where it likes.
 */

type Measure = Sample['measures'][number]['measures'][number];
type SealedMeasure = MeasuresContent['measures'][number];
type SnapshotSection = ReportSnapshot['sections'][number];
type Cell = Measure['current'] | Measure['months'][number];

const sectionsOf = (snapshot: ReportSnapshot, kind: string): SnapshotSection[] =>
  snapshot.sections.filter((section) => section.kind === kind);

function sealedMeasures(snapshot: ReportSnapshot): Map<string, SealedMeasure> {
  const groups = sectionsOf(snapshot, 'measures').map(({ content }) => content as MeasuresContent);
  return new Map(groups.flatMap(({ measures }) => measures.map((one) => [one.definition.title, one])));
}

/** What a sealed figure says about a cell of the reference: its value, or which kind of nothing. */
const NOTHING = { empty: 'not_collected', dash: 'no_data', not_applicable: 'not_applicable' } as const;
const said = (cell: Cell): number | string => (cell.kind === 'value' ? cell.value : NOTHING[cell.kind]);
const heard = (figure: { value: number | null; missingReason: string | null }): number | string | null =>
  figure.value ?? figure.missingReason;

/**
 * What the reference prints as current, and the product does not: the current figure of a snapshot is its latest month and nobody can
 * type it. See samples/README.md.
 */
export const DERIVED_OTHERWISE: readonly { title: string; printed: number; derived: number }[] = [
  { title: 'Average length of care proceedings', printed: 70, derived: 77 },
];

/** What the product makes of the current figure of the reference: that of a snapshot has the places of its latest month. */
function currentOf({ title, basis, current, months }: Measure): Cell {
  const latest = months.findLast(({ kind }) => kind === 'value');
  if (basis === 'year_to_date' || current.kind !== 'value' || latest?.kind !== 'value') return current;
  const other = DERIVED_OTHERWISE.find((one) => one.title === title && one.printed === current.value);
  return { ...current, value: other?.derived ?? current.value, decimals: latest.decimals };
}

/** @returns one line for each figure of the reference that is not sealed as it stands there. */
export function missingFromSnapshot(sample: Sample, snapshot: ReportSnapshot): string[] {
  const sealed = sealedMeasures(snapshot);
  const missing: string[] = [];
  const same = (what: string, expected: unknown, found: unknown): void => {
    if (JSON.stringify(expected) !== JSON.stringify(found))
      missing.push(`${what}: ${JSON.stringify(expected)}, sealed ${JSON.stringify(found)}`);
  };
  for (const measure of sample.measures.flatMap(({ measures }) => measures)) {
    const found = sealed.get(measure.title);
    if (!found) {
      missing.push(`${measure.title}: not sealed`);
      continue;
    }
    for (const month of measure.months)
      same(
        `${measure.title}, ${month.month}`,
        said(month),
        heard(found.months.find((one) => one.month === month.month) ?? { value: null, missingReason: null }),
      );
    for (const area of ['national', 'neighbours'] as const) {
      const cell = measure.benchmarks[area];
      const benchmark = found.benchmarks.find((one) => one.area === area);
      same(
        `${measure.title}, ${area}`,
        cell.kind === 'empty' ? null : said(cell),
        benchmark ? heard(benchmark.figure) : null,
      );
    }
    const { baseline } = measure;
    same(
      `${measure.title}, baseline`,
      baseline && [said(baseline), baseline.year],
      found.baseline && [heard(found.baseline), found.baseline.year],
    );
    // Where the reference leaves it blank, the product still tells the latest month.
    if (measure.current.kind === 'value')
      same(
        `${measure.title}, current`,
        said(currentOf(measure)),
        heard(found.current ?? { value: null, missingReason: null }),
      );
  }
  const register = sectionsOf(snapshot, 'risks')[0]?.content as RisksContent;
  for (const { ref, probability, impact } of sample.risks) {
    const entry = register.entries.find(({ number }) => number === ref);
    same(
      `risk ${ref}`,
      [probability, impact, (probability ?? 0) * (impact ?? 0)],
      [entry?.current.probability, entry?.current.impact, entry?.derived.scores.current?.score],
    );
  }
  const budget = sectionsOf(snapshot, 'budget')[0]?.content as BudgetContent;
  for (const { title, comment } of sample.budget)
    same(`${title}, comment`, comment, budget.lines.find((line) => line.title === title)?.comment);
  const { teams } = sectionsOf(snapshot, 'workforce')[0]?.content as WorkforceContent;
  for (const { name, vacancyRate } of sample.workforce.teams)
    same(name, vacancyRate?.value, teams.find((team) => team.name === name)?.reportedVacancyPercent);
  return missing;
}

/**
 * Changes one figure after the other: while the caller looks at the sample, one is wrong. Afterwards all are as they were.
 * @returns what is changed.
 */
export function* everyChange({ measures, risks, workforce }: Sample): Generator<string> {
  for (const { title, months, current, baseline, benchmarks } of measures.flatMap((group) => group.measures))
    for (const cell of [...months, current, baseline, benchmarks.national, benchmarks.neighbours])
      if (cell?.kind === 'value') {
        const { value } = cell;
        cell.value = value + 1;
        yield `${title}, ${value}`;
        cell.value = value;
      }
  for (const risk of risks) {
    const { probability } = risk;
    risk.probability = 6 - (probability ?? 0) + (probability === 3 ? 1 : 0);
    yield `risk ${risk.ref}`;
    risk.probability = probability;
  }
  for (const { name, vacancyRate } of workforce.teams)
    if (vacancyRate) {
      vacancyRate.value += 1;
      yield name;
      vacancyRate.value -= 1;
    }
}

const SHORTHAND = { empty: '[n]', dash: '[x]', not_applicable: '[z]' } as const;

const UNIT_WORDS = { percent: '', count: '', days: 'days' } as const;

/** With the places that the row has: 64.0% beside 74.6%, and more where the figure has more. */
function printed(cell: Cell, { unit, current, months }: Measure): string {
  if (cell.kind !== 'value') return SHORTHAND[cell.kind];
  const places = (of: Cell): number =>
    of.kind === 'value' ? (String(of.value).split('.')[1]?.length ?? 0) : 0;
  const decimals = Math.max(places(cell), ...[current, ...months].map(places));
  return `${cell.value.toFixed(decimals)}${unit === 'percent' ? '%' : ''}`;
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');
/** Figures that follow each other, as a pattern: each may be marked as provisional, and as one word of its unit. */
const PATTERN = /[.*+?^${}()|[\]\\]/g;
const exactly = (text: string): string => squeezed(text).replace(PATTERN, '\\$&');

function row(cells: readonly Cell[], measure: Measure): string {
  return cells
    .map((cell) => {
      const mark = 'provisional' in cell && cell.provisional ? '\\[p\\]' : '';
      return `${exactly(printed(cell, measure))}${mark}`;
    })
    .join('');
}

/** A figure that stands alone, with the word of its unit; whether it is provisional is said of the months. */
const alone = (cell: Cell, measure: Measure): string =>
  `${exactly(printed(cell, measure))}${measure.unit === null ? '' : UNIT_WORDS[measure.unit]}(\\[p\\])?`;

/** What stands behind a title until its first figure: `(lower is better; in days; months: year to date; statutory)`. */
const HINT = '(?:\\([a-z;:,]{0,90}\\))?';
/** A rating, a target, a direction: words between two figures that the reference gives. */
const WORDS = '[↑↓→]?[A-Za-z:]*(?:[A-Z][a-z]{2}(?:\\d{4})?to[A-Z][a-z]{2}\\d{4})?';

/** `, 9.9 points worse`, `, not like for like` */
const GAP = '(,?([\\d.,]+(points|days)(better|worse)|same|notlikeforlike))?';

/**
 * The one row of a measure: baseline where its table has any, six months, the current figure where the reference has one, and the two
 * benchmarks where its table has any.
 */
function measureRow(measure: Measure, group: Sample['measures'][number]): RegExp {
  const { baseline, benchmarks, title, basis } = measure;
  const has = (of: (one: Measure) => boolean): boolean => group.measures.some(of);
  const cell = (one: Cell, behind: string): string =>
    one.kind === 'empty' ? 'None' : `${alone(one, measure)}${behind}`;
  const compared = ({ benchmarks: { national, neighbours } }: Measure): boolean =>
    national.kind !== 'empty' || neighbours.kind !== 'empty';
  const current = currentOf(measure);
  const basisWords = basis === 'year_to_date' ? 'yeartodate' : '';
  // Where the reference leaves it blank, the product still tells one.
  const now = current.kind === 'value' ? `${alone(current, measure)}${basisWords}` : '.{0,30}?';
  return new RegExp(
    [
      exactly(title),
      HINT,
      has((one) => one.baseline !== null) ? (baseline ? cell(baseline, `,${baseline.year}`) : 'None') : '',
      row(measure.months, measure),
      now,
      has(compared) ? `${WORDS}${cell(benchmarks.national, GAP)}${cell(benchmarks.neighbours, GAP)}` : '',
    ].join(''),
  );
}

/** @returns one line for each row of the reference that cannot be read in the PDF, with its figures in their places. */
export function missingFromPdf(sample: Sample, text: string): string[] {
  const all = squeezed(text);
  const missing: string[] = [];
  const want = (what: string, pattern: RegExp): void => {
    if (!pattern.test(all)) missing.push(`${what}: ${pattern.source}`);
  };
  for (const group of sample.measures)
    for (const measure of group.measures) want(measure.title, measureRow(measure, group));
  // A row stays on one page, so that its cells follow each other.
  for (const { ref, description, mitigation, probability, impact } of sample.risks)
    want(
      `risk ${ref}`,
      new RegExp(
        `Risk${ref}${exactly(`${description}${mitigation}${(probability ?? 0) * (impact ?? 0)}${probability}×${impact},`)}`,
      ),
    );
  for (const { title, comment } of sample.budget)
    want(title, new RegExp(exactly(`${title}[x][x][x][x]${comment}`)));
  for (const { name, vacancyRate } of sample.workforce.teams)
    want(name, new RegExp(exactly(`${name}${vacancyRate?.value}%, reported`)));
  for (const { title, description } of [...sample.concerns, ...sample.developments])
    want(title, new RegExp(exactly(`${title}${description.slice(0, 60)}`)));
  for (const theme of sample.themes)
    for (const objective of theme.objectives)
      for (const wanted of [objective.title, ...objective.actions.map(({ title }) => title)])
        want(wanted, new RegExp(exactly(wanted)));
  return missing;
}
