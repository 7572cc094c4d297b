import { describe, expect, it } from '@jest/globals';
import { figure, measure, measures, questions } from './challenge.fixture.js';

const WHOLE = [15, 18, 14, 20, 16, 17];
const PART = [2, 3, 1, 4, 2, 2];
const quotients = PART.map((part, index) => Math.round((1000 * part) / (WHOLE[index] ?? 1)) / 10);
const count = (id: string, title: string, values: (number | null)[]) =>
  measure(id, values, { definition: { title, unit: 'count', basis: 'in_month' } });
const ceased = count('whole', 'Children who ceased to be looked after', WHOLE);
const adopted = count('part', 'Adoptions', PART);
const share = (changes: Parameters<typeof measure>[2] = {}) =>
  measure('share', quotients, {
    ...changes,
    definition: { title: 'Adopted, in per cent', ...changes.definition },
  });
const asked = (...all: ReturnType<typeof measure>[]): string[] =>
  questions('share-not-linked', measures(...all));

describe('a share that nobody has linked', () => {
  it('is asked about with its part and its whole, where their figures fit', () => {
    expect(asked(share(), ceased, adopted)).toEqual([
      '“Adopted, in per cent” looks like a share of “Children who ceased to be looked after” with “Adoptions” as its part: who multiplies the two finds small numbers that are left out elsewhere. Name “Adoptions” as its numerator and “Children who ceased to be looked after” as its denominator in the dictionary, or say why that is not so.',
    ]);
  });

  it('is asked about with its whole alone, where it is a whole number of it each month', () => {
    expect(asked(share(), ceased)).toEqual([
      expect.stringContaining(
        'looks like a share of “Children who ceased to be looked after”: who multiplies',
      ),
    ]);
  });

  it('is asked about where its name has that of the whole', () => {
    const named = measure('share', [10, 11], {
      definition: { title: 'Adopted, % of those who ceased being looked after' },
    });
    expect(asked(named, ceased)).toHaveLength(1);
    const said = measure('share', [10, 11], {
      definition: { title: 'Adopted', denominator: 'All who ceased to be looked after' },
    });
    expect(asked(said, ceased)).toHaveLength(1);
  });

  it('tells no figure, and an answer to it may stand', () => {
    expect(asked(share(), ceased, adopted).join(' ')).not.toMatch(/\d/);
  });

  it.each<[string, ReturnType<typeof measure>[]]>([
    [
      'the dictionary names its whole',
      [share({ definition: { denominator: 'Children who ceased to be looked after' } }), ceased],
    ],
    ['its own parts were recorded', [share({ current: figure(12, 17) }), ceased, adopted]],
    ['no count fits', [share(), count('other', 'Visits to families', [101, 87, 93, 99, 76, 83])]],
    [
      'no small number follows',
      [
        measure('share', [50, 40, 60, 55, 45, 50]),
        count('whole', 'Assessments', [200, 300, 200, 300, 200, 300]),
        count('part', 'Timely ones', [100, 120, 120, 165, 90, 150]),
      ],
    ],
    [
      'two counts have the same name of a whole',
      [
        measure('share', [10, 11], { definition: { title: '% of those who ceased' } }),
        count('a', 'Ceased', [15, 18]),
        count('b', 'Ceasing', [15, 18]),
      ],
    ],
  ])('is not asked about where %s', (_, all) => {
    expect(asked(...all)).toEqual([]);
  });
});
