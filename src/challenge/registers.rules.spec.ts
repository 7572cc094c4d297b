import { describe, expect, it } from '@jest/globals';
import {
  action,
  asked,
  concern,
  questions,
  risk,
  section,
  theme,
  type Action,
  type Facts,
} from './challenge.fixture.js';

describe('risks', () => {
  const register = (...entries: Facts['risks']['entries']) => section('risks', { entries });

  it('without review for six months are asked about', () => {
    const old = [
      risk(1, { lastReviewedOn: '2019-07-26' }),
      risk(2, { raised: '2019-06' }),
      risk(3, { raised: '2019-07-26' }),
    ];
    expect(questions('risk-not-reviewed', register(...old))).toEqual([
      'Risk 1 has not been reviewed since 26 July 2019. Is it still rated as it should be?',
      'Risk 2 has not been reviewed since it was raised in June 2019. Is it still rated as it should be?',
      'Risk 3 has not been reviewed since it was raised on 26 July 2019. Is it still rated as it should be?',
    ]);
    const fresh = [
      risk(1, { lastReviewedOn: '2019-07-27', raised: '2018-01' }),
      risk(2, { raised: '2019-07' }),
      risk(3, { raised: '2018-01', status: 'closed' }),
      risk(4, { raised: '2018-01', kind: 'issue' }),
    ];
    expect(questions('risk-not-reviewed', register(...fresh))).toEqual([]);
  });

  it('with one owner for all are asked about', () => {
    const owner = { id: 'p', name: 'Ada', jobTitle: 'Director' };
    const of = (count: number) => Array.from({ length: count }, (_, index) => risk(index + 1, { owner }));
    expect(questions('one-owner-for-all-risks', register(...of(3), risk(9, { status: 'closed' })))).toEqual([
      'Ada owns every one of the 3 risks. Can one person look after them all, and who would say so if not?',
    ]);
    for (const entries of [of(2), [...of(3), risk(9)], [1, 2, 3].map((n) => risk(n, { owner: null }))])
      expect(questions('one-owner-for-all-risks', register(...entries))).toEqual([]);
  });

  it('of 20 and more need an action', () => {
    const scored = (score: number) => ({ derived: { scores: { current: { score } } } });
    expect(questions('high-risk-without-action', register(risk(1, scored(20)), risk(2, scored(25))))).toEqual(
      [
        'Risk 1 scores 20 of 25, but neither a next action nor an action of the plan stands beside it. What will be done, and by when?',
        'Risk 2 scores 25 of 25, but neither a next action nor an action of the plan stands beside it. What will be done, and by when?',
      ],
    );
    const fine = [
      risk(1, scored(16)),
      risk(2, { ...scored(25), nextAction: 'A briefing.' }),
      risk(3, { ...scored(25), links: { actionIds: ['a1'] } }),
      risk(4, { ...scored(25), status: 'closed' }),
      risk(5, { derived: { scores: { current: null } } }),
    ];
    expect(questions('high-risk-without-action', register(...fine))).toEqual([]);
  });
});

describe('a day that has passed', () => {
  const due = (on: string | null) => ({ words: 'Cabinet', on, every: null });

  it('is asked about for an open concern or development', () => {
    const content = (...entries: Facts['concerns']['entries']) => ({ entries });
    expect(
      questions('due-passed', section('developments', content(concern({ due: due('2020-01-26') })))),
    ).toEqual([
      '“Sufficiency” was due on 26 January 2020 and the report is as at 27 January 2020, but nothing says that it is done or when it will be. How does it stand?',
    ]);
    expect(
      questions(
        'due-passed',
        section(
          'concerns',
          content(
            concern({ due: due('2020-01-27') }),
            concern({ due: due(null) }),
            concern({ due: due('2019-01-01'), status: 'closed', closedReason: 'Done.' }),
          ),
        ),
      ),
    ).toEqual([]);
  });

  it('is asked about for an action that nobody has rated since', () => {
    const rated = (dueOn: string | null, ...ratings: Action['ratings']) =>
      theme([action({ dueOn, ratings })]);
    const before = { financialYear: 2019, quarter: 2, rag: 'AMBER' } as const;
    expect(asked('due-passed', rated('2019-11-30', before))).toHaveLength(1);
    expect(asked('due-passed', rated('2019-11-30'))).toHaveLength(1);
    for (const one of [
      rated('2019-11-30', before, { financialYear: 2019, quarter: 3, rag: 'RED' }),
      rated('2019-11-30', { ...before, rag: 'COMPLETE' }),
      rated('2020-01-27', before),
      rated(null, before),
    ])
      expect(questions('due-passed', one)).toEqual([]);
  });
});

