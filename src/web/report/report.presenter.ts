import { changeLines } from '../../document/index.js';
import { RATING_WORDS, type Rag } from '../../programmes/index.js';
import type { PartView } from '../../programmes/index.js';
import { sentences, type ReportAround, type ReportAtWork, type SameAnswers } from '../../reporting/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  inWords,
  paths,
  wordRows,
  type Action,
  type Fact,
  type HasPage,
  type Link,
} from '../shell/index.js';
import { dueInWords, isLate, lateFirst, nextOf, ownerWords, stateInWords } from '../part/index.js';
import {
  draftLinks,
  inTheWayInWords,
  isUncorrected,
  presentCorrectionNote,
  presentLastWords,
  publicationLinks,
} from '../at-work/index.js';
import { answerWords } from './questions.presenter.js';
import type { DeciderReading } from './for-decider.js';
import { consequencesOf, readingOf, sinceLookOf } from './reading.presenter.js';
import { reportName } from './report.around.js';
import type { ReportPage } from './report.view.js';
import { TRIAL_WORDS } from './trial.presenter.js';

/** Who looks, when, and at which pages of this release. */
export interface Reader {
  userId: string;
  has: HasPage;
  now: Date;
  /** London date. */
  today: string;
}

/**
 * @param parts of the period, for their titles and states. @param fewDeciders says on which of them too few people could decide.
 * @param decider what is told to who decides about it; null for everybody else.
 */
export function presentReport(
  around: ReportAround,
  work: ReportAtWork,
  { parts, fewDeciders }: { parts: readonly PartView[]; fewDeciders: readonly string[] },
  reader: Reader,
  decider: DeciderReading | null,
): ReportPage {
  const { status, actions } = around.report;
  const open = work.challenges.filter(({ answer }) => answer === null).length;
  const written = status !== 'draft';
  const readsFirst = written && actions.some((action) => action === 'approve' || action === 'return');
  const consequences = readsFirst ? consequencesOf(work) : [];
  const sinceLook = decider && sinceLookOf(decider.look, parts, reader.now);
  const answers = readsFirst ? answerRows(work, reader, decider?.same) : wordRows([]);
  const read = readLinks(work);
  const summary =
    work.snapshot === null || !written
      ? null
      : {
          rating: RATING_WORDS[work.snapshot.overall.rag],
          text: work.snapshot.overall.summary ?? work.snapshot.overall.narrative,
        };
  return {
    head: head(reportName(around), {
      programme: around.programme.name,
      wide: true,
      lead: firstSentence(work, open),
      back: { text: around.period.label, href: paths.period(around.period.id) },
    }),
    correction: presentCorrectionNote(around.report, work.snapshot),
    words: presentLastWords(around.report, reader.now),
    reading: readsFirst ? readingOf(work, { sinceLook, summary, consequences, answers, read }) : null,
    sinceLook,
    consequences,
    steps: facts(steps(work, parts, reader, open)),
    fewDeciders,
    missing: publicationLinks(around.report.id, work),
    parts: partRows(
      work,
      parts.filter((part) => part.status !== 'approved'),
      reader,
    ),
    approved: partRows(
      work,
      parts.filter((part) => part.status === 'approved'),
      reader,
    ),
    opensApproved: isUncorrected(work),
    unchanged: readsFirst ? unchangedInWords(parts) : null,
    answers,
    foldsParts: written,
    next: nextSteps(work, open, reader.has),
    withdraw: actions.includes('withdraw') ? paths.reportStep(around.report.id, 'withdraw') : null,
    readsFirst,
    whyNot: whyNot(work, open),
    read,
    summary,
    told: work.changes && {
      heading: work.changes.heading,
      intro: work.changes.intro,
      groups: work.changes.groups.map((group) => ({ heading: group.heading, lines: changeLines(group) })),
    },
  };
}

