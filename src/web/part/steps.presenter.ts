import type { Actor, Person } from '../../identity/index.js';
import type { ProblemIssue } from '../../platform/index.js';
import type { PartDocument, PartView } from '../../programmes/index.js';
import type { HistoryEntry } from '../../workflow/index.js';
import {
  choices,
  count,
  head,
  instantWords,
  whenWords,
  paths,
  personLabel,
  withFragment,
  type FormView,
  type HasPage,
} from '../shell/index.js';
import type { Deciding } from './deciders.js';
import { missingInWords } from './hub.presenter.js';
import { openInWords, openWork, type OpenWork } from './open-work.rules.js';
import { partBlocks, partPieces, standsIn, type PartBlockState, type PartPiece } from './part.blocks.js';
import { aroundPart, ownerWords, reportComesBack, stateInWords } from './part.words.js';
import type { PartHistoryPage, PartOwnerPage, ReopenPartPage, SubmitPartPage } from './steps.view.js';

/** As many lines say what changed; the review shows the rest. */
const LINES = 5;

/** @param version that the form was made for. */
export function presentSubmit(
  document: PartDocument,
  questions: readonly { question: string }[],
  { nobody }: Deciding,
  form: FormView,
  version: number,
  has: HasPage,
): SubmitPartPage {
  const { part, blockers } = document;
  const { blocks } = partBlocks(document, has);
  const pieces = partPieces(document, has);
  const missing = blockers.map((issue) => missingOn(issue, pieces, blocks));
  const open = part.status === 'draft' ? openWork(document) : [];
  const changed = part.predecessor ? blocks.filter(({ same }) => !same).map(({ name }) => name) : [];
  const may = part.actions.includes('submit');
  return {
    head: head('Check and submit', {
      ...aroundPart(part),
      lead:
        form.problems.length > 0
          ? 'Nothing is submitted yet. Correct what is named above.'
          : may
            ? [submitSentence(part, blockers.length, questions.length, open), nobody ?? []].flat().join(' ')
            : notNow(part),
    }),
    form,
    action: paths.partStep(part.id, 'submit'),
    version,
    missing,
    open: open.map(({ at, sentence }) => ({
      text: `${sentence}.`,
      href: blocks.find((block) => block.at === at)?.path ?? null,
    })),
    questions: questions.map(({ question }) => question),
    changes: [
      ...changed.slice(0, LINES),
      ...(changed.length > LINES ? [`and ${changed.length - LINES} more`] : []),
    ],
    // What nobody could decide on would stay where it is.
    button: may && missing.length === 0 && nobody === null ? 'Submit to the reviewer' : null,
  };
}

/** What is missing, with the name of the entry, and the place where it is written. */
function missingOn(
  { path, message }: ProblemIssue,
  pieces: readonly PartPiece[],
  blocks: readonly PartBlockState[],
): SubmitPartPage['missing'][number] {
  const piece = pieces.find(({ at }) => standsIn(path, at));
  const block = blocks.find(({ at }) => standsIn(path, at));
  if (!piece?.path) return { text: message, href: block?.path ?? null };
  const action = /^objectives\[\d+\]\.actions\[(\d+)\]/.exec(path)?.[1];
  if (action !== undefined)
    return { text: message, href: withFragment(piece.path, `action-${Number(action) + 1}`) };
  // What is a block of its own is named in the message.
  const isItem = !blocks.some(({ at }) => at === piece.at);
  return { text: isItem ? `${piece.name}: ${message}` : message, href: piece.path };
}

function notNow(part: PartView): string {
  if (part.status === 'in_review') return 'This part is with the reviewer already.';
  if (part.status === 'approved') return 'This part is approved already.';
  return part.ownerName === null
    ? 'Your roles in this programme do not let you submit it.'
    : `${ownerWords(part)} submits this part.`;
}

