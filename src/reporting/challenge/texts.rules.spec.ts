import { describe, expect, it } from '@jest/globals';
import type { Contents, MeasureFacts } from './challenge.content.js';
import { asked, concern, measure, measures, questions, section, team, theme } from './challenge.fixture.js';

describe('the same fact given twice', () => {
  const sats = team('Single Assessment teams (SATs)', 78);
  const safs = team('SAFS team', 43);
  const workforce = (...teams: Contents['workforce']['teams']) =>
    section('workforce', { teams, benchmarks: [] });
  const says = (description: string) => section('concerns', { entries: [concern({ description })] });

  it('is asked about when a text gives another vacancy rate than the workforce figures', () => {
    expect(
      questions(
        'facts-differ',
        workforce(sats, safs),
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
        workforce(unknown),
        says(one),
        section('developments', { entries: [concern({ description: other })] }),
      ),
    ).toHaveLength(1);
    expect(questions('facts-differ', workforce(unknown), says(one), says(one))).toEqual([]);
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
    expect(questions('facts-differ', workforce(exact, safs), says(text))).toEqual([]);
  });
});

describe('a figure in a narrative that differs from the reading', () => {
  const one = measure('m', [78, 92.1, 88.1, 78.1, 68.6, 72.6], {
    current: { value: 81.4, denominator: null },
    benchmarks: [{ figure: { value: 83.1, denominator: null }, source: null }],
    definition: { title: '% of assessments completed within 45 working days (S)', reference: '1.2.1' },
  });
  const says = (narrative: string, ...others: MeasureFacts[]) =>
    questions(
      'text-differs-from-reading',
      measures(one, ...others),
      theme([], [], { narrative, rag: 'RED' }),
    );

  it.each([
    ['its words', 'Now 85% of assessments completed within 45 working days.'],
    ['its reference', 'Measure 1.2.1 stands at 85%.'],
  ])('is asked about where a sentence names the measure by %s', (_, text) => {
    expect(says(text)).toEqual([
      '“Theme 1: Leadership” says 85% of “% of assessments completed within 45 working days (S)”, but no figure of that measure is 85%. Which is right?',
    ]);
  });

  it.each([
    ['a month', 'In December 68.6% of assessments completed within 45 working days.'],
    ['the current figure, rounded', 'Some 81% of assessments completed within 45 working days.'],
    ['a benchmark', 'Elsewhere 83.1% of assessments completed within 45 working days.'],
    ['another sentence', 'Of assessments completed within 45 working days we say little. Morale is at 85%.'],
    ['a target', 'The target is 90% of assessments completed within 45 working days.'],
    ['another year', 'In 2017 85% of assessments completed within 45 working days.'],
    ['points', 'Up 5 percentage points of assessments completed within 45 working days.'],
    ['another reference', 'Measure 1.2.10 stands at 85%.'],
  ])('lets %s pass', (_, text) => {
    expect(says(text)).toEqual([]);
  });

  it('lets a sentence pass that names two measures, or one that is no percentage', () => {
    const twin = measure('n', [1], { definition: { title: 'Children seen within ten working days' } });
    const text =
      '85% of assessments completed within 45 working days, children seen within ten working days.';
    expect(says(text, twin)).toEqual([]);
    const days = measure('n', [1], {
      definition: { title: 'Average length of pre-proceedings', unit: 'days' },
    });
    expect(says('Average length of pre-proceedings: 85% are long.', days)).toEqual([]);
  });
});
