import { describe, expect, it } from '@jest/globals';
import { readDocx } from '../platform/index.js';
import { docxOf, type FixtureBlock } from './docx.fixture.js';
import { doubts, none, of, take, why } from './layouts.fixture.js';
import { fatesOf, sureProposals, takeDocument } from './take.rules.js';

describe('registers', () => {
  it('leave out the unused rows of a form, and keep the words of a due date', () => {
    const taken = take([
      'Key areas of concern',
      {
        rows: [
          ['No.', 'Area of concern', 'Description', 'Lead officer', 'By when'],
          [
            'C1',
            'Vacancies',
            'Too many posts are empty.',
            'Ann Bell/ Cy Dunn',
            '6 weekly reports to the Board',
          ],
          ['', '', 'This text was cut by a page break.', '', ''],
          ['C2', 'Audit', 'It starts late.', 'TBC', 'Cabinet, March 2026'],
          ['C3', '', '', '', ''],
        ],
      },
    ]);
    expect(of(taken, 'concern')).toMatchObject([
      {
        reference: 1,
        title: 'Vacancies',
        owners: ['Ann Bell', 'Cy Dunn'],
        due: { every: { count: 6, unit: 'week' }, on: null },
      },
      { reference: 2, title: 'Audit', owners: [], due: { words: 'Cabinet, March 2026', on: '2026-03-31' } },
    ]);
    expect(doubts(taken)).toEqual(['1 row:3']);
    expect(why(taken, 1, 5, 1)).toMatchObject({ fate: 'told' });
  });

  it('tell risks from issues, and leave the score to the matrix', () => {
    const taken = take([
      {
        rows: [
          [
            'Risk description',
            'Controls',
            'Likelihood (1-5)',
            'Impact (1-5)',
            'Score',
            'Owner',
            'Type',
            'Date identified',
          ],
          [
            'If posts stay empty, then work is late.',
            'Campaign',
            '4',
            '5',
            '25',
            'Ann Bell',
            'Risk',
            '12/01/2026',
          ],
          ['The system failed.', 'Paper', '', '', '', '', 'Issue', 'last spring'],
          ['If data is wrong, then plans are.', '', 'High', '3', '', '', 'Risk', 'Feb 2026'],
          ['', '', '', '', '0', '', '', ''],
        ],
      },
    ]);
    expect(of(taken, 'risk')).toMatchObject([
      { kind: 'risk', probability: 4, impact: 5, raised: '2026-01-12', owners: ['Ann Bell'] },
      { kind: 'issue', probability: null, raised: null },
      { kind: 'risk', probability: null, impact: 3, raised: '2026-02' },
    ]);
    expect(taken.tables[0]?.notes[0]).toContain('4 times 5 is 20');
    expect(why(taken, 1, 4, 3)).toMatchObject({ fate: 'unplaced', why: 'It is no number from 1 to 5.' });
  });

  it('ask about what is struck through', () => {
    const taken = take([
      'Medium-term developments',
      {
        rows: [
          ['Ref', 'Development', 'Owner', 'When'],
          ['1', { text: 'Old model', struck: true }, 'Ann Bell', '2027'],
        ],
      },
    ]);
    expect(of(taken, 'concern')).toMatchObject([{ register: 'developments' }]);
    expect(sureProposals(taken)).toEqual([]);
  });
});

describe('what surrounds the tables', () => {
  it('gives the date, the people and the ratings, by a word or a colour', () => {
    const taken = takeDocument(
      readDocx(
        docxOf([
          {
            rows: [
              ['SRO', 'Ann Bell', ''],
              ['Report date', '27 March 2026', ''],
              ['Overall RAG', { text: '', shade: 'FFC000' }, ''],
            ],
          },
          { rows: [['Executive summary'], ['All is going well.\n- One\n- Two']] },
          'Theme three: Workforce',
          {
            rows: [
              ['Theme narrative', 'RAG'],
              ['Slow.', { text: 'Amber', shade: 'FF0000' }],
            ],
          },
        ]),
      ),
      none,
      '2026-06-01',
    );
    expect(taken).toMatchObject({ asAt: '2026-03-27', asAtFrom: 'document' });
    expect(taken.tables.flatMap(({ proposals }) => proposals)).toMatchObject([
      { type: 'role', role: 'sro', name: 'Ann Bell' },
      { type: 'date', date: '2026-03-27' },
      { type: 'overall', rag: 'AMBER' },
      { type: 'overall', narrative: 'All is going well.\n\n- One\n- Two' },
      { type: 'overview', theme: 3, narrative: 'Slow.', rag: null },
    ]);
  });

  it('leaves a table that it does not know without a place, until a person says what it is', () => {
    const blocks: FixtureBlock[] = [
      {
        rows: [
          ['Wer', 'Was'],
          ['Ann Bell', 'The first concern.'],
        ],
      },
    ];
    const unknown = take(blocks);
    expect(fatesOf(unknown.tables)).toMatchObject({ taken: 0, unplaced: 4 });
    const told = take(blocks, {
      tables: { '1': { kind: 'concerns', heads: 1, columns: ['owner', 'description'] } },
    });
    expect(sureProposals(told)).toMatchObject([
      { type: 'concern', owners: ['Ann Bell'], title: 'The first concern' },
    ]);
  });

  it('a team called after families is not read as the neighbours of a measure', () => {
    const rows = [
      ['Indicator', 'Assessment', 'Family support'],
      ['Vacancies', '6', '1'],
    ];
    expect(of(take([{ rows }]), 'measure').flatMap(({ benchmarks }) => benchmarks)).toEqual([]);
  });
});
