import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hundredths, ofHundredths } from './fte.rules.js';
import { RATES, type Team, type WorkforceDocument } from './workforce.content.js';
import { councilFigures, rateOf, workforceBlockers, workforceContentOf } from './workforce.rules.js';

const NONE = {
  establishmentFte: null,
  permanentFte: null,
  vacantFte: null,
  agencyFte: null,
  agencyCoveringFte: null,
  startersFte: null,
  leaversFte: null,
};
const FULL = {
  establishmentFte: 20,
  permanentFte: 15.5,
  vacantFte: 4.5,
  agencyFte: 3,
  agencyCoveringFte: 2.5,
  startersFte: 1,
  leaversFte: 2,
};
const team = (changes: Partial<Team> = {}): Team => ({
  id: 't1',
  name: 'SATs',
  ...NONE,
  reportedVacancyPercent: null,
  caseload: null,
  note: null,
  ...changes,
});
const document = (teams: Team[]): WorkforceDocument => ({
  asAt: '2020-01-27',
  themeId: null,
  teams,
  benchmarks: [],
});
const content = (teams: Team[]) => workforceContentOf(document(teams));

describe('the DfE’s formulas', () => {
  // Children’s social work workforce, England, 30 September 2023, as published.
  const england = {
    ...NONE,
    permanentFte: 33119.1,
    vacantFte: 7722.7,
    agencyFte: 7173.5,
    agencyCoveringFte: 5744.2,
    leaversFte: 5254.6,
  };
  it.each([
    ['agencyDfe', 17.8, 17.8],
    ['turnoverDfe', 15.9, 15.87],
    ['vacancyDfe', 18.9, 18.91],
    ['agencyCover', 80.1, 80.08],
  ] as const)('%s gives what was published for England in 2023', (rate, published, precise) => {
    expect(rateOf(rate, england)).toBe(published);
    expect(rateOf(rate, england, 2)).toBe(precise);
  });
});

describe('a rate', () => {
  it('of the establishment is another one than the DfE’s', () => {
    expect(content([team(FULL)]).teams[0]?.derived.rates).toEqual({
      vacancyLocal: 22.5,
      vacancyDfe: 22.5,
      turnoverLocal: 10,
      turnoverDfe: 12.9,
      agencyLocal: 15,
      agencyDfe: 16.2,
      agencyCover: 83.3,
    });
  });

  it('is null when a figure is not known, when there is nothing to divide by, and when it would be negative', () => {
    expect(rateOf('vacancyLocal', { ...FULL, permanentFte: null })).toBeNull();
    expect(rateOf('agencyCover', { ...FULL, agencyCoveringFte: 0, agencyFte: 0 })).toBeNull();
    expect(rateOf('vacancyDfe', { ...FULL, permanentFte: 0, vacantFte: 0 })).toBeNull();
    expect(rateOf('vacancyLocal', { ...FULL, permanentFte: 21 })).toBeNull();
    expect(rateOf('agencyLocal', { ...FULL, agencyFte: 0 })).toBe(0);
  });

  it('is between 0 and 100 for every establishment that reconciles, and the two vacancy rates agree', () => {
    const posts = fc.integer({ min: 0, max: 9_999_999 }).map(ofHundredths);
    fc.assert(
      fc.property(posts, posts, (permanentFte, vacantFte) => {
        const establishmentFte = ofHundredths(hundredths(permanentFte) + hundredths(vacantFte));
        const figures = { ...NONE, establishmentFte, permanentFte, vacantFte };
        const rate = rateOf('vacancyLocal', figures);
        expect(rate).toBe(rateOf('vacancyDfe', figures));
        if (establishmentFte === 0) expect(rate).toBeNull();
        else expect(rate !== null && rate >= 0 && rate <= 100).toBe(true);
        expect(content([team(figures)]).teams[0]?.derived.reconciles).toBe(true);
      }),
    );
  });
});

