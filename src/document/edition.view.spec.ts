import { describe, expect, it } from '@jest/globals';
import { MANAGER, OWNER, reportSnapshot, SEAL, themeSection } from '../snapshot/testing.js';
import { presentSection } from './sections.js';
import { presentWhole } from './document.fixture.js';
import type { ReportView } from './edition.view.js';
import { daysInWords, inWords, londonInstant, longDate, personLabel } from '../snapshot/index.js';

/** The first section of the themes, which is one. */
function themeOf({ themes: [theme] }: ReportView) {
  if (theme?.kind !== 'theme') throw new Error('no theme');
  return theme;
}

describe('words', () => {
  it('writes dates and times as people in London read them', () => {
    expect(longDate('2020-01-27')).toBe('27 January 2020');
    expect(londonInstant('2020-01-31T14:05:00Z')).toBe('31 January 2020 at 14:05');
    expect(londonInstant('2020-06-30T23:30:00Z')).toBe('1 July 2020 at 00:30');
  });

  it('says a name and a job title once', () => {
    expect(personLabel(OWNER)).toBe('Ben Example, Head of Service');
    expect(personLabel(MANAGER)).toBe('Programme Manager');
  });

  it.each([
    [[], ''],
    [[1], '1'],
    [[1, 2], '1 and 2'],
    [[1, 2, 3], '1, 2 and 3'],
  ])('joins %j', (items, words) => {
    expect(inWords(items)).toBe(words);
  });
});

describe('days', () => {
  it.each([
    ['2020-01-01', '2020-01-31', '1 to 31 January 2020'],
    ['2019-12-16', '2020-01-15', '16 December 2019 to 15 January 2020'],
    ['2020-01-01', '2020-01-01', '1 January 2020'],
  ])('from %s until %s are said as %s', (from, until, words) => {
    expect(daysInWords(from, until)).toBe(words);
  });
});

describe('a sealed report', () => {
  const view = presentWhole(reportSnapshot(), SEAL, { verifyAt: 'https://reports.example.org/verify' });

  it('names programme, council, period and date', () => {
    expect(view.title).toBe('Highlight report, January 2020: Improvement Programme, Sample Council');
    expect(view).toMatchObject({
      period: 'January 2020',
      days: '1 to 31 January 2020',
      asAt: '27 January 2020',
      draft: null,
    });
    expect(view.overall.rating).toEqual({ word: 'Amber', style: 'amber' });
  });

  it('carries the whole hash, in the foot and at the end', () => {
    expect(view.footer).toEqual({
      left: 'Improvement Programme: highlight report, January 2020',
      middle: `Whole report · Sealed version 1\nSHA-256 ${SEAL.sha256}`,
    });
    expect(view.approval.seal).toEqual({
      version: 1,
      approvedBy: 'Ada Example, Director',
      approvedAt: '1 July 2020 at 14:05',
      verifyAt: 'https://reports.example.org/verify',
      sha256: SEAL.sha256,
    });
  });

  it('prints every quarter of every action as a word', () => {
    const objective = themeOf(view).content?.objectives[0];
    expect(objective?.quarters).toEqual(['Q4 2018/19', 'Q1 2019/20', 'Q2 2019/20', 'Q3 2019/20']);
    expect(objective?.actions.map(({ ratings }) => ratings.map(({ word }) => word))).toEqual([
      ['Not due', 'Red', 'Amber', 'Complete'],
      ['Not rated', 'Not rated', 'Not rated', 'Green'],
      ['Not rated', 'Not rated', 'Not rated', 'Not rated'],
    ]);
    expect(objective?.actions.map(({ held }) => held)).toEqual([
      'Ben Example, Head of Service; due 29 February 2020',
      'Not assigned; no date set',
      'Programme Manager; no date set',
    ]);
    expect(objective?.caption).toBe('Actions of objective 1.1, by quarter');
  });

  it('says once who owns all actions of an objective, and that none has a date', () => {
    const section = themeSection();
    for (const action of section.content?.objectives[0]?.actions ?? [])
      Object.assign(action, { owner: OWNER, dueOn: null });
    const objective = themeOf(presentWhole(reportSnapshot({ sections: [section] }), SEAL)).content
      ?.objectives[0];
    expect(objective?.caption).toBe(
      'Actions of objective 1.1, by quarter. Owner: Ben Example, Head of Service. No due dates are set',
    );
    expect(objective?.actions.map(({ held }) => held)).toEqual([null, null, null]);
  });

  it('says which actions a narrative is about, unless it is about all of them', () => {
    const about = (section = themeSection()) =>
      themeOf(
        presentWhole(reportSnapshot({ sections: [section] }), SEAL),
      ).content?.objectives[0]?.narratives.map((narrative) => narrative.about);
    expect(about()).toEqual(['About: actions 1 and 2', 'About: action 3']);
    const all = themeSection();
    all.content?.objectives[0]?.narratives.splice(0, 2, {
      id: 'n',
      text: 'x',
      actionIds: ['a3', 'a1', 'a2'],
    });
    expect(about(all)).toEqual([null]);
  });

  it('counts actions by the rating of the quarter that runs, as soon as something is rated in it', () => {
    const quarters = ([2, 3, 4] as const).map((quarter) => ({ financialYear: 2019, quarter }));
    expect(presentWhole(reportSnapshot({ quarters }), SEAL).summary?.caption).toContain('in Q4 2019/20');
  });

  it('counts those of the quarter before while nothing is', () => {
    expect(view.summary?.caption).toBe(
      'Ratings of the themes, and how many actions had each rating in Q3 2019/20',
    );
    expect(view.summary?.columns.map(({ word }) => word)).toEqual([
      'Red',
      'Amber',
      'Green',
      'Complete',
      'Not due',
      'Not rated',
    ]);
    expect(view.summary?.total).toEqual({ actions: 3, ratings: [0, 0, 1, 1, 0, 1] });
    expect(view.summary?.incomplete).toBe(false);
  });

  it('says how many actions nobody rated, and what they were in the quarter before', () => {
    expect(view.summary?.unrated).toBe('1 of 3 actions has no rating for Q3 2019/20.');
    const quarters = ([3, 4] as const).map((quarter) => ({ financialYear: 2019, quarter }));
    const running = presentWhole(reportSnapshot({ quarters }), SEAL);
    expect(running.summary?.unrated).toBe(
      '3 of 3 actions have no rating for Q4 2019/20. For Q3 2019/20, 1 of them was Green and 1 Complete.',
    );
    const [objective] = themeSection().content?.objectives ?? [];
    const rated = themeSection({
      content: {
        overview: { narrative: null, rag: 'RED' },
        objectives: objective ? [{ ...objective, actions: objective.actions.slice(0, 2) }] : [],
      },
    });
    expect(presentWhole(reportSnapshot({ sections: [rated] }), SEAL).summary?.unrated).toBeNull();
  });

  it('counts the current quarter where the window looks forward', () => {
    const quarters = [
      { financialYear: 2019, quarter: 4 as const },
      { financialYear: 2020, quarter: 1 as const },
    ];
    expect(presentWhole(reportSnapshot({ quarters }), SEAL).summary?.caption).toContain('Q4 2019/20');
  });

  it('explains every word that it prints', () => {
    const explained = [...view.guidance.scales, ...view.guidance.otherWords].map(({ rating }) => rating.word);
    expect(explained).toEqual(['Green', 'Amber', 'Red', 'Complete', 'Not due', 'Not rated']);
  });

  it('is the same for the same snapshot', () => {
    expect(presentWhole(reportSnapshot(), SEAL, { verifyAt: 'https://reports.example.org/verify' })).toEqual(
      view,
    );
  });
});

