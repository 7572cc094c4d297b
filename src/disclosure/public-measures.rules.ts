import type { Figure } from '../performance/index.js';
import {
  baselineCell,
  beforeCell,
  CHART,
  currentCell,
  monthCell,
  restatedCell,
  suppressedIn,
  type Content,
  type Measure,
  type Restatement,
} from './measure-cells.js';

/*
 * A group of measures as a public edition may print it. Built by inclusion, field by field: a field that is added to the content does
 * not compile here until somebody has decided about it. Texts are not looked through: the commentary stays as it is, and the person who owns
 * the measure stays named; other rules decide about those.
 */

type Suppressed = readonly { measureId: string; cell: string }[];

/** @param suppressed the cells to leave out, as `smallNumbers` lists them; those of other groups may be among them. */
export function suppressMeasures(content: Content, suppressed: Suppressed): Required<Content> {
  const isSuppressed = suppressedIn(suppressed);
  const whole = content.measures.filter(({ id }) => !suppressed.some(({ measureId }) => measureId === id));
  const { title, themeId, commentary, window, measures, restatements } = content;
  return {
    title,
    themeId,
    commentary,
    window: [...window],
    measures: measures.map((measure) =>
      publicMeasure(measure, (cell) => isSuppressed(measure.id, cell), whole.includes(measure)),
    ),
    restatements: restatements.map((one) => {
      const measure = measures.find(({ id }) => id === one.measureId);
      // Of a measure that is not in the group nobody has judged the figures.
      return publicRestatement(one, (cell) => !measure || isSuppressed(measure.id, cell), measure);
    }),
  };
}

type IsSuppressed = (cell: string) => boolean;

/**
 * @param open nothing of this measure is suppressed. Only then are the parts of its percentages printed: they add up to those of the
 * year to date, and what is missing could be worked out.
 */
function publicMeasure(measure: Measure, isSuppressed: IsSuppressed, open: boolean): Required<Measure> {
  const { id, definition, months, current, baseline, direction, rag, benchmarks, spc, redefined } = measure;
  const printed = (cell: string, figure: Figure) => publicFigure(measure, cell, figure, isSuppressed, open);
  const currentGone = current !== null && isSuppressed(currentCell(measure, current));
  const compared = direction ? [direction.fromMonth, direction.toMonth] : [];
  return {
    id,
    definition: publicDefinition(definition),
    months: months.map((one) => ({ month: one.month, ...printed(monthCell(measure, one.month), one) })),
    current: current && {
      ...printed(currentCell(measure, current), current),
      month: current.month,
      span: current.span,
      computed: current.computed,
    },
    baseline: baseline && { ...printed(baselineCell(baseline), baseline), year: baseline.year },
    direction:
      direction && !compared.some((month) => isSuppressed(monthCell(measure, month)))
        ? {
            performance: direction.performance,
            value: direction.value,
            fromMonth: direction.fromMonth,
            toMonth: direction.toMonth,
          }
        : null,
    rag: currentGone
      ? { derived: null, override: null, printed: null }
      : {
          derived: rag.derived,
          override: rag.override && { rag: rag.override.rag, reason: rag.override.reason },
          printed: rag.printed,
        },
    benchmarks: benchmarks.map((one) => ({
      area: one.area,
      // Published by others, about others.
      figure: withoutParts(one.figure),
      period: one.period,
      source: one.source,
      knownOn: one.knownOn,
      likeForLike: one.likeForLike,
      stale: one.stale,
      gap: currentGone ? null : one.gap,
      gapMeaning: currentGone ? null : one.gapMeaning,
    })),
    redefined: (redefined ?? []).map(({ version, reason }) => ({ version, reason })),
    spc: spc && !isSuppressed(CHART) && !chartIsSuppressed(measure, isSuppressed) ? publicChart(spc) : null,
  };
}

const chartIsSuppressed = (measure: Measure, isSuppressed: IsSuppressed): boolean =>
  (measure.spc?.points ?? []).some(({ month }) => isSuppressed(monthCell(measure, month)));

function publicDefinition(definition: Measure['definition']): Required<Measure['definition']> {
  const { target, owner } = definition;
  return {
    reference: definition.reference,
    title: definition.title,
    definition: definition.definition,
    source: definition.source,
    unit: definition.unit,
    decimals: definition.decimals,
    polarity: definition.polarity,
    basis: definition.basis,
    cellBasis: definition.cellBasis,
    numerator: definition.numerator,
    denominator: definition.denominator,
    owner: owner && { id: owner.id, name: owner.name, jobTitle: owner.jobTitle },
    statutory: definition.statutory,
    availabilityNote: definition.availabilityNote,
    target: { minimum: target.minimum, upper: target.upper, from: target.from, until: target.until },
    tolerance: definition.tolerance,
    deadBand: definition.deadBand,
    fedBy: definition.fedBy,
    belowZero: definition.belowZero,
    frequency: definition.frequency,
  };
}

function publicChart(spc: NonNullable<Measure['spc']>): Required<NonNullable<Measure['spc']>> {
  return {
    points: spc.points.map(({ month, value, limits, signal, meaning }) => ({
      month,
      value,
      limits: {
        mean: limits.mean,
        lower: limits.lower,
        upper: limits.upper,
        nearLower: limits.nearLower,
        nearUpper: limits.nearUpper,
      },
      signal,
      meaning,
    })),
    rebases: (spc.rebases ?? []).map(({ from, reason }) => ({ from, reason })),
    trial: spc.trial,
    assurance: spc.assurance,
    sentence: spc.sentence,
  };
}

/** Parts are printed of a percentage that is of one month or one day, and of nothing else: see {@link publicMeasure}. */
function publicFigure(
  { definition }: Measure,
  cell: string,
  figure: Figure,
  isSuppressed: IsSuppressed,
  open: boolean,
): Required<Figure> {
  if (isSuppressed(cell)) return suppressedFigure(figure);
  const parts = open && definition.unit === 'percent' && cell.startsWith('month/');
  const { numerator, denominator } = figure;
  return parts ? { ...withoutParts(figure), numerator, denominator } : withoutParts(figure);
}

function withoutParts({ missingReason, value, decimals, asAt, state, partMonth }: Figure): Required<Figure> {
  return { missingReason, value, decimals, numerator: null, denominator: null, asAt, state, partMonth };
}

/** How many places it has, its day and its standing say nothing of its size. */
function suppressedFigure({ decimals, asAt, state, partMonth }: Figure): Required<Figure> {
  return {
    missingReason: 'suppressed',
    value: null,
    decimals,
    numerator: null,
    denominator: null,
    asAt,
    state,
    partMonth,
  };
}

/** The reason goes with either of its figures: it would say what changed. A figure that was none keeps its kind of nothing. */
function publicRestatement(
  restatement: Restatement,
  isSuppressed: IsSuppressed,
  measure: Measure | undefined,
): Required<Restatement> {
  const { measureId, title, period, span, before, after, reason } = restatement;
  const cell = measure ? restatedCell(measure, restatement) : '';
  const afterGone = isSuppressed(cell);
  // What the source has suppressed since is not to be read from what it said before.
  const beforeGone = afterGone || isSuppressed(beforeCell(cell)) || after.missingReason === 'suppressed';
  const shown = (figure: Figure, gone: boolean) =>
    gone && figure.value !== null ? suppressedFigure(figure) : withoutParts(figure);
  return {
    measureId,
    title,
    period,
    span,
    before: shown(before, beforeGone),
    after: shown(after, afterGone),
    reason: afterGone || beforeGone ? null : reason,
  };
}
