export { ChallengeAnswer } from './challenge.entity.js';
export { challenge } from './challenge.rules.js';
export {
  type Challenge,
  ChallengesQueries,
  challengeView,
  findingView,
  sealedChallenges,
  unanswered,
} from './challenges.queries.js';
export type { Finding } from './finding.js';
