import type { MeasuresContent } from '../../src/performance/index.js';
import type { ReportSnapshot } from '../../src/reporting/index.js';
import type { RisksContent } from '../../src/risks/index.js';
import type { Sample } from '../../src/launcher/sample.js';

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
const heard = (figure: { value: number | null; nothing: string | null }): number | string | null =>
  figure.value ?? figure.nothing;

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
        heard(found.months.find((one) => one.month === month.month) ?? { value: null, nothing: null }),
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
    if (measure.baseline?.kind === 'value')
      same(
        `${measure.title}, ${measure.baseline.year}`,
        [measure.baseline.value, measure.baseline.year],
        [found.baseline?.value, found.baseline?.year],
      );
    if (measure.current.kind === 'value' && measure.basis === 'year_to_date')
      same(`${measure.title}, year to date`, measure.current.value, found.current?.value);
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
  return missing;
}

const SHORTHAND = { empty: '[n]', dash: '[x]', not_applicable: '[z]' } as const;

function printed(cell: Cell, unit: Measure['unit']): string {
  if (cell.kind !== 'value') return SHORTHAND[cell.kind];
  const mark = 'provisional' in cell && cell.provisional ? '[p]' : '';
  return `${cell.value.toFixed(cell.decimals)}${unit === 'percent' ? '%' : ''}${mark}`;
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

/** Far enough for a title, its hint and a row's cells; not for the next measure's. */
const ROW = 260;

/** @returns one line for each row of the reference that cannot be read in the PDF. */
export function missingFromPdf(sample: Sample, text: string): string[] {
  const all = squeezed(text);
  const behind = (title: string): string[] => {
    const found: string[] = [];
    for (let at = all.indexOf(title); at >= 0; at = all.indexOf(title, at + 1))
      found.push(all.slice(at + title.length, at + title.length + ROW));
    return found;
  };
  const missing: string[] = [];
  for (const measure of sample.measures.flatMap(({ measures }) => measures)) {
    const rows = behind(squeezed(measure.title));
    const months = measure.months.map((month) => printed(month, measure.unit)).join('');
    if (!rows.some((row) => row.includes(months))) missing.push(`${measure.title}: ${months}`);
    for (const area of ['national', 'neighbours'] as const) {
      const cell = measure.benchmarks[area];
      if (cell.kind === 'empty') continue;
      const benchmark = printed(cell, measure.unit);
      if (!rows.some((row) => row.includes(benchmark)))
        missing.push(`${measure.title}, ${area}: ${benchmark}`);
    }
  }
  for (const { ref, probability, impact } of sample.risks) {
    const score = `${probability}×${impact}=${(probability ?? 0) * (impact ?? 0)}`;
    if (!all.includes(score)) missing.push(`risk ${ref}: ${score}`);
  }
  // A row stays on one page, so its title and the beginning of its text follow each other.
  for (const { title, description } of [...sample.concerns, ...sample.developments])
    if (!all.includes(squeezed(`${title}${description.slice(0, 60)}`))) missing.push(title);
  for (const theme of sample.themes)
    for (const objective of theme.objectives)
      for (const wanted of [objective.title, ...objective.actions.map(({ title }) => title)])
        if (!all.includes(squeezed(wanted))) missing.push(wanted);
  return missing;
}
