import { describe, expect, it } from '@jest/globals';
import { publicReport, smallNumbersOf } from '../disclosure/index.js';
import {
  content,
  decidedReport as report,
  measure,
  monthsTo,
  THEME_ID,
  withhold,
} from '../disclosure/testing.js';
import {
  paragraphBlock,
  USUAL_POLICY,
  type Publication,
  type SealedChallenge,
  type WithheldBlock,
} from '../snapshot/index.js';
import { OWNER, themeSection } from '../snapshot/testing.js';
import { challenge } from './challenge.rules.js';
import { sealedChallenges } from './challenges.queries.js';

describe('questions that give figures', () => {
  const counts = (id: string, title: string, values: number[]) =>
    measure(
      { id, months: monthsTo('2019-12', values) },
      { title, unit: 'count', basis: 'year_to_date', cellBasis: 'cumulative' },
    );
  const group = {
    ...themeSection(),
    kind: 'measures',
    contributionId: 'm1',
    subject: { id: THEME_ID, number: 1, title: 'Permanence' },
    content: content([
      counts('small', 'Exits from care', [15, 18, 14, 5, 4]),
      counts('large', 'Visits to families', [100, 150, 120, 190, 260]),
      measure({ id: 'one', months: monthsTo('2019-12', [1, 3, 2, 4, 1]) }, { title: 'First', basis: null }),
      measure(
        { id: 'other', months: monthsTo('2019-12', [1, 3, 2, 4, 1]) },
        { title: 'Second', basis: null },
      ),
    ]),
  };
  const whole = report([], { sections: [group], overall: { rag: 'RED', narrative: 'The whole.' } });
  const challenges = sealedChallenges(
    challenge(whole).map((finding) => ({
      ...finding,
      answer: {
        reason: 'It is so.',
        print: true,
        answeredBy: OWNER,
        answeredAt: '2020-01-30T10:00:00Z',
        stands: false,
        standsSince: null,
      },
    })),
  );
  const published = (suppressed: Publication['suppressed'], withheld: WithheldBlock[] = []) =>
    publicReport(report(withheld, { sections: [group], challenges }, { suppressed })).snapshot.challenges.map(
      ({ rule, question }) => `${rule}: ${question}`,
    );

  it('are asked in full, with the counts', () => {
    expect(challenges.map(({ rule }) => rule)).toEqual([
      'year-to-date-falls',
      'year-to-date-falls',
      'identical-series',
    ]);
    expect(challenges[0]?.question).toContain('it falls from 18 in September 2019 to 14 in October 2019');
  });

  it('leave the public edition with the figures that it suppresses', () => {
    const { suppressed } = smallNumbersOf([group], new Set(), {
      policy: USUAL_POLICY,
      released: new Set(),
      earlier: [],
      withheld: [],
    });
    expect(new Set(suppressed.map(({ measureId }) => measureId))).toEqual(new Set(['small', 'one', 'other']));
    expect(published(suppressed)).toEqual([
      expect.stringMatching(/^year-to-date-falls: “Visits to families” .* from 150 .* to 120 /),
    ]);
  });

  it('leave it also when only one of those that they name is suppressed: the others would tell', () => {
    expect(published([{ measureId: 'other', cell: 'month/2019-12', why: 'primary' }])).toEqual([
      expect.stringMatching(/^year-to-date-falls/),
      expect.stringMatching(/^year-to-date-falls/),
    ]);
    expect(published([], [withhold('entry/other')])).toHaveLength(2);
  });

  it('leave it when they name a part that is withheld, or quote texts while a paragraph is', () => {
    const asked = (rule: string, question: string): SealedChallenge => ({
      rule,
      key: 'k',
      place: 'The report as a whole',
      about: { contributionId: null, entryId: null },
      question,
      reason: 'It is so.',
      print: true,
      answeredBy: OWNER,
      answeredAt: '2020-01-30T10:00:00Z',
    });
    const named = asked(
      'green-beside-red',
      'The programme is rated Green, but theme 1 (“Leadership”) is Red.',
    );
    const quoted = asked('text-differs-from-reading', 'The report as a whole says 85%.');
    const rulesOf = (...withheld: WithheldBlock[]) =>
      publicReport(report(withheld, { challenges: [named, quoted] })).snapshot.challenges.map(
        ({ rule }) => rule,
      );
    expect(rulesOf()).toEqual(['green-beside-red', 'text-differs-from-reading']);
    expect(rulesOf(withhold(`section/theme/${THEME_ID}`))).toEqual(['text-differs-from-reading']);
    expect(rulesOf(withhold(paragraphBlock('The supplier has asked for more money.')))).toEqual([
      'green-beside-red',
    ]);
  });
});
