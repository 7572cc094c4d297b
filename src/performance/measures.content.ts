import { z } from 'zod';
import { decimal, line, narrative } from '../platform/index.js';
import { month, RAGS } from '../programmes/index.js';
import { FREQUENCIES, period, SPANS } from './period.rules.js';

/** Why there is no figure. None of them is zero. */
export const MISSING_REASONS = ['not_collected', 'no_data', 'not_applicable', 'suppressed'] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

export const UNITS = ['percent', 'count', 'days', 'weeks', 'fte', 'pounds'] as const;
export const POLARITIES = ['higher', 'lower', 'neutral'] as const;
export type Polarity = (typeof POLARITIES)[number];
/** What the current figure covers. */
export const BASES = ['snapshot', 'year_to_date', 'in_month'] as const;
/** What a period’s figure covers: the period itself, the year so far, a day of the period, or the twelve months that end with it. */
export const CELL_BASES = ['in_month', 'cumulative', 'snapshot', 'rolling'] as const;
export const STATES = ['provisional', 'validated', 'restated'] as const;
export const AREAS = ['national', 'region', 'neighbours'] as const;

/** Places after the point that a figure can have. */
export const MOST_DECIMALS = 4;

/** What somebody gives as a figure: beyond any of a council, and well within what a double holds to its places. */
export const amount = decimal(MOST_DECIMALS).min(-1e11).max(1e11);

/** One figure, or the reason why it is missing. */
export const figure = z.object({
  missingReason: z
    .enum(MISSING_REASONS)
    .nullable()
    .describe(
      'Why there is no value; null when there is one. What earlier releases sealed names it “nothing”.',
    ),
  value: z.number().nullable(),
  decimals: z
    .int()
    .min(0)
    .max(MOST_DECIMALS)
    .describe('Printed places after the point, as the figure was given.'),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  asAt: z.iso.date().nullable().describe('The day whose state of affairs it tells.'),
  state: z.enum(STATES).nullable(),
  partMonth: z.boolean().describe('Its period was not over on the as-at date.'),
});
export type Figure = z.infer<typeof figure>;

const signal = z.enum(['outside', 'trend', 'two_in_three', 'shift']);
export type Signal = z.infer<typeof signal>;

/** Statistical process control (XmR) of a series. */
export const spc = z.object({
  points: z.array(
    z.object({
      month: period,
      value: z.number(),
      numerator: z.number().nullable().optional(),
      denominator: z
        .number()
        .nullable()
        .optional()
        .describe(
          'What the value is made of, for the protection of small numbers. Missing in what earlier releases sealed.',
        ),
      limits: z.object({
        mean: z.number(),
        lower: z.number(),
        upper: z.number(),
        nearLower: z.number(),
        nearUpper: z.number(),
      }),
      signal: signal.nullable(),
      meaning: z.enum(['improvement', 'concern', 'neutral_high', 'neutral_low', 'common_cause']),
    }),
  ),
  rebases: z
    .array(z.object({ from: month, reason: z.string() }))
    .optional()
    .describe(
      'The months from which it has new limits, with reasons. Missing in what earlier releases sealed.',
    ),
  trial: z.boolean().describe('Fewer than 12 points: the limits are provisional.'),
  assurance: z.enum(['consistently_passing', 'consistently_failing', 'hit_and_miss']).nullable(),
  sentence: z.string(),
});
export type Spc = z.infer<typeof spc>;

/** What a measure is; a change makes a new version, and reports keep the one that they were made with. */
export const measureDefinition = z.strictObject({
  reference: line(20).nullable(),
  title: line(300),
  definition: narrative(4000).nullable(),
  source: line(300).nullable(),
  unit: z.enum(UNITS).nullable().describe('Null where it is not known.'),
  decimals: z.int().min(0).max(MOST_DECIMALS),
  polarity: z.enum(POLARITIES).describe('Which direction is better.'),
  basis: z.enum(BASES).nullable().describe('What the current figure covers; null where it is not known.'),
  cellBasis: z
    .enum(CELL_BASES)
    .describe('What the figure of a period covers; `in_month`: that period alone, whichever kind it is.'),
  frequency: z
    .enum(FREQUENCIES)
    .default('month')
    .describe('How often it is counted. A year is a financial year. Earlier releases sealed only months.'),
  numerator: line(500).nullable(),
  denominator: line(500).nullable(),
  ownerId: z.uuid().nullable(),
  statutory: z.boolean(),
  availabilityNote: line(300).nullable().describe('“calculation to be developed”'),
  target: z.strictObject({
    minimum: amount.nullable().describe('The floor: worse than this is RED.'),
    upper: amount.nullable().describe('The ambition: this or better is GREEN.'),
    from: z.iso.date().nullable(),
    until: z.iso.date().nullable(),
  }),
  belowZero: z
    .boolean()
    .nullable()
    .default(null)
    .describe(
      'Whether its figures may be below zero; null = as its unit: pounds, and a unit that is not known, may.',
    ),
  tolerance: amount.min(0).nullable().describe('How far short of the floor still counts as AMBER.'),
  deadBand: amount.min(0).nullable().describe('The least change that counts as a change.'),
  fedBy: z
    .string()
    .regex(/^[a-z]+:[A-Za-z]+$/, 'It is written as section:figure, such as workforce:vacancyLocal.')
    .max(60)
    .nullable()
    .default(null)
    .describe(
      'The figure of another section that its months are recorded from at approval; null = recorded by people.',
    ),
});
export type MeasureDefinition = z.infer<typeof measureDefinition>;

