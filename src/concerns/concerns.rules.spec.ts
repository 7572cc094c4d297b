import { describe, expect, it } from '@jest/globals';
import { concernsDocument, type ConcernsDocument } from './concerns.content.js';
import { concernsBlockers } from './concerns.rules.js';

const [one, two] = ['5b0c3c1e-0a4c-4d5e-8a58-0e9a4d1f7a01', '5b0c3c1e-0a4c-4d5e-8a58-0e9a4d1f7a02'] as const;
const entry = (changes: Partial<ConcernsDocument['entries'][number]> = {}) => ({
  id: one,
  reference: 1,
  title: 'Sufficiency',
  description: 'Too many children live far away.',
  ownerIds: [one],
  due: { words: 'Ongoing', on: null, every: null },
  status: 'open' as const,
  closedReason: null,
  links: { riskIds: [], measureIds: [], actionIds: [] },
  ...changes,
});

describe('what keeps a register from being submitted', () => {
  const paths = (...entries: ConcernsDocument['entries']) =>
    concernsBlockers({ entries }).map(({ path }) => path);

  it('is nothing when it is complete, or empty', () => {
    expect(paths()).toEqual([]);
    expect(paths(entry(), entry({ status: 'closed', closedReason: 'Done.' }))).toEqual([]);
  });

  it('is an entry that does not say by when, and one closed without a reason', () => {
    expect(
      paths(
        entry({ due: { words: '', on: '2020-03-31', every: { count: 6, unit: 'week' } } }),
        entry({ status: 'closed' }),
      ),
    ).toEqual(['entries[0].due.words', 'entries[1].closedReason']);
  });
});

describe('a document', () => {
  const wrong = (...entries: unknown[]) =>
    (concernsDocument.safeParse({ entries }).error?.issues ?? []).map(({ path }) => path.join('.'));

  it.each<[string, unknown[], string[]]>([
    ['may have no entry', [], []],
    ['may have entries', [entry(), entry({ id: two, reference: 2 })], []],
    ['has each id once', [entry(), entry({ reference: 2 })], ['entries.1.id']],
    ['has each reference once', [entry(), entry({ id: two })], ['entries.1.reference']],
    ['has an owner for each entry', [entry({ ownerIds: [] })], ['entries.0.ownerIds']],
    ['has each owner once', [entry({ ownerIds: [one, one] })], ['entries.0.ownerIds.1']],
    [
      'has each link once',
      [entry({ links: { riskIds: [one], measureIds: [], actionIds: [two, two] } })],
      ['entries.0.links.actionIds.1'],
    ],
    ['has no reason for an open entry', [entry({ closedReason: 'Why?' })], ['entries.0.closedReason']],
    ['cannot bring a history', [{ ...entry(), history: [] }], ['entries.0']],
  ])('%s', (_, entries, expected) => {
    expect(wrong(...entries)).toEqual(expected);
  });
});
