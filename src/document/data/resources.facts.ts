import type { BudgetContent } from '../../finance/index.js';
import { financialYearLabel } from '../../programmes/index.js';
import type { Rate, WorkforceContent } from '../../workforce/index.js';
import { AREA_NAMES, type Sealed, type SnapshotSection } from '../../snapshot/index.js';
import { COLUMNS, RATES } from '../workforce.view.js';
import { about, decimal, type Fact, type Say } from './facts.js';

type Budget = Sealed<BudgetContent>;
type Workforce = Sealed<WorkforceContent>;

const AMOUNTS = {
  budget: 'budget',
  actual: 'actual spend',
  forecast: 'forecast spend',
  variance: 'variance',
};

export function budgetFacts({ content }: SnapshotSection): Fact[] {
  const { lines, derived } = content as Budget;
  const amounts = (say: Say, of: Budget['derived']['totals'], period: string | null): Fact[] =>
    (Object.keys(AMOUNTS) as (keyof typeof AMOUNTS)[]).map((key) =>
      say(AMOUNTS[key], decimal(of[key]), { period, unit: 'pounds' }),
    );
  return [
    ...lines.flatMap((line) => {
      const { variance, variancePercent } = line.derived;
      const period = line.financialYear === null ? null : financialYearLabel(line.financialYear);
      const say = about(line.title);
      return [
        ...amounts(say, { ...line, variance }, period),
        ...(variancePercent === null
          ? []
          : [say('variance as a share of the budget', variancePercent, { period, unit: 'percent' })]),
      ];
    }),
    // One line is its own total.
    ...(lines.length < 2 ? [] : amounts(about('Total of all lines'), derived.totals, null)),
  ];
}

/** Of each team the columns that some team gives, its caseload, and the rates that its figures give; then of the council. */
export function workforceFacts({ content }: SnapshotSection): Fact[] {
  const { asAt, teams, benchmarks, derived } = content as Workforce;
  const given = COLUMNS.filter(({ key }) => teams.some((team) => team[key] !== null));
  const percent = { period: asAt, unit: 'percent' };
  const columns = (say: Say, of: Workforce['derived']['total'] | Workforce['teams'][number]): Fact[] =>
    given.map(({ key, called }) => say(called, of[key], { period: asAt, unit: 'full-time equivalents' }));
  const cases = (say: Say, value: number | null): Fact[] =>
    value === null ? [] : [say('cases per worker', value, { period: asAt, unit: 'cases' })];
  const council = about('The council as a whole');
  return [
    ...teams.flatMap((team) => {
      const say = about(team.name);
      const rates = RATES.flatMap(({ key, label, formula }) => {
        const rate = rateOf(team.derived.rates, key);
        return rate === null ? [] : [say(label, rate, { ...percent, source: formula })];
      });
      return [
        ...columns(say, team),
        ...cases(say, team.derived.casesPerWorker),
        ...rates,
        ...(team.reportedVacancyPercent === null
          ? []
          : [say('Vacancy rate as the team reports it', team.reportedVacancyPercent, percent)]),
      ];
    }),
    ...(teams.length < 2
      ? []
      : [...columns(council, derived.total), ...cases(council, derived.total.casesPerWorker)]),
    ...RATES.flatMap(({ key, label, formula }) => [
      council(label, rateOf(derived.total.rates, key), { ...percent, source: formula }),
      ...benchmarks
        .filter(({ rate }) => rate === key)
        .map(({ area, value, period, source, likeForLike }) =>
          council(
            `${label}, benchmark: ${AREA_NAMES[area]}${likeForLike ? '' : ' (not like for like)'}`,
            value,
            {
              period,
              unit: 'percent',
              source,
            },
          ),
        ),
    ]),
  ];
}

/** A report that was sealed before a rate was known does not have it. */
const rateOf = (rates: Partial<Workforce['derived']['total']['rates']>, key: Rate): number | null =>
  rates[key] ?? null;
