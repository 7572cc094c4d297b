import type { Person } from '../../identity/index.js';
import type {
  ReportAround,
  ReportChange,
  ReportPreview,
  ReportView,
  SameAnswers,
  VersionSummary,
} from '../../reporting/index.js';
import { editionsOf } from '../../disclosure/index.js';
import {
  capitalised,
  count,
  head,
  instantWords,
  inWords,
  longDate,
  paths,
  personLabel,
  wordRows,
  type FormView,
  type StepUp,
  type PageHead,
} from '../shell/index.js';
import {
  draftLinks,
  presentCorrectionNote,
  presentHappened,
  presentLastWords,
  sameAnswerWords,
} from '../at-work/index.js';
import type {
  ApprovePage,
  CorrectPage,
  NotApprovablePage,
  ReportChangedPage,
  ReturnReportPage,
  SealedPage,
  WithdrawPage,
} from './approve.view.js';

/** SHA-256 in sixteen groups of four, which are read and compared singly. */
export const hashGroups = (sha256: string): string[] => sha256.match(/.{4}/g) ?? [];

const below = ({ report, period, programme }: ReportAround): Partial<PageHead> => ({
  programme: programme.name,
  back: { text: `The ${period.label} report`, href: paths.report(report.id) },
});

/**
 * @param standsInFor in whose place the person works here.
 * @param read when the person opened it, ISO instant.
 */
export function presentApprove(
  around: ReportAround,
  preview: ReportPreview & { sha256: string; same: SameAnswers },
  form: FormView,
  standsInFor: readonly Person[],
  { read, stepUp, now }: { read: string; stepUp: StepUp; now: Date },
): ApprovePage {
  const { report, period } = around;
  const place = standsInFor.length > 0 ? `, in the place of ${inWords(standsInFor.map(personLabel))}` : '';
  return {
    head: head(`Approve the ${period.label} report`, {
      ...below(around),
      lead: `You approve, as Senior Responsible Officer${place}, what this page said when you opened it ${instantWords(read, now)}. If anything changes before you press, nothing is approved.`,
    }),
    form,
    action: paths.reportStep(report.id, 'approve'),
    version: preview.version,
    sha256: preview.sha256,
    read,
    printed: paths.reportStep(report.id, 'trial'),
    editions: [
      ...draftLinks(report.id, preview.sha256),
      ...(preview.challenges.length === 0
        ? []
        : [{ text: 'Read the questions and their answers', href: paths.reportStep(report.id, 'questions') }]),
    ],
    correction: presentCorrectionNote(report, preview.snapshot),
    words: presentLastWords(report, now),
    groups: hashGroups(preview.sha256),
    statements: [editions(report, preview), parts(report, preview), ...questions(preview)],
    stepUp,
    giveBack: report.actions.includes('return') ? paths.reportStep(report.id, 'return') : null,
    readAgain: paths.report(report.id),
  };
}

function editions({ revision }: ReportView, { snapshot }: ReportPreview): string {
  const names = snapshot === null ? [] : editionsOf(snapshot);
  return names.includes('exempt')
    ? `This is version ${revision}. It makes two editions: the public one, and one that is not for publication.`
    : `This is version ${revision}. It makes one edition, the public one.`;
}

function parts({ text }: ReportView, { snapshot, late }: ReportPreview): string {
  const all = snapshot?.sections.length ?? 0;
  if (late.length === 0) return `${capitalised(count(all, 'part'))}, all of this period.`;
  const told = late.map(({ title, notUpdatedSince }) =>
    notUpdatedSince === null
      ? `${title} has no approved text`
      : `${title} is of ${longDate(notUpdatedSince)}`,
  );
  const reason = text.lateReason === null ? '' : `, with the reason “${text.lateReason}”`;
  return `Of ${count(all, 'part')} ${all - late.length} ${all - late.length === 1 ? 'is' : 'are'} of this period. ${inWords(told)}${reason}.`;
}

/** Who approves sees which answers are given in the same words to several questions, or in report after report: they may say nothing. */
export function questions({
  challenges,
  same,
}: Pick<ReportPreview, 'challenges'> & { same: SameAnswers }): string[] {
  if (challenges.length === 0) return ['The report raised no questions.'];
  const answers = challenges.flatMap(({ answer }) => answer ?? []);
  const printed = answers.filter(({ print }) => print).length;
  const standing = answers.filter(({ standsSince }) => standsSince !== null).length;
  const stand =
    standing === 0
      ? ''
      : ` ${capitalised(count(standing, 'answer stands', 'answers stand'))} from earlier reports.`;
  const alike = new Map<string, number>();
  for (const { reason } of answers) alike.set(reason.trim(), (alike.get(reason.trim()) ?? 0) + 1);
  return [
    `${capitalised(count(challenges.length, 'question was', 'questions were'))} answered; ${count(printed, 'answer')} will be printed.${stand}`,
    ...[...alike].flatMap(([reason, times]) =>
      times > 1 ? [`${capitalised(count(times, 'question'))} have the same answer: “${reason}”`] : [],
    ),
    ...challenges.flatMap(({ key, question }) => {
      const since = same.get(key);
      return since ? [`“${question}” has ${sameAnswerWords(since)}.`] : [];
    }),
  ];
}

