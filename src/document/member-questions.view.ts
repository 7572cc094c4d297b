import { counted } from '../platform/index.js';
import { longDate, personLabel, type MemberQuestion, type ReportSnapshot } from '../snapshot/index.js';
import { groupedBy } from './grouped-by.js';

/** What members asked, with the answers. Null without a question. */
export interface MemberQuestionsView {
  /** How many there are, and how many wait for an answer. */
  intro: string;
  /** A table for each body. */
  bodies: { caption: string; rows: MemberQuestionRow[] }[];
}

export interface MemberQuestionRow {
  number: number;
  /** `Councillor A. Example, 14 January 2020`; of the public, the day alone. */
  asked: string;
  question: string;
  /** Null while it is open. */
  answer: { text: string; by: string; corrects: string | null } | null;
  /** Of an open one: who answers it, and by when. Null once it is answered. */
  open: string | null;
}

export function memberQuestionsOf({
  memberQuestions,
  period,
}: Pick<ReportSnapshot, 'memberQuestions' | 'period'>): MemberQuestionsView | null {
  const questions = memberQuestions ?? [];
  if (questions.length === 0) return null;
  const open = questions.filter(({ answer }) => answer === null).length;
  return {
    intro: `${counted(questions.length, 'question')} asked by ${longDate(period.asAt)} ${questions.length === 1 ? 'is' : 'are'} printed here. ${openWords(open, questions.length)} An answer is printed until its body has been given it.`,
    bodies: [...groupedBy(questions, ({ committee }) => committee)].map(([committee, own]) => ({
      caption: committee,
      rows: own.map((question) => rowOf(question, period.asAt)),
    })),
  };
}

function openWords(open: number, all: number): string {
  if (open === 0) return all === 1 ? 'It is answered.' : 'Each is answered.';
  if (open === 1) return all === 1 ? 'It waits for its answer.' : 'One waits for its answer.';
  return `${open} wait for their answers.`;
}

function rowOf(question: MemberQuestion, asAt: string): MemberQuestionRow {
  const { number, askedBy, askedOn, meetingOn, text, answer, owner, dueOn } = question;
  const who = meetingOn === null ? 'By the public form' : (askedBy ?? 'At the meeting');
  return {
    number,
    asked: `${who}, ${longDate(askedOn)}`,
    question: text,
    answer: answer && {
      text: answer.text,
      by: `${personLabel(answer.by)}, ${longDate(answer.on)}`,
      corrects:
        answer.correctionReason === null
          ? null
          : `This corrects an answer that was given before: ${answer.correctionReason}`,
    },
    open:
      answer === null
        ? `Open. ${personLabel(owner)} answers it; ${dueOn < asAt ? 'it was due' : 'due'} on ${longDate(dueOn)}${dueOn < asAt ? ', so it is late' : ''}.`
        : null,
  };
}
