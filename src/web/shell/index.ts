/** What journeys may use of the shell. */
export { show, seeOther, submit, Elsewhere, PageAnswer, PlainAnswer, type SeeOther } from './answers.js';
export { brandFiles, builtFiles, type AssetFile } from './asset-files.js';
export {
  choices,
  facts,
  taskRows,
  wordRows,
  type Action,
  type Choice,
  type Fact,
  type Task,
  type WordRow,
} from './blocks.js';
export {
  leadingOut,
  pageForm,
  sentVersion,
  textOf,
  type FieldRule,
  type FormOf,
  type FormView,
  type PageForm,
  type Sent,
} from './form.js';
export { listPage } from './list-page.js';
export { filterForm, readFilter } from './filter.js';
export {
  PASTED_FILE_BYTES,
  pastedForm,
  pastedGrid,
  refuseTable,
  takePasted,
  takePastedFile,
  type PastedSteps,
} from './pasted.js';
export { NO_FORM, type CheckPastedPage, type PastePage } from './pasted.view.js';
export { personCalled, plainWords } from './person-called.js';
export { plainFrame, personOf } from './frame.js';
export { Frames } from './frames.js';
export { KnownPages, type HasPage } from './known-pages.js';
export { openForm } from './kept-form.js';
export { unsavedOfAnother, unsavedPage } from './kept-form.view.js';
export { Once } from './once.js';
export { NoTwin, Page, SentFields, Twin } from './page.decorator.js';
export { PAGE_HEADERS, READ_HEADERS } from './page.interceptor.js';
export { head, type Examples, type Link, type PageHead, type PageName, type PageView } from './page-views.js';
export {
  localPath,
  paths,
  sealedAt,
  withFragment,
  withQuery,
  type PartBlock,
  type PartList,
  type Path,
} from './paths.js';
export { waitWords } from './problem.presenter.js';
export { renderPage } from './render.js';
export { ShellModule } from './shell.module.js';
export { StepUps } from './step-up.js';
export { ASKED, type StepUp } from './step-up.view.js';
export { forMacro } from './strict-view.js';
export { narrativeChanges, textChanges, type TextRun } from './text-changes.js';
export * from './words.js';
export { runbookOf, workWords } from './work.words.js';
