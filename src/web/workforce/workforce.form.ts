import { z } from 'zod';
import { workforceDocument } from '../../workforce/index.js';
import { pageForm, type FieldRule } from '../shell/index.js';

const { asAt, themeId, teams, benchmarks } = workforceDocument.shape;
const { id: _id, caseload, ...team } = teams.element.shape;
const { cases, workersFte } = caseload.unwrap().shape;
const { rate: _rate, area: _area, ...benchmark } = benchmarks.element.shape;

export const aboutForm = pageForm(z.object({ asAt, themeId }), {
  asAt: { to: 'asAt', as: 'date', missing: 'Enter the day that the figures are of' },
  theme: { to: 'themeId' },
});

const number = (to: string, label: string, such: string): FieldRule => ({
  to,
  as: 'figure',
  number: `${label}: use a number, such as ${such}`,
});

export const teamForm = pageForm(
  z
    .object({ ...team, cases: cases.nullable(), workersFte: workersFte.nullable() })
    .superRefine((typed, ctx) => {
      if ((typed.cases === null) === (typed.workersFte === null)) return;
      ctx.addIssue({
        code: 'custom',
        path: [typed.cases === null ? 'cases' : 'workersFte'],
        message: 'Enter cases and workers, or leave both empty',
      });
    }),
  {
    name: {
      to: 'name',
      missing: 'Enter the team’s name',
      words: { 'There is a team with this name already.': 'There is a team of this name' },
    },
    establishment: number('establishmentFte', 'Posts', '12.5'),
    permanent: number('permanentFte', 'Permanent', '12.5'),
    vacant: number('vacantFte', 'Vacant', '12.5'),
    agency: number('agencyFte', 'Agency', '12.5'),
    covering: number('agencyCoveringFte', 'Agency covering', '12.5'),
    starters: number('startersFte', 'Starters', '12.5'),
    leavers: number('leaversFte', 'Leavers', '12.5'),
    reported: {
      ...number('reportedVacancyPercent', 'Reported vacancy rate', '12.5'),
      words: {
        'The team gives its posts, so its vacancy rate is worked out from them: leave the reported one out (null).':
          'Give the posts or a reported rate, not both',
      },
    },
    cases: number('cases', 'Cases', '12'),
    workers: number('workersFte', 'Workers who hold cases', '12.5'),
    note: { to: 'note' },
  },
);

export const benchmarkForm = pageForm(z.object(benchmark), {
  value: {
    to: 'value',
    as: 'figure',
    missing: 'Enter the rate, such as 18.9',
    number: 'Enter the rate, such as 18.9',
  },
  period: { to: 'period', missing: 'Enter what it is the figure of' },
  source: { to: 'source', missing: 'Enter where it is from' },
  likeForLike: { to: 'likeForLike', as: 'flag' },
});
