import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { ActionRating, Rag } from '../programmes/index.js';

/** One theme of a programme's improvement plan. */
@Entity('theme')
@Unique('theme_number_unique', ['programmeId', 'number'])
// What refers to a theme of its own programme refers to both columns.
@Unique('theme_programme_unique', ['id', 'programmeId'])
@Check('theme_number_check', `number between 1 and 99`)
export class Theme {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'theme_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'theme_programme_fk' })
  programmeId: string;

  @Column('integer')
  number: number;

  @Column('varchar', { length: 300 })
  title: string;

  /** Who drafts its contributions unless somebody else is named. */
  @Column('uuid', { name: 'owner_id', nullable: true })
  @ForeignKey('User', { name: 'theme_owner_fk' })
  ownerId: string | null;

  @Column('integer', { default: 1 })
  version: number;
}

/** The head of one contribution's text about a theme; its parts hang below it, each keyed by the contribution. */
@Entity('theme_content')
@Check('theme_content_rag_check', `overview_rag in ('RED', 'AMBER', 'GREEN')`)
export class ThemeContentRow {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'theme_content_pkey' })
  @ForeignKey('Envelope', { name: 'theme_content_envelope_fk' })
  contributionId: string;

  @Column('text', { name: 'overview_narrative', nullable: true })
  overviewNarrative: string | null;

  @Column('varchar', { name: 'overview_rag', length: 10, nullable: true })
  overviewRag: Rag | null;
}

@Entity('theme_objective')
export class ThemeObjective {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'theme_objective_pkey' })
  @ForeignKey('ThemeContentRow', { name: 'theme_objective_content_fk' })
  contributionId: string;

  /** The same in every period, so that movement can be followed. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'theme_objective_pkey' })
  id: string;

  @Column('integer')
  position: number;

  @Column('varchar', { length: 500 })
  title: string;
}

@Entity('theme_action')
@ForeignKey('ThemeObjective', ['contributionId', 'objectiveId'], ['contributionId', 'id'], {
  name: 'theme_action_objective_fk',
})
export class ThemeAction {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'theme_action_pkey' })
  contributionId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'theme_action_pkey' })
  id: string;

  @Column('uuid', { name: 'objective_id' })
  objectiveId: string;

  @Column('integer')
  position: number;

  @Column('varchar', { length: 500 })
  title: string;

  @Column('uuid', { name: 'owner_id', nullable: true })
  @ForeignKey('User', { name: 'theme_action_owner_fk' })
  ownerId: string | null;

  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;
}

@Entity('theme_action_rating')
@Check('theme_action_rating_quarter_check', `quarter between 1 and 4`)
@Check('theme_action_rating_rag_check', `rag in ('RED', 'AMBER', 'GREEN', 'COMPLETE', 'NOT_DUE')`)
@ForeignKey('ThemeAction', ['contributionId', 'actionId'], ['contributionId', 'id'], {
  name: 'theme_action_rating_action_fk',
})
export class ThemeActionRating {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'theme_action_rating_pkey' })
  contributionId: string;

  @PrimaryColumn('uuid', { name: 'action_id', primaryKeyConstraintName: 'theme_action_rating_pkey' })
  actionId: string;

  /** First calendar year of the financial year. */
  @PrimaryColumn('integer', { name: 'financial_year', primaryKeyConstraintName: 'theme_action_rating_pkey' })
  financialYear: number;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'theme_action_rating_pkey' })
  quarter: number;

  @Column('varchar', { length: 10 })
  rag: ActionRating;
}

@Entity('theme_narrative')
@ForeignKey('ThemeObjective', ['contributionId', 'objectiveId'], ['contributionId', 'id'], {
  name: 'theme_narrative_objective_fk',
})
export class ThemeNarrative {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'theme_narrative_pkey' })
  contributionId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'theme_narrative_pkey' })
  id: string;

  @Column('uuid', { name: 'objective_id' })
  objectiveId: string;

  @Column('integer')
  position: number;

  @Column('text')
  body: string;
}

/** Which actions a narrative is about. */
@Entity('theme_narrative_action')
@ForeignKey('ThemeNarrative', ['contributionId', 'narrativeId'], ['contributionId', 'id'], {
  name: 'theme_narrative_action_narrative_fk',
})
@ForeignKey('ThemeAction', ['contributionId', 'actionId'], ['contributionId', 'id'], {
  name: 'theme_narrative_action_action_fk',
})
export class ThemeNarrativeAction {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'theme_narrative_action_pkey' })
  contributionId: string;

  @PrimaryColumn('uuid', { name: 'narrative_id', primaryKeyConstraintName: 'theme_narrative_action_pkey' })
  narrativeId: string;

  @PrimaryColumn('uuid', { name: 'action_id', primaryKeyConstraintName: 'theme_narrative_action_pkey' })
  actionId: string;
}

export const THEME_ENTITIES = [
  Theme,
  ThemeContentRow,
  ThemeObjective,
  ThemeAction,
  ThemeActionRating,
  ThemeNarrative,
  ThemeNarrativeAction,
];
