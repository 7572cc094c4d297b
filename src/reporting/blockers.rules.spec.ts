import { describe, expect, it } from '@jest/globals';
import { changesBetween, type ReportSnapshot } from '../snapshot/index.js';
import { reportSnapshot } from '../snapshot/testing.js';
import { correctionBlockers } from './blockers.rules.js';

const first = reportSnapshot();
const corrected = (more: Partial<ReportSnapshot>): ReportSnapshot => {
  const now = { ...first, ...more };
  const corrects = { version: 1, sha256: 'x', changes: changesBetween(first, now) };
  return { ...now, report: { ...first.report, revision: 2, correctionReason: 'Why.', corrects } };
};

describe('a correction', () => {
  it('in which nothing differs stands in its own way, and says what to do', () => {
    expect(correctionBlockers(first, corrected({}))).toEqual([
      {
        path: 'correction',
        message:
          'Nothing is corrected yet: everything is as in version 1. Make the part that is wrong a draft again, or change the words of the report.',
      },
    ]);
  });

  it('of a rating, of a background paper, or of what is withheld, does not', () => {
    const overall = { ...first.overall, narrative: 'It was otherwise.' };
    const publication = { ...first.publication, withheld: [{ block: 'x' }] } as unknown as NonNullable<
      ReportSnapshot['publication']
    >;
    for (const more of [{ overall }, { backgroundPapers: ['Letter of the inspectors'] }, { publication }])
      expect(correctionBlockers(first, corrected(more))).toEqual([]);
  });

  it('is none in the first version', () => {
    expect(correctionBlockers(first, first)).toEqual([]);
  });
});
