import type { PartView } from '../../programmes/index.js';
import { aroundPart, historySteps, stateInWords, type PartPiece } from '../part/index.js';
import {
  count,
  head,
  paths,
  textOf,
  withFragment,
  type Link,
  type PageHead,
  type Sent,
} from '../shell/index.js';
import type {
  DecidedMeanwhilePage,
  ReviewHistoryPage,
  ReviewQuestionsPage,
  ReviewTab,
  ReviewTextPage,
} from './review-tabs.view.js';

export const decides = ({ actions }: PartView): boolean =>
  actions.includes('approve') || actions.includes('return');
export const decisionPath = (part: PartView): Link['href'] =>
  withFragment(paths.partStep(part.id, 'review'), 'decide');

/** The part that is decided on after this one: the next that waits in the order of the report, then from its beginning. */
export function nextWaiting(parts: readonly PartView[], partId: string): PartView | undefined {
  const place = parts.findIndex(({ id }) => id === partId);
  return [...parts.slice(place + 1), ...parts.slice(0, Math.max(place, 0))].find(({ actions }) =>
    actions.includes('approve'),
  );
}

export const reviewHead = (part: PartView, lead: string, tab?: string): PageHead =>
  head(`Review ${part.title}`, {
    caption: part.period.label,
    title: tab === undefined ? null : `Review ${part.title}: ${tab.toLowerCase()}`,
    programme: part.programme.name,
    back: { text: part.title, href: paths.part(part.id) },
    wide: true,
    lead,
  });

type Tab = 'review' | 'text' | 'questions' | 'history';
export const tabsFor = ({ id }: PartView, current: Tab, questions: number): ReviewTab['tabs'] => [
  ...(
    [
      ['review', 'Changes'],
      ['text', 'Text as it prints'],
      ['questions', `Questions (${questions})`],
      ['history', 'History'],
    ] as const
  ).map(([tab, text]) => ({
    text,
    href: tab === 'review' ? paths.partStep(id, 'review') : paths.reviewTab(id, tab),
    current: tab === current,
  })),
  { text: 'Evidence', href: paths.partEvidence(id), current: false },
];

export const linkToNext = (next: PartView | undefined): Link | null =>
  next === undefined
    ? null
    : { text: `Next waiting: ${next.title}`, href: paths.partStep(next.id, 'review') };

const linkToDecision = (part: PartView): Link | null =>
  decides(part) ? { text: 'Go to your decision', href: decisionPath(part) } : null;

/** @param questions how many the part would be asked. */
export const presentReviewText = (
  part: PartView,
  printed: ReviewTextPage['printed'],
  questions: number,
): ReviewTextPage => ({
  head: reviewHead(part, 'The report would print it like this, with nothing left out.', 'Text'),
  tabs: tabsFor(part, 'text', questions),
  printed,
  decide: linkToDecision(part),
});

export const presentReviewQuestions = (
  part: PartView,
  questions: readonly { question: string }[],
): ReviewQuestionsPage => ({
  head: reviewHead(
    part,
    questions.length === 0
      ? 'No question. Nothing in this part looks odd to the rules.'
      : `Members may ask ${count(questions.length, 'question')}. Give the part back where its owner should correct it. What is left is answered with the report, before the SRO approves it.`,
    'Questions',
  ),
  tabs: tabsFor(part, 'questions', questions.length),
  questions: questions.map(({ question }) => question),
  decide: linkToDecision(part),
});

export const presentReviewHistory = (
  part: PartView,
  history: Parameters<typeof historySteps>[0],
  questions: number,
  now: Date,
): ReviewHistoryPage => ({
  head: reviewHead(part, `${stateInWords(part, now)}.`, 'History'),
  tabs: tabsFor(part, 'history', questions),
  steps: historySteps(history),
  decide: linkToDecision(part),
});

/** Somebody else decided while this form was open. @param sent what was typed, which is saved nowhere. */
export function presentMeanwhile(
  part: PartView,
  pieces: readonly PartPiece[],
  sent: Sent,
  next: PartView | undefined,
  now: Date,
): DecidedMeanwhilePage {
  const typed = [
    { label: 'Comment', text: textOf(sent['comment']) },
    ...Object.keys(sent).flatMap((name) => {
      const [, row] = /^notes\.(\d+)\.text$/.exec(name) ?? [];
      if (row === undefined) return [];
      const block = textOf(sent[`notes.${row}.block`]);
      const about = pieces.find((piece) => piece.block === block)?.name ?? 'the part';
      return [{ label: `Note about ${about}`, text: textOf(sent[name]) }];
    }),
  ].filter(({ text }) => text.trim() !== '');
  return {
    head: head('Your decision was not taken', {
      ...aroundPart(part),
      lead: `The part changed while its review was open. Now: ${stateInWords(part, now)}.${typed.length === 0 ? '' : ' Copy what you need from below.'}`,
    }),
    texts: typed,
    part: part.status === 'in_review' ? paths.partStep(part.id, 'review') : paths.part(part.id),
    next: linkToNext(next),
  };
}