describe('the first page and the back of the report', () => {
  it('have the summary, what is asked, background papers and abbreviations of the sealed text', () => {
    const view = presentWhole(
      reportSnapshot({
        overall: { rag: 'RED', narrative: 'The SGO team.', summary: 'One. Two.', asks: ['Note it.'] },
        backgroundPapers: ['The plan'],
        glossary: [
          { term: 'SGO', meaning: 'An order' },
          { term: 'QPRM', meaning: 'Used nowhere' },
        ],
      }),
      SEAL,
    );
    expect(view.overall).toMatchObject({ summary: 'One. Two.', asks: ['Note it.'] });
    expect(view.backgroundPapers).toEqual(['The plan']);
    expect(view.glossary).toEqual([{ term: 'SGO', meaning: 'An order' }]);
  });

  it('do without what older sealed texts do not have', () => {
    const view = presentWhole(reportSnapshot(), SEAL);
    expect(view.overall).toMatchObject({ summary: null, asks: [] });
    expect([view.backgroundPapers, view.glossary, view.dataNotes]).toEqual([[], [], null]);
    expect(view.edition).toEqual({ name: 'Whole report', marking: null, exemption: null, leavesOut: null });
  });

  it('look for abbreviations in what is printed alone', () => {
    const glossary = ['TARGET', 'theme-1', 'actions'].map((term) => ({ term, meaning: 'x' }));
    const { glossary: found } = presentWhole(reportSnapshot({ glossary }), SEAL);
    expect(found.map(({ term }) => term)).toEqual(['actions']);
  });
});

