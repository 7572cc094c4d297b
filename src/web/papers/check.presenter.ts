import {
  mailBytes,
  WAY_WORDS,
  type DispatchCheck,
  type DispatchView,
  type FileGap,
} from '../../distribution/index.js';
import { namedWords } from '../../document/index.js';
import { toldWords } from '../at-work/index.js';
import {
  capitalised,
  hashWords,
  sizeWords,
  count,
  facts,
  head,
  inWords,
  londonInstant,
  longDate,
  wordRows,
  NO_FORM,
  type FormView,
  type Link,
} from '../shell/index.js';
import type { CheckPapersPage } from './check.view.js';
import { editionWords, heldWords, meetingWords, STANDING_WORDS } from './papers.words.js';

/** Papers that are planned, or are to be. */
export type PlannedPapers = Pick<DispatchView, 'periodLabel' | 'send' | 'sendAt' | 'meeting'>;

const GAPS: Readonly<Record<FileGap, string>> = {
  'not-sealed': 'Known once the report is sealed',
  'not-allowed': 'None: this committee may not have any edition of this version',
  'not-printed': 'Not printed yet with what this committee is told. It goes out once it is',
  damaged: 'Damaged in the store. It is not sent',
  'not-yours': 'Not shown to you: it is not for publication',
};

/** @param plan the form that plans them; null where they are planned. */
export function presentCheck(
  papers: PlannedPapers,
  check: DispatchCheck,
  ways: { back: Link; plan: Omit<NonNullable<CheckPapersPage['plan']>, 'verb'> | null; leave: Link | null },
  now: Date,
  form: FormView = NO_FORM,
): CheckPapersPage {
  const { recipients, removed, last } = check;
  return {
    form,
    head: head('Check before sending', {
      back: ways.back,
      caption: meetingWords(papers, now),
      lead: consequence(papers, check),
      wide: true,
    }),
    warnings: warningsOf(papers, check),
    facts: facts([
      ...factsOf(papers, check),
      ...(ways.plan
        ? [
            {
              name: 'SHA-256 of this check',
              value: `${hashWords(ways.plan.sha256)}. It is kept in the audit trail`,
            },
          ]
        : []),
    ]),
    recipients: wordRows(
      recipients.map((one) => ({
        cells: [one.name, one.email, wayWords(one), againstLast(one.isNew, last), heldWords(one.held)],
      })),
    ),
    removed: wordRows(
      removed.map(({ name, email, standing }) => ({
        cells: [name, email, capitalised(STANDING_WORDS[standing])],
      })),
    ),
    plan: ways.plan && { ...ways.plan, verb: verbOf(papers, check) },
    leave: ways.leave,
  };
}

/** What is sealed goes out at once unless a time is given, and a button says what it does. */
const verbOf = ({ send }: PlannedPapers, { report, recipients }: DispatchCheck): string =>
  send === 'when_sealed' && report !== null && recipients.length > 0
    ? `Send to ${count(recipients.length, 'person', 'people')} now`
    : 'Plan these papers';

function consequence({ periodLabel, send, sendAt }: PlannedPapers, check: DispatchCheck): string {
  if (check.recipients.length === 0 || check.fileGap === 'not-allowed') return 'Nobody will get anything.';
  const people = count(check.recipients.length, 'person', 'people');
  if (send === 'at' && sendAt !== null)
    return `${people} will get the report of ${periodLabel} on ${londonInstant(sendAt)}${check.report ? '' : ', if it is sealed by then, or once it is'}.`;
  return check.report
    ? `${people} will get the report of ${periodLabel} at once: it is sealed.`
    : `${people} will get the report of ${periodLabel} as soon as it is sealed.`;
}

/** How it goes to somebody, and where to. */
const wayWords = ({ way, target }: DispatchCheck['recipients'][number]): string =>
  target === null ? WAY_WORDS[way].name : `${WAY_WORDS[way].name}: ${target}`;

const againstLast = (isNew: boolean, last: DispatchCheck['last']): string => {
  if (last === null) return 'The first papers';
  return isNew ? `New since ${longDate(last.boundAt)}` : 'As before';
};

function warningsOf({ sendAt, meeting }: PlannedPapers, check: DispatchCheck): string[] {
  const refused = check.recipients.filter(({ allowed }) => !allowed).map(({ email }) => email);
  const large = check.recipients.filter(({ tooLarge }) => tooLarge).length;
  return [
    ...(check.recipients.length === 0
      ? ['The committee has no recipient on that day. Add somebody before its papers are due.']
      : []),
    ...(refused.length > 0 ? [`Mail to ${inWords(refused)} is not allowed here, and will not be sent.`] : []),
    ...(sendAt !== null && sendAt >= meeting.startsAt ? ['The meeting has begun by then.'] : []),
    ...(check.fileGap === 'damaged' ? ['The stored file is damaged. Tell your administrator.'] : []),
    ...(check.fileGap === 'not-allowed'
      ? ['Nothing goes out: there is no edition that this committee may have.']
      : []),
    ...(large > 0 && check.file
      ? [
          `With its file the e-mail would be about ${sizeWords(mailBytes(check.file.size))}, which is more than may be sent. ${count(large, 'person gets', 'people get')} a link in place of the file.`,
        ]
      : []),
  ];
}

function factsOf({ periodLabel }: PlannedPapers, check: DispatchCheck): { name: string; value: string }[] {
  const { report, edition, gets, marking, file, fileGap, last, told } = check;
  const unknown = report ? 'Not shown to you' : GAPS['not-sealed'];
  return [
    {
      name: 'What goes out',
      value: `${editionWords(edition ?? gets)}: ${periodLabel}${report ? `, version ${report.version}` : ''}`,
    },
    ...(check.sections.length > 0 ? [{ name: 'For this committee', value: namedWords(check.sections) }] : []),
    { name: 'Marking of the e-mail', value: marking ?? unknown },
    {
      name: 'File',
      value: file
        ? `${file.fileName}, ${sizeWords(file.size)}; about ${sizeWords(mailBytes(file.size))} as an e-mail`
        : GAPS[fileGap ?? 'not-sealed'],
    },
    ...(file ? [{ name: 'SHA-256 of the file', value: hashWords(file.sha256) }] : []),
    ...(report ? [{ name: 'SHA-256 of what was approved', value: hashWords(report.sha256) }] : []),
    {
      name: 'They had last',
      value: last
        ? `${last.periodLabel}, version ${last.version}, sent on ${londonInstant(last.boundAt)}`
        : 'Nothing: these are their first papers',
    },
    { name: 'They are told', value: told ? toldWords(told, report?.correctionReason ?? null) : unknown },
  ];
}
