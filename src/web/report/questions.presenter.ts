import type { PartView } from '../../programmes/index.js';
import type {
  AskedQuestion,
  ReportAround,
  ReportQuestions,
  SaidSince,
  SameAnswers,
} from '../../reporting/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  instantWords,
  longDate,
  paths,
  personLabel,
  type FormView,
  withQuery,
  wordRows,
} from '../shell/index.js';
import { sameAnswerWords } from '../at-work/index.js';
import { below } from './report.around.js';
import type { QuestionGonePage, QuestionPage, QuestionsPage } from './questions.view.js';

/** The questions about one part; those about the report as a whole come last. */
interface Place {
  name: string;
  questions: readonly AskedQuestion[];
}

/** By the parts that they are about, in the order of the report. @param parts of the period, in that order. */
function placesOf(questions: readonly AskedQuestion[], parts: readonly PartView[]): Place[] {
  const known = new Set(parts.map(({ id }) => id));
  return [
    ...parts.map(({ id, title }) => ({
      name: title,
      questions: questions.filter(({ place }) => place.contributionId === id),
    })),
    {
      name: 'The report as a whole',
      questions: questions.filter(({ place }) => !known.has(place.contributionId ?? '')),
    },
  ].filter((place) => place.questions.length > 0);
}

/** Every open question in the order in which the page lists them. */
const openOf = (questions: readonly AskedQuestion[], parts: readonly PartView[]): AskedQuestion[] =>
  placesOf(questions, parts).flatMap((place) => place.questions.filter(({ answer }) => answer === null));

/** The open question that comes after this one; at the end it begins anew. Undefined where no other is open. */
export function nextOpen(
  questions: readonly AskedQuestion[],
  parts: readonly PartView[],
  key: string,
): AskedQuestion | undefined {
  const all = placesOf(questions, parts).flatMap((place) => place.questions);
  const at = all.findIndex((one) => one.key === key);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find(({ answer }) => answer === null);
}

/**
 * @param parts of the period, in the order of the report.
 * @param mayAnswer the reader holds the permission, and the report is not approved.
 * @param same which answers earlier reports gave too.
 */
export function presentQuestions(
  around: ReportAround,
  { items: all, noLongerAsked }: ReportQuestions,
  parts: readonly PartView[],
  mayAnswer: boolean,
  same: SameAnswers,
  now: Date,
): QuestionsPage {
  const open = openOf(all, parts);
  const [first] = open;
  const link = ({ key, question, answer }: AskedQuestion) => ({
    text: !mayAnswer ? 'Read' : answer === null ? 'Answer' : 'Change the answer',
    about: question,
    href: paths.question(around.report.id, key),
  });
  const places = placesOf(all, parts);
  return {
    head: head('Questions', { ...below(around), wide: true, lead: questionsSentence(all, open.length) }),
    first:
      mayAnswer && first
        ? { text: 'Answer them one after the other', href: paths.question(around.report.id, first.key) }
        : null,
    places: places
      .map(({ name, questions }) => ({
        place: name,
        questions: questions
          .filter(({ answer }) => answer === null)
          .map((one) => ({ question: one.question, link: link(one) })),
      }))
      .filter(({ questions }) => questions.length > 0),
    answered: wordRows(
      places.flatMap(({ name, questions }) =>
        questions
          .filter(({ answer }) => answer !== null)
          .map((one) => ({
            cells: [one.question, one.answer ? answerWords(one.answer, now, same.get(one.key)) : '', name],
            link: link(one),
          })),
      ),
    ),
    noLonger: wordRows(
      noLongerAsked.map((answer) => ({ cells: [answer.question, answerWords(answer, now)] })),
    ),
    next: {
      text: 'Next: what the public will not see',
      href: paths.reportStep(around.report.id, 'publication'),
    },
  };
}

function questionsSentence(all: readonly AskedQuestion[], open: number): string {
  if (all.length === 0) return 'No question. Nothing in the report looks odd to the rules.';
  if (open === 0) return 'Every question is answered.';
  const answered = all.length - open;
  return `${capitalised(count(open, 'question is', 'questions are'))} open${answered === 0 ? '' : `, ${answered} ${answered === 1 ? 'is' : 'are'} answered`}. The SRO cannot approve before ${open === 1 ? 'it is' : 'they are'} answered.`;
}

/** Questions are answered until the report is approved. */
const mayWrite = ({ report }: ReportAround): boolean => ['draft', 'in_review'].includes(report.status);

/** `It is: a team left. (Programme Manager, today at 10:12; will be printed)` */
export const answerWords = (
  answer: Omit<NonNullable<AskedQuestion['answer']>, 'standsSince'> & { standsSince?: string | null },
  now: Date,
  same?: SaidSince,
): string =>
  `${answer.reason} (${personLabel(answer.answeredBy)}, ${instantWords(answer.answeredAt, now)}${answer.print ? '; will be printed' : ''}${standsWords(answer)}${same ? `; ${sameAnswerWords(same)}` : ''})`;

