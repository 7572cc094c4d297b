import { themeHeading, type ThemeView } from '../../themes/index.js';
import {
  workforceBlockers,
  workforceContentOf,
  type Rate,
  type Team,
  type WorkforceContent,
  type WorkforceDocument,
} from '../../workforce/index.js';
import type { PartView } from '../../programmes/index.js';
import { aroundPart, type EditorContext } from '../part/index.js';
import {
  choices,
  count,
  facts,
  forMacro,
  head,
  longDate,
  paths,
  wordRows,
  type Fact,
  type FormView,
} from '../shell/index.js';
import type { About, Area, Benchmark } from './workforce.store.js';
import type {
  AboutPage,
  BenchmarkPage,
  BenchmarksPage,
  ChooseBenchmarkPage,
  TeamPage,
  TeamsPage,
} from './workforce.view.js';
import {
  AREA_CHOICES,
  areaWords,
  benchmarkKey,
  formulaWords,
  FTE_FIELDS,
  fteWords,
  percentWords,
  RATE_CHOICES,
  RATE_WORDS,
  rateWords,
} from './workforce.words.js';

const backToPart = (part: PartView) => ({ text: part.title, href: paths.part(part.id) });
const backToTeams = (part: PartView) => ({ text: 'Teams', href: paths.partBlock(part.id, 'teams') });
const backToBenchmarks = (part: PartView) => ({
  text: 'Benchmarks',
  href: paths.partBlock(part.id, 'benchmarks'),
});

/** What does not fit together in one team, or in all; as the room says it, the sum of the posts in one sentence. */
export function warningsOf(content: WorkforceContent, teamId?: string): string[] {
  const blockers = workforceBlockers(content);
  return content.teams.flatMap((team, index) => {
    if (teamId !== undefined && team.id !== teamId) return [];
    const place = `teams[${index}].`;
    const said = blockers.filter(({ path }) => path.startsWith(place));
    const sum = team.derived.reconciles === false ? postsOf(team) : null;
    return [
      ...(sum === null ? [] : [teamId === undefined ? `${team.name}: ${sum}` : sum]),
      ...said
        .filter(({ path }) => sum === null || path !== `${place}establishmentFte`)
        .map(({ message }) => message),
    ];
  });
}

function postsOf({ establishmentFte, permanentFte, vacantFte }: Team): string {
  // Figures have at most two decimals; their sum in floating point may have more.
  const posts = Math.round(((permanentFte ?? 0) + (vacantFte ?? 0)) * 100) / 100;
  return `Permanent and vacant posts make ${fteWords(posts)}, the establishment is ${fteWords(establishmentFte)}.`;
}

export function presentTeams(
  part: PartView,
  content: WorkforceContent,
  theme: ThemeView | undefined,
): TeamsPage {
  const mayWrite = part.actions.includes('save');
  const { teams, derived } = content;
  const about = (text: string) =>
    mayWrite
      ? { action: { text: 'Change', about: text, href: paths.partItem(part.id, 'teams', 'about') } }
      : {};
  const all = { ...derived.total, name: 'All teams' };
  const rows = teams.length < 2 ? teams : [...teams, all];
  return {
    head: head('Teams', {
      ...aroundPart(part),
      back: backToPart(part),
      wide: true,
      lead:
        teams.length === 0
          ? 'There is no team yet. Add the teams of the establishment.'
          : `${count(teams.length, 'team')} as at ${longDate(content.asAt)}, in full-time equivalents.${derived.complete ? '' : ' Not every team gives every figure, so some totals are not known.'}`,
    }),
    warnings: warningsOf(content),
    facts: facts([
      { name: 'The figures are of', value: longDate(content.asAt), ...about('the day of the figures') },
      {
        name: 'Theme that prints them',
        value: theme ? themeHeading(theme) : 'None',
        ...about('the theme'),
      },
    ]),
    columns: ['Team', ...FTE_FIELDS.map(({ label }) => label), 'Reported vacancy rate', ''],
    teams: wordRows([
      ...teams.map((team) => ({
        cells: [
          team.name,
          ...FTE_FIELDS.map(({ key }) => fteWords(team[key])),
          team.reportedVacancyPercent === null ? '–' : percentWords(team.reportedVacancyPercent),
        ],
        ...(mayWrite
          ? { link: { text: 'Change', about: team.name, href: paths.partItem(part.id, 'teams', team.id) } }
          : {}),
      })),
      ...(teams.length < 2
        ? []
        : [{ cells: [all.name, ...FTE_FIELDS.map(({ key }) => fteWords(all[key])), '–'] }]),
    ]),
    rateColumns: forMacro([...RATE_WORDS.map(({ label }) => label), 'Cases per worker']),
    rates: forMacro(
      rows.map((row) => {
        const { rates, casesPerWorker } = 'derived' in row ? row.derived : row;
        return {
          name: row.name,
          cells: [...RATE_WORDS.map(({ key }) => percentWords(rates[key])), fteWords(casesPerWorker)],
        };
      }),
    ),
    add: mayWrite ? paths.newPartItem(part.id, 'teams') : null,
    benchmarks: paths.partBlock(part.id, 'benchmarks'),
  };
}

