import { RAG_GUIDANCE, RATING_WORDS } from '../../programmes/index.js';
import type { ReportAround, ReportView } from '../../reporting/index.js';
import { presentConflict, type ConflictPage, type Settled } from '../part/index.js';
import {
  choices,
  count,
  head,
  paths,
  sentVersion,
  textOf,
  type FormView,
  type Link,
  type Sent,
} from '../shell/index.js';
import { backToReport, below, reportName } from './report.around.js';
import { ragWord } from './report.presenter.js';
import type { ReportTextPage, ReportTextReadPage } from './text.view.js';

const LABELS = {
  rag: 'Overall rating',
  summary: 'In short',
  narrative: 'The whole in words',
  asks: 'Asks',
  papers: 'Background papers',
  late: 'Why without the parts that are not approved',
} as const;

const FIELDS = Object.fromEntries(
  Object.entries(LABELS).map(([name, label]) => [
    name,
    name === 'rag' ? { label, value: ragWord } : { label },
  ]),
);

const ratings = () =>
  choices(RAG_GUIDANCE.map(({ rag, overall }) => ({ value: rag, text: RATING_WORDS[rag], hint: overall })));

/** The report's own text as the fields of the form have it. */
export const shownText = ({ overall, backgroundPapers, lateReason }: ReportView['text']): Sent => ({
  rag: overall.rag ?? '',
  summary: overall.summary ?? '',
  narrative: overall.narrative ?? '',
  asks: overall.asks.join('\n'),
  papers: backgroundPapers.join('\n'),
  late: lateReason ?? '',
});

const next = ({ report }: ReportAround): Link => ({
  text: 'Next: questions',
  href: paths.reportStep(report.id, 'questions'),
});

const lateWords = (late: number): string | null =>
  late === 0
    ? null
    : `${count(late, 'part is not approved', 'parts are not approved')}. The report waits for ${late === 1 ? 'it' : 'them'}, unless you say why it does not. The last approved text is printed instead.`;

export const presentText = (
  around: ReportAround,
  form: FormView,
  version: number,
  late: number,
): ReportTextPage => ({
  head: head('Words of the report', {
    ...below(around),
    lead: 'Members read the rating and the summary first, and many read nothing else.',
    script: 'sentences.js',
  }),
  form,
  action: paths.reportStep(around.report.id, 'text'),
  version,
  ratings: ratings(),
  late: lateWords(late),
  next: next(around),
});

/** Browsers end lines in their own way, and people leave empty ones; neither is a difference. */
const asSaved = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/**
 * Two people wrote the words of the report: what was sent, and what stands there now.
 * @param around with the text as somebody else saved it. @param again the form of this page, where something is still to be chosen.
 */
export function presentTextConflict(
  around: ReportAround,
  sent: Sent,
  now: Date,
  again?: Settled,
): ConflictPage {
  const words = (text: Sent): Sent =>
    Object.fromEntries(Object.keys(LABELS).map((name) => [name, asSaved(textOf(text[name]))]));
  return presentConflict({
    around: { caption: reportName(around), programme: around.programme.name, back: backToReport(around) },
    saved: null,
    action: paths.reportStep(around.report.id, 'text'),
    fields: FIELDS,
    mine: words(again ? again.mine : sent),
    theirs: words(again ? again.theirs : shownText(around.report.text)),
    together: null,
    own: false,
    gone: false,
    read: { version: again ? sentVersion(sent) : around.report.version, hash: '' },
    now,
    ...(again ? { again } : {}),
  });
}

export function presentTextRead(around: ReportAround): ReportTextReadPage {
  const text = shownText(around.report.text);
  return {
    head: head('Words of the report', {
      ...below(around),
      lead:
        around.report.status === 'draft'
          ? 'The programme manager writes them.'
          : 'They can be changed while the report is a draft.',
    }),
    next: next(around),
    texts: Object.entries(LABELS).map(([name, label]) => ({
      label,
      text: name === 'rag' ? ragWord(textOf(text[name])) : textOf(text[name]) || '–',
    })),
  };
}
