import { canonicalJson, type ProblemIssue } from '../platform/index.js';
import type { Figure, MeasureRow, MeasuresContent } from './measures.content.js';
import { periodWords } from './period.rules.js';
import { typedFigure } from './transfer/figure-text.js';

const REMEDY = 'Save or return the part: it then takes this in.';

/**
 * Where a part says something else than what is known now, each with its place and both figures. Pure; nothing where both are the same.
 * @param said what the part says. @param known what it would say if it were worked out again.
 */
export function movedSince(said: MeasuresContent, known: MeasuresContent): ProblemIssue[] {
  if (same(said, known)) return [];
  const moved = [
    ...said.measures.flatMap((row, index) => {
      const now = known.measures.find(({ id }) => id === row.id);
      const path = `measures[${index}]`;
      return now
        ? movedRow(row, now).map((message) => ({ path, message }))
        : [{ path, message: `“${row.definition.title}” is not in this group any more.` }];
    }),
    ...known.measures
      .filter(({ id }) => !said.measures.some((row) => row.id === id))
      .map(({ definition }) => ({
        path: 'measures',
        message: `“${definition.title}” is in this group now.`,
      })),
  ];
  if (moved.length === 0)
    moved.push({ path: 'measures', message: 'The group, its order or its restated figures have changed.' });
  return moved.map(({ path, message }) => ({ path, message: `${message} ${REMEDY}` }));
}

function movedRow(said: MeasureRow, known: MeasureRow): string[] {
  if (same(said, known)) return [];
  const { title, unit } = known.definition;
  const words = (figure: Figure | null | undefined): string =>
    figure?.value == null ? 'no figure' : typedFigure(figure, unit);
  const differs = (before: Figure | null | undefined, now: Figure | null | undefined): string | null =>
    words(before) === words(now) ? null : `${words(before)} is now ${words(now)}`;
  const months = known.months.flatMap((now) => {
    const difference = differs(
      said.months.find(({ month }) => month === now.month),
      now,
    );
    return difference === null ? [] : [`“${title}”, ${periodWords(now.month)}: ${difference}.`];
  });
  if (months.length > 0) return months;
  const others = [
    ['its current figure', differs(said.current, known.current)],
    ['its baseline', differs(said.baseline, known.baseline)],
  ] as const;
  const figures = others.flatMap(([what, difference]) =>
    difference === null ? [] : [`“${title}”, ${what}: ${difference}.`],
  );
  if (figures.length > 0) return figures;
  return same(said.definition, known.definition)
    ? [`What is known about “${title}” has changed.`]
    : [`What the dictionary says of “${title}” has changed.`];
}

const same = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);
