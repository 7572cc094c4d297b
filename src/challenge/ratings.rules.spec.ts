import { describe, expect, it } from '@jest/globals';
import type { ActionRating, Rag } from '../programmes/index.js';
import type { SnapshotSection } from '../snapshot/index.js';
import { challenge } from './challenge.rules.js';
import { action, asked, measure, questions, report, section, theme } from './challenge.fixture.js';

describe('green beside red', () => {
  const green = { narrative: 'All is well.', rag: 'GREEN' as const };
  const group = (themeId: string | null, printed: Rag) =>
    section('measures', {
      title: null,
      restatements: [],
      themeId,
      commentary: 'Slow.',
      measures: [measure('m', [], { rag: { printed, override: null } })],
    });

  it('is a green theme with a red measure of its own', () => {
    expect(questions('green-beside-red', theme([], [], green), group('t1', 'RED'))).toEqual([
      'Theme 1 is rated Green, but “Measure m” is Red. Why does the red not count?',
    ]);
    expect(
      questions('green-beside-red', theme([], [], green), group('t2', 'RED'), group(null, 'RED')),
    ).toEqual([]);
    expect(questions('green-beside-red', theme([], [], green), group('t1', 'AMBER'))).toEqual([]);
    expect(
      questions('green-beside-red', theme([], [], { narrative: 'x', rag: 'AMBER' }), group('t1', 'RED')),
    ).toEqual([]);
  });

  it('is a green report with a red theme', () => {
    const red = theme([], [], { narrative: 'Slow.', rag: 'RED' });
    const overall = (rag: 'GREEN' | 'AMBER') =>
      challenge({ ...report(red), overall: { rag, narrative: 'x' } }).map(({ question }) => question);
    expect(overall('GREEN')).toEqual([
      'The programme is rated Green, but theme 1 (“Leadership”) is Red. Why does the red not count?',
    ]);
    expect(overall('AMBER')).toEqual([]);
    expect(challenge({ ...report(red), overall: null })).toEqual([]);
  });
});

describe('green beside more red', () => {
  const green = { narrative: 'All is well.', rag: 'GREEN' as const };
  const rated = (...rags: ActionRating[]) =>
    action({ ratings: rags.map((rag, index) => ({ financialYear: 2019, quarter: (index + 1) as 1, rag })) });
  const told = [{ id: 'n', text: 'Late.', actionIds: ['a1'] }];
  const group = (themeId: string | null, ...titles: string[]) =>
    section('measures', {
      title: null,
      restatements: [],
      themeId,
      commentary: 'Slow.',
      measures: titles.map((title) =>
        measure(title, [], { rag: { printed: 'RED', override: null }, definition: { title } }),
      ),
    });

  it('is a green theme with an action whose latest rating is red', () => {
    expect(
      questions('green-beside-red', theme([rated('GREEN', 'RED')], told, green), group('t1', 'M')),
    ).toEqual(['Theme 1 is rated Green, but “Write the plans” and “M” are Red. Why does the red not count?']);
    for (const one of [
      theme([rated('RED', 'AMBER')], told, green),
      theme([rated()], told, green),
      theme([rated('RED')], told, { ...green, rag: 'AMBER' }),
      theme([rated('RED')], told),
    ])
      expect(questions('green-beside-red', one)).toEqual([]);
  });

  it('is a green report with a red measure; a red theme stands for its own', () => {
    const overall = (...sections: SnapshotSection[]) =>
      challenge({ ...report(...sections), overall: green })
        .filter(({ rule }) => rule === 'green-beside-red')
        .map(({ question }) => question);
    const amber = theme([], [], { narrative: 'x', rag: 'AMBER' });
    const red = theme([], [], { narrative: 'x', rag: 'RED' });
    expect(overall(amber, group('t1', 'M'), group(null, 'N'))).toEqual([
      'The programme is rated Green, but “M” and “N” are Red. Why does the red not count?',
    ]);
    expect(overall(red, group('t1', 'M'))).toEqual([
      'The programme is rated Green, but theme 1 (“Leadership”) is Red. Why does the red not count?',
    ]);
    expect(overall(amber, group('t1', 'A', 'B', 'C', 'D', 'E', 'F', 'G'))).toEqual([
      'The programme is rated Green, but “A”, “B”, “C”, “D”, “E” and 2 others are Red. Why does the red not count?',
    ]);
    expect(overall(amber)).toEqual([]);
  });
});

