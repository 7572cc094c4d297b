import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { risksDocument, type Matrix, type RiskEntryDocument } from './risks.content.js';
import { derive, matrixProblems, riskBlockers, scoreOf, type Previous } from './risks.rules.js';

const STEPS = [1, 2, 3, 4, 5];
const product = (bandOf: (score: number) => string = (score) => (score < 8 ? 'low' : 'high')): Matrix => ({
  name: 'Product',
  bands: [
    { key: 'low', name: 'Low', rank: 1 },
    { key: 'high', name: 'High', rank: 2 },
  ],
  cells: STEPS.flatMap((probability) =>
    STEPS.map((impact) => {
      const score = probability * impact;
      return { probability, impact, score, band: bandOf(score) };
    }),
  ),
});
const matrix = product();
const [one, two] = ['0b0c3c1e-0a4c-4d5e-8a58-0e9a4d1f7a01', '0b0c3c1e-0a4c-4d5e-8a58-0e9a4d1f7a02'] as const;
const none = { probability: null, impact: null };

function entry(changes: Partial<RiskEntryDocument> = {}): RiskEntryDocument {
  return {
    id: one,
    number: 1,
    kind: 'risk',
    cause: null,
    event: 'staff leave',
    consequence: 'children wait',
    mitigation: null,
    response: null,
    ownerId: null,
    raised: '2020-01',
    lastReviewedOn: null,
    reviewOn: null,
    nextAction: null,
    inherent: none,
    current: { probability: 4, impact: 5 },
    target: none,
    proximity: null,
    severity: null,
    status: 'open',
    closedReason: null,
    acceptance: null,
    links: { actionIds: [], measureIds: [], concernIds: [] },
    ...changes,
  };
}
const previous = (changes: Partial<Previous> = {}): Previous => ({
  kind: 'risk',
  probability: 4,
  impact: 5,
  severity: null,
  ...changes,
});
const movement = (changes: Partial<RiskEntryDocument>, before: Previous | null, follows = true) =>
  derive(entry(changes), matrix, before, follows).movement;

describe('a score', () => {
  it('is there if and only if both numbers are: unknown is not zero', () => {
    const number = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null });
    fc.assert(
      fc.property(number, number, (probability, impact) => {
        const found = scoreOf({ probability, impact }, matrix);
        expect(found?.score ?? null).toBe(
          probability === null || impact === null ? null : probability * impact,
        );
      }),
    );
  });

  it.each([
    [4, 5, 20],
    [4, 4, 16],
    [3, 5, 15],
    [5, 5, 25],
    [3, 4, 12],
  ])('of the reference: %i × %i = %i', (probability, impact, score) => {
    expect(scoreOf({ probability, impact }, matrix)?.score).toBe(score);
  });

  it('comes from the table and not from a product', () => {
    const weighted = { ...matrix, cells: matrix.cells.map((cell) => ({ ...cell, score: cell.score + 100 })) };
    expect(scoreOf({ probability: 1, impact: 1 }, weighted)?.score).toBe(101);
  });
});

describe('movement against the last approved register', () => {
  it.each<[string, Partial<RiskEntryDocument>, Previous | null, boolean, string | null]>([
    ['there is none', {}, null, false, null],
    ['it is new', {}, null, true, 'new'],
    ['it stays', {}, previous(), true, 'same'],
    ['it rises', {}, previous({ probability: 3, impact: 4 }), true, 'up'],
    ['it falls', { current: { probability: 1, impact: 5 } }, previous(), true, 'down'],
    ['it had no score', {}, previous({ impact: null }), true, 'not_comparable'],
    [
      'it has no score now',
      { current: { probability: 4, impact: null } },
      previous(),
      true,
      'not_comparable',
    ],
    ['it is closed', { status: 'closed' }, previous(), true, 'closed'],
    ['it has happened', { kind: 'issue', current: none, severity: 'high' }, previous(), true, 'converted'],
    [
      'an issue is worse',
      { kind: 'issue', current: none, severity: 'critical' },
      previous({ kind: 'issue', probability: null, impact: null, severity: 'high' }),
      true,
      'up',
    ],
  ])('%s', (_what, changes, before, follows, expected) => {
    expect(movement(changes, before, follows)).toBe(expected);
  });

  it('is none where only the matrix has changed: both are scored by the one of today', () => {
    const heavier = { ...matrix, cells: matrix.cells.map((cell) => ({ ...cell, score: cell.score * 10 })) };
    expect(derive(entry(), heavier, previous(), true)).toMatchObject({
      movement: 'same',
      scores: { current: { score: 200 } },
      previous: { score: 200 },
    });
    expect(derive(entry(), heavier, previous({ impact: 4 }), true).movement).toBe('up');
  });
});

