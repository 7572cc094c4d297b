import { count } from '../shell/index.js';
import { periodWords, type MeasuresContent } from '../../performance/index.js';
import { quarterLabel, quarterOf, type PartDocument, type PartView } from '../../programmes/index.js';
import type { ThemeContent } from '../../themes/index.js';

/** What a month's part should say and does not, although it may be submitted without it. */
export interface OpenWork {
  /** The block in which it is done, as the document names it. */
  at: string;
  /** `3 of 3 measures have no figure for January 2020` */
  sentence: string;
  /** The same on the page of the block itself, which need not be named there. */
  here: string;
  /** For a list of blocks: `3 of 3 figures missing`. */
  short: string;
}

/** Pure. In the order of the part. */
export function openWork({ part, content }: Pick<PartDocument, 'part' | 'content'>): OpenWork[] {
  if (part.section === 'measures') return figuresMissing(content as MeasuresContent, part.period);
  return part.section === 'theme' ? ratingsMissing(content as ThemeContent, part.period) : [];
}

/** The first of them, and how many more there are. */
export const openInWords = (open: readonly OpenWork[]): string =>
  `${open[0]?.sentence ?? ''}${open.length > 1 ? `, and ${count(open.length - 1, 'thing')} more ${open.length === 2 ? 'is' : 'are'} open` : ''}`;

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
  const only = own.length === 1;
  const what = `${missing.length} of ${own.length}`;
  const sentence = `${only ? 'The measure has' : `${what} measures have`} no figure for ${when}`;
  return [
    {
      at: 'measures',
      sentence,
      here: sentence,
      short: `${only ? 'Without' : `${what} without`} a figure for ${when}`,
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
    const only = actions.length === 1;
    const what = `${missing} of ${actions.length}`;
    const here = `${only ? 'The action is' : `${what} actions are`} not rated for ${quarterLabel(now)}`;
    return [
      {
        at: `objectives[${index}]`,
        sentence: `${here} in “${title}”`,
        here,
        short: `${only ? 'Not' : `${what} not`} rated for ${quarterLabel(now)}`,
      },
    ];
  });
  const nothing = overview.narrative === null && overview.rag === null;
  const sentence = 'Nothing says how the theme is going';
  return [
    ...(nothing ? [{ at: 'overview', sentence, here: sentence, short: 'Not started' }] : []),
    ...unrated,
  ];
}