describe('a red without a word', () => {
  const red = action({ ratings: [{ financialYear: 2019, quarter: 3, rag: 'RED' }] });

  it('is an action whose latest rating is red and that no text is about', () => {
    expect(questions('red-without-word', theme([red]))).toEqual([
      '“Write the plans” (Q3 2019/20) is rated Red, and no text names it. What is wrong, and what is being done?',
    ]);
    expect(
      asked('red-without-word', theme([red], [{ id: 'n', text: 'Elsewhere.', actionIds: ['a2'] }])),
    ).toHaveLength(1);
  });

  it.each<[string, SnapshotSection]>([
    ['a text is about it', theme([red], [{ id: 'n', text: 'Late.', actionIds: ['a1'] }])],
    [
      'it is red no longer, whatever the order of the ratings',
      theme([
        action({
          ratings: [
            { financialYear: 2019, quarter: 3, rag: 'AMBER' },
            { financialYear: 2019, quarter: 2, rag: 'RED' },
          ],
        }),
      ]),
    ],
    ['nobody rated it', theme([action()])],
  ])('is let pass when %s', (_, one) => {
    expect(questions('red-without-word', one)).toEqual([]);
  });

  it('is a red measure in a group without commentary', () => {
    const group = (commentary: string | null, printed: Rag | null) =>
      section('measures', {
        title: null,
        restatements: [],
        themeId: null,
        commentary,
        measures: [measure('m', [], { rag: { printed, override: null } })],
      });
    expect(asked('red-without-word', group(null, 'RED'))).toHaveLength(1);
    expect(
      questions(
        'red-without-word',
        group('Reviews are late.', 'RED'),
        group(null, 'AMBER'),
        group(null, null),
      ),
    ).toEqual([]);
  });

  it('is not a measure that another text names', () => {
    const late = measure('m', [], {
      rag: { printed: 'RED', override: null },
      definition: { title: '% of reviews held within timescales' },
    });
    const silent = section('measures', {
      title: null,
      restatements: [],
      themeId: null,
      commentary: null,
      measures: [late],
    });
    const says = (narrative: string) => theme([], [], { narrative, rag: 'RED' });
    expect(asked('red-without-word', silent, says('Reviews are late.'))).toHaveLength(1);
    expect(
      questions('red-without-word', silent, says('Too few reviews were held within timescales.')),
    ).toEqual([]);
  });

  it('is not a measure of which the text of its theme speaks in words of its own', () => {
    const red = (title: string) =>
      section('measures', {
        title: null,
        restatements: [],
        themeId: 't1',
        commentary: null,
        measures: [measure('m', [], { rag: { printed: 'RED', override: null }, definition: { title } })],
      });
    const says = (narrative: string) => theme([], [], { narrative, rag: 'AMBER' });
    const stability = red('Long-term stability of placements of children looked after (%)');
    expect(questions('red-without-word', stability, says('Long-term stability fell again.'))).toEqual([]);
    // Words that every measure has, one word of several, or the text of another theme say nothing of it.
    for (const other of [
      'Children looked after are seen within a month.',
      'Placements are scarce.',
      'Stability is our aim.',
    ])
      expect(asked('red-without-word', stability, says(other))).toHaveLength(1);
    const elsewhere = {
      ...says('Long-term stability fell again.'),
      subject: { id: 't2', number: 2, title: 'Other' },
    };
    expect(asked('red-without-word', stability, elsewhere)).toHaveLength(1);
  });

  it('is not a rating that somebody gave with a reason', () => {
    const override = { rag: 'RED' as const, reason: 'The audit found that the figure flatters.' };
    const one = measure('m', [], { rag: { printed: 'RED', override } });
    expect(
      questions(
        'red-without-word',
        section('measures', {
          title: null,
          themeId: null,
          commentary: null,
          measures: [one],
          restatements: [],
        }),
      ),
    ).toEqual([]);
  });
});
