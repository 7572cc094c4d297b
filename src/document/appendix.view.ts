import type { PlacedSection, SectionView } from './sections.js';
import { controlChartKey } from './charts/control-chart.js';
import type { ChartView } from './measure-charts.js';

/** The control charts, away from the tables that they explain: each group points to it. */
export interface AppendixView {
  charts: ChartView[];
  /** What the marks of all of them mean. */
  key: string;
  /** What the limits say of measures that move by chance alone; they have no chart. */
  steady: { title: string; sentence: string }[];
}

/** @param themes as they are placed, measures among their parts. @returns null when no measure has limits that say something. */
export function appendixOf(themes: readonly PlacedSection[]): AppendixView | null {
  const contents = themes
    .flatMap((theme): SectionView[] => [theme, ...theme.parts])
    .flatMap((section) => (section.kind === 'measures' && section.content ? [section.content] : []));
  const charts = contents.flatMap((content) => content.charts);
  const steady = contents.flatMap((content) => content.steady);
  return charts.length + steady.length === 0 ? null : { charts, key: controlChartKey(charts), steady };
}
