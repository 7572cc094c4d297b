import { describe, expect, it } from '@jest/globals';
import { needingSomebody, papersState } from './dispatch-words.js';
import { plannedPapers as planned } from './dispatch.fixture.js';
import type { DispatchView } from './dispatches.queries.js';

describe('papers that have not gone out', () => {
  it('are sent now while the worker is at them, and late only once it is not', () => {
    expect(papersState(planned)).toBe('Planned: as soon as the report of January 2020 is sealed');
    expect(papersState({ ...planned, underWay: true })).toBe(
      'Being printed and sent now. Look again in a minute',
    );
    expect(papersState({ ...planned, overdue: true })).toBe(
      'Late: its time has come, and nothing has gone out yet',
    );
  });
});

describe('papers of which somebody has to see to something', () => {
  it.each([
    [{ uncertain: 1 }, 0, 'whether it reached 1 recipient is uncertain', 1],
    [{ bounced: 1, failed: 1 }, 0, 'it did not go through for 2 recipients', 2],
    [
      { bounced: 1, uncertain: 1, accepted: 2 },
      1,
      'it did not go through for 1 recipient, a notice says that it came back from 1 recipient and whether it reached 1 recipient is uncertain',
      3,
    ],
  ])(
    'name each kind, by the numbers that the tab adds up: %j',
    (deliveryCounts, returned, words, needing) => {
      const papers: DispatchView = {
        ...planned,
        status: 'needs_attention',
        problem: 'uncertain',
        deliveryCounts,
        returned,
      };
      expect(papersState(papers)).toBe(`Needs somebody: ${words}`);
      const { refused, returned: back, uncertain } = needingSomebody(papers);
      expect(refused + back + uncertain).toBe(needing);
    },
  );
});
