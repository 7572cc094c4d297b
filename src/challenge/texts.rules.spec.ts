import { describe, expect, it } from '@jest/globals';
import type { SnapshotSection } from '../snapshot/index.js';
import type { MeasureFacts } from './measure-facts.js';
import {
  action,
  asked,
  benchmark,
  concern,
  figure,
  measure,
  measures,
  questions,
  report,
  risk,
  section,
  team,
  theme,
  workforce,
  type Facts,
} from './challenge.fixture.js';
import { challenge } from './challenge.rules.js';

describe('a sentence that stops at “because”', () => {
  const says = (narrative: string) =>
    questions('unfinished-because', theme([], [], { narrative, rag: 'RED' }));

  it.each([
    'It is late. Assessments fell from 69.9% to 67.2% because',
    'It fell from 69.9% to 67.2% **because** …',
    'It fell from 69.9% to 67.2% because.\n\nStaff are in post.',
  ])('is asked about: %s', (text) => {
    expect(says(text)).toEqual([
      expect.stringMatching(/because.*” ends before it says why\. What is the reason\?$/u),
    ]);
  });

  it.each(['It fell because cases came late.', 'We know why: because of leave.', 'Just because!x'])(
    'lets a reason pass: %s',
    (text) => {
      expect(says(text)).toEqual([]);
    },
  );
});

