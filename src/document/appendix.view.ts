import type { PlacedSection, SectionView } from './sections.js';
import type { ChartView } from './measures.view.js';

/** The control charts, away from the tables that they explain: each group points to it. */
export interface AppendixView {
  groups: { heading: string; anchor: string; charts: ChartView[] }[];
}

/** @param themes as they are placed, measures among their parts. @returns null when no group has a chart. */
export function appendixOf(themes: readonly PlacedSection[]): AppendixView | null {
  const groups = themes
    .flatMap((theme): SectionView[] => [theme, ...theme.parts])
    .flatMap((section) => {
      if (section.kind !== 'measures' || !section.content || section.content.charts.length === 0) return [];
      const { heading, anchor, content } = section;
      return [{ heading, anchor: `charts-of-${anchor}`, charts: content.charts }];
    });
  return groups.length === 0 ? null : { groups };
}
