export { asPrinted, decimalsOf } from './figure.rules.js';
export { comparable, movementBetween, ragOf } from './derive.rules.js';
export {
  measuresDocument,
  type Figure,
  type MeasureDefinition,
  type MeasureRow,
  type MeasuresContent,
  type MeasuresDocument,
  type Spc,
} from './measures.content.js';
export {
  MeasureBoardQueries,
  type BoardGroup,
  type KnownMeasure,
  type MeasureBoard,
} from './measure-board.queries.js';
export {
  MeasurePastQueries,
  type KnownFigure,
  type PrintedMeasure,
  type RatedPeriod,
  type Restatement,
} from './measure-past.queries.js';
// Exported for rooms that do not import them yet: pages, records of single cases. knip ignores exports marked @public.
export {
  benchmarkInput,
  groupInput,
  measureInput,
  /** @public */ readingInput,
  /** @public */ readingsInput,
  rebaseInput,
  redefinitionInput,
  type BenchmarkInput,
  type MeasureInput,
  type ReadingInput,
} from './measures.input.js';
export {
  MeasuresQueries,
  type BenchmarkView,
  type DefinitionView,
  type GroupView,
  type MeasureView,
  type ReadingView,
  type RebaseView,
} from './measures.queries.js';
export { MeasuresService } from './measures.service.js';
export { MeasuresSection } from './measures-section.js';
export { PartFiguresQueries, type FigureColumn, type PartFigures } from './part-figures.queries.js';
export {
  countOf,
  follows,
  frequencyOf,
  lastMonthOf,
  monthsOf,
  periodDate,
  periodEnd,
  periodLabel,
  periodNumber,
  periodWords,
  shiftPeriod,
  shortPeriod,
  yearOf,
  type Frequency,
  type Span,
} from './period.rules.js';
export { PerformanceModule } from './performance.module.js';
export { readStoredMeasures } from './stored-measures.js';
export type { Reading, ReadingChange, ReadingsPlan, ReadingValue } from './reading.rules.js';
export { /** @public */ ReadingsService } from './readings.service.js';
export { readDictionary, type DictionaryPlan } from './transfer/dictionary-table.js';
export { DICTIONARY_WORDS } from './transfer/dictionary-words.js';
export {
  entryChoices,
  type EntryChange,
  type EntryChoices,
  type EntryProblem,
  type FigureEntry,
} from './transfer/figure-entries.rules.js';
export {
  FigureEntriesService,
  type NumberedPlan,
  type PastedTable,
} from './transfer/figure-entries.service.js';
export { parseFigure, typedFigure } from './transfer/figure-text.js';
// For a document whose tables are read by the importer's own reader.
export { doubtsOf } from './transfer/doubts.rules.js';
export { readingOf, wrongOf } from './transfer/import.rules.js';
export type { FileFigure, ImportFindings } from './transfer/import-findings.js';
export { MeasureIndex, type MatchableMeasure } from './transfer/measure-index.js';
export { parseDay, parseMonth, periodIn } from './transfer/parse-period.js';
export { readLayout } from './transfer/read-layout.js';
export { FIGURE_HEADINGS } from './transfer/table-layout.js';
export { importChoices } from './transfer/import.input.js';
export type { ImportView } from './transfer/import-view.js';
export { ReadingImportsService } from './transfer/reading-imports.service.js';
