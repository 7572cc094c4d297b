import { periodWords, type MeasuresContent } from '../../performance/index.js';
import { quarterLabel, quarterOf, type PartDocument, type PartView } from '../../programmes/index.js';
import type { ThemeContent } from '../../themes/index.js';

/** What a month's part should say and does not, although it may be submitted without it. */
export interface OpenWork {
  /** The block in which it is done, as the document names it. */
  at: string;
  /** `3 of 3 measures have no figure for January 2020` */
  sentence: string;
  /** For a list of blocks: `3 of 3 figures missing`. */
  short: string;
}

/** Pure. In the order of the part. */
export function openWork({ part, content }: Pick<PartDocument, 'part' | 'content'>): OpenWork[] {
  if (part.section === 'measures') return figuresMissing(content as MeasuresContent, part.period);
  return part.section === 'theme' ? ratingsMissing(content as ThemeContent, part.period) : [];
}

/**
 * A figure of which somebody has said why it is missing is told; one that another section feeds is not this part's to give. Of a measure
 * that is counted by quarter or year the last one that has ended is asked for, and never the one that runs.
 */
function figuresMissing({ measures }: MeasuresContent, period: PartView['period']): OpenWork[] {
  const own = measures.filter(({ definition }) => definition.fedBy === null);
  const missing = own.filter(({ months }) => {
    const figure = months.at(-1);
    const unsaid = figure?.missingReason === null || figure?.missingReason === 'not_collected';
    return figure === undefined || (figure.value === null && unsaid);
  });
  if (missing.length === 0) return [];
  const times = new Set(
    missing.map(({ definition, months }) =>
      definition.frequency === 'month' ? period.label : periodWords(months.at(-1)?.month ?? ''),
    ),
  );
  const when = [...times].join(' or ');
  const have = own.length === 1 ? 'measure has' : 'measures have';
  return [
    {
      at: 'measures',
      sentence: `${missing.length} of ${own.length} ${have} no figure for ${when}`,
      short: `${missing.length} of ${own.length} without a figure for ${when}`,
    },
  ];
}

function ratingsMissing({ overview, objectives }: ThemeContent, { asAt }: PartView['period']): OpenWork[] {
  const now = quarterOf(asAt);
  const unrated = objectives.flatMap(({ title, actions }, index) => {
    const missing = actions.filter(
      ({ ratings }) =>
        !ratings.some(
          ({ financialYear, quarter }) => financialYear === now.financialYear && quarter === now.quarter,
        ),
    ).length;
    if (missing === 0) return [];
    const what = `${missing} of ${actions.length}`;
    const are = actions.length === 1 ? 'action is' : 'actions are';
    return [
      {
        at: `objectives[${index}]`,
        sentence: `${what} ${are} not rated for ${quarterLabel(now)} in “${title}”`,
        short: `${what} not rated for ${quarterLabel(now)}`,
      },
    ];
  });
  const nothing = overview.narrative === null && overview.rag === null;
  return [
    ...(nothing
      ? [{ at: 'overview', sentence: 'Nothing says how the theme is going', short: 'Not started' }]
      : []),
    ...unrated,
  ];
}
