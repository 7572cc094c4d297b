import type { ThemeView } from '../../themes/index.js';
import type { Rate, Team, WorkforceDocument } from '../../workforce/index.js';
import { removing, type Editor, type FieldWords, type ItemStep } from '../part/index.js';
import { paths, show } from '../shell/index.js';
import { aboutForm, benchmarkForm, teamForm } from './workforce.form.js';
import {
  benchmarkFacts,
  presentAbout,
  presentBenchmark,
  presentTeam,
  teamFacts,
} from './workforce.presenter.js';
import {
  aboutBlock,
  benchmarkBlock,
  teamBlock,
  type About,
  type Area,
  type Benchmark,
  type WorkforceStore,
} from './workforce.store.js';
import { benchmarkKey, FTE_FIELDS, fteWords, percentWords } from './workforce.words.js';

export const aboutEditor = (
  store: WorkforceStore,
  partId: string,
  themes: readonly ThemeView[],
): Editor<WorkforceDocument, About, typeof aboutForm.schema, 'workforce/about'> => ({
  store,
  block: aboutBlock,
  form: aboutForm,
  action: paths.partItem(partId, 'teams', 'about'),
  fields: {
    asAt: { label: 'The figures are of' },
    theme: {
      label: 'Theme that prints them',
      value: (id) => themes.find((theme) => theme.id === id)?.title ?? 'None',
    },
  },
  shown: (about) => about,
  change: (typed) => typed,
  texts: () => [],
  page: (context) => show('workforce/about', presentAbout(context, themes)),
});

/** One team of the establishment. */
export const teamEditor = (
  store: WorkforceStore,
  partId: string,
  teamId: string,
): Editor<WorkforceDocument, Team, typeof teamForm.schema, 'workforce/team'> => ({
  store,
  block: teamBlock(teamId),
  form: teamForm,
  action: paths.partItem(partId, 'teams', teamId),
  fields: {
    name: { label: 'Name' },
    ...Object.fromEntries(FTE_FIELDS.map(({ field, label }): [string, FieldWords] => [field, { label }])),
    reported: { label: 'Reported vacancy rate' },
    cases: { label: 'Cases' },
    workers: { label: 'Workers who hold cases' },
    note: { label: 'Note' },
  },
  shown: ({ caseload, ...team }) => ({
    ...team,
    cases: caseload?.cases ?? null,
    workersFte: caseload?.workersFte ?? null,
  }),
  blank: () => ({}),
  change: ({ cases, workersFte, ...typed }) => ({
    ...typed,
    id: teamId,
    caseload: cases === null || workersFte === null ? null : { cases, workersFte },
  }),
  texts: (team) => [
    {
      label: 'Figures',
      text: [
        ...FTE_FIELDS.map(({ key, label }) => `${label}: ${fteWords(team[key])}`),
        ...(team.reportedVacancyPercent === null
          ? []
          : [`Reported vacancy rate: ${percentWords(team.reportedVacancyPercent)}`]),
        ...(team.caseload === null
          ? []
          : [`Cases: ${team.caseload.cases}, workers: ${fteWords(team.caseload.workersFte)}`]),
      ].join('\n'),
    },
    ...(team.note === null ? [] : [{ label: 'Note', text: team.note }]),
  ],
  page: (context) => show('workforce/team', presentTeam(context, teamId)),
});

/** One benchmark: there is one of a rate for an area. */
export const benchmarkEditor = (
  store: WorkforceStore,
  partId: string,
  rate: Rate,
  area: Area,
): Editor<WorkforceDocument, Benchmark, typeof benchmarkForm.schema, 'workforce/benchmark'> => ({
  store,
  block: benchmarkBlock(rate, area),
  form: benchmarkForm,
  action: paths.partItem(partId, 'benchmarks', benchmarkKey(rate, area)),
  fields: {
    value: { label: 'Rate' },
    period: { label: 'What it is the figure of' },
    source: { label: 'Source' },
    likeForLike: { label: 'Worked out in the same way', value: (value) => (value === '' ? 'No' : 'Yes') },
  },
  shown: (benchmark) => benchmark,
  blank: () => ({}),
  change: (typed) => ({ ...typed, rate, area }),
  texts: ({ value, period, source }) => [
    { label: 'Rate', text: percentWords(value) },
    { label: 'What it is the figure of', text: period },
    { label: 'Source', text: source },
  ],
  page: (context) => show('workforce/benchmark', presentBenchmark(context, rate, area)),
});

export const removeTeam = (
  store: WorkforceStore,
  partId: string,
  teamId: string,
): ItemStep<WorkforceDocument, Team> => ({
  store,
  block: teamBlock(teamId),
  action: paths.partItemStep(partId, 'teams', teamId, 'remove'),
  back: { text: 'Teams', href: paths.partBlock(partId, 'teams') },
  done: paths.partBlock(partId, 'teams'),
  of: (team) => removing('team', teamFacts(team)),
});

export const removeBenchmark = (
  store: WorkforceStore,
  partId: string,
  rate: Rate,
  area: Area,
): ItemStep<WorkforceDocument, Benchmark> => ({
  store,
  block: benchmarkBlock(rate, area),
  action: paths.partItemStep(partId, 'benchmarks', benchmarkKey(rate, area), 'remove'),
  back: { text: 'Benchmarks', href: paths.partBlock(partId, 'benchmarks') },
  done: paths.partBlock(partId, 'benchmarks'),
  of: (benchmark) => removing('benchmark', benchmarkFacts(benchmark)),
});
