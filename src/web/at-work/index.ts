/** What the pages of a report at work share: those on which it is made, and those on which it is approved. */
export {
  presentCorrectionNote,
  presentSentWords,
  type CorrectionNote,
  type SentWords,
} from './correction.js';
export { draftLinks } from './draft-links.js';
