import { longDate, type SnapshotSection } from '../snapshot/index.js';
import type { ChangeItem, Told } from './changes.js';
import { concernName } from './concerns.rules.js';
import { inBoth, placeOf, quoted, type Pair } from './pair.js';

/** Due dates of actions that are later or earlier than they were, or that are gone. */
export function actionDateChanges(pair: Pair): ChangeItem[] {
  const actions = inBoth(pair, 'theme', ({ objectives }) => objectives.flatMap((one) => one.actions));
  return actions.flatMap(({ was, now, section }) =>
    dateChange(was.dueOn, now.dueOn, section, { id: now.id, title: now.title, name: quoted(now.title) }),
  );
}

/** As {@link actionDateChanges}, of the open entries of a register. */
export function registerDateChanges(kind: 'concerns' | 'developments', pair: Pair): ChangeItem[] {
  return inBoth(pair, kind, ({ entries }) => entries)
    .filter(({ now }) => now.status === 'open')
    .flatMap(({ was, now, section }) => {
      const name = concernName(kind, now);
      return dateChange(was.due.on, now.due.on, section, { id: now.id, title: name, name });
    });
}

/** A date that is given for the first time did not move. */
function dateChange(
  was: string | null,
  now: string | null,
  section: SnapshotSection,
  { id, title, name }: { id: string; title: string; name: string },
): ChangeItem[] {
  if (was === null || was === now) return [];
  const [before, after] = [toldDate(was), toldDate(now)];
  const later = now !== null && now > was;
  return [
    {
      kind: 'due_date',
      // An earlier day is a promise that nobody has kept yet.
      direction: later ? 'worse' : 'neutral',
      ...placeOf(section, id),
      title,
      was: before,
      now: after,
      sentence:
        now === null
          ? `${name} was due on ${before.text} and has no date now.`
          : `${name} ${later ? 'slipped' : 'came forward'}: it was due on ${before.text} and is now due on ${after.text}.`,
    },
  ];
}

const toldDate = (date: string | null): Told => ({
  text: date === null ? 'No date set' : longDate(date),
  value: date,
  of: null,
});
