/** What the pages on which a part is written share. */
export { nameAmong, presentConflict, type FieldWords } from './conflict.presenter.js';
export { settle, type Settled } from './conflict.rules.js';
export type { ConflictPage } from './conflict.view.js';
export { editorQuery, newItem, PartEditors, type Editor, type EditorContext } from './editor.js';
export type { EditorPage } from './editor-page.js';
export { PartEditingModule } from './editing.module.js';
export { closing, ItemSteps, removing, removingEntry, type ItemStep } from './item-steps.js';
export type { ItemStepPage } from './item-step.view.js';
export { blockHash, fieldBlock, itemBlock, saveItem, type Block, type PartStore } from './save-block.js';
export {
  aroundPart,
  dueInWords,
  isLate,
  LEFT_OUT,
  NOT_SAVED,
  isToWrite,
  lateFirst,
  nextOf,
  ownerWords,
  reportCameBack,
  reportComesBack,
  stateInWords,
} from './part.words.js';
export { linkChoices, linkRules, linksWith, linkWords, type LinkChoices } from './links.js';
export { openInWords, openWork, type OpenWork } from './open-work.rules.js';
export { sameSince } from './same-since.rules.js';
export { historySteps } from './steps.presenter.js';
export { noteRows, type NoteRow } from './part.notes.js';
export { partPieces, type PartPiece } from './part.blocks.js';
