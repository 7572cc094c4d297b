export { approverLabel } from './approver-label.js';
export { changesBetween, titleOf } from './correction.rules.js';
export type { CorrectedEntry, CorrectedPart, Correction } from './correction.js';
export {
  formatFigureWithUnit,
  formatDecimal,
  formatForAxis,
  formatPounds,
  withUnitSign,
  MISSING_REASON_SHORTHAND,
  formatNumber,
  formatGiven,
  formatPeriod,
  SHORTHAND,
  type Shorthand,
  withUnitWord,
  formatFigure,
} from './format-figure.js';
export {
  block,
  type EditionName,
  EDITIONS,
  entryBlock,
  EXEMPT_CLASSES,
  type Ground,
  GROUNDS,
  groundWords,
  paragraphBlock,
  paragraphsOf,
  paragraphWords,
  personBlock,
  type Policy,
  publication,
  type Publication,
  releasable,
  REVEALS_IDENTITY,
  sectionBlock,
  type SuppressedCell,
  USUAL_POLICY,
  type WithheldBlock,
} from './publication.js';
export { answerLocation, statementsOf, textsOf, type WrittenText } from './section-texts.js';
export {
  isPerson,
  isTheme,
  type MemberQuestion,
  memberQuestionName,
  type ReportSnapshot,
  reportSnapshot,
  type Seal,
  type SealApprover,
  seal,
  type Sealed,
  type SealedChallenge,
  snapshotPerson,
  type SnapshotPerson,
  type SnapshotSection,
  type SnapshotTheme,
  type ThemeSnapshotSection,
} from './snapshot.js';
export { readContent, readSnapshot } from './read-snapshot.js';
export { printedQuarters } from './printed-quarters.js';
export { summaryQuarter } from './summary-quarter.js';
export { withPeople } from './with-people.js';
export {
  type Area,
  AREA_NAMES,
  areaInSentence,
  daysInWords,
  inWords,
  londonInstant,
  longDate,
  NOT_AVAILABLE,
  personLabel,
  type RatingView,
  ratingView,
} from './words.js';
export {
  SECTION_KINDS,
  sectionFormat,
  sectionKey,
  sectionKind,
  sectionsOf,
  type SectionContents,
  type SectionKind,
} from './section-kinds.js';
export { locationIn, WHOLE_REPORT, type ReportContent, type TextLocation } from './report-content.js';
