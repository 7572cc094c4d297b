import {
  USUAL_POLICY,
  type Publication,
  type ReportSnapshot,
  type WithheldBlock,
} from '../snapshot/index.js';
import { budgetSection, reportSnapshot, themeSection } from '../snapshot/testing.js';

/** Ids of the theme and of the budget line of {@link decidedReport}. */
export const THEME_ID = '11111111-1111-4111-8111-111111111111';
export const LINE_ID = '22222222-2222-4222-8222-222222222222';

/** A decision to withhold a block. */
export const withhold = (block: string, changes: Partial<WithheldBlock> = {}): WithheldBlock => ({
  block,
  ground: 'exempt',
  paragraphs: [3],
  note: 'It would weaken the council’s position.',
  ...changes,
});

/** A report of a budget and a theme, with what was decided about its publication. */
export const decidedReport = (
  withheld: readonly WithheldBlock[],
  changes: Partial<ReportSnapshot> = {},
  publication: Partial<Publication> = {},
): ReportSnapshot =>
  reportSnapshot({
    sections: [
      budgetSection(LINE_ID),
      { ...themeSection(), subject: { id: THEME_ID, number: 1, title: 'Leadership' } },
    ],
    publication: {
      policy: USUAL_POLICY,
      withheld: [...withheld],
      released: [],
      suppressed: [],
      ...publication,
    },
    ...changes,
  });
