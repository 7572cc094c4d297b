import { changeLines } from '../../document/index.js';
import { RATING_WORDS, type Rag } from '../../programmes/index.js';
import type { PartView } from '../../programmes/index.js';
import type { ReportAtWork } from '../../reporting/index.js';
import {
  count,
  facts,
  head,
  inWords,
  longDate,
  paths,
  withQuery,
  wordRows,
  type HasPage,
  type Link,
} from '../shell/index.js';
import { dueInWords, isLate, lateFirst, nextOf, ownerWords, stateInWords } from '../part/index.js';
import { reportName, type Around } from './report.around.js';
import type { ReportPage } from './report.view.js';

const STATUS_WORDS: Readonly<Record<string, string>> = {
  draft: 'Draft',
  in_review: 'With the reviewer',
  approved: 'Approved',
};

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
  around: Around,
  work: ReportAtWork,
  parts: readonly PartView[],
  reader: Reader,
): ReportPage {
  const { report } = around;
  const open = work.challenges.filter(({ answer }) => answer === null).length;
  const approved = parts.filter(({ status }) => status === 'approved').length;
  const { text } = report;
  const mayEdit = report.actions.includes('save');
  const step = (name: 'text' | 'questions' | 'publication', verb: string, about: string) => ({
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
          ? { action: step('text', 'Go without the late ones', 'and say why') }
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
    next: nextSteps(work, reader.has),
    whyNot: whyNot(work),
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
    late: wordRows(
      work.late.map(({ contributionId, title, status, notUpdatedSince }) => ({
        cells: [
          parts.find(({ id }) => id === contributionId)?.title ?? title,
          STATUS_WORDS[status] ?? status,
          notUpdatedSince === null
            ? 'Nothing: no text was approved yet'
            : `The text of ${longDate(notUpdatedSince)}`,
        ],
        ...(reader.has(PART_PAGE)
          ? { link: { text: 'Look', about: `at ${title}`, href: paths.part(contributionId) } }
          : {}),
      })),
    ),
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
        ? 'This report is with you: read it, then approve it or give it back.'
        : `This report is with the SRO${open > 0 ? `. ${count(open, 'question is', 'questions are')} open, and she cannot approve before they are answered` : ''}.`;
    case 'draft': {
      const left = [
        ...(notApproved > 0 ? [count(notApproved, 'part is not approved', 'parts are not approved')] : []),
        ...(open > 0 ? [count(open, 'question is open', 'questions are open')] : []),
      ];
      const missing = blockers.filter(({ path }) => !path.startsWith('challenges.')).length;
      if (missing === 0)
        return `This report is a draft and can go to the SRO${open > 0 ? '; questions may be open until she approves' : ''}.`;
      return `This report is a draft and not ready${left.length > 0 ? `: ${inWords(left)}` : ''}.`;
    }
  }
}

function partsInWords(parts: readonly PartView[], today: string): string {
  const of = (status: string): number => parts.filter((part) => part.status === status).length;
  const late = parts.filter((part) => isLate(part, today)).length;
  return inWords([
    `${of('approved')} approved`,
    ...(of('in_review') > 0 ? [`${of('in_review')} with the reviewer`] : []),
    ...(of('draft') > 0 ? [count(of('draft'), 'draft')] : []),
    ...(late > 0 ? [`${late} late`] : []),
  ]);
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

/** The page on which it is mended; null where this release has none. */
function blockerPath(reportId: string, path: string, has: HasPage): Link['href'] | null {
  if (path.startsWith(PART)) return has(PART_PAGE) ? paths.part(path.slice(PART.length)) : null;
  if (path.startsWith('challenges.')) return paths.question(reportId, path.slice('challenges.'.length));
  if (path.startsWith('overall') || path === 'lateReason') return paths.reportStep(reportId, 'text');
  return path.startsWith('publication') ? paths.reportStep(reportId, 'publication') : null;
}

function nextSteps({ report }: ReportAtWork, has: HasPage): Link[] {
  const steps = [
    { action: 'submit', text: 'Send to the SRO', step: 'submit' },
    { action: 'approve', text: 'Go on to approve', step: 'approve' },
    { action: 'return', text: 'Give it back', step: 'return' },
  ] as const;
  return steps.flatMap(({ action, text, step }) =>
    report.actions.includes(action) && has(`/reports/:id/${step}`)
      ? [{ text, href: paths.reportStep(report.id, step) }]
      : [],
  );
}

function whyNot({ report }: ReportAtWork): string | null {
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
