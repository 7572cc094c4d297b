import { quartersToPrint, type Quarter, type QuarterWindow } from '../programmes/index.js';
import { isTheme, type SnapshotSection } from './snapshot.js';

/** The quarters that a report with these parts prints, oldest first. @param asAt ISO local date. */
export const printedQuarters = (
  sections: readonly SnapshotSection[],
  asAt: string,
  window: QuarterWindow,
): Quarter[] =>
  quartersToPrint(
    asAt,
    window,
    sections
      .filter(isTheme)
      .flatMap(({ content }) => content?.objectives ?? [])
      .flatMap(({ actions }) => actions.flatMap(({ ratings }) => ratings)),
  );
