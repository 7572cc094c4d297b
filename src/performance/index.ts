export type { Figure, MeasuresContent, Spc } from './measures.content.js';
export { PerformanceModule } from './performance.module.js';
