import { describe, expect, it } from '@jest/globals';
import type { SnapshotSection } from '../snapshot/index.js';
import type { MeasureFacts } from './measure-facts.js';
import {
  asked,
  benchmark,
  concern,
  figure,
  measure,
  measures,
  questions,
  section,
  team,
  theme,
  workforce,
  type Facts,
} from './challenge.fixture.js';

describe('the same fact given twice', () => {
  const sats = team('Single Assessment teams (SATs)', 78);
  const safs = team('SAFS team', 43);
  const says = (description: string) => section('concerns', { entries: [concern({ description })] });

  it('is asked about when a text gives another vacancy rate than the workforce figures', () => {
    expect(
      questions(
        'facts-differ',
        workforce([sats, safs]),
        says('Vacancies: SATs (77%) but also the SAFS team, which has a vacancy rate of 43%.'),
      ),
    ).toEqual([
      'The vacancy rate of “Single Assessment teams (SATs)” is given as 78% (The workforce) and 77% (The concerns, entry 1). Which is right?',
    ]);
  });

  it('is asked about when two texts differ and no figure decides', () => {
    const unknown = team('SAFS team', null);
    const [one, other] = [
      'The vacancy rate is 43% in the SAFS team.',
      'The SAFS team has a vacancy rate of 45%.',
    ];
    expect(
      asked(
        'facts-differ',
        workforce([unknown]),
        says(one),
        section('developments', { entries: [concern({ description: other })] }),
      ),
    ).toHaveLength(1);
    expect(questions('facts-differ', workforce([unknown]), says(one), says(one))).toEqual([]);
  });

  it.each([
    [
      'the same figure',
      'Vacancy rates remain high: **78%** in the Single Assessment teams (SATs) and **43%** in the SAFS team.',
    ],
    ['rounded as it is written', 'Vacancies in the SATs are at 78%.'],
    ['something else than vacancies', 'In the SATs 12% of assessments are late.'],
    ['agency staff', 'Vacancies persist and the SATs have agency staff in 50% of posts.'],
    ['another time', 'Vacancies in the SATs were at 60% in March 2019.'],
    ['a change', 'Vacancies in the SATs fell by 5%.'],
    ['another team', 'Vacancies in the Fostering team are at 12%.'],
    ['a word that holds the name', 'Vacancies at SATSUMA are at 12%.'],
  ])('lets %s pass', (_, text) => {
    const exact = team('Single Assessment teams (SATs)', 78.2);
    expect(questions('facts-differ', workforce([exact, safs]), says(text))).toEqual([]);
  });
});

describe('two texts about a measure that nobody has a figure of', () => {
  const unread = measure('m', [], { definition: { title: '% of cases with a chronology on file' } });
  const twice = (one: string, other: string, of: MeasureFacts = unread) =>
    questions(
      'facts-differ',
      measures(of),
      theme([], [{ id: 'n', text: one, actionIds: [] }], { narrative: other, rag: 'RED' }),
    );
  const of = (percent: number) => `${percent}% of cases with a chronology on file.`;

  it('are asked about when they contradict each other', () => {
    expect(twice(of(62), of(71))).toEqual([
      '“% of cases with a chronology on file” is given as 71% (Theme 1: Leadership) and 62% (Theme 1: Leadership, objective 1). Which is right?',
    ]);
  });

  it.each([
    ['say the same', of(62), of(62)],
    ['round it', of(62), 'Now 62.4% of cases with a chronology on file.'],
    ['tell of two months', `In May ${of(62)}`, `In June ${of(71)}`],
    ['tell of several things', of(62), `In one team 71%, in another 75% of cases with a chronology on file.`],
    ['tell of a target', of(62), 'The target is 90% of cases with a chronology on file.'],
  ])('are let pass when they %s', (_, one, other) => {
    expect(twice(one, other)).toEqual([]);
  });

  it('are held against its figures instead, once there are any', () => {
    expect(twice(of(62), of(71), { ...unread, current: figure(62) })).toEqual([]);
  });
});

