import type { MeasureDefinition } from '../performance/index.js';
import type { ActionRating, Rag, Quarter } from '../programmes/index.js';
import type { FteColumn } from '../workforce/index.js';

/** Where in the document something stands: the table, and the row in it, both from 1. */
export interface Place {
  table: number;
  row: number;
}

interface Proposed {
  place: Place;
  /** The doubts that a person has to accept first; empty = nothing speaks against it. Keys of {@link TakenTable.doubts}. */
  needs: readonly string[];
}

export interface ProposedRole extends Proposed {
  type: 'role';
  role: 'sro' | 'manager' | 'lead';
  /** Of which theme somebody is the lead; null for the other roles. */
  theme: number | null;
  name: string;
}

export interface ProposedDate extends Proposed {
  type: 'date';
  date: string;
  /** The date of the report itself, or the last day of the period that it says it is of. */
  said: 'date' | 'period';
}

/** The overall narrative, or the overall rating, or both. */
export interface ProposedOverall extends Proposed {
  type: 'overall';
  narrative: string | null;
  rag: Rag | null;
}

export interface ProposedOverview extends Proposed {
  type: 'overview';
  theme: number;
  narrative: string | null;
  rag: Rag | null;
}

export interface ProposedConcern extends Proposed {
  type: 'concern';
  register: 'concerns' | 'developments';
  reference: number | null;
  title: string;
  description: string;
  owners: readonly string[];
  due: {
    words: string;
    on: string | null;
    every: { count: number; unit: 'week' | 'month' | 'quarter' } | null;
  };
}

export interface ProposedRisk extends Proposed {
  type: 'risk';
  number: number | null;
  kind: 'risk' | 'issue';
  event: string;
  mitigation: string | null;
  /** A day or a month; null = the document does not say. */
  raised: string | null;
  owners: readonly string[];
  probability: number | null;
  impact: number | null;
}

export interface ProposedAction {
  title: string;
  owners: readonly string[];
  dueOn: string | null;
  ratings: readonly (Quarter & { rag: ActionRating; needs: readonly string[] })[];
}

export interface ProposedObjective extends Proposed {
  type: 'objective';
  theme: number;
  title: string;
  actions: readonly ProposedAction[];
  /** Which actions each is about, by their index. */
  narratives: readonly { text: string; actions: readonly number[] }[];
  /** It goes on with the objective before it, which a page break has cut. */
  goesOn: boolean;
}

/** A figure as the importer of figures read it. */
export interface ProposedFigure {
  span: 'month' | 'quarter' | 'year' | 'year_to_date';
  /** First day of the period. */
  period: string;
  figure: {
    missingReason: 'not_collected' | 'no_data' | 'not_applicable' | 'suppressed' | null;
    value: number | null;
    decimals: number;
  };
  /** The period was not over on the date of the report. */
  open: boolean;
  provisional: boolean;
  needs: readonly string[];
}

export interface ProposedBenchmark {
  area: 'national' | 'region' | 'neighbours';
  /** As the heading of its column names it; null = the document does not say. */
  period: string | null;
  missingReason: 'not_applicable' | 'no_data' | 'not_collected' | 'suppressed' | null;
  value: number | null;
  decimals: number;
  needs: readonly string[];
}

/** What a measure is to reach. It is kept once it is known which direction is better. */
export interface ProposedTarget {
  minimum: number | null;
  upper: number | null;
  /** Which direction is better; null = neither the document nor a person says so. */
  better: 'higher' | 'lower' | null;
  /** `person`: the document does not say, or says both, so that a person is asked. */
  betterFrom: 'document' | 'person';
  from: string;
  /** The last day of its year, where its heading names one. */
  until: string | null;
  needs: readonly string[];
}

export interface ProposedMeasure extends Proposed {
  type: 'measure';
  theme: number | null;
  group: string | null;
  /** The number of the table with which its group begins: groups without a title are told apart by it. */
  groupTable: number;
  definition: MeasureDefinition;
  figures: readonly ProposedFigure[];
  benchmarks: readonly ProposedBenchmark[];
  target: ProposedTarget | null;
}

/** A line of the budget; amounts as decimal text in pounds, null = not known. */
export interface ProposedBudgetLine extends Proposed {
  type: 'budget';
  title: string;
  financialYear: number | null;
  budget: string | null;
  actual: string | null;
  forecast: string | null;
  comment: string | null;
}

/** The posts of a team. */
export interface ProposedTeam extends Proposed {
  type: 'team';
  name: string;
  /** The day that the table says its numbers are of; null where it says none. */
  asAt: string | null;
  posts: Readonly<Record<FteColumn, number | null>>;
  reportedVacancyPercent: number | null;
}

export type Proposal =
  | ProposedRole
  | ProposedDate
  | ProposedOverall
  | ProposedOverview
  | ProposedBudgetLine
  | ProposedTeam
  | ProposedConcern
  | ProposedRisk
  | ProposedObjective
  | ProposedMeasure;

/**
 * What became of a cell. `taken`: it is proposed. `asked`: it is proposed once a person accepts a doubt. `told`: it was read, and the product
 * works it out itself or does not keep it. `unplaced`: nobody knows where it belongs.
 */
export type CellFate = 'empty' | 'heading' | 'taken' | 'asked' | 'told' | 'unplaced';

export interface CellMark {
  fate: CellFate;
  /** Why, for `asked`, `told` and `unplaced`. */
  why: string | null;
}
