import type { ProblemIssue } from '../platform/index.js';
import type { SectionFigure } from '../workflow/index.js';
import {
  FTE_COLUMNS,
  RATES,
  type FteColumn,
  type Rate,
  type Rates,
  type Team,
  type WorkforceContent,
  type WorkforceDocument,
} from './workforce.content.js';
import { hundredths, ofHundredths } from './fte.rules.js';

type Figures = Readonly<Record<FteColumn, number | null>>;
type Hundredths = Readonly<Record<FteColumn, number>>;

/**
 * The two sides of each rate, from whole hundredths of FTE. DfE: children’s social work workforce statistics, 30 September
 * (England 2023: vacancy 7722.7 / (7722.7 + 33119.1) = 18.9%). Local: of the establishment, as councils report it to their members.
 */
const FORMULAS: Readonly<
  Record<Rate, { of: readonly FteColumn[]; sides: (f: Hundredths) => [number, number] }>
> = {
  vacancyLocal: {
    of: ['establishmentFte', 'permanentFte'],
    sides: (f) => [f.establishmentFte - f.permanentFte, f.establishmentFte],
  },
  vacancyDfe: {
    of: ['vacantFte', 'permanentFte'],
    sides: (f) => [f.vacantFte, f.vacantFte + f.permanentFte],
  },
  turnoverLocal: {
    of: ['leaversFte', 'establishmentFte'],
    sides: (f) => [f.leaversFte, f.establishmentFte],
  },
  turnoverDfe: { of: ['leaversFte', 'permanentFte'], sides: (f) => [f.leaversFte, f.permanentFte] },
  agencyLocal: { of: ['agencyFte', 'establishmentFte'], sides: (f) => [f.agencyFte, f.establishmentFte] },
  agencyDfe: { of: ['agencyFte', 'permanentFte'], sides: (f) => [f.agencyFte, f.agencyFte + f.permanentFte] },
  agencyCover: { of: ['agencyCoveringFte', 'agencyFte'], sides: (f) => [f.agencyCoveringFte, f.agencyFte] },
};

/**
 * One rate in per cent. Null when a figure is not known, when there is nothing to divide by, and when more staff than posts would
 * make it negative.
 * @param decimals halves are rounded up.
 */
export function rateOf(rate: Rate, figures: Figures, decimals = 1): number | null {
  const sides = sidesOf(rate, figures);
  return sides && quotient(...sides, decimals + 2, decimals);
}

/** Part and whole of a rate in hundredths; null where there is no rate. */
function sidesOf(rate: Rate, figures: Figures): [part: number, whole: number] | null {
  const { of, sides } = FORMULAS[rate];
  if (of.some((column) => figures[column] === null)) return null;
  const exact = Object.fromEntries(FTE_COLUMNS.map((column) => [column, hundredths(figures[column] ?? 0)]));
  const [part, whole] = sides(exact as Record<FteColumn, number>);
  return part < 0 || whole <= 0 ? null : [part, whole];
}

/** The council's own rates, for the tables of measures. Pure. Without a figure of every team there is none. */
export function councilFigures({ asAt, derived }: WorkforceContent): SectionFigure[] {
  return RATES.flatMap((key) => {
    const sides = sidesOf(key, derived.total);
    return sides
      ? [{ key, numerator: ofHundredths(sides[0]), denominator: ofHundredths(sides[1]), asAt }]
      : [];
  });
}

/** `part / whole × 10^(scale)` as a whole number, halves up, with `decimals` of it after the point. Exact: integers throughout. */
function quotient(part: number, whole: number, scale: number, decimals: number): number | null {
  if (whole <= 0) return null;
  const scaled = (BigInt(part) * 2n * 10n ** BigInt(scale) + BigInt(whole)) / (BigInt(whole) * 2n);
  return Number(scaled) / 10 ** decimals;
}

const ratesOf = (figures: Figures): Rates =>
  Object.fromEntries(RATES.map((rate) => [rate, rateOf(rate, figures)])) as Rates;

const casesPerWorker = (caseload: Team['caseload']): number | null =>
  caseload && quotient(caseload.cases * 100, hundredths(caseload.workersFte), 1, 1);