describe('a risk that nobody came back to', () => {
  const register = (changes: Parameters<typeof risk>[1]) => section('risks', { entries: [risk(3, changes)] });
  const accepted = (until: string) => ({ acceptance: { until, reason: 'It is small.' } });

  it('is one whose review was due', () => {
    const [found] = asked('due-passed', register({ reviewOn: '2020-01-10' }));
    expect(found).toMatchObject({
      place: { entryId: 'r3', path: 'entries[0].reviewOn', label: 'The risks, risk 3' },
      question:
        'The review of risk 3 was due on 10 January 2020 and the report is as at 27 January 2020, but nothing says that it is done or when it will be. How does it stand?',
    });
    expect(questions('due-passed', register({ kind: 'issue', reviewOn: '2020-01-10' }))).toEqual([
      expect.stringMatching(/^The review of issue 3 was due/),
    ]);
    expect(
      asked('due-passed', register({ reviewOn: '2020-01-10', lastReviewedOn: '2019-12-10' })),
    ).toHaveLength(1);
  });

  it('is one whose acceptance has run out', () => {
    expect(questions('due-passed', register(accepted('2019-12-31')))).toEqual([
      'A new decision on accepting risk 3 was due on 31 December 2019 and the report is as at 27 January 2020, but nothing says that it is done or when it will be. How does it stand?',
    ]);
  });

  it('is not one that is closed, was reviewed since, or has time left', () => {
    for (const changes of [
      { reviewOn: '2020-01-10', lastReviewedOn: '2020-01-10' },
      { reviewOn: '2020-01-27' },
      { reviewOn: '2020-01-10', status: 'closed' },
      accepted('2020-01-27'),
      { ...accepted('2019-12-31'), status: 'closed' },
    ])
      expect(questions('due-passed', register(changes))).toEqual([]);
  });

  it('is not asked about twice', () => {
    const old = register({ raised: '2019-01', reviewOn: '2019-04-01' });
    expect(questions('risk-not-reviewed', old)).toEqual([]);
    expect(asked('due-passed', old)).toHaveLength(1);
    expect(asked('risk-not-reviewed', register({ raised: '2019-01', reviewOn: '2020-04-01' }))).toHaveLength(
      1,
    );
  });
});

describe('what recurs', () => {
  const every = { count: 6, unit: 'week' } as const;
  const entry = (due: Partial<Facts['concerns']['entries'][number]['due']>, notUpdatedSince: string | null) =>
    section(
      'concerns',
      { entries: [concern({ due: { words: 'Every 6 weeks', on: null, every, ...due } })] },
      { notUpdatedSince },
    );

  it('is asked about when its text is older than once', () => {
    expect(questions('recurrence-untold', entry({}, '2019-12-16'))).toEqual([
      '“Sufficiency” is due every 6 weeks. Its text is of 16 December 2019, so it has been due since, and nothing says what came of it. How does it stand?',
    ]);
    expect(
      questions('recurrence-untold', entry({ every: { count: 1, unit: 'quarter' } }, '2019-10-27')),
    ).toEqual([expect.stringContaining('is due every quarter. Its')]);
  });

  it('is not when nobody can know, or its day is asked about', () => {
    for (const one of [
      entry({}, null),
      entry({}, '2019-12-17'),
      entry({ every: null }, '2018-01-31'),
      section(
        'concerns',
        {
          entries: [
            concern({ status: 'closed', closedReason: 'Done.', due: { words: 'x', on: null, every } }),
          ],
        },
        { notUpdatedSince: '2019-01-31' },
      ),
    ])
      expect(questions('recurrence-untold', one)).toEqual([]);
    const dated = entry({ on: '2020-01-10' }, '2019-10-31');
    expect(questions('recurrence-untold', dated)).toEqual([]);
    expect(asked('due-passed', dated)).toHaveLength(1);
  });
});

describe('a budget line with blanks', () => {
  const line = (changes: Partial<Facts['budget']['lines'][number]> = {}) =>
    section('budget', {
      lines: [
        {
          id: 'b',
          title: 'Programme',
          budget: '1.00',
          actual: '0.00',
          forecast: '1.00',
          comment: null,
          ...changes,
        },
      ],
    });

  it('is asked about; zero is not blank', () => {
    expect(questions('budget-blank', line({ budget: null, actual: null, forecast: null }))).toEqual([
      'The budget line “Programme” gives no budget, no actual spend and no forecast. What has been spent, and will the money last?',
    ]);
    expect(asked('budget-blank', line({ forecast: null }))).toHaveLength(1);
    expect(questions('budget-blank', line())).toEqual([]);
  });
});
