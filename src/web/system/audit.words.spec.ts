import { describe, expect, it } from '@jest/globals';
import type { AuditEvent } from '../../operations/index.js';
import { actionWords, detailLines, trailRows } from './audit.words.js';

const event = (action: string, at: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
  seq: '1',
  at: `2020-01-27T${at}:00.000000Z`,
  actorId: 'a',
  actorLabel: 'Olive Owner',
  action,
  subjectKind: 'contribution',
  subjectId: 'p1',
  programmeId: null,
  correlationId: 'c',
  detail: {},
  hash: '00',
  ...more,
});

describe('the audit trail in words', () => {
  it.each([
    ['contribution.approved', 'Part: approved'],
    ['user.sessions_ended', 'Account: sessions ended'],
    ['risk_matrix.chosen', 'Risk matrix: chosen'],
    ['audit.exported', 'Audit trail: exported'],
  ])('says %s as “%s”', (action, words) => {
    expect(actionWords(action)).toBe(words);
  });

  it('puts savings of one person that follow each other within an hour into one row', () => {
    const rows = trailRows([
      event('contribution.saved', '14:50'),
      event('contribution.saved', '14:20'),
      event('contribution.saved', '13:55'),
      event('contribution.saved', '13:20'),
    ]);
    expect(rows.map(({ times, firstAt }) => [times, firstAt.slice(11, 16)])).toEqual([
      [3, '13:55'],
      [1, '13:20'],
    ]);
  });

  it('never joins what is of another person, another part, or no saving', () => {
    const one = event('contribution.saved', '14:00');
    for (const other of [{ actorId: 'b' }, { subjectId: 'p2' }, { action: 'contribution.submitted' }])
      expect(trailRows([one, { ...one, ...other }])).toHaveLength(2);
    const approved = event('contribution.approved', '14:00');
    expect(trailRows([approved, approved])).toHaveLength(2);
  });

  it('has a line for each fact', () => {
    expect(detailLines({ reason: 'Late <b>', parts: ['a', 'b'], count: 3, none: null })).toEqual([
      'reason: Late <b>',
      'parts: ["a","b"]',
      'count: 3',
      'none: null',
    ]);
  });
});