/** One line for each thing that the report is made of, in the order in which it is made. */
function steps(
  work: ReportAtWork,
  parts: readonly PartView[],
  { today }: Reader,
  open: number,
): readonly Fact[] {
  const { report } = work;
  const mayEdit = report.actions.includes('save');
  const step = (
    name: 'text' | 'questions' | 'publication' | 'told' | 'late' | 'trial',
    verb: string,
    about: string,
  ): Action => ({ text: verb, about, href: paths.reportStep(report.id, name) });
  const lateVerb = report.text.lateReason === null ? 'Go without' : 'Change';
  return [
    { name: '1 Parts', value: partsInWords(parts, today) },
    {
      name: '2 Parts not approved',
      value: lateInWords(work),
      ...(work.late.length === 0
        ? {}
        : {
            action: mayEdit
              ? step('late', lateVerb, 'the parts that are not approved')
              : step('late', 'Look', 'at the parts that are not approved'),
          }),
    },
    {
      name: '3 Words',
      value: wordsInWords(work),
      action: step('text', mayEdit ? 'Change' : 'Read', 'the words of the report'),
    },
    {
      name: '4 Questions',
      value: questionsInWords(work, open),
      action: step('questions', open > 0 && mayEdit ? 'Answer' : 'Read', 'the questions'),
    },
    {
      name: '5 What the public will not see',
      value: publicInWords(work),
      ...(work.publication === null
        ? {}
        : { action: step('publication', 'Look and decide', 'what the public will not see') }),
    },
    ...(work.changes === null || ['approved', 'superseded', 'withdrawn'].includes(report.status)
      ? []
      : [
          {
            name: '6 What committees are told',
            value: 'What changed since the report that each of them had last',
            action: step('told', 'Read', 'what each committee would be told'),
          },
        ]),
    ...(work.sha256 === null || report.versionId !== null || report.status === 'withdrawn'
      ? []
      : [
          {
            name: '7 Trial print',
            value: TRIAL_WORDS[work.trial.state],
            action: step('trial', 'Look', 'at the trial print'),
          },
        ]),
    {
      name: 'Evidence',
      value: 'Files that show what its answers say',
      action: { text: 'Look', about: 'at the evidence of the report', href: paths.reportEvidence(report.id) },
    },
  ];
}