describe('the workforce section and the measure that it feeds', () => {
  const fed = (values: (number | null)[], changes: Parameters<typeof measure>[2] = {}) =>
    measures(
      measure('m', values, {
        ...changes,
        definition: { title: '% Vacancies', fedBy: 'workforce:vacancyLocal', ...changes.definition },
      }),
    );
  const january = (value: number | null) => [null, null, null, null, null, value];

  it('are asked about when they give the council’s rate of a month differently', () => {
    const [found] = asked('facts-differ', fed(january(36)), workforce([], { vacancyLocal: 34.5 }));
    expect(found).toMatchObject({
      place: { entryId: 'm' },
      question:
        '“% Vacancies” in January 2020 is given as 34.5% (The workforce) and 36% (The measures, % Vacancies). Which is right?',
    });
  });

  it.each<[string, SnapshotSection, number | null]>([
    ['agree', fed(january(34.5)), 34.5],
    ['agree as they are rounded', fed(january(34)), 34.4],
    ['are of two months', fed([null, null, null, null, 36]), 34.5],
    ['do not both have a figure', fed(january(36)), null],
    ['are not connected', fed(january(36), { definition: { fedBy: null } }), 34.5],
    ['are of two rates', fed(january(36), { definition: { fedBy: 'workforce:vacancyDfe' } }), 34.5],
  ])('are let pass when they %s', (_, one, vacancyLocal) => {
    expect(questions('facts-differ', one, workforce([], { vacancyLocal }))).toEqual([]);
  });

  const england = (value: number, period = '30 September 2018'): Facts['workforce']['benchmarks'] => [
    { rate: 'vacancyLocal', area: 'england', value, period, source: 'DfE', likeForLike: true },
  ];

  it('are asked about when they give a benchmark differently', () => {
    expect(
      questions(
        'facts-differ',
        fed([], { benchmarks: [benchmark('national', 16.5)] }),
        workforce([], {}, england(17)),
      ),
    ).toEqual([
      'The benchmark of “% Vacancies” for England is given as 17.0% (The workforce) and 16.5% (The measures, % Vacancies). Which is right?',
    ]);
  });

  it.each<[string, MeasureFacts['benchmarks'], Facts['workforce']['benchmarks']]>([
    ['agree', [benchmark('national', 16.5)], england(16.5)],
    ['are of two areas', [benchmark('neighbours', 20)], england(16.5)],
    ['are of two years', [benchmark('national', 17.8, { period: 'September 2019' })], england(16.5)],
    [
      'are of two rates',
      [benchmark('national', 20)],
      england(16.5).map((one) => ({ ...one, rate: 'turnoverDfe' })),
    ],
  ])('are let pass when their benchmarks %s', (_, benchmarks, own) => {
    expect(questions('facts-differ', fed([], { benchmarks }), workforce([], {}, own))).toEqual([]);
  });
});

describe('one measure in two groups', () => {
  const one = (values: number[], changes: Parameters<typeof measure>[2] = {}) =>
    measures(
      measure('a', values, { ...changes, definition: { title: '% Turnover', ...changes.definition } }),
    );
  const other = (values: number[], changes: Parameters<typeof measure>[2] = {}) =>
    section(
      'measures',
      {
        title: null,
        themeId: null,
        commentary: 'Told.',
        restatements: [],
        measures: [
          measure('b', values, { ...changes, definition: { title: '%  turnover', ...changes.definition } }),
        ],
      },
      { subject: { id: 'other', number: 2, title: 'The others' } },
    );

  it.each<[string, SnapshotSection, SnapshotSection, string]>([
    [
      'a month',
      one([1, 2, 3]),
      other([1, 5, 3]),
      '“% Turnover” in September 2019 is given as 2% (The measures) and 5% (The others).',
    ],
    [
      'the current figure',
      one([1], { current: figure(3) }),
      other([1], { current: figure(4) }),
      'The current figure of “% Turnover” is given as 3% (The measures) and 4% (The others).',
    ],
    [
      'a benchmark',
      one([], { benchmarks: [benchmark('neighbours', 3)], definition: { reference: '1.2' } }),
      other([], { benchmarks: [benchmark('neighbours', 4)], definition: { reference: '1.2' } }),
      'The benchmark of “% Turnover” for statistical neighbours is given as 3% (The measures) and 4% (The others).',
    ],
  ])('is asked about when %s differs', (_, a, b, words) => {
    expect(questions('facts-differ', a, b)).toEqual([`${words} Which is right?`]);
  });

  it('is let pass when nothing differs, one side is silent, or they are two measures', () => {
    expect(questions('facts-differ', one([1, 2, 3]), other([1, 5, 7]))).toEqual([]);
    expect(questions('facts-differ', one([1, 2]), other([1]))).toEqual([]);
    expect(questions('facts-differ', one([1]), other([2], { definition: { unit: 'count' } }))).toEqual([]);
    expect(
      questions('facts-differ', one([1]), other([2], { definition: { title: '% Turnover of managers' } })),
    ).toEqual([]);
  });
});

describe('a benchmark in a text', () => {
  const one = measure('m', [78], {
    benchmarks: [benchmark('national', 83.1), benchmark('neighbours', 81.2)],
    definition: { title: '% of assessments completed within 45 working days (S)' },
  });
  const says = (narrative: string) =>
    questions('facts-differ', measures(one), theme([], [], { narrative, rag: 'RED' }));

  it.each([
    [
      '78% of assessments completed within 45 working days, compared with 85% nationally.',
      'England is given as 83.1%',
    ],
    [
      'The national average of assessments completed within 45 working days is 85%.',
      'England is given as 83.1%',
    ],
    [
      'Among statistical neighbours 85% of assessments are completed within 45 working days.',
      'statistical neighbours is given as 81.2%',
    ],
  ])('is asked about when the table gives another: “%s”', (text, words) => {
    expect(says(text)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^The benchmark of “% of assessments [^”]*” for ${words} .* and 85% \\(Theme 1: Leadership\\)`,
        ),
      ),
    ]);
  });

  it.each([
    ['the same', '78% of assessments completed within 45 working days, and 83% nationally.'],
    [
      'of another year',
      'In 2017 the national average of assessments completed within 45 working days was 85%.',
    ],
    [
      'of an area without one',
      '85% of assessments completed within 45 working days is the regional average.',
    ],
    ['our own beside it', 'Above the national average, 85% of assessments completed within 45 working days.'],
    ['of nothing that is named', 'Nationally it is 85%.'],
  ])('is let pass when it is %s', (_, text) => {
    expect(says(text)).toEqual([]);
  });
});