function submitSentence(
  part: PartView,
  missing: number,
  questions: number,
  open: readonly OpenWork[],
): string {
  if (missing > 0) return `${missingInWords(missing)} before you can submit it.`;
  const undone = open.length > 0 ? ` ${openInWords(open)}.` : '';
  if (part.unchanged && part.predecessor)
    return `Nothing has changed since ${part.predecessor.periodLabel}. Is it still so?${undone}`;
  if (undone !== '') return `You can submit it, but not all is done.${undone}`;
  return questions === 0
    ? 'Nothing is missing, and members would have nothing to ask.'
    : `Nothing is missing. Members may ask ${count(questions, 'question')}; you can submit it all the same.`;
}

const STEP_WORDS: Readonly<Record<string, string>> = {
  submit: 'Submitted',
  return: 'Given back',
  approve: 'Approved',
  reopen: 'Made a draft again',
  restore: 'As approved before',
};

/** What became of a part, the newest first. */
export const historySteps = (history: readonly HistoryEntry[]): PartHistoryPage['steps'] =>
  history.toReversed().map(({ action, at, actor, comment, notes }) => ({
    what: STEP_WORDS[action] ?? action,
    when: at,
    who: actor,
    text: notes.length === 0 ? comment : [comment, ...notes.map(({ text }) => `Note: ${text}`)].join('\n'),
  }));

/** @param figures when the newest of its figures was recorded; null where it has none. */
export function presentHistory(
  part: PartView,
  history: readonly HistoryEntry[],
  figures: { at: string; by: string } | null,
  now: Date,
): PartHistoryPage {
  const { lastSaved } = part;
  const saved = lastSaved
    ? `It was last saved ${instantWords(lastSaved.at, now)} by ${lastSaved.by}.`
    : 'Nobody has changed it yet.';
  const recorded = figures
    ? ` Its figures were last recorded ${whenWords(figures.at, now)} by ${figures.by}.`
    : '';
  return {
    head: head('History', {
      ...aroundPart(part),
      lead:
        history.length === 0 && lastSaved === null && figures === null
          ? 'Nothing has happened to this part yet.'
          : `${stateInWords(part, now).split(',', 1).join('')}. ${saved}${recorded}`,
    }),
    steps: historySteps(history),
  };
}

export function presentReopen(part: PartView, form: FormView, version: number): ReopenPartPage {
  const may = part.actions.includes('reopen');
  return {
    head: head('Make this part a draft again', { ...aroundPart(part), lead: reopenSentence(part, may) }),
    form,
    action: paths.partStep(part.id, 'reopen'),
    version,
    consequences: may
      ? [
          `${part.ownerName === null ? 'Everybody who may write parts' : ownerWords(part)} can change it again. It then has to be submitted and approved again.`,
        ]
      : [],
    takesBack: may ? reportComesBack([part], 'reopen') : null,
    may,
    cancel: { text: 'Cancel', href: paths.part(part.id) },
  };
}

function reopenSentence({ status, refusals }: PartView, may: boolean): string {
  if (may) return 'It is approved now.';
  if (status === 'draft') return 'This part is a draft already.';
  if (status === 'in_review') return 'This part is with the reviewer, who can give it back.';
  return refusals.reopen === 'report-approved'
    ? 'The report of this period is approved. A correction of the report has to be started first.'
    : 'Your roles in this programme do not let you do this.';
}

export const presentOwner = (
  part: PartView,
  people: readonly Person[],
  form: FormView,
  version: number,
): PartOwnerPage => {
  const may = part.status === 'draft';
  return {
    head: head('Who writes this part', {
      ...aroundPart(part),
      lead: may
        ? part.ownerName === null
          ? 'Nobody is named, so anybody who may write parts can write it.'
          : `${ownerWords(part)} writes it now.`
        : `This part is ${part.status === 'approved' ? 'approved' : 'with the reviewer'}. Who writes it can be changed only while it is a draft.`,
    }),
    form,
    action: paths.partStep(part.id, 'owner'),
    version,
    people: choices(
      people.map((person) => ({ value: person.id, text: personLabel(person) })),
      'Anybody who may write parts',
    ),
    may,
  };
};

/** A step that this person took a moment ago: a form that was sent twice is answered as the first time. */
export function tookAlready(
  step: { at: string; by: string } | null,
  actor: Pick<Actor, 'label'>,
  now: Date,
): boolean {
  return step !== null && step.by === actor.label && now.getTime() - Date.parse(step.at) < 60_000;
}
