/** What the pages of a report at work share: those on which it is made, and those on which it is approved. */
export { presentCorrectionNote, type CorrectionNote } from './correction.js';
export { presentHappened } from './happened-words.js';
export { draftLinks } from './draft-links.js';
export { inTheWayInWords, isUncorrected, missingLinks, publicationLinks } from './in-the-way.js';
export { sameAnswerWords } from './same-answer.js';
export { toldWords } from './told-words.js';
export { presentLastWords, type LastWords } from './last-words.js';
