import { SECTION_KINDS, type SectionKind } from '../../snapshot/index.js';
import { choices } from '../shell/index.js';

/** What people call each kind of part, and what stands in it. */
const KINDS: Readonly<Record<SectionKind, { text: string; hint: string }>> = {
  budget: { text: 'Budget', hint: 'Lines with budget, actual, forecast and variance' },
  concerns: { text: 'Key areas of concern', hint: 'Carried forward until somebody closes them' },
  developments: { text: 'Medium-term developments', hint: 'Carried forward until somebody closes them' },
  risks: { text: 'Risks and issues', hint: 'A register, scored by your own matrix' },
  theme: { text: 'Themes', hint: 'Objectives, actions, their ratings, and what happened' },
  measures: { text: 'Performance measures', hint: 'Figures by group, with targets and benchmarks' },
  workforce: { text: 'Workforce', hint: 'Posts by team; vacancy, turnover and agency rates' },
};

/** @param kind as stored; one that this release does not know keeps its key. */
export const sectionWords = (kind: string): string =>
  SECTION_KINDS.some((known) => known === kind) ? KINDS[kind as SectionKind].text : kind;

export const sectionChoices = () =>
  choices(SECTION_KINDS.map((kind) => ({ value: kind, text: KINDS[kind].text, hint: KINDS[kind].hint })));