describe('a register', () => {
  const wrong = (...entries: unknown[]) =>
    (risksDocument.safeParse({ entries }).error?.issues ?? []).map(({ path }) => path.join('.'));
  const acceptance = { approverId: two, on: '2020-01-10', until: '2020-06-30', reason: 'It is rare.' };

  it.each<[string, unknown[], string[]]>([
    ['may be empty', [], []],
    [
      'may have both kinds',
      [entry(), entry({ id: two, number: 2, kind: 'issue', current: none, severity: 'high' })],
      [],
    ],
    ['has each id and number once', [entry(), entry()], ['entries.1.id', 'entries.1.number']],
    ['knows a day or a month', [entry({ raised: '2020-01-14' })], []],
    ['knows no 31 February', [entry({ raised: '2020-02-31' })], ['entries.0.raised']],
    ['gives a risk no severity', [entry({ severity: 'high' })], ['entries.0.severity']],
    [
      'gives an issue no probability and no proximity',
      [entry({ kind: 'issue', proximity: 'later' })],
      ['entries.0.current', 'entries.0.proximity'],
    ],
    ['lets a risk be accepted', [entry({ response: 'accept', acceptance })], []],
    [
      'lets nobody accept their own',
      [entry({ response: 'accept', acceptance, ownerId: two })],
      ['entries.0.acceptance.approverId'],
    ],
    [
      'accepts nothing that is to be reduced',
      [entry({ response: 'reduce', acceptance })],
      ['entries.0.acceptance'],
    ],
    [
      'ends no acceptance before it begins',
      [entry({ response: 'accept', acceptance: { ...acceptance, until: '2020-01-09' } })],
      ['entries.0.acceptance.until'],
    ],
    ['takes no derived score', [{ ...entry(), derived: {} }], ['entries.0']],
  ])('%s', (_what, entries, expected) => {
    expect(wrong(...entries)).toEqual(expected);
  });

  it('cannot be submitted with an entry that is closed without a reason', () => {
    const of = (changes: Partial<RiskEntryDocument>) => {
      const one = entry(changes);
      return riskBlockers({ entries: [{ ...one, derived: derive(one, matrix, null, false) }] });
    };
    expect(of({ current: none })).toEqual([]);
    expect(of({ status: 'closed' }).map(({ path }) => path)).toEqual(['entries[0].closedReason']);
  });
});

describe('a matrix', () => {
  const paths = (changed: Matrix) => matrixProblems(changed).map(({ path }) => path);

  it('may weight as the council likes, as long as more is never less', () => {
    expect(paths(matrix)).toEqual([]);
    const weighted = {
      ...matrix,
      cells: matrix.cells.map((cell) => ({ ...cell, score: cell.probability + 3 * cell.impact })),
    };
    expect(paths(weighted)).toEqual([]);
  });

  it('has every cell once, in bands that exist and are used', () => {
    const [first, ...rest] = matrix.cells;
    expect(paths({ ...matrix, cells: [...rest, { ...first!, impact: 2 }] })).toContain('cells[24]');
    expect(paths({ ...matrix, cells: [{ ...first!, band: 'odd' }, ...rest] })).toContain('cells[0].band');
    expect(paths(product(() => 'low'))).toContain('bands[1]');
  });

  it('neither scores nor ranks a worse cell lower', () => {
    expect(
      paths({ ...matrix, cells: matrix.cells.map((cell) => ({ ...cell, score: 26 - cell.score })) }),
    ).not.toEqual([]);
    expect(paths(product((score) => (score < 8 ? 'high' : 'low')))).not.toEqual([]);
  });
});
