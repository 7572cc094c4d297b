import type { Edition } from '../disclosure/index.js';
import { londonInstant, personLabel } from '../snapshot/index.js';

/** The questions that were asked before approval, with those answers that are printed. */
export interface ChallengesView {
  /** How many were asked, how many of the answers are printed, and who gave them where one person did. */
  intro: string;
  /** `answered` is null where the introduction says it. */
  rows: { about: string; question: string; answer: string; answered: string | null }[];
  hasAnswerers: boolean;
}

/** Null when no question is to be printed. */
export function challengesOf({ snapshot: { challenges }, asked }: Edition): ChallengesView | null {
  const printed = challenges.filter(({ print }) => print);
  if (printed.length === 0) return null;
  const answered = asked === 1 ? 'One question was' : `${asked} questions were`;
  const shown =
    printed.length < asked
      ? `${printed.length} of the answers ${printed.length === 1 ? 'is' : 'are'} printed here.`
      : `${printed.length === 1 ? 'The answer is' : 'The answers are'} printed here.`;
  const answerers = printed.map(
    ({ answeredBy, answeredAt, standsSince }) =>
      `${personLabel(answeredBy)}, on ${londonInstant(answeredAt)}${standsSince === undefined ? '' : ` for ${standsSince}, and still so`}`,
  );
  const [one = ''] = new Set(answerers.map((who) => who.replace(/ at .*$/, '')));
  const isOne = answerers.every((who) => who.startsWith(one));
  return {
    intro: `Before approval, the parts of this report were compared with each other. ${answered} answered without a change to the report. ${shown}${isOne ? ` ${printed.length === 1 ? 'It was' : 'They were'} given by ${one}.` : ''}`,
    hasAnswerers: !isOne,
    rows: printed.map(({ place, question, reason }, index) => ({
      about: place,
      question,
      answer: reason,
      answered: isOne ? null : (answerers[index] ?? null),
    })),
  };
}