describe('what is missing or late', () => {
  const nothing = themeSection({
    content: null,
    history: { editors: [], submittedBy: null, approvedBy: null, approvedAt: null },
  });
  const late = themeSection({
    notUpdatedSince: '2019-12-31',
    history: { editors: [OWNER], submittedBy: null, approvedBy: null, approvedAt: null },
  });

  it('does not count a theme of which nothing is approved', () => {
    const view = presentWhole(reportSnapshot({ sections: [themeSection(), nothing] }), SEAL);
    expect(view.themes[1]?.content).toBeNull();
    expect(view.summary?.lines[1]?.counted).toBeNull();
    expect(view.summary).toMatchObject({ incomplete: true, total: { actions: 3 } });
    expect(view.approval.parts[1]).toEqual({
      by: 'Nobody; submitted by nobody',
      parts: ['Theme 1: Leadership'],
    });
    expect(view.approval.approved).toEqual([
      'Theme 1: Leadership: Nothing has been approved yet.',
      'Programme Manager approved Theme 1: Leadership, on 29 January 2020.',
    ]);
  });

  it('stamps text that stands in for a late contribution', () => {
    const view = presentWhole(reportSnapshot({ sections: [late] }), SEAL);
    expect(view.themes[0]?.notUpdated).toBe('Not updated since 31 December 2019');
    expect(view.approval.approved).toEqual([
      'Theme 1: Leadership: Not approved for January 2020: the text of 31 December 2019 is printed.',
    ]);
  });

  it('names those who approve once, with all of their parts', () => {
    const parts = (...people: (typeof MANAGER)[]) =>
      presentWhole(
        reportSnapshot({
          sections: people.map((approvedBy, index) =>
            themeSection({
              contributionId: `c${index}`,
              subject: { id: `t${index}`, number: index + 1, title: 'T' },
              history: { editors: [OWNER], submittedBy: OWNER, approvedBy, approvedAt: SEAL.approvedAt },
            }),
          ),
        }),
        SEAL,
      ).approval;
    expect(parts(MANAGER, MANAGER)).toMatchObject({
      approved: ['Programme Manager approved all 2 parts, on 1 July 2020.'],
      parts: [{ by: 'Ben Example, Head of Service', parts: ['Theme 1: T', 'Theme 2: T'] }],
    });
    expect(parts(MANAGER, OWNER, MANAGER).approved).toEqual([
      'Programme Manager approved Theme 1: T; Theme 3: T, on 1 July 2020.',
      'Ben Example, Head of Service approved Theme 2: T, on 1 July 2020.',
    ]);
  });

  it('names no group of measures to who has written all of them', () => {
    const parts = (...writers: (typeof MANAGER)[]) =>
      presentWhole(
        reportSnapshot({
          sections: [
            themeSection(),
            ...writers.map((by, index) => ({
              kind: 'measures' as const,
              contributionId: `m${index}`,
              subject: { id: `g${index}`, number: index + 1, title: `Group ${index + 1}` },
              content: null,
              notUpdatedSince: null,
              history: { editors: [by], submittedBy: by, approvedBy: null, approvedAt: null },
            })),
          ],
        }),
        SEAL,
      ).approval.parts.map((one) => one.parts);
    expect(parts(OWNER, OWNER)).toEqual([['Theme 1: Leadership', 'all 2 groups of measures']]);
    expect(parts(OWNER)).toEqual([['Theme 1: Leadership', 'Group 1']]);
    expect(parts(OWNER, MANAGER)).toEqual([['Theme 1: Leadership', 'Group 1'], ['Group 2']]);
  });

  it('has no summary without themes', () => {
    expect(presentWhole(reportSnapshot({ sections: [] }), SEAL).summary).toBeNull();
  });

  it('prints a role once, with everybody who holds it', () => {
    const { roles } = presentWhole(
      reportSnapshot({
        roles: [
          { role: 'Programme Manager', person: MANAGER },
          { role: 'Programme Manager', person: OWNER },
        ],
      }),
      SEAL,
    );
    expect(roles).toEqual([
      { role: 'Programme Manager', people: ['Programme Manager', 'Ben Example, Head of Service'] },
    ]);
  });

  it('refuses a section that it has no template for', () => {
    expect(() => presentSection({ ...themeSection(), kind: 'horoscope' }, [], [])).toThrow(/horoscope/);
  });
});

describe('a preview and a correction', () => {
  const corrected = reportSnapshot({
    report: { id: 're', revision: 2, correctionReason: 'A wrong figure.' },
  });

  it('says that it is a draft, and has no seal', () => {
    const view = presentWhole(reportSnapshot(), null);
    expect(view.draft).toBe('Draft, not approved');
    expect(view.title).toMatch(/\(draft, not approved\)$/);
    expect(view.footer.middle).toBe('Whole report · Draft, not approved');
    expect(view.approval.seal).toBeNull();
    expect(view.correction).toBeNull();
  });

  it('says what a new version replaces, and why', () => {
    expect(presentWhole(corrected, { ...SEAL, version: 2 }).correction).toEqual({
      heading: 'This is version 2. It replaces version 1.',
      reason: 'A wrong figure.',
      // As in a version that was sealed before changes were recorded.
      told: null,
      changed: null,
    });
    expect(presentWhole(corrected, null).correction?.heading).toMatch(/already approved/);
  });
});
