import { describe, expect, it } from '@jest/globals';
import type { SnapshotSection } from '../snapshot/index.js';
import { presentRisks } from './risks.view.js';

const STEPS = [1, 2, 3, 4, 5];
const matrix = {
  name: 'Product',
  bands: [
    { key: 'low', name: 'Low', rank: 1 },
    { key: 'high', name: 'High', rank: 2 },
  ],
  cells: STEPS.flatMap((probability) =>
    STEPS.map((impact) => ({
      probability,
      impact,
      score: probability * impact,
      band: probability * impact < 8 ? 'low' : 'high',
    })),
  ),
};
const none = { probability: null, impact: null };

function entry(number: number, current: object | null, changes: Record<string, unknown> = {}) {
  const both = current as { probability: number; impact: number } | null;
  const score = both && {
    score: both.probability * both.impact,
    band: both.probability * both.impact < 8 ? 'low' : 'high',
  };
  return {
    id: `r${number}`,
    number,
    kind: 'risk',
    cause: null,
    event: 'staff leave',
    consequence: 'children wait',
    mitigation: 'A campaign.',
    response: null,
    owner: null,
    raised: '2020-01',
    lastReviewedOn: null,
    reviewOn: null,
    nextAction: null,
    inherent: none,
    current: current ?? none,
    target: none,
    proximity: null,
    severity: null,
    status: 'open',
    closedReason: null,
    acceptance: null,
    links: { actionIds: [] as string[], measureIds: [] as string[], concernIds: [] as string[] },
    derived: { scores: { inherent: null, current: score, target: null }, movement: null, previous: null },
    ...changes,
  };
}

function present(...entries: object[]) {
  const section = {
    kind: 'risks',
    contributionId: 'c',
    subject: { id: 'p', number: 1, title: 'Risks and issues' },
    content: { matrix, entries },
    notUpdatedSince: null,
    history: { editors: [], submittedBy: null, approvedBy: null, approvedAt: null },
  } as SnapshotSection;
  const { content } = presentRisks(section);
  if (!content) throw new Error('no content');
  return content;
}