describe('the council’s total', () => {
  it('adds hundredths exactly', () => {
    const tenth = team({ ...FULL, establishmentFte: 0.1, permanentFte: 0.1, vacantFte: 0 });
    const { total, complete } = content([
      tenth,
      team({ ...tenth, establishmentFte: 0.2, permanentFte: 0.2 }),
    ]).derived;
    expect([total.establishmentFte, total.permanentFte, complete]).toEqual([0.3, 0.3, true]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9_999_999 }), { minLength: 1 }), (parts) => {
        const sum = content(parts.map((part) => team({ leaversFte: ofHundredths(part) }))).derived.total
          .leaversFte;
        expect(hundredths(sum ?? -1)).toBe(parts.reduce((a, b) => a + b, 0));
      }),
    );
  });

  it('is null, figure by figure, where a team does not give its own', () => {
    const { total, complete } = content([team(FULL), team({ ...FULL, leaversFte: null })]).derived;
    expect([total.establishmentFte, total.leaversFte, complete]).toEqual([40, null, false]);
    expect([total.rates.vacancyDfe, total.rates.turnoverDfe]).toEqual([22.5, null]);
    expect(content([]).derived).toMatchObject({ total: { permanentFte: null }, complete: false });
  });

  it('never takes in a rate that was only reported', () => {
    const reported = team({ reportedVacancyPercent: 78 });
    const { teams, derived } = content([team(FULL), reported]);
    expect(teams[1]?.reportedVacancyPercent).toBe(78);
    expect(Object.values(teams[1]?.derived.rates ?? {})).toEqual(RATES.map(() => null));
    expect(derived).toMatchObject({ total: { rates: { vacancyLocal: null } }, complete: false });
  });

  it('has a caseload when every team has one', () => {
    const caseload = { cases: 100, workersFte: 6.5 };
    const one = content([team({ caseload }), team({ caseload: { cases: 20, workersFte: 1 } })]);
    expect(one.teams[0]?.derived.casesPerWorker).toBe(15.4);
    expect(one.derived.total).toMatchObject({
      caseload: { cases: 120, workersFte: 7.5 },
      casesPerWorker: 16,
    });
    expect(content([team({ caseload }), team()]).derived.total).toMatchObject({
      caseload: null,
      casesPerWorker: null,
    });
  });
});

describe('what the tables of measures are given', () => {
  it('is each rate of the council as a part of a whole, on the day that it is of', () => {
    const figures = councilFigures(content([team(FULL), team(FULL)]));
    expect(figures.map(({ key }) => key)).toEqual(RATES);
    expect(figures[0]).toEqual({ key: 'vacancyLocal', numerator: 9, denominator: 40, asAt: '2020-01-27' });
  });

  it('is nothing of a rate that one team’s figures are missing for: that is not zero', () => {
    const some = councilFigures(content([team(FULL), team({ ...FULL, leaversFte: null })]));
    expect(some.map(({ key }) => key)).not.toContain('turnoverDfe');
    expect(councilFigures(content([team({ reportedVacancyPercent: 78 }), team(FULL)]))).toEqual([]);
    const overfull = { ...FULL, permanentFte: 21 };
    expect(councilFigures(content([team(overfull)])).map(({ key }) => key)).not.toContain('vacancyLocal');
  });
});

describe('what keeps an establishment from being submitted', () => {
  const blockers = (...teams: Team[]) => workforceBlockers(content(teams));

  it('is nothing when the posts reconcile, or a team reports a rate alone', () => {
    expect(blockers(team(FULL), team({ reportedVacancyPercent: 43 }), team({ note: 'New team.' }))).toEqual(
      [],
    );
  });

  it('is a team whose posts do not reconcile, named with the difference', () => {
    expect(blockers(team(FULL), team({ ...FULL, vacantFte: 4.25 }))).toEqual([
      {
        path: 'teams[1].establishmentFte',
        message:
          '“SATs”: 15.50 permanent and 4.25 vacant FTE make 19.75, but the establishment is 20.00. The difference is 0.25 FTE.',
      },
    ]);
  });

  it.each<[string, Partial<Team>, string[]]>([
    ['a team without a figure or a word', {}, ['teams[0].establishmentFte']],
    [
      'more permanent staff than posts',
      { establishmentFte: 3, permanentFte: 3.01 },
      ['teams[0].permanentFte'],
    ],
    ['more vacant posts than posts', { establishmentFte: 3, vacantFte: 4 }, ['teams[0].vacantFte']],
    ['more cover than agency workers', { ...FULL, agencyFte: 2 }, ['teams[0].agencyCoveringFte']],
    [
      'more cover than vacancies',
      { ...FULL, agencyFte: 9, agencyCoveringFte: 4.51 },
      ['teams[0].agencyCoveringFte'],
    ],
  ])('is %s', (_, changes, expected) => {
    expect(blockers(team(changes)).map(({ path }) => path)).toEqual(expected);
  });

  it('is an establishment without teams', () => {
    expect(blockers().map(({ path }) => path)).toEqual(['teams']);
  });
});
