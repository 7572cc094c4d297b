import type { ReportSnapshot } from '../../snapshot/index.js';
import { about, type Fact } from './facts.js';

/** When each question was asked, is due and was answered; what was asked and who asked it are no figures. */
export const memberQuestionFacts = ({ memberQuestions }: Pick<ReportSnapshot, 'memberQuestions'>): Fact[] =>
  (memberQuestions ?? []).flatMap(({ number, committee, askedOn, dueOn, answer }) => {
    const say = about(committee, number);
    return [
      say('asked', askedOn),
      say('due', dueOn),
      say('state', answer === null ? 'Open' : 'Answered'),
      ...(answer === null ? [] : [say('answered', answer.on)]),
    ];
  });
