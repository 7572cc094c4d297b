import type { MatchableMeasure } from '../performance/index.js';
import type { ThemeView } from '../themes/index.js';
import type {
  Place,
  ProposedBudgetLine,
  ProposedConcern,
  ProposedMeasure,
  ProposedObjective,
  ProposedOverview,
  ProposedRisk,
  ProposedTeam,
} from './proposals.js';

export interface KnownPerson {
  id: string;
  name: string;
  jobTitle: string;
}

/** What is there already, and what the person who brings the document may do. */
export interface Known {
  sections: readonly string[];
  themes: readonly Pick<ThemeView, 'id' | 'number' | 'title' | 'ownerId' | 'version'>[];
  /** Who has a role of the whole programme today. */
  holders: readonly { id: string; role: 'sro' | 'reviewer' }[];
  groups: readonly { id: string; number: number; title: string | null; themeId: string | null }[];
  measures: readonly (MatchableMeasure & { groupId: string | null })[];
  people: readonly KnownPerson[];
  /** The period whose drafts are written; null = none is open. */
  period: { id: string; label: string } | null;
  may: {
    themes: boolean;
    measures: boolean;
    figures: boolean;
    drafts: boolean;
    report: boolean;
    owners: boolean;
  };
}

/** Something that is not brought in, with the reason. */
export interface Left {
  place: Place | null;
  what: string;
  why: string;
}

/** A name in the document, and whom it means. */
export interface NamedPerson {
  name: string;
  /** Null = nobody here, or nobody knows yet. */
  personId: string | null;
  /** How it was found out; `open` = a person has to say. */
  by: 'name' | 'choice' | 'open';
}

export interface PlannedGroup {
  /** Theme and title, so that the measures find it. */
  key: string;
  theme: number | null;
  title: string | null;
}

/** What is written, and what is not. Nothing in it rests on an open doubt. */
export interface Plan {
  themes: readonly { number: number; title: string }[];
  groups: readonly PlannedGroup[];
  /** `knownId`: the programme has the measure; figures alone are added. */
  measures: readonly { proposal: ProposedMeasure; groupKey: string; knownId: string | null }[];
  concerns: Readonly<Record<'concerns' | 'developments', readonly ProposedConcern[]>>;
  risks: readonly ProposedRisk[];
  budget: readonly ProposedBudgetLine[];
  teams: readonly ProposedTeam[];
  objectives: readonly ProposedObjective[];
  overviews: readonly ProposedOverview[];
  overall: { narrative: string | null; rag: 'RED' | 'AMBER' | 'GREEN' | null };
  /** Who becomes the lead of a theme that has none. */
  leads: readonly { theme: number; personId: string; name: string }[];
  people: readonly NamedPerson[];
  left: readonly Left[];
  /** What has to be decided first: open doubts, by table. */
  questions: number;
}
