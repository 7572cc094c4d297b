import type { Quarter } from '../programmes/index.js';
import { measuresFacts } from './data/measures.facts.js';
import { concernsFacts, risksFacts } from './data/registers.facts.js';
import { budgetFacts, workforceFacts } from './data/resources.facts.js';
import { themeFacts } from './data/theme.facts.js';
import type { Fact } from './data/facts.js';
import {
  budgetHeadlines,
  measuresHeadlines,
  registerHeadlines,
  risksHeadlines,
  themeHeadlines,
  type Headlines,
} from './headline.rules.js';
import { presentBudget, type BudgetView } from './budget.view.js';
import { presentConcerns, type ConcernsView } from './concerns.view.js';
import { presentMeasures, type MeasuresView } from './measures.view.js';
import { presentRisks, type RisksView } from './risks.view.js';
import { presentTheme, type ThemeView } from './theme.view.js';
import { presentWorkforce, type WorkforceView } from './workforce.view.js';
import {
  sectionKind,
  type SectionKind,
  type SnapshotSection,
  type ThemeSnapshotSection,
} from '../snapshot/index.js';

/** A section as the report template prints it: which partial, and what it is given. */
export type SectionView =
  | ({ kind: 'budget'; partial: 'sections/budget.njk' } & BudgetView)
  | ({ kind: 'concerns'; partial: 'sections/concerns.njk' } & ConcernsView)
  | ({ kind: 'developments'; partial: 'sections/concerns.njk' } & ConcernsView)
  | ({ kind: 'risks'; partial: 'sections/risks.njk' } & RisksView)
  | ({ kind: 'theme'; partial: 'sections/theme.njk' } & ThemeView)
  | ({ kind: 'measures'; partial: 'sections/measures.njk' } & MeasuresView)
  | ({ kind: 'workforce'; partial: 'sections/workforce.njk' } & WorkforceView);

/** A section with what is said about what this edition leaves out of it. */
export type PrintedSection = SectionView & { withheld: string[] };

/** A section with those that are printed inside it. */
export type PlacedSection = PrintedSection & { parts: PrintedSection[] };

/** Where a kind of section is printed; see {@link placeSections}. */
type Place = 'register' | 'theme' | 'in-theme';

interface SectionPart<View extends { partial: string }> {
  partial: View['partial'];
  /**
   * `register`: before the key to the ratings, as in the reference. `theme`: after it. `in-theme`: between a theme's overview and its
   * actions, in the theme that its content names with `themeId`; after the themes when it names none.
   */
  place: Place;
  /**
   * @param quarters those that the report prints, oldest first.
   * @param report all its sections, for the names of what an entry is linked with.
   */
  present: (
    section: SnapshotSection,
    quarters: readonly Quarter[],
    report: readonly SnapshotSection[],
  ) => Omit<View, 'kind' | 'partial'>;
  /** What its content says that is no narrative, as rows of the data file. */
  facts: (section: SnapshotSection, quarters: readonly Quarter[]) => Fact[];
  headlines: Headlines;
}

/** Of a kind of which there is nothing to count. */
const noHeadlines: Headlines = () => [];

/**
 * How each kind of section is printed, in the order in which a covering report counts them. A new kind does not compile until it is
 * here. The template set is compiled with every partial named here. The kind decides what the content is: what a section room gave
 * was sealed under that room's kind.
 */
export const SECTIONS: { readonly [Kind in SectionKind]: SectionPart<Extract<SectionView, { kind: Kind }>> } =
  {
    theme: {
      partial: 'sections/theme.njk',
      place: 'theme',
      present: (section, quarters) => presentTheme(section as ThemeSnapshotSection, quarters),
      facts: themeFacts,
      headlines: themeHeadlines,
    },
    measures: {
      partial: 'sections/measures.njk',
      place: 'in-theme',
      present: presentMeasures,
      facts: measuresFacts,
      headlines: measuresHeadlines,
    },
    risks: {
      partial: 'sections/risks.njk',
      place: 'register',
      present: (section, _, report) => presentRisks(section, report),
      facts: risksFacts,
      headlines: risksHeadlines,
    },
    concerns: {
      partial: 'sections/concerns.njk',
      place: 'register',
      present: (section, _, report) => presentConcerns('concerns', section, report),
      facts: concernsFacts,
      headlines: registerHeadlines('concerns', 'Key areas of concern'),
    },
    developments: {
      partial: 'sections/concerns.njk',
      place: 'register',
      present: (section, _, report) => presentConcerns('developments', section, report),
      facts: concernsFacts,
      headlines: registerHeadlines('developments', 'Medium-term developments'),
    },
    budget: {
      partial: 'sections/budget.njk',
      place: 'register',
      present: presentBudget,
      facts: budgetFacts,
      headlines: budgetHeadlines,
    },
    workforce: {
      partial: 'sections/workforce.njk',
      place: 'in-theme',
      present: presentWorkforce,
      facts: workforceFacts,
      headlines: noHeadlines,
    },
  };

/** The partial of every kind of section. */
export const SECTION_PARTIALS: readonly string[] = Object.values(SECTIONS).map(({ partial }) => partial);

/**
 * @param report all its sections, for the names of what an entry is linked with.
 * @throws Error on a section of a kind that this release cannot print; nothing is left out silently.
 */
export function presentSection(
  section: SnapshotSection,
  quarters: readonly Quarter[],
  report: readonly SnapshotSection[],
): SectionView {
  const kind = sectionKind(section);
  const { partial, present }: SectionPart<SectionView> = SECTIONS[kind];
  // SECTIONS has paired them; that a spread keeps the pair together is more than the compiler follows.
  return { kind, partial, ...present(section, quarters, report) } as SectionView;
}

/** Puts the sections where the reader looks for them: the registers, then the themes with their own parts, then the rest. */
export function placeSections(
  printed: readonly (readonly [section: SnapshotSection, view: PrintedSection])[],
): { registers: PlacedSection[]; themes: PlacedSection[] } {
  const at = (place: Place) => printed.filter(([section]) => SECTIONS[sectionKind(section)].place === place);
  const themeIds = new Set<string | null>(at('theme').map(([{ subject }]) => subject.id));
  const inThemes = at('in-theme').map(([section, view]) => ({ view, themeId: themeIdOf(section) }));
  return {
    registers: at('register').map(([, view]) => ({ ...view, parts: [] })),
    themes: [
      ...at('theme').map(([{ subject }, view]) => ({
        ...view,
        parts: inThemes.filter(({ themeId }) => themeId === subject.id).map((part) => part.view),
      })),
      ...inThemes.filter(({ themeId }) => !themeIds.has(themeId)).map(({ view }) => ({ ...view, parts: [] })),
    ],
  };
}

function themeIdOf({ content }: SnapshotSection): string | null {
  if (typeof content !== 'object' || content === null || !('themeId' in content)) return null;
  return typeof content.themeId === 'string' ? content.themeId : null;
}