/** @param others who may approve it instead. */
export function presentNotApprovable(
  around: ReportAround,
  { blockers }: ReportPreview,
  others: readonly Person[],
  mayApprove: boolean,
): NotApprovablePage {
  const { report, period } = around;
  const inTheWay = report.status === 'in_review' && report.actions.includes('approve') ? blockers : [];
  return {
    head: head(`Approve the ${period.label} report`, {
      ...below(around),
      lead: whyNot(around, inTheWay.length, others, mayApprove),
    }),
    reasons: inTheWay.map(({ path, message }) => ({
      text: message,
      href: path.startsWith('challenges.')
        ? paths.question(report.id, path.slice('challenges.'.length))
        : path === 'trial'
          ? paths.reportStep(report.id, 'trial')
          : null,
    })),
    next: { text: 'Read the report', href: paths.report(report.id) },
    again:
      inTheWay.length > 0 && inTheWay.every(({ path }) => path === 'trial')
        ? { text: 'Look again whether it can be approved', href: paths.reportStep(report.id, 'approve') }
        : null,
  };
}

function whyNot(
  { report }: ReportAround,
  inTheWay: number,
  others: readonly Person[],
  mayApprove: boolean,
): string {
  switch (report.status) {
    case 'draft':
      return 'This report is not with you yet: it is a draft with the programme manager.';
    case 'approved':
      return 'This report is approved and sealed already.';
    case 'superseded':
      return 'This report was replaced by a later version.';
    case 'withdrawn':
      return 'This correction was withdrawn. The version in force stays.';
    case 'in_review':
      if (inTheWay > 0)
        return `This report cannot be approved yet: ${count(inTheWay, 'thing stands', 'things stand')} in the way.`;
      return `${mayApprove ? 'You edited or submitted this report, so somebody else has to approve it' : 'Approving this report is for somebody else'}${others.length > 0 ? `: ${inWords(others.map(personLabel))}` : ''}.`;
  }
}

export const presentReturn = (around: ReportAround, form: FormView): ReturnReportPage => ({
  head: head('Give the report back', {
    ...below(around),
    lead: 'The programme manager reads why, changes the report and sends it again.',
  }),
  form,
  action: paths.reportStep(around.report.id, 'return'),
  version: around.report.version,
});

export const presentCorrect = (around: ReportAround, form: FormView): CorrectPage => ({
  head: head(`Correct the ${around.period.label} report`, {
    ...below(around),
    lead: `Version ${around.report.revision} stays in force until version ${around.report.revision + 1} is approved.`,
  }),
  form,
  action: paths.reportStep(around.report.id, 'correct'),
  version: around.report.version,
});

/** What becomes of a correction that somebody gives up. */
export const presentWithdraw = (around: ReportAround, form: FormView): WithdrawPage => ({
  head: head('Withdraw the correction', {
    ...below(around),
    lead: `Version ${around.report.revision - 1} stays in force, as it is. Nobody who has it is told anything.`,
  }),
  form,
  action: paths.reportStep(around.report.id, 'withdraw'),
  version: around.report.version,
});

/** @param after papers that go out with it, and people who hold an older version. */
export const presentSealed = (
  sealed: VersionSummary,
  after: { papers: number; holders: number },
): SealedPage => ({
  head: head(`Sealed as version ${sealed.version}`, { programme: sealed.programmeName }),
  panel: { title: `Sealed as version ${sealed.version}`, text: sealed.periodLabel },
  groups: hashGroups(sealed.sha256),
  sentences: [
    'Its editions are being printed. From now on nothing of it can be changed.',
    after.papers === 0
      ? 'No papers are planned that go out with it.'
      : `Papers for ${count(after.papers, 'meeting')} go out with it by themselves.`,
    ...(after.holders === 0
      ? []
      : [
          `${capitalised(count(after.holders, 'person has', 'people have'))} an older version. The committee clerk decides whether they get this one.`,
        ]),
  ],
  next: { text: `Go to version ${sealed.version} and its files`, href: paths.version(sealed.id) },
});

const STEP_WORDS: Readonly<Record<string, string>> = {
  save: 'Changed',
  submit: 'Sent to the SRO',
  return: 'Given back',
  approve: 'Approved',
  void: 'Back to the programme manager',
  supersede: 'Replaced',
  withdraw: 'Withdrawn',
};

/** @param titles of the parts, by their ids. */
export const presentChanged = (
  around: ReportAround,
  changes: readonly ReportChange[],
  titles: ReadonlyMap<string, string>,
  now: Date,
): ReportChangedPage => ({
  head: head('The report is not what you read', {
    ...below(around),
    lead: 'Its content has changed since. Nothing was approved.',
  }),
  changes: presentHappened(changes, titles, now),
  steps: wordRows(
    around.report.history
      .slice(-3)
      .reverse()
      .map(({ action, actor, at, comment }) => ({
        cells: [STEP_WORDS[action] ?? action, comment ?? '', actor, instantWords(at, now)],
      })),
  ),
  next: { text: 'Read it again', href: paths.report(around.report.id) },
});
