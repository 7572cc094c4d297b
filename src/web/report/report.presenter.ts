import { changeLines } from '../../document/index.js';
import { RATING_WORDS, type Rag } from '../../programmes/index.js';
import type { PartView } from '../../programmes/index.js';
import type { ReportAround, ReportAtWork } from '../../reporting/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  inWords,
  paths,
  withQuery,
  wordRows,
  type HasPage,
  type Link,
} from '../shell/index.js';
import { dueInWords, isLate, lateFirst, nextOf, ownerWords, stateInWords } from '../part/index.js';
import { lateRows, namedLate } from './late.presenter.js';
import { reportName } from './report.around.js';
import type { ReportPage } from './report.view.js';

/** Who looks, when, and at which pages of this release. */
export interface Reader {
  userId: string;
  has: HasPage;
  now: Date;
  /** London date. */
  today: string;
}

/** @param parts of the period, for their titles and states. */
export function presentReport(
  around: ReportAround,
  work: ReportAtWork,
  parts: readonly PartView[],
  reader: Reader,
): ReportPage {
  const { report } = around;
  const open = work.challenges.filter(({ answer }) => answer === null).length;
  const approved = parts.filter(({ status }) => status === 'approved').length;
  const { text } = report;
  const mayEdit = report.actions.includes('save');
  const step = (name: 'text' | 'questions' | 'publication' | 'late', verb: string, about: string) => ({
    text: verb,
    about,
    href: paths.reportStep(report.id, name),
  });
  return {
    head: head(reportName(around), {
      programme: around.programme.name,
      wide: true,
      lead: firstSentence(work, parts.length - approved, open),
      back: { text: around.period.label, href: paths.period(around.period.id) },
    }),
    steps: facts([
      {
        name: '1 Parts',
        value: partsInWords(parts, reader.today),
        ...(mayEdit && work.late.length > 0 && text.lateReason === null
          ? {
              action: step(
                'late',
                work.late.length === 1 ? 'Go without the late one' : 'Go without the late ones',
                'and say why',
              ),
            }
          : {}),
      },
      {
        name: '2 Words',
        value: wordsInWords(text),
        action: step('text', mayEdit ? 'Change' : 'Read', 'the words of the report'),
      },
      {
        name: '3 Questions',
        value: questionsInWords(work, open),
        action: step('questions', open > 0 && mayEdit ? 'Answer' : 'Read', 'the questions'),
      },
      {
        name: '4 What the public will not see',
        value: publicInWords(work),
        ...(work.publication === null
          ? {}
          : { action: step('publication', 'Look and decide', 'what the public will not see') }),
      },
    ]),
    blockers: work.blockers.map(({ path, message }) => ({
      text: blockerWords(work, path, message),
      href: blockerPath(report.id, path, reader.has),
    })),
    parts: partRows(work, parts, reader),
    next: nextSteps(work, open, reader.has),
    whyNot: whyNot(work, open),
    read: readLinks(work),
    summary:
      work.snapshot === null
        ? null
        : {
            rating: RATING_WORDS[work.snapshot.overall.rag],
            text: work.snapshot.overall.summary ?? work.snapshot.overall.narrative,
          },
    told: work.changes && {
      heading: work.changes.heading,
      intro: work.changes.intro,
      groups: work.changes.groups.map((group) => ({ heading: group.heading, lines: changeLines(group) })),
    },
    late: lateRows(namedLate(work.late, parts), reader.has),
    lateReason: text.lateReason,
  };
}

function firstSentence({ report, blockers }: ReportAtWork, notApproved: number, open: number): string {
  switch (report.status) {
    case 'approved':
      return 'This report is approved and sealed. A mistake in it is corrected by a new version.';
    case 'superseded':
      return 'This report was replaced by a later version.';
    case 'in_review':
      return report.actions.includes('approve')
        ? open > 0
          ? `This report is with you. ${capitalised(count(open, 'question is', 'questions are'))} open: read it, and give it back or wait for the answers.`
          : 'This report is with you: read it, then approve it or give it back.'
        : `This report is with the SRO${open > 0 ? `. ${count(open, 'question is', 'questions are')} open, and she cannot approve before they are answered` : ''}.`;
    case 'draft': {
      const left = [
        ...(notApproved > 0 ? [count(notApproved, 'part is not approved', 'parts are not approved')] : []),
        ...(open > 0 ? [count(open, 'question is open', 'questions are open')] : []),
      ];
      if (blockers.length === 0)
        return `This report is a draft and can go to the SRO${open > 0 ? '; questions may be open until she approves' : ''}.`;
      return `This report is a draft and not ready${left.length > 0 ? `: ${inWords(left)}` : ''}.`;
    }
  }
}

function partsInWords(parts: readonly PartView[], today: string): string {
  const of = (status: string): readonly PartView[] => parts.filter((part) => part.status === status);
  const [reviewed, drafts] = [of('in_review'), of('draft')];
  return inWords([
    `${of('approved').length} approved`,
    ...(reviewed.length > 0 ? [`${reviewed.length} with the reviewer${lateAmong(reviewed, today)}`] : []),
    ...(drafts.length > 0 ? [`${count(drafts.length, 'draft')}${lateAmong(drafts, today)}`] : []),
  ]);
}

/** Of parts that are named already, so that nobody counts them twice: ` (late)`, ` (2 of them late)`. */
function lateAmong(parts: readonly PartView[], today: string): string {
  const late = parts.filter((part) => isLate(part, today)).length;
  if (late === 0) return '';
  if (late < parts.length) return ` (${late} of them late)`;
  return parts.length === 1 ? ' (late)' : ' (all late)';
}