/** Of an answer that holds for longer than one report. */
function standsWords({
  stands,
  standsSince,
}: Pick<NonNullable<AskedQuestion['answer']>, 'stands'> & { standsSince?: string | null }): string {
  if (standsSince) return `; given for ${standsSince}, and stands`;
  return stands ? '; stands in later reports' : '';
}

/**
 * @param among all that the report is asked, and the parts of its period in the order of the report.
 * @param mayAnswer the reader holds the permission, and the report is not approved. @param late the report changed while they wrote.
 */
export function presentQuestion(
  around: ReportAround,
  { key, standingKey, place, question, facts: found, answer, earlier }: AskedQuestion,
  among: { questions: readonly AskedQuestion[]; parts: readonly PartView[] },
  form: FormView,
  mayAnswer: boolean,
  now: Date,
  late = false,
): QuestionPage {
  const open = openOf(among.questions, among.parts);
  const at = open.findIndex((one) => one.key === key) + 1;
  const next = nextOpen(among.questions, among.parts, key);
  return {
    head: head(`Question about ${place.label}`, {
      ...below(around, { text: 'Questions', href: paths.reportStep(around.report.id, 'questions') }),
      lead: late
        ? `The report changed while you were writing, so your answer is not saved. ${answer === null ? 'The question is still asked' : 'Somebody answered it meanwhile'}. Read it as it is now, and answer again.`
        : answer === null
          ? `Question ${at} of ${open.length} that ${open.length === 1 ? 'is' : 'are'} open. Correct what it is about, or say why it is so.`
          : 'It is answered. Another answer takes its place.',
    }),
    question,
    facts: facts(Object.entries(found).flatMap(([name, value]) => factOf(name, value))),
    correct:
      place.contributionId === null
        ? { text: 'Correct it in the words of the report', href: paths.reportStep(around.report.id, 'text') }
        : {
            text: `Correct it in ${place.label}. ${around.report.status === 'in_review' ? 'An approved part has to be made a draft again first, and the report then comes back from the SRO.' : 'An approved part has to be made a draft again first.'}`,
            href: paths.part(place.contributionId),
          },
    answer: answer && answerWords(answer, now),
    earlier: earlier && {
      text: `Asked the same way in ${earlier.period}, and answered: ${earlier.reason}`,
      question: earlier.question,
      use: mayAnswer ? withQuery(paths.question(around.report.id, key), { use: 'earlier' }) : null,
    },
    ...(mayAnswer ? { form } : {}),
    ask: mayAnswer
      ? {
          action: paths.question(around.report.id, key),
          version: around.report.version,
          mayStand: standingKey !== null,
          onward: next ? 'Answer, and go on to the next' : null,
        }
      : null,
    next: next
      ? {
          text: mayAnswer && answer === null ? 'Leave it open, and go on to the next' : 'Next open question',
          href: paths.question(around.report.id, next.key),
        }
      : null,
    whyNot: mayAnswer
      ? null
      : mayWrite(around)
        ? 'The programme manager answers the questions.'
        : 'The report is approved, so its answers stand.',
  };
}

/**
 * A question that the report does not ask (any more).
 * @param typed the answer that was being written; '' where there is none.
 */
export function presentQuestionGone(
  around: ReportAround,
  key: string,
  { items, noLongerAsked }: ReportQuestions,
  parts: readonly PartView[],
  typed: string,
  now: Date,
): QuestionGonePage {
  const open = openOf(items, parts);
  const [first] = open;
  const was = noLongerAsked.find((one) => one.key === key);
  return {
    head: head('This question is not asked any more', {
      ...below(around, { text: 'Questions', href: paths.reportStep(around.report.id, 'questions') }),
      lead: [
        `What it was about has changed since you opened the page${typed === '' ? '' : ', and nothing was saved'}.`,
        open.length === 0
          ? 'No question is open.'
          : `${capitalised(count(open.length, 'question is', 'questions are'))} open now.`,
      ].join(' '),
    }),
    was: was ? { question: was.question, answer: answerWords(was, now) } : null,
    typed: typed === '' ? null : typed,
    next: first
      ? { text: 'Go to the first open question', href: paths.question(around.report.id, first.key) }
      : { text: 'See all questions', href: paths.reportStep(around.report.id, 'questions') },
  };
}

/** What the question rests on, where a person can read it: words and figures, not ids or digests. */
function factOf(name: string, value: unknown): { name: string; value: string }[] {
  const words = capitalised(name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`));
  const day = /^\d{4}-\d{2}-\d{2}$/;
  const worded = (one: string | number): string =>
    typeof one === 'string' && day.test(one) ? longDate(one) : String(one);
  const readable = (one: unknown): one is string | number =>
    typeof one === 'number' || (typeof one === 'string' && !/^[0-9a-f-]{32,64}$/.test(one));
  if (readable(value)) return [{ name: words, value: worded(value) }];
  if (Array.isArray(value) && value.length > 0 && value.every(readable))
    return [{ name: words, value: value.map(worded).join(', ') }];
  return [];
}
