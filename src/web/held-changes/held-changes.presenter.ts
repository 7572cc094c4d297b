import {
  changeInWords,
  isForThemToDo,
  mayCarryOut,
  type Actor,
  type HeldChangeView,
} from '../../identity/index.js';
import type { Page } from '../../platform/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  instantWords,
  paths,
  withQuery,
  wordRows,
  type FormView,
} from '../shell/index.js';
import type { HeldChangePage, HeldChangesPage } from './held-changes.view.js';

const HEADING = 'Changes to who approves or administers';

const KINDS: Readonly<Record<HeldChangeView['kind'], string>> = {
  grant: 'Give a role',
  password: 'Reset a password',
  factor: 'Take away a second factor',
  address: 'Change an e-mail address',
  enable: 'Enable an account again',
};

/**
 * @param waits every change that waits.
 * @param all one page of all changes, the newest first; those that wait are shown once, above.
 */
export function presentHeldChanges(
  waits: readonly HeldChangeView[],
  all: Page<HeldChangeView>,
  now: Date,
): HeldChangesPage {
  const rowsOf = (changes: readonly HeldChangeView[]) =>
    wordRows(
      changes.map((change) => {
        const what = capitalised(changeInWords(change));
        return {
          cells: [
            what,
            `${change.askedByName}, ${instantWords(change.askedAt, now)}`,
            stateWords(change, now),
          ],
          link: { text: 'Look', about: what, href: paths.heldChange(change.id) },
        };
      }),
    );
  const waiting = rowsOf(waits);
  const does = waiting.length > 1 ? 'wait' : 'waits';
  return {
    head: head(HEADING, {
      lead: `${capitalised(count(waiting.length, 'change'))} ${does} for a decision.`,
      wide: true,
    }),
    waiting,
    decided: rowsOf(all.items.filter(({ state }) => state !== 'waiting')),
    next: all.nextCursor === null ? null : withQuery(paths.heldChanges(), { cursor: all.nextCursor }),
  };
}

/** @param version that the person has read. */
export function presentHeldChange(
  form: FormView,
  change: HeldChangeView,
  version: number,
  actor: Pick<Actor, 'userId' | 'can'>,
  now: Date,
): HeldChangePage {
  const { id, askedBy, askedByName, askedAt, aloneFrom, reason, state } = change;
  const waits = state === 'waiting';
  const mine = askedBy === actor.userId;
  return {
    head: head(`${KINDS[change.kind]}: ${change.userName}`, {
      back: { text: HEADING, href: paths.heldChanges() },
      lead: waits
        ? `${mine ? 'You' : askedByName} asked for this. It is not done yet.`
        : `${stateWords(change, now)}.`,
    }),
    facts: facts([
      { name: 'What', value: capitalised(changeInWords(change)) },
      { name: 'Asked for by', value: `${askedByName}, ${instantWords(askedAt, now)}` },
      ...(waits
        ? [
            { name: 'By another administrator', value: 'at once' },
            { name: `By ${askedByName} alone`, value: `from ${instantWords(aloneFrom, now)}` },
          ]
        : []),
      ...(reason === null ? [] : [{ name: 'Reason', value: reason }]),
    ]),
    version,
    carryOut: mayCarryOut(change, actor, now) ? paths.carryOutHeldChange(id) : null,
    whyNot:
      waits && mine && !mayCarryOut(change, actor, now) && isForThemToDo(change, actor)
        ? `You asked for it yourself, so you can do it from ${instantWords(aloneFrom, now)}, or another administrator at once.`
        : null,
    form,
    refuse: waits ? { action: paths.refuseHeldChange(id), verb: mine ? 'Withdraw it' : 'Refuse it' } : null,
  };
}

function stateWords(change: HeldChangeView, now: Date): string {
  const { state, decidedByName, decidedAt, aloneFrom, lapsesAt } = change;
  if (state === 'waiting')
    return `Waits; without another administrator until ${instantWords(aloneFrom, now)}`;
  if (state === 'lapsed') return `Nobody decided until ${instantWords(lapsesAt, now)}, so it lapsed`;
  const verb = { carried_out: 'Done', withdrawn: 'Withdrawn', refused: 'Refused' }[state];
  return `${verb} by ${decidedByName ?? ''}, ${instantWords(decidedAt ?? '', now)}`;
}