describe('a figure in a narrative that differs from the reading', () => {
  const one = measure('m', [78, 92.1, 88.1, 78.1, 68.6, 72.6], {
    current: figure(81.4),
    benchmarks: [benchmark('national', 83.1)],
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
    ['its words with others between', '85% of the assessments were completed within 45 working days.'],
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
    ['more or less', 'Over 80% of assessments completed within 45 working days.'],
    ['an aim', 'We aim at 85% of assessments completed within 45 working days.'],
    ['a change', 'Assessments completed within 45 working days to be brought to 85%.'],
    ['a month that is not printed', 'In June 85% of assessments completed within 45 working days.'],
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

describe('a count or a time in a narrative that differs from the reading', () => {
  const exits = measure('e', [15, 18, 14, 5, 4], {
    current: figure(105),
    definition: { title: 'No. of LAC exits in period', unit: 'count', basis: 'year_to_date' },
  });
  const graded = measure('g', [0, 0, 1, 1, 2], {
    definition: { title: "Number of vulnerability assessments graded as 'High Risk'", unit: 'count' },
  });
  const assessed = measure('a', [0, 4, 24, 8, 18], {
    definition: { title: 'Number of vulnerability assessments made', unit: 'count' },
  });
  const days = measure('d', [55, 81, 105, 113, 93], {
    definition: { title: 'Average length of pre-proceedings (calendar days)', unit: 'days' },
  });
  const weeks = measure('w', [30, 31.5], {
    definition: { title: 'Average length of care proceedings', unit: 'weeks' },
  });
  const says = (narrative: string) =>
    questions(
      'text-differs-from-reading',
      measures(exits, graded, assessed, days, weeks),
      theme([], [], { narrative, rag: 'RED' }),
    );

  it.each([
    ['There were 21 LAC exits in the period.', '21 of “No. of LAC exits in period”'],
    ['21 LAC exits in period, and more to come.', '21 of “No. of LAC exits in period”'],
    ['LAC exits in period: 1,210.', '1,210 of “No. of LAC exits in period”'],
    ['The LAC exits in the period rose to 21 in December.', '21 of “No. of LAC exits in period”'],
    [
      "There were 12 vulnerability assessments graded as 'High Risk' in the quarter.",
      "12 of “Number of vulnerability assessments graded as 'High Risk'”",
    ],
    [
      'The average length of pre-proceedings has fallen to 90 days.',
      '90 days of “Average length of pre-proceedings (calendar days)”',
    ],
    [
      'The average length of care proceedings is now 31.4 weeks.',
      '31.4 weeks of “Average length of care proceedings”',
    ],
  ])('is asked about: “%s”', (text, words) => {
    expect(says(text)).toEqual([
      expect.stringContaining(`“Theme 1: Leadership” says ${words}, but no figure`),
    ]);
  });

  it.each([
    ['a month', 'There were 18 LAC exits in the period.'],
    ['the year so far', 'LAC exits in period: 105.'],
    ['months added up', 'There were 47 LAC exits in the period.'],
    ['a part of them', 'Of the LAC exits in period 21 were adoptions.'],
    ['some of them', '21 of the LAC exits in the period were planned.'],
    ['those of some children', 'There were 21 LAC exits in the period from residential homes.'],
    ['a number of something else', 'LAC exits in period were 21 days apart.'],
    ['about as many', 'There were about 20 LAC exits in the period.'],
    ['a change', 'LAC exits in the period rose by 21.'],
    ['a change without “by”', 'LAC exits in the period rose 21 in December.'],
    ['an aim', 'There should be 21 LAC exits in the period.'],
    ['a condition', 'If there were 21 LAC exits in the period, homes would close.'],
    ['a month that is not printed', 'LAC exits in period were 21 in June.'],
    ['another year', 'There were 21 LAC exits in the period to March 2018.'],
    ['a name that is only begun', 'There were 21 LAC exits.'],
    ['a heading', 'Theme 1 LAC exits in period.'],
    ['a longer name', "There were 2 vulnerability assessments graded as 'High Risk'."],
    ['a difference', 'The average length of pre-proceedings is 12 days longer than it was.'],
    ['working days', 'The average length of pre-proceedings is 66 working days.'],
    ['another unit', 'The average length of pre-proceedings is 13 weeks.'],
    ['as it is rounded', 'The average length of care proceedings is 32 weeks.'],
  ])('lets %s pass: “%s”', (_, text) => {
    expect(says(text)).toEqual([]);
  });
});

describe('the texts that are held against figures', () => {
  const wrong = 'Measure 1.2.1 stands at 85%.';
  const one = measure('m', [78], { definition: { reference: '1.2.1' } });
  const group = (changes: Partial<Facts['measures']>, ...items: MeasureFacts[]) =>
    section('measures', {
      title: null,
      themeId: null,
      commentary: 'Told.',
      measures: [one, ...items],
      restatements: [],
      ...changes,
    });
  const ask = (...sections: SnapshotSection[]) => asked('text-differs-from-reading', ...sections);
  const register = (changes: Parameters<typeof risk>[1]) => section('risks', { entries: [risk(1, changes)] });

  it.each<[string, SnapshotSection[]]>([
    ['cause of a risk', [group({}), register({ cause: wrong })]],
    ['mitigation', [group({}), register({ mitigation: wrong })]],
    [
      'reason for accepting a risk',
      [group({}), register({ acceptance: { until: '2020-06-30', reason: wrong } })],
    ],
    ['reason for closing a risk', [group({}), register({ status: 'closed', closedReason: wrong })]],
    [
      'reason for closing a concern',
      [group({}), section('concerns', { entries: [concern({ status: 'closed', closedReason: wrong })] })],
    ],
    [
      'reason for another rating',
      [group({}, measure('n', [], { rag: { printed: 'RED', override: { rag: 'RED', reason: wrong } } }))],
    ],
    ['commentary', [group({ commentary: wrong })]],
    ['note of a team', [group({}), workforce([team('T', 1, { note: wrong })])]],
  ])('include the %s', (_, sections) => {
    expect(ask(...sections)).toHaveLength(1);
  });

  it.each<[string, SnapshotSection[]]>([
    ['what may happen', [group({}), register({ event: wrong, consequence: wrong })]],
    ['what is to be done', [group({}), register({ nextAction: wrong })]],
    ['an aim among what is done', [group({}), register({ mitigation: 'Bring measure 1.2.1 to 85%.' })]],
    ['the title of an action', [group({}), theme([action({ title: wrong })])]],
    ['why a figure was restated', [group({ restatements: [{ measureId: 'm', title: 'M', reason: wrong }] })]],
  ])('do not include %s', (_, sections) => {
    expect(ask(...sections)).toEqual([]);
  });

  it('are asked about once where they repeat each other, the report’s own text among them', () => {
    const whole = {
      ...report(group({}), theme([], [], { narrative: wrong, rag: 'RED' })),
      overall: { rag: 'RED' as const, narrative: 'Slow.', summary: wrong, asks: [`Note: ${wrong}`] },
    };
    expect(
      challenge(whole).flatMap(({ rule, question }) =>
        rule === 'text-differs-from-reading' ? [question] : [],
      ),
    ).toEqual([
      '“The report as a whole” and “Theme 1: Leadership” say 85% of “Measure m”, but no figure of that measure is 85%. Which is right?',
    ]);
  });
});
