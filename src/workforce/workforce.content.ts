import { z } from 'zod';
import { decimal, line, narrative } from '../platform/index.js';
import { fte } from './fte.rules.js';

/** The columns of an establishment, in printed order. */
export const FTE_COLUMNS = [
  'establishmentFte',
  'permanentFte',
  'vacantFte',
  'agencyFte',
  'agencyCoveringFte',
  'startersFte',
  'leaversFte',
] as const;
export type FteColumn = (typeof FTE_COLUMNS)[number];

/** In printed order; {@link rateOf} has the formulas. */
export const RATES = [
  'vacancyLocal',
  'vacancyDfe',
  'turnoverLocal',
  'turnoverDfe',
  'agencyLocal',
  'agencyDfe',
  'agencyCover',
] as const;
export type Rate = (typeof RATES)[number];

export const AREAS = ['england', 'region', 'neighbours'] as const;

const known = fte.nullable();
const columns = {
  establishmentFte: known.describe('Posts that there are: permanent and vacant ones together.'),
  permanentFte: known.describe('Permanent staff in post. Agency workers are not among them.'),
  vacantFte: known.describe('Posts without a permanent holder, also where an agency worker covers them.'),
  agencyFte: known.describe('Agency workers, stated apart from the posts.'),
  agencyCoveringFte: known.describe('Of the agency workers, those who cover a vacant post.'),
  startersFte: known.describe('Permanent staff who started in the twelve months to the date.'),
  leaversFte: known.describe('Permanent staff who left in the twelve months to the date.'),
};

const percent = decimal(2).min(0).max(100);

const caseload = z.strictObject({
  cases: z.int().min(0).max(999_999),
  workersFte: fte.gt(0, 'There is no caseload without workers.'),
});

const team = z.strictObject({
  id: z.uuid().describe('Stable from month to month.'),
  name: line(80),
  ...columns,
  reportedVacancyPercent: percent
    .nullable()
    .describe('A rate that the team reports without its posts: printed as “reported”, never recomputed.'),
  caseload: caseload.nullable(),
  note: narrative(2000).nullable(),
});
export type Team = z.infer<typeof team>;

const benchmark = z.strictObject({
  rate: z.enum(RATES),
  area: z.enum(AREAS),
  value: percent,
  period: line(60).describe('What it is the figure of: “30 September 2018”.'),
  source: line(200),
  likeForLike: z.boolean().describe('It is worked out in the same way as the rate that it stands beside.'),
});

/** What an owner writes for one period: the whole document, as it is saved. Order is the printed order. */
export const workforceDocument = z
  .strictObject({
    asAt: z.iso.date().describe('The day that the figures are of.'),
    themeId: z.uuid().nullable().describe('The theme of the programme that prints this.'),
    teams: z.array(team).max(100),
    benchmarks: z.array(benchmark).max(RATES.length * AREAS.length),
  })
  .superRefine(({ teams, benchmarks }, ctx) => {
    const ids = new Set<string>();
    const names = new Set<string>();
    teams.forEach(
      ({ id, name, establishmentFte, permanentFte, vacantFte, reportedVacancyPercent }, index) => {
        const issue = (field: string, message: string) =>
          ctx.addIssue({ code: 'custom', path: ['teams', index, field], message });
        const key = name.replace(/\s+/g, ' ').toLowerCase();
        if (ids.has(id)) issue('id', 'This id is already used by another team.');
        if (names.has(key)) issue('name', 'There is a team with this name already.');
        ids.add(id);
        names.add(key);
        if (
          reportedVacancyPercent !== null &&
          permanentFte !== null &&
          (establishmentFte !== null || vacantFte !== null)
        )
          issue(
            'reportedVacancyPercent',
            'The team gives its posts, so its vacancy rate is worked out from them: leave the reported one out (null).',
          );
      },
    );
    const held = new Set<string>();
    benchmarks.forEach(({ rate, area }, index) => {
      if (held.has(`${rate} ${area}`))
        ctx.addIssue({
          code: 'custom',
          path: ['benchmarks', index, 'area'],
          message: 'There is a benchmark of this rate for this area already.',
        });
      held.add(`${rate} ${area}`);
    });
  });
export type WorkforceDocument = z.infer<typeof workforceDocument>;

const rates = z
  .object(
    Object.fromEntries(RATES.map((rate) => [rate, z.number().nullable()])) as Record<
      Rate,
      z.ZodNullable<z.ZodNumber>
    >,
  )
  .meta({
    id: 'WorkforceRates',
    description:
      'Per cent, to one decimal; null where a figure is not known or there is nothing to divide by. Local: of the establishment. DfE: as the Department for Education’s children’s social work workforce statistics.',
  });
export type Rates = z.infer<typeof rates>;

const casesPerWorker = z.number().nullable().describe('To one decimal.');

/** What is read, approved and sealed: the document with what follows from it. */
export const workforceContent = z
  .object({
    asAt: workforceDocument.shape.asAt,
    themeId: workforceDocument.shape.themeId,
    teams: z.array(
      team.extend({
        derived: z.object({
          reconciles: z
            .boolean()
            .nullable()
            .describe(
              'Permanent and vacant posts make the establishment. Null when one of the three is not given.',
            ),
          rates,
          casesPerWorker,
        }),
      }),
    ),
    benchmarks: workforceDocument.shape.benchmarks,
    derived: z.object({
      total: z
        .object({ ...columns, caseload: caseload.nullable(), rates, casesPerWorker })
        .describe('Of all teams; a figure that one team does not give is null.'),
      complete: z.boolean().describe('Every team gives every figure of the total.'),
    }),
  })
  .meta({ id: 'WorkforceContent', description: 'One period’s establishment by team.' });
export type WorkforceContent = z.infer<typeof workforceContent>;

/** What an owner wrote, without what follows from it. */
export const workforceDocumentOf = ({
  asAt,
  themeId,
  teams,
  benchmarks,
}: WorkforceContent): WorkforceDocument => ({
  asAt,
  themeId,
  teams: teams.map(({ derived: _, ...team }) => team),
  benchmarks,
});
