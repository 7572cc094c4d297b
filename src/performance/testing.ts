/** For tests: measures derived from readings, without a database. */
export { deriveMeasure, type Benchmark } from './derive.rules.js';
export type { MeasureDefinition } from './measures.content.js';
export { measuresContentOf, type ReportedReading } from './measures.rules.js';
export type { Reading } from './reading.rules.js';
