import { expect, it } from '@jest/globals';
import { measure, measures, sentences, told } from './changes.fixture.js';

const target = (minimum: number | null) => ({ minimum, upper: null, from: null, until: null });
const rated = (derived: 'RED' | 'GREEN') => ({ rag: { derived, override: null, printed: derived } });

it('a changed target is told, with the rating that the figure would have by the one before', () => {
  const before = measures([measure({ '2019-12': 14 }, { target: target(15) }, rated('GREEN'))]);
  const after = measures([measure({ '2019-12': 14, '2020-01': 14 }, { target: target(13) }, rated('RED'))]);
  expect(sentences(told('measures', before, after))).toContain(
    '“Vacancies”: its target was a floor of 15% and is now a floor of 13%; by the target before it would be rated Green.',
  );
  const same = measures([measure({ '2020-01': 14 }, { target: { ...target(15), until: '2020-03-31' } })]);
  expect(told('measures', before, same).map(({ kind }) => kind)).not.toContain('measure_target');
});

it('another name and another meaning are told', () => {
  const before = measures([measure({ '2019-12': 14 })]);
  const after = measures([
    measure({ '2020-01': 14 }, { title: 'Empty posts', unit: 'count', denominator: 'Written down since' }),
  ]);
  expect(sentences(told('measures', before, after))).toEqual([
    '“Empty posts” has another definition: its unit changed.',
    '“Vacancies” is called “Empty posts” now.',
  ]);
});

it('a measure that left is told where nothing is withheld', () => {
  const before = measures([measure({ '2019-12': 14 })]);
  expect(sentences(told('measures', before, measures([]), { complete: true }))).toEqual([
    '“Vacancies” is no longer in the report.',
  ]);
  expect(told('measures', before, measures([]))).toEqual([]);
});

it('says why, with the reasons that were given since the report before', () => {
  const redefined = (...reasons: string[]) => ({
    redefined: reasons.map((reason, index) => ({ version: index + 2, reason })),
  });
  const before = measures([measure({ '2019-12': 14 }, { target: target(15) }, redefined('An old one'))]);
  const after = (...reasons: string[]) =>
    measures([
      measure(
        { '2019-12': 14 },
        { target: target(13), title: 'Empty posts' },
        redefined('An old one', ...reasons),
      ),
    ]);
  expect(sentences(told('measures', before, after('The board asks for more')))).toEqual([
    '“Empty posts”: its target was a floor of 15% and is now a floor of 13%. Reason: The board asks for more.',
    '“Vacancies” is called “Empty posts” now.',
  ]);
  expect(sentences(told('measures', before, after('One.', 'Another.')))[0]).toContain(
    'Reasons: One. Another.',
  );
  expect(sentences(told('measures', before, after()))[0]).not.toContain('Reason');
});
