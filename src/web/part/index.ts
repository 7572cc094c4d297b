/** What the pages on which a part is written share. */
export { type FieldWords } from './conflict.presenter.js';
export { PartEditors, type Editor, type EditorContext } from './editor.js';
export type { EditorPage } from './editor.view.js';
export { PartEditingModule } from './editing.module.js';
export { fieldBlock, itemBlock, saveBlock, type Block, type PartStore } from './save-block.js';