/** Whether a measure's figures may be below zero: one rule for every way in. */
export const mayBeBelowZero = ({ unit, belowZero }: Pick<MeasureDefinition, 'unit' | 'belowZero'>): boolean =>
  belowZero ?? (unit === 'pounds' || unit === null);

/** What to do about a figure that may not be below zero. */
export const BELOW_ZERO = 'If this measure can be, say so in its definition first.';

export const measureRow = z.object({
  id: z.uuid(),
  definition: measureDefinition,
  months: z
    .array(figure.extend({ month: period }))
    .describe(
      'The six periods of its frequency that the report prints, the oldest first: months up to that of the report, quarters and years that had ended by the as-at date.',
    ),
  current: figure
    .extend({
      month: period.describe('Its period; of a year to date the last month.'),
      span: z.enum(SPANS),
      computed: z.boolean().describe('Worked out from its periods, not given as one figure.'),
    })
    .nullable(),
  baseline: figure.extend({ year: z.string().describe('2018/19') }).nullable(),
  direction: z
    .object({
      performance: z
        .enum(['better', 'same', 'worse'])
        .nullable()
        .describe('Null for a measure without a better direction.'),
      value: z.enum(['up', 'level', 'down']),
      fromMonth: period,
      toMonth: period,
    })
    .nullable()
    .describe('Between the last two months that have a value.'),
  rag: z.object({
    derived: z.enum(RAGS).nullable(),
    override: z.object({ rag: z.enum(RAGS), reason: z.string() }).nullable(),
    printed: z.enum(RAGS).nullable(),
  }),
  benchmarks: z.array(
    z.object({
      area: z.enum(AREAS),
      figure,
      period: z.string().nullable(),
      source: z.string().nullable(),
      knownOn: z.iso.date().nullable(),
      likeForLike: z.boolean(),
      stale: z.boolean(),
      gap: z.number().nullable().describe('Current minus benchmark.'),
      gapMeaning: z.enum(['better', 'same', 'worse']).nullable(),
    }),
  ),
  spc: spc.nullable(),
  redefined: z
    .array(z.object({ version: z.int().min(2), reason: z.string() }))
    .optional()
    .describe(
      'Why its definition was changed, the oldest version first; missing where nobody was asked, or it never was.',
    ),
});
export type MeasureRow = z.infer<typeof measureRow>;

const override = z.strictObject({
  measureId: z.uuid(),
  rag: z.enum(RAGS),
  reason: narrative(2000).describe('Why the rating is not the one that follows from the targets.'),
});

/** What an owner writes for one group of measures and one period; the figures come from the readings. */
export const measuresDocument = z.strictObject({
  commentary: narrative().nullable(),
  overrides: z.array(override).max(100),
});
export type MeasuresDocument = z.infer<typeof measuresDocument>;

/** One group of measures as it is read, approved and sealed: what was known when its part was saved for the last time. */
export const measuresContent = z
  .object({
    title: z.string().nullable(),
    themeId: z.uuid().nullable().describe('The theme that prints it.'),
    commentary: z.string().nullable(),
    window: z
      .array(month)
      .describe(
        'The six months up to that of the report, the oldest first; what is counted otherwise has its own.',
      ),
    measures: z.array(measureRow),
    restatements: z
      .array(
        z.object({
          measureId: z.uuid(),
          title: z.string(),
          period: z.string().describe('2019-12; 2019/20 Q3 for a quarter, 2019/20 for a year.'),
          span: z.enum(SPANS),
          before: figure,
          after: figure,
          reason: z.string().nullable(),
        }),
      )
      .describe('Figures that the last approved report gave differently.'),
  })
  .meta({ id: 'MeasuresContent', description: 'One period’s figures of a group of measures.' });
export type MeasuresContent = z.infer<typeof measuresContent>;
