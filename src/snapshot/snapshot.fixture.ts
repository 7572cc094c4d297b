/** A sealed report for specs, of made-up people and texts. */
import type {
  ReportSnapshot,
  Seal,
  SnapshotPerson,
  SnapshotSection,
  ThemeSnapshotSection,
} from './snapshot.js';

const SRO: SnapshotPerson = { id: 'p1', name: 'Ada Example', jobTitle: 'Director' };
export const MANAGER: SnapshotPerson = {
  id: 'p2',
  name: 'Programme Manager',
  jobTitle: 'Programme Manager',
};
export const OWNER: SnapshotPerson = { id: 'p3', name: 'Ben Example', jobTitle: 'Head of Service' };

/** A theme with one objective of three actions (all kinds of rating between them) and two narratives. */
export function themeSection(changes: Partial<ThemeSnapshotSection> = {}): ThemeSnapshotSection {
  return {
    kind: 'theme',
    contributionId: 'c1',
    subject: { id: 't1', number: 1, title: 'Leadership' },
    content: {
      overview: { narrative: 'The overview.', rag: 'RED' },
      objectives: [
        {
          id: 'o1',
          title: 'Better plans',
          actions: [
            {
              id: 'a1',
              title: 'Write the plans',
              owner: OWNER,
              dueOn: '2020-02-29',
              ratings: [
                { financialYear: 2018, quarter: 4, rag: 'NOT_DUE' },
                { financialYear: 2019, quarter: 1, rag: 'RED' },
                { financialYear: 2019, quarter: 2, rag: 'AMBER' },
                { financialYear: 2019, quarter: 3, rag: 'COMPLETE' },
              ],
            },
            {
              id: 'a2',
              title: 'Brief the members',
              owner: null,
              dueOn: null,
              ratings: [{ financialYear: 2019, quarter: 3, rag: 'GREEN' }],
            },
            { id: 'a3', title: 'Publish', owner: MANAGER, dueOn: null, ratings: [] },
          ],
          narratives: [
            { id: 'n1', text: 'Two go well:\n\n- one\n- **two**', actionIds: ['a2', 'a1'] },
            { id: 'n2', text: 'The third waits.', actionIds: ['a3'] },
          ],
        },
      ],
    },
    notUpdatedSince: null,
    history: {
      editors: [OWNER],
      submittedBy: OWNER,
      approvedBy: MANAGER,
      approvedAt: '2020-01-29T16:20:00Z',
    },
    ...changes,
  };
}

/** A report of one theme, as at 27 January 2020. */
export function reportSnapshot(changes: Partial<ReportSnapshot> = {}): ReportSnapshot {
  return {
    format: 'highlight-report/1',
    programme: { id: 'pr', name: 'Improvement Programme', council: 'Sample Council' },
    period: {
      id: 'pe',
      label: 'January 2020',
      startsOn: '2020-01-01',
      endsOn: '2020-01-31',
      asAt: '2020-01-27',
    },
    report: { id: 're', revision: 1, correctionReason: null },
    roles: [
      { role: 'Senior Responsible Officer', person: SRO },
      { role: 'Programme Manager', person: MANAGER },
    ],
    overall: { rag: 'AMBER', narrative: 'The whole.' },
    quarters: [
      { financialYear: 2018, quarter: 4 },
      { financialYear: 2019, quarter: 1 },
      { financialYear: 2019, quarter: 2 },
      { financialYear: 2019, quarter: 3 },
    ],
    sections: [themeSection()],
    challenges: [],
    ...changes,
  };
}

export const SEAL: Seal = {
  versionId: 'v1',
  version: 1,
  sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  approvedBy: SRO,
  approvedAt: '2020-07-01T13:05:00Z',
};

/** A budget of two lines, the first with the given id. */
export function budgetSection(lineId: string): SnapshotSection {
  const line = (id: string, title: string, budget: string) => ({
    id,
    title,
    financialYear: 2019,
    budget,
    actual: null,
    forecast: null,
    comment: 'To be updated.',
    derived: { variance: null, variancePercent: null, needsComment: true },
  });
  return {
    ...themeSection(),
    kind: 'budget',
    contributionId: 'c9',
    subject: { id: 'b1', number: 1, title: 'Progress against budget' },
    content: {
      lines: [line(lineId, 'Programme budget', '100.00'), line('l2', 'Agency staff', '200.00')],
      derived: {
        signConvention: 'A plus is an overspend.',
        thresholdPercent: 5,
        totals: { budget: '300.00', actual: null, forecast: null, variance: null },
      },
    },
  };
}
