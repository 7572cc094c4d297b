import type { SectionContents } from '../../snapshot/index.js';

const id = (number: number): string => `5f0c7f3e-8b1d-4b0a-9f5e-${String(number).padStart(12, '0')}`;
const person = { id: id(90), name: 'Ada Lovelock', jobTitle: 'Director' };

const figure = (value: number) => ({
  missingReason: null,
  value,
  decimals: 1,
  numerator: 12,
  denominator: 30,
  asAt: '2020-01-27',
  state: 'provisional' as const,
  partMonth: true,
});

const register = (event: string): SectionContents['concerns'] => ({
  entries: [1, 2].map((reference) => ({
    id: id(reference),
    reference,
    title: `${event} ${reference}`,
    description: 'More families wait.',
    owners: [person],
    due: { words: 'Every six weeks', on: '2020-02-01', every: { count: 6, unit: 'week' } },
    status: 'open',
    closedReason: 'It is done.',
    links: { riskIds: [id(31)], measureIds: [id(32)], actionIds: [id(33)] },
    history: [{ on: '2020-01-20', status: 'open', note: 'Raised.' }],
    derived: { slipped: { from: '2020-01-20', to: '2020-02-01' }, isNew: false },
  })),
});

const COLUMNS = {
  establishmentFte: 14,
  permanentFte: 8,
  vacantFte: 6,
  agencyFte: 5,
  agencyCoveringFte: 4,
  startersFte: 3,
  leaversFte: 2,
};
const RATES = {
  vacancyLocal: 43.1,
  vacancyDfe: 42.9,
  turnoverLocal: 14.3,
  turnoverDfe: 25,
  agencyLocal: 35.7,
  agencyDfe: 38.5,
  agencyCover: 80,
};
const WORKERS = { caseload: { cases: 120, workersFte: 8.5 }, casesPerWorker: 14.1 };

