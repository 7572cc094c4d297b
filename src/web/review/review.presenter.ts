import type { Finding } from '../../challenge/index.js';
import { changeLines } from '../../document/index.js';
import type { PartView } from '../../programmes/index.js';
import type { PartComparison } from '../../reporting/index.js';
import {
  capitalised,
  choices,
  count,
  head,
  instantWords,
  paths,
  textChanges,
  type FormView,
} from '../shell/index.js';
import type { DecidedPage, ReviewPage, UnchangedPage } from './review.view.js';

const OWN_TEXT =
  'You wrote in this part, so somebody else has to approve it: another approver, or somebody who stands in for one.';

/**
 * @param waiting the other parts of the period that wait for the reader's decision.
 * @param submitted who submitted it and when; it is with the reviewer.
 */
export function presentReview(
  part: PartView,
  { texts, changes }: PartComparison,
  questions: readonly Finding[],
  waiting: readonly PartView[],
  form: FormView,
  now: Date,
): ReviewPage {
  const different = texts.filter(({ before, after }) => before !== after);
  const same = texts.filter(({ before, after }) => before === after);
  const mayApprove = part.actions.includes('approve');
  const mayReturn = part.actions.includes('return');
  const next = waiting.find(({ id }) => id !== part.id);
  return {
    head: head(`Review ${part.title}`, {
      caption: part.period.label,
      programme: part.programme.name,
      back: { text: part.title, href: paths.part(part.id) },
      wide: true,
      lead: [
        part.submitted ? `${part.submitted.by} submitted it ${instantWords(part.submitted.at, now)}.` : '',
        part.predecessor === null
          ? 'There is no approved part before it.'
          : `Since ${part.predecessor.periodLabel}: ${count(different.length, 'text')} changed, ${same.length} as before.`,
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
    }),
    ...(mayApprove || mayReturn ? { form } : {}),
    comment: part.submitted?.comment ?? null,
    changes: changes && {
      heading: changes.heading,
      intro: changes.intro,
      groups: changes.groups.map((group) => ({ heading: group.heading, lines: changeLines(group) })),
    },
    questions: questions.map(({ question }) => question),
    texts: different.map(({ label, before, after }) => ({
      label,
      state: before === null ? 'New' : after === null ? 'No longer there' : 'Changed',
      runs: textChanges(before ?? '', after ?? ''),
    })),
    same: same.map(({ label, after }) => ({ label, text: after ?? '' })),
    decide:
      mayApprove || mayReturn
        ? {
            action: paths.partStep(part.id, 'review'),
            version: part.version,
            choices: choices([
              ...(mayApprove ? [{ value: 'approve', text: 'Approve' }] : []),
              ...(mayReturn
                ? [
                    {
                      value: 'return',
                      text: `Give it back${part.ownerName === null ? '' : ` to ${part.ownerName}`}`,
                    },
                  ]
                : []),
            ]),
          }
        : null,
    whyNot: mayApprove
      ? null
      : part.isAuthor
        ? OWN_TEXT
        : 'You can read it. Approving parts is for the reviewer.',
    next:
      next === undefined
        ? null
        : { text: `Next waiting: ${next.title}`, href: paths.partStep(next.id, 'review') },
  };
}

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
    others: others.map(({ title }) => `${title}: ${OWN_TEXT}`),
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