describe('the register', () => {
  it('puts the highest score first, and what has none last', () => {
    const { rows } = present(
      entry(1, { probability: 4, impact: 5 }),
      entry(2, null),
      entry(5, { probability: 5, impact: 5 }),
    );
    expect(rows.map(({ called, now, band }) => [called, now, band])).toEqual([
      ['Risk 5', '25', '5 × 5, high'],
      ['Risk 1', '20', '4 × 5, high'],
      ['Risk 2', 'No score', null],
    ]);
  });

  it('words a condition as a sentence, and leaves other words as they are', () => {
    const { rows } = present(
      entry(1, null),
      entry(3, null, { event: 'the plan is late.', consequence: 'Ofsted may step in.' }),
      entry(2, null, { cause: 'Low pay.', event: 'Staff leave.', consequence: 'Children wait.' }),
    );
    expect(rows.map(({ wording }) => wording)).toEqual([
      ['If staff leave, then children wait.'],
      ['Cause: Low pay.', 'Staff leave.', 'Consequence: Children wait.'],
      ['If the plan is late, then Ofsted may step in.'],
    ]);
  });

  it('says in words how it moved, when it was raised and who owns it', () => {
    const derived = (movement: string) => ({
      derived: {
        scores: { inherent: null, current: { score: 20, band: 'high' }, target: null },
        movement,
        previous: { kind: 'risk', probability: 3, impact: 4, score: 12, severity: null },
      },
    });
    const owner = { id: 'p', name: 'Ada Example', jobTitle: 'Director' };
    const { rows } = present(
      entry(
        1,
        { probability: 4, impact: 5 },
        {
          ...derived('up'),
          raised: '2020-01-14',
          owner,
          reviewOn: '2020-03-31',
          lastReviewedOn: '2020-01-05',
        },
      ),
    );
    expect(rows[0]).toMatchObject({
      arrow: '↑',
      movement: 'Up from 12',
      raised: '14 January 2020',
      review: 'Next review 31 March 2020',
      reviewed: 'Last reviewed 5 January 2020',
      owner: 'Ada Example, Director',
    });
    expect(present(entry(1, null)).rows[0]).toMatchObject({
      movement: null,
      raised: 'January 2020',
      review: 'No review date',
      reviewed: null,
      owner: 'Not assigned',
    });
  });

  it('prints the scores before and meant as numbers, in columns that are only there where somebody gave one', () => {
    const scores = {
      inherent: { score: 25, band: 'high' },
      current: null,
      target: { score: 4, band: 'low' },
    };
    const given = present(
      entry(1, null, { derived: { scores, movement: null, previous: null } }),
      entry(2, null),
    );
    expect([given.hasBefore, given.hasTarget]).toEqual([true, true]);
    expect(given.rows.map(({ before, target }) => [before, target])).toEqual([
      ['25', '4'],
      ['None', 'None'],
    ]);
    const none = present(entry(1, null));
    expect([none.hasBefore, none.hasTarget]).toEqual([false, false]);
  });

  it('has issues after the risks, then what was closed, in the same table', () => {
    const { rows, map } = present(
      entry(2, { probability: 1, impact: 1 }, { status: 'closed', closedReason: 'It is over.' }),
      entry(1, null, { kind: 'issue', severity: 'critical' }),
      entry(3, null),
    );
    expect(rows.map(({ called, now, band }) => [called, now, band])).toEqual([
      ['Risk 3', 'No score', null],
      ['Issue 1', 'Severity: critical', null],
      ['Risk 2', 'Closed', 'was 1: 1 × 1, low'],
    ]);
    expect(rows[2]?.details).toEqual(['Closed: It is over.']);
    expect(map).toBeNull();
  });

  it('tells an issue as what has happened', () => {
    const issue = (changes: Record<string, unknown>) =>
      present(entry(1, null, { kind: 'issue', ...changes })).rows[0]?.wording;
    expect(issue({ event: 'the tender was challenged', consequence: 'the contract starts late' })).toEqual([
      'The tender was challenged. As a result, the contract starts late.',
    ]);
    expect(issue({ event: 'Staff left.', consequence: 'Ofsted asked why.' })).toEqual([
      'Staff left. Result: Ofsted asked why.',
    ]);
    expect(issue({ event: 'staff left', consequence: null })).toEqual(['Staff left.']);
  });

  it('says response and time in one sentence', () => {
    const details = (changes: Record<string, unknown>) => present(entry(1, null, changes)).rows[0]?.details;
    expect(details({ response: 'reduce', proximity: 'three_months' })).toEqual([
      'Response: reduce; expected within three months.',
    ]);
    expect(details({ proximity: 'imminent' })).toEqual(['Expected at any time.']);
  });

  it('names what a risk is linked with, and counts what the report does not hold', () => {
    const links = { actionIds: ['r2', 'nowhere'], measureIds: [], concernIds: [] };
    const { rows } = present(entry(1, null, { links }), entry(2, null));
    expect(rows[0]?.details).toEqual(['Linked with risk 2 and 1 entry that this report does not hold.']);
  });

  it('says so when there is none', () => {
    expect(present().empty).toBe('There is no risk and no issue in this period.');
  });
});

describe('the map', () => {
  it('says in words where each risk stands, the worst band first', () => {
    const { map, bands } = present(
      entry(1, { probability: 1, impact: 2 }),
      entry(2, { probability: 4, impact: 4 }),
      entry(3, { probability: 4, impact: 4 }),
      entry(4, null),
    );
    expect(map?.text).toBe(
      'Grid of probability and impact. High: risks 2, 3 (probability 4, impact 4, score 16). Low: risk 1 (probability 1, impact 2, score 2).',
    );
    expect(bands).toEqual(['High, score 8 to 25: risks 2 and 3', 'Low, score 1 to 6: risk 1']);
    expect(map?.svg).toContain('>2, 3</text>');
  });
});
