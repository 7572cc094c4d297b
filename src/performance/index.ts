export type { Figure, MeasuresContent, Span, Spc } from './measures.content.js';
export { PerformanceModule } from './performance.module.js';
