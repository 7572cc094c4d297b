export { comparable, decimalsOf, movementBetween } from './derive.rules.js';
export type { Figure, MeasuresContent, Span, Spc } from './measures.content.js';
// Exported for rooms that do not import them yet: pages, records of single cases. knip ignores exports marked @public.
export {
  /** @public */ benchmarkInput,
  /** @public */ measureInput,
  /** @public */ readingInput,
  /** @public */ readingsInput,
  type BenchmarkInput,
  type MeasureInput,
  type ReadingInput,
} from './measures.input.js';
export { /** @public */ MeasuresQueries, type MeasureView, type ReadingView } from './measures.queries.js';
export { /** @public */ MeasuresService } from './measures.service.js';
export { PerformanceModule } from './performance.module.js';
export { readStoredMeasures } from './stored-measures.js';
export type { ReadingChange, ReadingsPlan } from './reading.rules.js';
export { /** @public */ ReadingsService } from './readings.service.js';
