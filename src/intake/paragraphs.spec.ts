import { describe, expect, it } from '@jest/globals';
import type { FixtureBlock } from './docx.fixture.js';
import { doubts, of, take, why } from './layouts.fixture.js';
import { sureProposals } from './take.rules.js';
import { namesIn, worseOfTwo } from './words.js';

/** A row that one cell goes over, as councils set the title of an objective above its actions. */
const over = (text: string, columns: number): FixtureBlock & object => ({
  rows: [[{ text, span: columns, shade: 'D9D9D9' }]],
});

describe('a report that is laid out in its own way', () => {
  const blocks: FixtureBlock[] = [
    'Monthly Highlight Report – October 2026',
    {
      rows: [
        ['Programme Sponsor (SRO)', 'Ann Bell, Director of Services', 'Reporting period', 'October 2026'],
        ['Programme Manager', 'Cy Dunn', 'Report date', '30 October 2026'],
        ['Overall RAG this month', 'Amber/Green', 'Overall RAG last month', 'Red'],
      ],
    },
    '1. Executive summary',
    'The front door is safer. Too many children wait for a permanent home.',
    'Fourteen permanent social workers have come since April.',
    '2. Priorities',
    'Priority 1: Workforce',
    'Theme lead: Eve Fox',
    {
      rows: [
        ['Overview of progress', 'RAG'],
        ['Permanent staffing is improving.', 'Amber/Green'],
      ],
    },
    {
      rows: [
        ['Ref', 'Action', 'Due date', 'Responsible', 'Progress this month', 'RAG'],
        ...over('Objective 1.1 – A stable workforce', 6).rows,
        ['1.1.1', 'Launch the offer', '30/06/2026', 'Gil Hay', 'It was launched in June.', 'Complete'],
        ['1.1.2', 'Reduce agency workers', '31/03/2027', 'Gil Hay', 'Down to 18.4%.', 'Off track'],
        ...over('Objective 1.2 – Supervision', 6).rows,
        ['1.2.1', 'Coach managers', 'Ongoing', 'Ida Jex', 'The first nine have begun.', 'Amber/Red'],
      ],
    },
    'Priority 2: Front door',
    'Theme lead: Ida Jex (Head of Assessment)',
    'Decisions are timely, and families are told of them. Re-referrals are still above those of other councils.',
    {
      rows: [
        ['Indicator', 'Good is', 'Oct-26', 'Sep-26', 'Target'],
        ['Contacts decided in 24 hours', 'High', '96.1%', '95.4%', '95%'],
      ],
    },
  ];
  const taken = take(blocks, { asAt: null });

  it('says its date, who is responsible and its rating in pairs side by side, without those of last month', () => {
    expect(taken).toMatchObject({ asAt: '2026-10-30', asAtFrom: 'document' });
    expect(of(taken, 'role').map(({ role, theme, name }) => [role, theme, name])).toEqual([
      ['sro', null, 'Ann Bell'],
      ['manager', null, 'Cy Dunn'],
      ['lead', 1, 'Eve Fox'],
      ['lead', 2, 'Ida Jex'],
    ]);
    expect(of(taken, 'overall').map(({ rag, narrative }) => rag ?? narrative)).toEqual([
      'AMBER',
      'The front door is safer. Too many children wait for a permanent home.\n\nFourteen permanent social workers have come since April.',
    ]);
    expect(why(taken, 1, 3, 4)).toMatchObject({ fate: 'unplaced' });
    expect(take([{ rows: [['Reporting period', 'October 2026']] }], { asAt: null })).toMatchObject({
      asAt: '2026-10-31',
    });
  });

  it('has a plan whose objectives are rows of their own', () => {
    expect(
      of(taken, 'objective').map(({ theme, title, actions }) => [
        theme,
        title,
        actions.map((one) => one.title),
      ]),
    ).toEqual([
      [1, 'A stable workforce', ['Launch the offer', 'Reduce agency workers']],
      [1, 'Supervision', ['Coach managers']],
    ]);
    expect(of(taken, 'objective')[0]).toMatchObject({
      actions: [
        {
          owners: ['Gil Hay'],
          dueOn: '2026-06-30',
          ratings: [{ financialYear: 2026, quarter: 3, rag: 'COMPLETE', needs: [] }],
        },
        { ratings: [{ rag: 'RED', needs: ['said:off track'] }] },
      ],
      narratives: [
        { text: 'It was launched in June.', actions: [0] },
        { text: 'Down to 18.4%.', actions: [1] },
      ],
    });
  });

  it('asks about ratings between two once, and about words and paragraphs that it only believes to understand', () => {
    const asked = new Set(
      taken.tables.flatMap(({ doubts: found }) => found.map(({ key, once }) => once ?? key)),
    );
    expect([...asked]).toEqual(['between', 'said off track', 'prose', 'targets']);
    expect(doubts(taken).filter((one) => one.endsWith('between'))).toHaveLength(3);
    const sure = sureProposals(taken);
    // The words of the overview rest on nothing that is asked.
    expect(sure.filter(({ type }) => type === 'overview')).toMatchObject([
      { theme: 1, narrative: 'Permanent staffing is improving.', rag: null },
    ]);
    expect(of(taken, 'overview').map(({ theme, rag, needs }) => [theme, rag, needs])).toEqual([
      [1, null, []],
      [1, 'AMBER', ['between']],
      [2, null, ['prose']],
    ]);
  });
});

