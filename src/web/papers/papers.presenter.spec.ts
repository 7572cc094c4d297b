import { describe, expect, it } from '@jest/globals';
import type { DispatchView } from '../../distribution/index.js';
import { plannedPapers } from '../../distribution/testing.js';
import { presentPapers, type LedgerFilter, type PapersFacts } from './papers.presenter.js';

/** Papers that went out to two, and what became of them. */
const papers = (more: Partial<DispatchView>, only?: LedgerFilter): PapersFacts => ({
  dispatch: {
    ...plannedPapers,
    status: 'needs_attention',
    problem: 'replaced',
    boundAt: '2020-02-03T11:00:00.000000Z',
    reportVersion: {
      id: 'v',
      version: 1,
      edition: 'public',
      sha256: 'a'.repeat(64),
      correctionReason: null,
      newest: 2,
      sinceId: null,
      fileName: null,
      sections: [],
    },
    deliveryCounts: { accepted: 2 },
    ...more,
  },
  deliveries: { items: [], nextCursor: null },
  only,
  file: null,
  told: null,
  late: null,
  holdings: [],
  mayManage: true,
  now: new Date('2020-02-03T12:00:00Z'),
});
const tabs = (more: Partial<DispatchView>, only?: LedgerFilter): string[] | undefined =>
  presentPapers(papers(more, only)).ledger?.tabs.map(({ text }) => text);

describe('the tabs of papers', () => {
  it('count what the first sentence names', () => {
    const one = { problem: 'uncertain' as const, deliveryCounts: { accepted: 2, bounced: 1, uncertain: 1 } };
    expect(presentPapers(papers({ ...one, returned: 1 })).head.lead).toBe(
      'Needs somebody: it did not go through for 1 recipient, a notice says that it came back from 1 recipient and whether it reached 1 recipient is uncertain. They are version 1; version 2 has taken its place.',
    );
    expect(tabs({ ...one, returned: 1 })).toEqual(['All (4)', 'Needs somebody (3)', 'Accepted (1)']);
  });

  it('say nothing of “Needs somebody (0)” while the papers need somebody for another reason', () => {
    expect(presentPapers(papers({})).head.lead).toMatch(/^Needs somebody: its readers hold/);
    expect(tabs({})).toEqual(['All (2)', 'Accepted (2)']);
    expect(tabs({}, 'needs_person')).toEqual(['All (2)', 'Needs somebody (0)', 'Accepted (2)']);
  });
});
