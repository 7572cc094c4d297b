import { z } from 'zod';
import { line, narrative, patchOf } from '../platform/index.js';
import { month } from '../programmes/index.js';
import {
  amount,
  AREAS,
  measureDefinition,
  MOST_DECIMALS,
  MISSING_REASONS,
  STATES,
} from './measures.content.js';
import { HOW_WRITTEN, isPeriod, periodDate, SPANS } from './period.rules.js';

const decimals = z
  .int()
  .min(0)
  .max(MOST_DECIMALS)
  .nullable()
  .default(null)
  .describe('Printed places after the point; null = as the dictionary says.');
const missingReason = z
  .enum(MISSING_REASONS)
  .nullable()
  .default(null)
  .describe('Why there is no figure. None of these is zero: send zero as a value.');

export const groupInput = z.strictObject({
  number: z.int().min(1).max(99),
  title: line(300).nullable().default(null),
  themeId: z.uuid().nullable().default(null).describe('The theme that prints it; null = after the themes.'),
  ownerId: z.uuid().nullable().default(null),
});
export type GroupInput = z.infer<typeof groupInput>;
export const groupPatch = patchOf(groupInput);

export const measureInput = z.strictObject({
  groupId: z.uuid().nullable().describe('Null: kept, but no longer reported.'),
  position: z.int().min(1).max(999).describe('Its place in the group.'),
  definition: measureDefinition.superRefine((definition, ctx) => {
    const { minimum, upper, from, until } = definition.target;
    const { polarity, basis, cellBasis, frequency, unit, fedBy } = definition;
    const wrong = (path: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: ['target', path], message });
    if (fedBy !== null && (unit !== 'percent' || basis === 'year_to_date'))
      ctx.addIssue({
        code: 'custom',
        path: ['fedBy'],
        message: 'What another section feeds is a percentage at a day: unit “percent”, and no year to date.',
      });
    if (fedBy !== null && frequency !== 'month')
      ctx.addIssue({
        code: 'custom',
        path: ['fedBy'],
        message: 'What another section feeds comes with each month’s report: frequency “month”.',
      });
    if (frequency === 'year' && (basis === 'year_to_date' || cellBasis === 'cumulative'))
      ctx.addIssue({
        code: 'custom',
        path: [basis === 'year_to_date' ? 'basis' : 'cellBasis'],
        message: 'What is counted once a year has no year to date.',
      });
    if (basis === 'year_to_date' && cellBasis === 'rolling')
      ctx.addIssue({
        code: 'custom',
        path: ['cellBasis'],
        message: 'A figure of the last twelve months does not add up to a year to date.',
      });
    if (minimum !== null && upper !== null) {
      if (polarity === 'higher' && upper < minimum)
        wrong('upper', 'Higher is better here, so the ambition cannot be lower than the floor.');
      if (polarity === 'lower' && upper > minimum)
        wrong('upper', 'Lower is better here, so the ambition cannot be higher than the floor.');
    }
    if (polarity === 'neutral' && (minimum !== null || upper !== null))
      wrong('minimum', 'A measure without a better direction cannot have a target.');
    if (from !== null && until !== null && until < from) wrong('until', 'The target ends before it begins.');
  }),
});
export type MeasureInput = z.infer<typeof measureInput>;

export const redefinitionInput = measureInput.extend({
  reason: line(500).describe('Why it is changed; it stands beside the version.'),
});
export type RedefinitionInput = z.infer<typeof redefinitionInput>;

export const readingInput = z
  .strictObject({
    measureId: z.uuid(),
    span: z.enum(SPANS).default('month'),
    period: z.string().max(10).describe('2020-01; a quarter as 2019/20 Q4, a year as 2018/19.'),
    missingReason,
    value: amount.nullable().default(null),
    numerator: amount.nullable().default(null),
    denominator: amount.nullable().default(null),
    decimals,
    asAt: z.iso.date().nullable().default(null).describe('The day whose state of affairs it tells.'),
    state: z.enum(STATES).default('provisional'),
    reason: narrative(2000).nullable().default(null).describe('Why a known figure is changed.'),
  })
  .superRefine((reading, ctx) => {
    const wrong = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
    if (!isPeriod(reading.span, reading.period)) wrong('period', HOW_WRITTEN[reading.span]);
    else if (reading.asAt !== null && reading.asAt < periodDate(reading.period))
      wrong('asAt', 'The as-at date lies before the period.');
    const parts = reading.numerator !== null || reading.denominator !== null;
    if (parts && (reading.numerator === null || reading.denominator === null))
      wrong(
        reading.numerator === null ? 'numerator' : 'denominator',
        'Numerator and denominator come together.',
      );
    if (reading.denominator !== null && reading.denominator <= 0)
      wrong('denominator', 'Nothing can be divided by this. If there were no cases, send “no_data”.');
    if (reading.missingReason !== null && (reading.value !== null || parts))
      wrong('missingReason', 'There is a figure, so there is no reason why it is missing.');
    if (reading.missingReason === null && reading.value === null && !parts)
      wrong('value', 'Send a value, or numerator and denominator, or the reason why the figure is missing.');
  });
export type ReadingInput = z.infer<typeof readingInput>;

export const readingsInput = z.strictObject({ readings: z.array(readingInput).min(1).max(5000) });

export const benchmarkInput = z
  .strictObject({
    area: z.enum(AREAS),
    missingReason,
    value: amount.nullable().default(null),
    decimals,
    period: line(60).nullable().default(null).describe('As its source names it: “2018/19”.'),
    periodEndsOn: z.iso.date().nullable().default(null),
    source: line(300).nullable().default(null),
    knownOn: z.iso.date().nullable().default(null).describe('When it was published.'),
    likeForLike: z.boolean().describe('Counted in the same way as the measure.'),
  })
  .superRefine((benchmark, ctx) => {
    if ((benchmark.missingReason === null) === (benchmark.value === null))
      ctx.addIssue({
        code: 'custom',
        path: ['value'],
        message: 'Send either a value or the reason why it is missing.',
      });
  });
export type BenchmarkInput = z.infer<typeof benchmarkInput>;

export const rebaseInput = z.strictObject({
  from: month.describe('The first month of the changed process.'),
  reason: line(500).describe('What changed.'),
});
export type RebaseInput = z.infer<typeof rebaseInput>;
