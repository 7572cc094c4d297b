export { type Block, type Blocked, blocksOf, offeredBlocks, peopleOf, withheldIn } from './blocks.js';
export {
  type Edition,
  editionIfAny,
  editionOf,
  editionsOf,
  figuresSuppressed,
  hasEdition,
} from './edition.js';
export { givenAway, type GivenAway, suppressedValues } from './given-away.rules.js';
export { isLong, lookThrough } from './look-through.js';
export { paragraphsWith, passagesOf, type Passage } from './passages.rules.js';
export { CHART } from './measure-cells.js';
export { asRead, literally } from './normalise-text.js';
export { NotPublishable, publicPerson, publicReport, type WithheldNote } from './public-edition.js';
export { PublicationDecision, ReportSetting } from './publication.entity.js';
export {
  blockWithCell,
  type Decided,
  decidedOf,
  type DecisionInForce,
  inForceOf,
  lostDecisions,
  ownDecisions,
  type LastDecision,
  publicationBlockers,
  publicationOf,
  suppressedAlone,
  PublicationsQueries,
  type Published,
  type ReportSettings,
  smallNumbersOf,
} from './publications.queries.js';
export { sharesOf } from './shares.rules.js';
export { HIT_KINDS, type HitKind } from './text-patterns.js';
export { type Hit, SCAN_IS_NO_PROOF, scanTexts } from './text-scan.rules.js';
