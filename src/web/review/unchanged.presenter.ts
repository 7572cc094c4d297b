import type { PartView } from '../../programmes/index.js';
import { reportComesBack } from '../part/index.js';
import { capitalised, choices, count, head, paths, type FormView } from '../shell/index.js';
import type { DecidedPage, UnchangedPage } from './unchanged.view.js';

export const OWN_TEXT =
  'You wrote in this part, so somebody else has to approve it: another approver, or somebody who stands in for one.';

/** @param parts of the period that are with the reviewer and say what the last approved ones said. */
export function presentUnchanged(
  period: PartView['period'] | { id: string; label: string },
  parts: readonly PartView[],
  form: FormView,
): UnchangedPage {
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
      mine.map(({ id, title, predecessor }) => ({
        value: id,
        text: title,
        hint: `The same texts and figures as approved for ${predecessor?.periodLabel ?? 'the period before'}.`,
      })),
    ),
    versions: mine.map(({ id, version }) => ({ id, version })),
    takesBack: reportComesBack(mine, 'approve'),
    others: others.map(({ title }) => `${title}: ${OWN_TEXT}`),
    period: { text: `See all parts of ${period.label}`, href: paths.period(period.id) },
  };
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
