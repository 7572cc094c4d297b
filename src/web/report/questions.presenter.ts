import type { AskedQuestion, ReportAround, ReportQuestions } from '../../reporting/index.js';
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
import { below } from './report.around.js';
import type { QuestionPage, QuestionsPage } from './questions.view.js';

export function presentQuestions(
  around: ReportAround,
  { items: all, noLongerAsked }: ReportQuestions,
  now: Date,
): QuestionsPage {
  const open = all.filter(({ answer }) => answer === null).length;
  const mayAnswer = mayWrite(around);
  const places = [...new Set(all.map(({ place }) => place.label))];
  return {
    head: head('Questions', {
      ...below(around),
      lead:
        all.length === 0
          ? 'No question. Nothing in the report looks odd to the rules.'
          : open === 0
            ? 'Every question is answered.'
            : `${capitalised(count(open, 'question is', 'questions are'))} open. The SRO cannot approve before ${open === 1 ? 'it is' : 'they are'} answered.`,
    }),
    places: places
      .map((place) => ({
        place,
        questions: all
          .filter((one) => one.place.label === place)
          .toSorted((a, b) => Number(a.answer !== null) - Number(b.answer !== null))
          .map(({ key, question, answer }) => ({
            question,
            answer: answerWords(answer, now),
            link: {
              text: !mayAnswer ? 'Read' : answer === null ? 'Answer' : 'Change the answer',
              about: question,
              href: paths.question(around.report.id, key),
            },
          })),
      }))
      .toSorted((a, b) => openIn(b) - openIn(a)),
    noLonger: wordRows(
      noLongerAsked.map((answer) => ({ cells: [answer.question, answerWords(answer, now) ?? ''] })),
    ),
    next: {
      text: 'Next: what the public will not see',
      href: paths.reportStep(around.report.id, 'publication'),
    },
  };
}

const openIn = ({ questions }: QuestionsPage['places'][number]): number =>
  questions.some(({ answer }) => answer === null) ? 1 : 0;

/** Questions are answered until the report is approved. */
const mayWrite = ({ report }: ReportAround): boolean => ['draft', 'in_review'].includes(report.status);

const answerWords = (answer: AskedQuestion['answer'], now: Date): string | null =>
  answer &&
  `${answer.reason} (${personLabel(answer.answeredBy)}, ${instantWords(answer.answeredAt, now)}${answer.print ? '; will be printed' : ''})`;

/** @param mayAnswer the reader holds the permission, and the report is not approved. */
export function presentQuestion(
  around: ReportAround,
  { key, place, question, facts: found, answer, earlier }: AskedQuestion,
  form: FormView,
  mayAnswer: boolean,
  now: Date,
): QuestionPage {
  return {
    head: head(`Question about ${place.label}`, {
      ...below(around, { text: 'Questions', href: paths.reportStep(around.report.id, 'questions') }),
      lead:
        answer === null
          ? 'Correct what it is about, or say why it is so.'
          : 'It is answered. Another answer takes its place.',
    }),
    question,
    facts: facts(Object.entries(found).flatMap(([name, value]) => factOf(name, value))),
    correct:
      place.contributionId === null
        ? { text: 'Correct it in the words of the report', href: paths.reportStep(around.report.id, 'text') }
        : {
            text: `Correct it in ${place.label}. An approved part has to be opened again first, which ends the SRO’s review.`,
            href: paths.part(place.contributionId),
          },
    answer: answerWords(answer, now),
    earlier: earlier && {
      text: `Asked the same way in ${earlier.period}, and answered: ${earlier.reason}`,
      question: earlier.question,
      use: mayAnswer ? withQuery(paths.question(around.report.id, key), { use: 'earlier' }) : null,
    },
    ...(mayAnswer ? { form } : {}),
    ask: mayAnswer ? { action: paths.question(around.report.id, key), version: around.report.version } : null,
    whyNot: mayAnswer
      ? null
      : mayWrite(around)
        ? 'The programme manager answers the questions.'
        : 'The report is approved, so its answers stand.',
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
