import type { HoldView } from '../../holds/index.js';
import { londonDate } from '../../platform/index.js';
import type { DryRun, DueClass, ErasureView } from '../../retention/index.js';
import {
  capitalised,
  count,
  facts,
  instantWords,
  longDate,
  paths,
  wordRows,
  type FormView,
  type StepUp,
  type WordRow,
} from '../shell/index.js';
import {
  dryRunHead,
  erasureHead,
  holdHead,
  holdsHead,
  retentionHead,
  type DryRunPage,
  type ErasurePage,
  type HoldPage,
  type HoldsPage,
  type RetentionPage,
} from './retention.view.js';

/** A form, and what it asks once more of who fills it in. */
interface AskedForm {
  form: FormView;
  stepUp: StepUp;
}

const keptFor = ({ period, from }: DueClass): string =>
  period === 'at once' ? `until ${from}` : `${period} after ${from}`;

export function presentRetention(classes: readonly DueClass[]): RetentionPage {
  const due = classes.reduce((sum, one) => sum + (one.due?.now ?? 0), 0);
  return {
    head: retentionHead(
      due === 0
        ? 'Nothing is due now.'
        : `${capitalised(count(due, 'row'))} ${due === 1 ? 'is' : 'are'} due now. A sweep takes them away every six hours.`,
    ),
    swept: wordRows(
      classes.flatMap((one) =>
        one.due === null
          ? []
          : [
              {
                cells: [
                  one.name,
                  keptFor(one),
                  String(one.due.now),
                  String(one.due.nextMonth),
                  String(one.due.held),
                ],
                link: { text: 'Look', about: `at ${one.name}`, href: paths.retentionClass(one.key) },
              },
            ],
      ),
    ),
    others: wordRows(
      classes.flatMap((one) =>
        one.due === null ? [{ cells: [one.name, one.period, one.reason, one.keeps] }] : [],
      ),
    ),
    holds: paths.holds(),
  };
}

/** @param may whether this person may delete what is due now. */
export function presentDryRun(
  one: DueClass,
  run: DryRun,
  { form, stepUp }: AskedForm,
  may: boolean,
): DryRunPage {
  const stays = one.due?.held ?? 0;
  const verb = one.does === 'deletes' ? 'Delete' : 'Make a reference of';
  return {
    head: dryRunHead(
      one.name,
      run.count === 0
        ? `Nothing is due.${stays === 0 ? '' : ` ${stays} ${stays === 1 ? 'stays' : 'stay'}.`}`
        : `${capitalised(count(run.count, 'row'))} ${run.count === 1 ? 'goes' : 'go'} with the next sweep.${stays === 0 ? '' : ` ${stays} ${stays === 1 ? 'stays' : 'stay'}.`}`,
    ),
    facts: facts([
      { name: 'What', value: one.what },
      { name: 'Read by', value: one.readBy },
      { name: 'Kept for', value: keptFor(one) },
      ...(one.setting === null ? [] : [{ name: 'An operator sets it with', value: one.setting }]),
      { name: 'Why', value: one.reason },
      { name: 'In the end', value: `A sweep ${one.does}` },
      { name: 'Stays all the same', value: one.keeps },
    ]),
    caption:
      run.count > run.items.length
        ? `What goes: the oldest ${run.items.length} of ${run.count}`
        : 'What goes',
    items: wordRows(run.items.map(({ label, at }) => ({ cells: [label, day(at)] }))),
    kept: wordRows(
      run.kept.map(({ label, holds: [hold], because }) => ({
        cells: [label, because ?? 'A legal hold'],
        ...(hold === undefined
          ? {}
          : { link: { text: 'Look', about: `at the hold of ${label}`, href: paths.hold(hold) } }),
      })),
    ),
    sweep:
      may && run.count > 0
        ? {
            action: paths.sweep(one.key),
            sha256: run.sha256,
            button: `${verb} ${count(run.count, 'row')} now`,
          }
        : null,
    stepUp,
    form,
  };
}

const day = (instant: string): string => longDate(londonDate(new Date(instant)));

function heldWords({ programme, person, fromDay, untilDay }: HoldView): string {
  const what = [
    person === null ? null : `What is of ${person.name}`,
    programme === null
      ? person === null
        ? 'Everything'
        : null
      : person === null
        ? programme.name
        : `in ${programme.name}`,
  ]
    .filter((word) => word !== null)
    .join(' ');
  const from = fromDay === null ? '' : ` from ${longDate(fromDay)}`;
  const until = untilDay === null ? '' : ` until ${longDate(untilDay)}`;
  return `${what}${from}${until}`;
}

const holdRow = (hold: HoldView): Parameters<typeof wordRows>[0][number] => ({
  cells: [heldWords(hold), hold.reason, `${hold.placedBy.name}, ${day(hold.placedAt)}`],
  link: { text: 'Look', about: `at the hold of ${day(hold.placedAt)}`, href: paths.hold(hold.id) },
});

const liftedRow = (hold: HoldView): Parameters<typeof wordRows>[0][number] => {
  const row = holdRow(hold);
  const lifted = hold.lifted === null ? '' : `${hold.lifted.by.name}, ${day(hold.lifted.at)}`;
  return { ...row, cells: [...row.cells, lifted] };
};

export const presentHolds = (
  standing: readonly HoldView[],
  lifted: readonly HoldView[],
  may: boolean,
): HoldsPage => ({
  head: holdsHead(
    standing.length === 0
      ? 'Nothing is held.'
      : `${capitalised(count(standing.length, 'hold'))} ${standing.length === 1 ? 'stands' : 'stand'}.`,
  ),
  standing: wordRows(standing.map(holdRow)) satisfies readonly WordRow[],
  lifted: wordRows(lifted.map(liftedRow)),
  place: may ? paths.newHold() : null,
});

export const presentHold = (
  hold: HoldView,
  { form, stepUp }: AskedForm,
  may: boolean,
  now: Date,
): HoldPage => ({
  head: holdHead(
    hold.lifted === null
      ? 'Nothing that it names is deleted.'
      : `${hold.lifted.by.name} lifted it, ${instantWords(hold.lifted.at, now)}. It keeps nothing any more.`,
  ),
  facts: facts([
    { name: 'Held', value: heldWords(hold) },
    { name: 'Why', value: hold.reason },
    { name: 'Placed', value: `by ${hold.placedBy.name}, ${instantWords(hold.placedAt, now)}` },
    ...(hold.lifted === null
      ? []
      : [
          { name: 'Lifted', value: `by ${hold.lifted.by.name}, ${instantWords(hold.lifted.at, now)}` },
          { name: 'Why it was lifted', value: hold.lifted.reason },
        ]),
  ]),
  lift: may && hold.lifted === null ? { action: paths.liftHold(hold.id), version: hold.version } : null,
  stepUp,
  form,
});

export const presentErasure = (
  erasure: ErasureView,
  { form, stepUp }: AskedForm,
  mayExport: boolean,
): ErasurePage => ({
  head: erasureHead(
    erasure.id,
    erasure.name,
    erasure.ready
      ? `They are then shown everywhere as “${erasure.becomes}”. It cannot be undone.`
      : 'It cannot be done now.',
  ),
  refused: erasure.refusedBecause,
  goes: erasure.goes,
  stays: erasure.stays,
  erase: erasure.ready ? { action: paths.erasure(erasure.id), version: erasure.version } : null,
  links: mayExport
    ? [{ text: 'Everything that is held on this person', href: paths.personData(erasure.id) }]
    : [],
  stepUp,
  form,
});