type Context<B> = Pick<
  EditorContext<WorkforceDocument, B>,
  'part' | 'document' | 'block' | 'form' | 'editor'
>;

export const presentAbout = (
  { part, form, editor }: Context<About>,
  themes: readonly ThemeView[],
): AboutPage => ({
  head: head('Day and theme of the figures', {
    ...aroundPart(part),
    back: backToTeams(part),
    wide: true,
    script: 'editor.js',
    lead: 'The figures of all teams are of one day. The report prints them in one of its themes, or apart.',
  }),
  form,
  editor,
  themes: choices(
    themes.map((theme) => ({ value: theme.id, text: themeHeading(theme) })),
    'None: apart from the themes',
  ),
});

export function presentTeam(
  { part, document, block, form, editor }: Context<Team>,
  teamId: string,
): TeamPage {
  const content = workforceContentOf(document);
  const derived = content.teams.find(({ id }) => id === teamId)?.derived;
  return {
    head: head(block === undefined ? 'Add a team' : block.name, {
      ...aroundPart(part),
      back: backToTeams(part),
      wide: true,
      script: 'editor.js',
      lead: `Figures as at ${longDate(document.asAt)}. Leave empty what is not known.`,
    }),
    form,
    editor,
    fields: FTE_FIELDS.map(({ field, label }) => ({ field, label })),
    warnings: warningsOf(content, teamId),
    rates: facts(
      derived === undefined
        ? []
        : [
            ...RATE_WORDS.map(({ key, label }) => ({ name: label, value: percentWords(derived.rates[key]) })),
            { name: 'Cases per worker', value: fteWords(derived.casesPerWorker) },
          ],
    ),
    remove: block === undefined ? null : paths.partItemStep(part.id, 'teams', teamId, 'remove'),
  };
}

export function presentBenchmarks(part: PartView, content: WorkforceContent): BenchmarksPage {
  const mayWrite = part.actions.includes('save');
  const { benchmarks, derived } = content;
  return {
    head: head('Benchmarks', {
      ...aroundPart(part),
      back: backToTeams(part),
      wide: true,
      lead:
        benchmarks.length === 0
          ? 'No benchmark yet. A benchmark stands beside the council’s own rate in the report.'
          : `${count(benchmarks.length, 'benchmark')} beside the council’s own rates.`,
    }),
    rows: wordRows(
      benchmarks.map(({ rate, area, value, period, source, likeForLike }) => ({
        cells: [
          rateWords(rate),
          areaWords(area),
          percentWords(value),
          percentWords(derived.total.rates[rate]),
          `${period}, ${source}`,
          likeForLike ? 'Yes' : 'No',
        ],
        ...(mayWrite
          ? {
              link: {
                text: 'Change',
                about: `${rateWords(rate)}, ${areaWords(area)}`,
                href: paths.partItem(part.id, 'benchmarks', benchmarkKey(rate, area)),
              },
            }
          : {}),
      })),
    ),
    add: mayWrite ? paths.newPartItem(part.id, 'benchmarks') : null,
  };
}

export const presentChooseBenchmark = (part: PartView, form: FormView): ChooseBenchmarkPage => ({
  head: head('Add a benchmark', {
    ...aroundPart(part),
    back: backToBenchmarks(part),
    lead: 'Choose the rate that it stands beside, and whose it is.',
  }),
  form,
  action: paths.newPartItem(part.id, 'benchmarks'),
  rates: choices(RATE_CHOICES),
  areas: choices(AREA_CHOICES),
});

export const presentBenchmark = (
  { part, document, block, form, editor }: Context<Benchmark>,
  rate: Rate,
  area: Area,
): BenchmarkPage => ({
  head: head(`${rateWords(rate)}: ${areaWords(area)}`, {
    ...aroundPart(part),
    back: backToBenchmarks(part),
    wide: true,
    script: 'editor.js',
    lead: `${formulaWords(rate)}. The council’s own: ${percentWords(workforceContentOf(document).derived.total.rates[rate])}.`,
  }),
  form,
  editor,
  remove:
    block === undefined
      ? null
      : paths.partItemStep(part.id, 'benchmarks', benchmarkKey(rate, area), 'remove'),
});

/** What is shown of a team before it is removed. */
export const teamFacts = (team: Team): Fact[] => [
  { name: 'Team', value: team.name },
  ...FTE_FIELDS.map(({ key, label }) => ({ name: label, value: fteWords(team[key]) })),
];

/** What is shown of a benchmark before it is removed. */
export const benchmarkFacts = ({ rate, area, value, period, source }: Benchmark): Fact[] => [
  { name: rateWords(rate), value: `${areaWords(area)}: ${percentWords(value)}` },
  { name: 'Source', value: `${period}, ${source}` },
];
