import type { PartView } from '../../programmes/index.js';
import { reportComesBack } from '../part/index.js';
import { capitalised, choices, count, head, paths, type FormView } from '../shell/index.js';
import type { ComparedField } from './said-fields.js';
import type { DecidedPage, UnchangedPage } from './unchanged.view.js';

export const OWN_TEXT =
  'You wrote in this part, so somebody else has to approve it: another approver, or somebody who stands in for one.';

/** A part that nobody changed, and what differs all the same, such as the day of its figures. */
export interface UnchangedPart {
  part: PartView;
  /** What it is held against: `December 2019`. */
  label: string;
  differs: readonly Pick<ComparedField, 'label' | 'before' | 'after' | 'isText'>[];
}

const MOST_TOLD = 3;

/** @param unchanged parts of the period that are with the reviewer and say what the last approved ones said. */
export function presentUnchanged(
  period: PartView['period'] | { id: string; label: string },
  unchanged: readonly UnchangedPart[],
  form: FormView,
): UnchangedPage {
  const parts = unchanged.map(({ part }) => part);
  const mine = parts.filter(({ actions }) => actions.includes('approve'));
  const others = parts.filter(({ actions }) => !actions.includes('approve'));
  return {
    head: head('Approve unchanged parts', {
      caption: period.label,
      back: { text: period.label, href: paths.period(period.id) },
      lead:
        mine.length === 0
          ? 'No part that you may approve is exactly as it was.'
          : `${capitalised(count(mine.length, 'part says', 'parts say'))} what the last approved ${mine.length === 1 ? 'one' : 'ones'} said. Each is approved by a step of its own.`,
    }),
    form,
    action: paths.unchangedParts(period.id),
    items: choices(
      unchanged
        .filter(({ part }) => mine.includes(part))
        .map((one) => ({ value: one.part.id, text: one.part.title, hint: sameAs(one) })),
    ),
    read: mine.map(({ id, title }) => ({ text: title, href: paths.partStep(id, 'review') })),
    versions: mine.map(({ id, version }) => ({ id, version })),
    takesBack: reportComesBack(mine, 'approve'),
    others: others.map(({ title }) => `${title}: ${OWN_TEXT}`),
    period: { text: `See all parts of ${period.label}`, href: paths.period(period.id) },
  };
}

/** `The same as approved for December 2019, but for 1 thing: “As at” was 31 December 2019 and is 27 January 2020.` */
function sameAs({ label, differs }: UnchangedPart): string {
  if (differs.length === 0) return `The same texts and figures as approved for ${label}.`;
  const told = differs
    .slice(0, MOST_TOLD)
    .map(({ label: what, before, after, isText }) =>
      isText
        ? `“${what}” has other words`
        : `“${what}” was ${before ?? 'not there'} and is ${after ?? 'no longer there'}`,
    );
  const more = differs.length - told.length;
  return `The same as approved for ${label}, but for ${count(differs.length, 'thing')}: ${told.join('; ')}${more === 0 ? '' : `; and ${more} more`}.`;
}

export function presentDecided(
  period: { id: string; label: string },
  approved: readonly string[],
  refused: readonly { title: string; why: string }[],
): DecidedPage {
  return {
    head: head(
      refused.length === 0
        ? `${capitalised(count(approved.length, 'part is', 'parts are'))} approved`
        : `${capitalised(count(approved.length, 'part is', 'parts are'))} approved, ${refused.length} not`,
      {
        caption: period.label,
        back: { text: period.label, href: paths.period(period.id) },
        lead: refused.length === 0 ? 'Nothing else waits here.' : 'What is not approved waits as before.',
      },
    ),
    approved,
    refused,
    period: paths.period(period.id),
  };
}
