import { longDate, type SnapshotSection } from '../snapshot/index.js';
import type { ChangeItem } from './changes.js';
import { counterpart, placeOf, quoted, type Pair } from './pair.js';

/**
 * Parts that are not brought up to date, and parts that only one of the reports has. The second is told only where nothing is withheld:
 * a part may be missing because the public may not read it, and then it was neither added nor dropped.
 */
export function partChanges({ before, after, complete }: Pair): ChangeItem[] {
  const isLater = after.period.asAt > before.period.asAt;
  return [
    ...after.sections.flatMap((section): ChangeItem[] => {
      const { notUpdatedSince } = section;
      if (notUpdatedSince === null || !isLater) return [];
      const place = placeOf(section);
      const day = longDate(notUpdatedSince);
      return [
        {
          kind: 'part_not_updated',
          direction: 'neutral',
          ...place,
          title: place.place,
          was: null,
          now: { text: `Text of ${day}`, value: notUpdatedSince, of: null },
          sentence: `${quoted(place.place)} was not updated: what it says is of ${day}.`,
        },
      ];
    }),
    ...after.sections.flatMap((section) => renamedPart(counterpart(before, section), section)),
    ...(complete ? addedAndDropped(before, after) : []),
  ];
}

/** A part whose subject has another title; what is told of it elsewhere has the new one. */
function renamedPart(was: SnapshotSection | undefined, now: SnapshotSection): ChangeItem[] {
  if (!was || was.subject.title === now.subject.title) return [];
  const place = placeOf(now);
  return [
    {
      kind: 'renamed',
      direction: 'neutral',
      ...place,
      title: place.place,
      was: null,
      now: null,
      sentence: `${quoted(was.subject.title)} is called ${quoted(now.subject.title)} now.`,
    },
  ];
}

function addedAndDropped(before: Pair['before'], after: Pair['after']): ChangeItem[] {
  const only = (own: Pair['before'], other: Pair['before']) =>
    own.sections.filter((section) => !counterpart(other, section)).map((section) => placeOf(section));
  return [
    ...only(before, after).map((place): ChangeItem => ({
      kind: 'part_dropped',
      direction: 'neutral',
      ...place,
      title: place.place,
      was: null,
      now: null,
      sentence: `${quoted(place.place)} is no longer a part of the report.`,
    })),
    ...only(after, before).map((place): ChangeItem => ({
      kind: 'part_added',
      direction: 'neutral',
      ...place,
      title: place.place,
      was: null,
      now: null,
      sentence: `${quoted(place.place)} is a new part of the report.`,
    })),
  ];
}
