import { longDate, memberQuestionName, type MemberQuestion } from '../snapshot/index.js';
import type { ChangeItem } from './changes.js';
import type { Pair } from './pair.js';

/**
 * Questions of members that were asked, answered or answered otherwise since. One that is missing in the earlier report was asked since
 * only where its day says so: it may have been withheld there. To answer a question makes nothing better or worse by itself.
 */
export function questionChanges({ before, after }: Pair): ChangeItem[] {
  const earlier = new Map((before.memberQuestions ?? []).map((question) => [question.id, question]));
  return (after.memberQuestions ?? []).flatMap((now): ChangeItem[] => {
    const was = earlier.get(now.id);
    if (was === undefined && now.askedOn <= before.period.asAt) return [];
    const name = memberQuestionName(now);
    if (now.answer === null)
      return was === undefined
        ? [item('question_asked', now, `${name} was asked. Its answer is due on ${longDate(now.dueOn)}.`)]
        : [];
    const told = was?.answer?.number ?? 0;
    if (now.answer.number <= told) return [];
    return [
      item(
        'question_answered',
        now,
        told === 0 ? `${name} was answered.` : `The answer to ${name} was corrected.`,
      ),
    ];
  });
}

const item = (kind: ChangeItem['kind'], question: MemberQuestion, sentence: string): ChangeItem => ({
  kind,
  direction: 'neutral',
  section: null,
  contributionId: null,
  entryId: question.id,
  place: 'Questions of members',
  title: memberQuestionName(question),
  was: null,
  now: null,
  sentence,
});