/** The document with what follows from it. Pure: the same rows give the same content, for ever. */
export function workforceContentOf({ teams, ...document }: WorkforceDocument): WorkforceContent {
  const totals = Object.fromEntries(
    FTE_COLUMNS.map((column) => [column, sum(teams.map((team) => team[column]))]),
  ) as Record<FteColumn, number | null>;
  const caseload = sumCaseload(teams);
  return {
    asAt: document.asAt,
    themeId: document.themeId,
    teams: teams.map((team) => ({
      ...team,
      derived: {
        reconciles: reconciles(team),
        rates: ratesOf(team),
        casesPerWorker: casesPerWorker(team.caseload),
      },
    })),
    benchmarks: document.benchmarks,
    derived: {
      total: { ...totals, caseload, rates: ratesOf(totals), casesPerWorker: casesPerWorker(caseload) },
      complete: FTE_COLUMNS.every((column) => totals[column] !== null),
    },
  };
}

/** Null when there is nothing to add, or one of them is not known. */
function sum(values: readonly (number | null)[]): number | null {
  if (values.length === 0 || values.includes(null)) return null;
  return ofHundredths(values.reduce<number>((total, value) => total + hundredths(value ?? 0), 0));
}

function sumCaseload(teams: readonly Team[]): Team['caseload'] {
  const workersFte = sum(teams.map(({ caseload }) => caseload?.workersFte ?? null));
  if (workersFte === null) return null;
  return { cases: teams.reduce((total, { caseload }) => total + (caseload?.cases ?? 0), 0), workersFte };
}

function reconciles({ establishmentFte, permanentFte, vacantFte }: Figures): boolean | null {
  if (establishmentFte === null || permanentFte === null || vacantFte === null) return null;
  return hundredths(permanentFte) + hundredths(vacantFte) === hundredths(establishmentFte);
}

/** What keeps an establishment from being submitted. Pure. Figures may be missing; those that are given must fit each other. */
export function workforceBlockers({ teams }: WorkforceContent): ProblemIssue[] {
  if (teams.length === 0) return [{ path: 'teams', message: 'There is no team yet.' }];
  return teams.flatMap((team, index) =>
    contradictions(team).map(({ field, message }) => ({ path: `teams[${index}].${field}`, message })),
  );
}

function contradictions(
  team: Team & { derived: { reconciles: boolean | null } },
): { field: string; message: string }[] {
  const { name, establishmentFte, permanentFte, vacantFte } = team;
  const found: { field: string; message: string }[] = [];
  const exceeds = (field: FteColumn, limit: FteColumn, words: string) => {
    const over =
      team[field] === null || team[limit] === null ? 0 : hundredths(team[field]) - hundredths(team[limit]);
    if (over > 0)
      found.push({
        field,
        message: `“${name}”: ${words} (${written(team[field])} and ${written(team[limit])} FTE).`,
      });
  };
  if (
    FTE_COLUMNS.every((column) => team[column] === null) &&
    team.reportedVacancyPercent === null &&
    team.note === null
  )
    found.push({
      field: 'establishmentFte',
      message: `“${name}” has no figure at all. Give one, or say in the note why there is none.`,
    });
  if (team.derived.reconciles === false) {
    const posts = hundredths(permanentFte ?? 0) + hundredths(vacantFte ?? 0);
    found.push({
      field: 'establishmentFte',
      message: `“${name}”: ${written(permanentFte)} permanent and ${written(vacantFte)} vacant FTE make ${written(ofHundredths(posts))}, but the establishment is ${written(establishmentFte)}. The difference is ${written(ofHundredths(Math.abs(posts - hundredths(establishmentFte ?? 0))))} FTE.`,
    });
  }
  if (team.derived.reconciles === null) {
    exceeds('permanentFte', 'establishmentFte', 'there are more permanent staff than posts');
    exceeds('vacantFte', 'establishmentFte', 'there are more vacant posts than posts');
  }
  exceeds(
    'agencyCoveringFte',
    'agencyFte',
    'more agency workers cover a vacancy than there are agency workers',
  );
  exceeds('agencyCoveringFte', 'vacantFte', 'more agency workers cover a vacancy than there are vacancies');
  return found;
}

const written = (value: number | null): string => (value ?? 0).toFixed(2);