describe('figures between a plan and the next theme', () => {
  const plan: FixtureBlock = {
    rows: [
      ['Action', 'Owner', 'RAG'],
      ['Do it', 'Ann Bell', 'Green'],
    ],
  };
  const figures = (title: string): FixtureBlock => ({
    rows: [
      ['Indicator', 'Apr 26'],
      [title, '4'],
    ],
  });
  const themes = (blocks: FixtureBlock[]) => {
    const taken = take(blocks);
    return [of(taken, 'measure').map(({ theme }) => theme), doubts(taken)];
  };

  it('belong to the theme before where figures stand after the last plan and none before the first', () => {
    expect(
      themes(['Theme 1: One', plan, figures('Contacts'), 'Theme 2: Two', plan, figures('Audits')]),
    ).toEqual([[1, 2], []]);
  });

  it('are asked about where one of the two does not hold', () => {
    expect(themes(['Theme 1: One', plan, figures('Contacts'), 'Theme 2: Two', plan])).toEqual([
      [2],
      ['2 theme'],
    ]);
    expect(
      themes([
        'Theme 1: One',
        figures('Exits'),
        plan,
        figures('Contacts'),
        'Theme 2: Two',
        plan,
        figures('Audits'),
      ]),
    ).toEqual([[1, 2, 2], ['3 theme']]);
  });
});

describe('a rating between two', () => {
  it('is the worse of them; three, or another word, are none', () => {
    expect(
      ['Amber/Green', 'Red - Amber', 'A/G', 'green to amber', 'Red/Amber/Green', 'Amber', 'n/a'].map(
        worseOfTwo,
      ),
    ).toEqual(['AMBER', 'RED', 'AMBER', 'AMBER', null, null, null]);
  });
});

describe('the names in a cell', () => {
  it('are those of people, without what they are', () => {
    expect(
      [
        'Ann Bell, Director of Services',
        'Ann Bell (DCS) / Cy Dunn (interim)',
        'Ann Bell – Head of Service',
        'Head of Audit, Director of Finance',
        'Ann Bell, Cy Dunn and Eve Fox',
        'Ann Bell – Cy Dunn',
      ].map(namesIn),
    ).toEqual([
      ['Ann Bell'],
      ['Ann Bell', 'Cy Dunn'],
      ['Ann Bell'],
      ['Head of Audit', 'Director of Finance'],
      ['Ann Bell', 'Cy Dunn', 'Eve Fox'],
      ['Ann Bell – Cy Dunn'],
    ]);
  });
});