function firstSentence(work: ReportAtWork, open: number): string {
  const { report, late } = work;
  switch (report.status) {
    case 'approved':
      return 'This report is approved and sealed. A mistake in it is corrected by a new version.';
    case 'superseded':
      return 'This report was replaced by a later version.';
    case 'withdrawn':
      return `This correction was withdrawn. Version ${report.revision - 1} stays as it was sealed.`;
    case 'in_review':
      return report.actions.includes('approve')
        ? open > 0
          ? `This report is with you. ${capitalised(count(open, 'question is', 'questions are'))} open. Read the report; give it back, or wait for ${open === 1 ? 'the answer' : 'the answers'}.`
          : 'This report is with you: read it, then approve it or give it back.'
        : `This report is with the SRO${open > 0 ? `. ${count(open, 'question is', 'questions are')} open, and the report cannot be approved before ${open === 1 ? 'it is' : 'they are'} answered` : ''}.`;
    case 'draft': {
      if (isUncorrected(work))
        return 'Nothing is corrected yet. Open the part that is wrong and make it a draft again, or change the words of the report.';
      const questions = open > 0 ? ` ${count(open, 'question is', 'questions are')} open.` : '';
      if (work.blockers.length > 0)
        return `This report is a draft. It cannot go to the SRO yet: ${inWords(inTheWayInWords(work))}.${questions}`;
      const without = late.length > 0 ? `, without ${count(late.length, 'part')}` : '';
      return `This report is a draft and can go to the SRO${without}.${questions === '' ? '' : `${questions} ${open === 1 ? 'It' : 'They'} may be open until the approval.`}`;
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

/** `2 parts say what the last approved ones said: Progress against budget and Workforce.` */
function unchangedInWords(parts: readonly PartView[]): string | null {
  const same = parts.filter(({ status, unchanged }) => status === 'approved' && unchanged);
  if (same.length === 0) return null;
  return `${capitalised(count(same.length, 'part says', 'parts say'))} what the last approved ${same.length === 1 ? 'one' : 'ones'} said: ${inWords(same.map(({ title }) => title))}.`;
}

/** What the report was asked and how it is answered. */
const answerRows = (
  { challenges }: ReportAtWork,
  { now }: Reader,
  same?: SameAnswers,
): ReportPage['answers'] =>
  wordRows(
    challenges.flatMap(({ key, question, answer }) =>
      answer === null ? [] : [{ cells: [question, answerWords(answer, now, same?.get(key))] }],
    ),
  );

/** Parts while the report is being made: part, owner, state, open questions, next step; late ones first. */
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

function wordsInWords({ report: { text }, blockers }: ReportAtWork): string {
  const { rag, summary, asks } = text.overall;
  const missing = blockers.flatMap(({ path }) => WORDS_MISSING[path] ?? []);
  return [
    ...(missing.length > 0 ? [`Missing: ${inWords(missing)}`] : []),
    [
      ...(rag === null ? [] : [`Rating ${RATING_WORDS[rag]}`]),
      ...(summary === null ? [] : [`${count(sentences(summary).length, 'sentence')} in short`]),
      ...(asks.length === 0 ? [] : [count(asks.length, 'ask')]),
      count(text.backgroundPapers.length, 'background paper'),
    ].join(', '),
  ]
    .map(capitalised)
    .join('. ');
}

function lateInWords({ late, report: { text, status } }: ReportAtWork): string {
  if (late.length === 0) return 'None: every part is approved';
  const them = late.length === 1 ? 'it' : 'them';
  if (text.lateReason !== null)
    return `The report goes without ${count(late.length, 'part')}. Why, as it is printed: “${text.lateReason}”`;
  return `${capitalised(count(late.length, 'part is', 'parts are'))} not approved${status === 'draft' ? `. Wait for ${them}, or say why the report goes without ${them}` : ''}`;
}

function publicInWords({ publication }: ReportAtWork): string {
  if (publication === null) return 'Nothing to publish before the words of the report are written';
  const { withheld, suppressed, passages } = publication;
  return capitalised(
    [
      count(withheld, 'text or entry left out', 'texts or entries left out'),
      count(suppressed, 'small number'),
      count(passages, 'passage to read', 'passages to read'),
    ].join(', '),
  );
}

const PART_PAGE = '/contributions/:id';

/** The words of the report: what is missing, and the field in which it is written, by the place that the room names. */
const WORDS_MISSING: Readonly<Record<string, string>> = {
  'overall.rag': 'the overall rating',
  'overall.summary': 'the report in short',
  'overall.narrative': 'the whole in words',
  'overall.asks': 'what the committee is asked to do',
};

/** What stands in the way is said first: a step that could not be taken is no button. */
function nextSteps(work: ReportAtWork, open: number, has: HasPage): Link[] {
  const { report } = work;
  // A sealed report is read as it was sealed: its version has the files, the papers and the proof.
  if (report.versionId !== null)
    return [
      { text: `Go to version ${report.revision} and its files`, href: paths.version(report.versionId) },
    ];
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
  if (report.actions.includes('submit') && inTheWay(work, 'submit', open)) return null;
  if (report.actions.includes('approve') && inTheWay(work, 'approve', open))
    return 'It cannot be approved yet. The programme manager answers what is open, or you give the report back.';
  if (report.actions.some((action) => ['submit', 'approve', 'return'].includes(action))) return null;
  if (report.status === 'draft')
    return 'You can read it. Sending it to the SRO is for the programme manager.';
  return report.status === 'in_review'
    ? 'You can read it. Approving is for the Senior Responsible Officer, and for nobody who wrote the report.'
    : null;
}

const readLinks = ({ report, sha256, snapshot }: ReportAtWork): Link[] =>
  report.versionId !== null || report.status === 'withdrawn' || snapshot === null || sha256 === null
    ? []
    : draftLinks(report.id, sha256);

export const ragWord = (value: string): string =>
  Object.hasOwn(RATING_WORDS, value) ? RATING_WORDS[value as Rag] : 'Not rated';
