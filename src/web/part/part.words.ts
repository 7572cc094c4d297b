import type { PartView } from '../../programmes/index.js';
import {
  dueFor,
  dueWords,
  instantWords,
  paths,
  personLabel,
  type HasPage,
  type PageHead,
} from '../shell/index.js';

/** What every page of a part says above its heading, and the usual way back. */
export const aroundPart = (part: PartView): Partial<Omit<PageHead, 'heading'>> => ({
  caption: `${part.period.label} · ${part.title}`,
  programme: part.programme.name,
  back: { text: part.title, href: paths.part(part.id) },
});

/** When the person who has it must be done; null when nobody has to do anything: the programme is closed, or the report was sealed without it. */
export function dueOf({
  status,
  programme,
  period,
  returned,
  submitted,
  isLeftOut,
}: PartView): string | null {
  if (programme.isClosed || isLeftOut) return null;
  if (status === 'draft') return dueFor(period.draftsDueOn, returned?.at ?? null);
  return status === 'in_review' ? dueFor(period.reviewDueOn, submitted?.at ?? null) : null;
}

/** @param today London date. */
export function isLate(part: PartView, today: string): boolean {
  const due = dueOf(part);
  return due !== null && due < today;
}

/** `Friday 17 January, 2 working days late`, or null when nothing is due. */
export function dueInWords(part: PartView, today: string): string | null {
  const due = dueOf(part);
  return due === null ? null : dueWords(due, today);
}

export const ownerWords = ({ ownerName, ownerJobTitle }: PartView): string =>
  ownerName === null ? 'Nobody is named' : personLabel({ name: ownerName, jobTitle: ownerJobTitle ?? '' });

/** The first sentence of an editor whose form was refused. */
export const NOT_SAVED = 'Nothing of this is saved yet. Correct what is named above.';

/** What is said of a part that a sealed report went without. */
export const LEFT_OUT = 'Left out of the approved report';

/** Where it stands, for a row of a table: `Draft, last saved today at 09:12`. */
export function stateInWords(part: PartView, now: Date): string {
  const { status, returned, submitted, lastSaved, edited, predecessor, unchanged } = part;
  if (status === 'approved')
    return unchanged && predecessor ? `Approved, unchanged since ${predecessor.periodLabel}` : 'Approved';
  if (status === 'in_review') {
    const since = submitted ? ` since ${instantWords(submitted.at, now)}` : '';
    const same = unchanged && predecessor ? `, unchanged since ${predecessor.periodLabel}` : '';
    return `With the reviewer${since}${same}`;
  }
  if (returned) return `Given back ${instantWords(returned.at, now)}`;
  if (edited) return lastSaved ? `Draft, last saved ${instantWords(lastSaved.at, now)}` : 'Draft';
  return predecessor ? `Not begun: it says what ${predecessor.periodLabel} said` : 'Not begun';
}

/** The longest late first, then what is still out, then what is approved, each in the order of the report. */
export function lateFirst(parts: readonly PartView[], today: string): PartView[] {
  const weight = (part: PartView): number => (isLate(part, today) ? 0 : part.status === 'approved' ? 2 : 1);
  return parts.toSorted(
    (a, b) => weight(a) - weight(b) || (weight(a) === 0 ? (dueOf(a) ?? '').localeCompare(dueOf(b) ?? '') : 0),
  );
}

/** The reader writes it, by owning it, by standing in for its owner, or because nobody is named. */
export const isToWrite = ({ actions, ownerId }: PartView, userId: string): boolean =>
  actions.includes('save') && (ownerId === userId || actions.includes('submit'));

/** What the reader does with it next. */
export function nextOf(part: PartView, userId: string, has: HasPage) {
  const about = part.title;
  if (part.actions.includes('approve') && has('/contributions/:id/review'))
    return { text: 'Review', about, href: paths.partStep(part.id, 'review') };
  const text = isToWrite(part, userId) ? (part.returned ? 'Correct' : 'Write') : 'Look';
  return { text, about, href: paths.part(part.id) };
}

/** What deciding on these parts does to a report that is with the SRO; it is said before anybody decides. Null where that is nothing. */
export function reportComesBack(
  parts: readonly Pick<PartView, 'takesReportBack'>[],
  action: 'approve' | 'reopen',
): string | null {
  if (!takeBack(parts, action)) return null;
  const deed = action === 'approve' ? 'If you approve this, it' : 'If you do this, it';
  return `The report of this period is with the SRO. ${deed} comes back from the SRO as a draft, because it is no longer what was sent. It then has to be sent to the SRO again.`;
}

/** The same, once it is done: for the end of a banner. */
export const reportCameBack = (
  parts: readonly Pick<PartView, 'takesReportBack'>[],
  action: 'approve' | 'reopen',
): string[] =>
  takeBack(parts, action) ? ['The report has come back from the SRO. It has to be sent again.'] : [];

const takeBack = (
  parts: readonly Pick<PartView, 'takesReportBack'>[],
  action: 'approve' | 'reopen',
): boolean => parts.some(({ takesReportBack }) => takesReportBack.includes(action));
