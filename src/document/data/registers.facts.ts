import type { ConcernsContent } from '../../concerns/index.js';
import type { RisksContent } from '../../risks/index.js';
import type { Sealed, SnapshotSection } from '../../snapshot/index.js';
import { about, type Fact } from './facts.js';

type Entry = Sealed<RisksContent>['entries'][number];

const MOVEMENTS: Readonly<Record<NonNullable<Entry['derived']['movement']>, string>> = {
  new: 'new',
  up: 'up',
  down: 'down',
  same: 'unchanged',
  converted: 'converted',
  not_comparable: 'cannot be compared',
  closed: 'closed',
};

/** An entry is known by its number: its wording is a narrative. */
export function risksFacts({ content }: SnapshotSection): Fact[] {
  const { entries, matrix } = content as Sealed<RisksContent>;
  const bands = new Map(matrix.bands.map(({ key, name }) => [key, name]));
  return entries.flatMap((entry) => {
    const { number, kind, status, reviewOn, derived } = entry;
    const say = about(`${kind === 'risk' ? 'Risk' : 'Issue'} ${number}`, number);
    const { current, inherent, target } = derived.scores;
    const measured =
      kind === 'issue'
        ? [say('severity', entry.severity)]
        : [
            say('probability', entry.current.probability, { unit: 'of 5' }),
            say('impact', entry.current.impact, { unit: 'of 5' }),
            say('score', current?.score ?? null),
            say('band', (current && bands.get(current.band)) ?? null),
            ...(inherent ? [say('score before any response', inherent.score)] : []),
            ...(target ? [say('target score', target.score)] : []),
          ];
    return [
      say('status', status),
      ...measured,
      ...(derived.movement === null ? [] : [say('movement', MOVEMENTS[derived.movement])]),
      ...(derived.previous?.score == null ? [] : [say('score in the last report', derived.previous.score)]),
      ...(reviewOn === null ? [] : [say('next review', reviewOn)]),
    ];
  });
}

/** Concerns, or developments: the shape is the same. */
export const concernsFacts = ({ content }: SnapshotSection): Fact[] =>
  (content as Sealed<ConcernsContent>).entries.flatMap(({ reference, title, status, due, derived }) => {
    const say = about(title, reference);
    return [
      say('status', status === 'open' && derived.isNew ? 'new' : status),
      ...(due.words === '' ? [] : [say('due, in words', due.words)]),
      ...(due.on === null ? [] : [say('due', due.on)]),
      ...(derived.slipped === null ? [] : [say('due in the last report', derived.slipped.from)]),
    ];
  });