/** A part of each kind in which every field says something. */
export const fullParts: SectionContents = {
  budget: {
    lines: [1, 2].map((number) => ({
      id: id(number),
      title: `Placements ${number}`,
      financialYear: 2019,
      budget: '1200000.00',
      actual: '950000.00',
      forecast: '1310000.50',
      comment: 'More placements than planned.',
      derived: { variance: '110000.50', variancePercent: 9.2, needsComment: true },
    })),
    derived: {
      signConvention: 'Variance is forecast minus budget.',
      thresholdPercent: 5,
      totals: {
        budget: '2400000.00',
        actual: '1900000.00',
        forecast: '2620001.00',
        variance: '220001.00',
      },
    },
  },
  concerns: register('Too few foster carers'),
  developments: register('New case system'),
  risks: {
    matrix: {
      name: 'Five by five',
      bands: [
        { key: 'low', name: 'Low', rank: 1 },
        { key: 'high', name: 'High', rank: 2 },
      ],
      cells: [{ probability: 1, impact: 1, score: 1, band: 'low' }],
    },
    entries: [1, 2].map((number) => ({
      id: id(number),
      number,
      kind: 'risk',
      cause: 'Pay is below that of our neighbours.',
      event: `Social workers leave ${number}`,
      consequence: 'Families wait.',
      mitigation: 'A retention offer.',
      response: 'accept',
      owner: person,
      raised: '2019-11-05',
      lastReviewedOn: '2020-01-05',
      reviewOn: '2020-02-05',
      nextAction: 'Ask the panel.',
      inherent: { probability: 5, impact: 4 },
      current: { probability: 4, impact: 4 },
      target: { probability: 2, impact: 2 },
      proximity: 'this_year',
      severity: 'high',
      status: 'open',
      closedReason: 'It is over.',
      acceptance: { approver: person, on: '2020-01-10', until: '2020-04-10', reason: 'It costs too much.' },
      links: { actionIds: [id(33)], measureIds: [id(32)], concernIds: [id(34)] },
      derived: {
        scores: {
          inherent: { score: 20, band: 'high' },
          current: { score: 16, band: 'high' },
          target: { score: 4, band: 'low' },
        },
        movement: 'up',
        previous: { kind: 'risk', probability: 3, impact: 4, score: 12, severity: 'high' },
      },
    })),
  },
  theme: {
    overview: { narrative: 'Progress is slow.', rag: 'AMBER' },
    objectives: [1, 2].map((number) => ({
      id: id(number),
      title: `Effective leadership ${number}`,
      actions: [1, 2].map((action) => ({
        id: id(10 * number + action),
        title: `Train leaders ${action}`,
        owner: person,
        dueOn: '2020-02-28',
        ratings: [
          { financialYear: 2019, quarter: 3, rag: 'GREEN' },
          { financialYear: 2019, quarter: 4, rag: 'RED' },
        ],
      })),
      narratives: [1, 2].map((text) => ({
        id: id(20 * number + text),
        text: `Ten of fourteen leaders came to day ${text}.`,
        actionIds: [id(10 * number + 1)],
      })),
    })),
  },
  measures: {
    title: 'Workforce strategy',
    themeId: id(80),
    commentary: 'Vacancies rose.',
    window: ['2019-12', '2020-01'],
    measures: [1, 2].map((number) => ({
      id: id(number),
      definition: {
        reference: `1.2.${number}`,
        title: 'Vacancies',
        definition: 'Posts without a holder.',
        source: 'The payroll',
        unit: 'percent',
        decimals: 1,
        polarity: 'lower',
        basis: 'snapshot',
        cellBasis: 'rolling',
        numerator: 'Vacant posts',
        denominator: 'All posts',
        owner: person,
        statutory: true,
        availabilityNote: 'Each quarter',
        target: { minimum: 15, upper: 10, from: '2019-04-01', until: '2020-03-31' },
        belowZero: false,
        frequency: 'month',
        tolerance: 2,
        deadBand: 0.5,
        fedBy: 'workforce:vacancyLocal',
      },
      months: [
        { month: '2019-12', ...figure(18.1) },
        { month: '2020-01', ...figure(19.9) },
      ],
      current: { ...figure(19.9), month: '2020-01', span: 'month', computed: false },
      baseline: { ...figure(17), year: '2018/19' },
      direction: { performance: 'worse', value: 'up', fromMonth: '2019-12', toMonth: '2020-01' },
      rag: {
        derived: 'RED',
        override: { rag: 'AMBER', reason: 'Posts are being filled.' },
        printed: 'AMBER',
      },
      benchmarks: [
        {
          area: 'national',
          figure: figure(16.4),
          period: '2018/19',
          source: 'DfE',
          knownOn: '2019-11-30',
          likeForLike: true,
          stale: false,
          gap: 3.5,
          gapMeaning: 'worse',
        },
      ],
      redefined: [{ version: 2, reason: 'The regulator counts it so.' }],
      spc: {
        points: [
          {
            month: '2020-01',
            value: 19.9,
            numerator: 12,
            denominator: 30,
            limits: { mean: 18, lower: 14, upper: 22, nearLower: 15, nearUpper: 21 },
            signal: 'outside',
            meaning: 'concern',
          },
        ],
        rebases: [{ from: '2019-04', reason: 'A new system.' }],
        trial: true,
        assurance: 'hit_and_miss',
        sentence: 'It is rising.',
      },
    })),
    restatements: [
      {
        measureId: id(1),
        title: '1.2.1 Vacancies',
        period: '2019-12',
        span: 'month',
        before: figure(18),
        after: figure(18.1),
        reason: 'A late form.',
      },
    ],
  },
  workforce: {
    asAt: '2020-01-27',
    themeId: id(80),
    teams: [1, 2].map((number) => ({
      id: id(number),
      name: `SAFS team ${number}`,
      ...COLUMNS,
      reportedVacancyPercent: 43,
      caseload: WORKERS.caseload,
      note: 'Posts are advertised.',
      derived: { reconciles: true, rates: RATES, casesPerWorker: WORKERS.casesPerWorker },
    })),
    benchmarks: [
      {
        rate: 'vacancyDfe',
        area: 'england',
        value: 16.1,
        period: '30 September 2018',
        source: 'DfE',
        likeForLike: true,
      },
    ],
    derived: { total: { ...COLUMNS, ...WORKERS, rates: RATES }, complete: true },
  },
};
