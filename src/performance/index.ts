export { comparable, decimalsOf, movementBetween } from './derive.rules.js';
export type { Figure, MeasuresContent, Span, Spc } from './measures.content.js';
export { PerformanceModule } from './performance.module.js';