function questionsInWords({ challenges, noLongerAsked }: ReportAtWork, open: number): string {
  const gone = noLongerAsked > 0 ? `, ${noLongerAsked} no longer asked` : '';
  return challenges.length === 0
    ? `None${gone}`
    : `${open} open, ${challenges.length - open} answered${gone}`;
}

/** Every part while the report is being made: part, owner, state, open questions, next step; late ones first. */
function partRows(
  { report, challenges }: ReportAtWork,
  parts: readonly PartView[],
  { userId, has, now, today }: Reader,
): ReportPage['parts'] {
  if (report.status !== 'draft' && report.status !== 'in_review') return [];
  const openIn = (id: string): number =>
    challenges.filter(({ place, answer }) => place.contributionId === id && answer === null).length;
  return wordRows(
    lateFirst(parts, today).map((part) => ({
      cells: [
        part.title,
        ownerWords(part),
        [stateInWords(part, now), ...(isLate(part, today) ? [dueInWords(part, today) ?? ''] : [])].join('. '),
        openIn(part.id) === 0 ? 'None' : `${openIn(part.id)} open`,
      ],
      ...(has(PART_PAGE) ? { link: nextOf(part, userId, has) } : {}),
    })),
  );
}

function wordsInWords({ overall, backgroundPapers }: ReportAtWork['report']['text']): string {
  const { rag, summary, narrative, asks } = overall;
  return [
    rag === null ? 'No rating' : `Rating ${RATING_WORDS[rag]}`,
    summary === null ? 'no summary' : 'summary written',
    narrative === null ? 'no text about the whole' : 'the whole in words',
    count(asks.length, 'ask'),
    count(backgroundPapers.length, 'background paper'),
  ].join(', ');
}

function publicInWords({ publication }: ReportAtWork): string {
  if (publication === null) return 'Nothing to publish before the words of the report are written';
  const { withheld, suppressed, passages } = publication;
  return [
    count(withheld, 'text or entry left out', 'texts or entries left out'),
    count(suppressed, 'small number'),
    count(passages, 'passage to read', 'passages to read'),
  ].join(', ');
}

const PART = 'contributions.';
const PART_PAGE = '/contributions/:id';

function blockerWords({ late }: ReportAtWork, path: string, message: string): string {
  const part = late.find(({ contributionId }) => path === `${PART}${contributionId}`);
  return part
    ? `“${part.title}” is not approved. Wait for it, or say why the report goes without it.`
    : message;
}

/** The page on which it is corrected; null where this release has none. */
function blockerPath(reportId: string, path: string, has: HasPage): Link['href'] | null {
  if (path.startsWith(PART)) return has(PART_PAGE) ? paths.part(path.slice(PART.length)) : null;
  if (path.startsWith('challenges.')) return paths.question(reportId, path.slice('challenges.'.length));
  if (path.startsWith('overall') || path === 'lateReason') return paths.reportStep(reportId, 'text');
  return path.startsWith('publication') ? paths.reportStep(reportId, 'publication') : null;
}

/** What stands in the way is said first: a step that could not be taken is no button. */
function nextSteps(work: ReportAtWork, open: number, has: HasPage): Link[] {
  const { report } = work;
  const steps = [
    { action: 'submit', text: 'Send to the SRO', step: 'submit' },
    { action: 'approve', text: 'Go on to approve', step: 'approve' },
    { action: 'return', text: 'Give it back', step: 'return' },
  ] as const;
  return steps.flatMap(({ action, text, step }) =>
    report.actions.includes(action) && !inTheWay(work, action, open) && has(`/reports/:id/${step}`)
      ? [{ text, href: paths.reportStep(report.id, step) }]
      : [],
  );
}

/** Questions may be open until the approval. */
const inTheWay = (
  { blockers }: ReportAtWork,
  action: 'submit' | 'approve' | 'return',
  open: number,
): boolean => action !== 'return' && (blockers.length > 0 || (action === 'approve' && open > 0));

function whyNot(work: ReportAtWork, open: number): string | null {
  const { report } = work;
  if (report.actions.includes('submit') && inTheWay(work, 'submit', open))
    return `It cannot go to the SRO yet. ${work.blockers.length === 1 ? 'What is missing stands' : `The ${work.blockers.length} things that are missing stand`} above, each with the way to it. Questions may be open until she approves.`;
  if (report.actions.includes('approve') && inTheWay(work, 'approve', open))
    return 'It cannot be approved yet. The programme manager answers what is open, or you give the report back.';
  if (report.actions.some((action) => ['submit', 'approve', 'return'].includes(action))) return null;
  if (report.status === 'draft')
    return 'You can read it. Sending it to the SRO is for the programme manager.';
  return report.status === 'in_review'
    ? 'You can read it. Approving is for the Senior Responsible Officer, and for nobody who wrote the report.'
    : null;
}

function readLinks({ report, sha256, snapshot }: ReportAtWork): Link[] {
  if (snapshot === null || sha256 === null) return [];
  const link = (edition: string) => withQuery(paths.readDraft(report.id, edition), { sha256 });
  return [
    { text: 'Read the public edition', href: link('public') },
    { text: 'Read the whole, with what is not for publication', href: link('exempt') },
  ];
}

export const ragWord = (value: string): string =>
  Object.hasOwn(RATING_WORDS, value) ? RATING_WORDS[value as Rag] : 'Not rated';
