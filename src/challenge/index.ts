export { ChallengeAnswer } from './challenge.entity.js';
export {
  answerNoLongerAsked,
  type AnswerNoLongerAsked,
  type Answers,
  type Challenge,
  challengesOfPublication,
  ChallengesQueries,
  challengesTo,
  challengeView,
  type EarlierAnswer,
  earlierAnswer,
  findingView,
  sealedChallenges,
  unanswered,
} from './challenges.queries.js';
export { answeredBefore } from './earlier-answers.rules.js';
export { isMentionedIn } from './figures-in-texts.js';
export type { Finding } from './finding.js';
export { questionsTo } from './questions-to.js';
