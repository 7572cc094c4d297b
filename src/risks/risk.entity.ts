import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

/** A table of 25 cells. It never changes: a council that changes its scores adds a new one. */
@Entity('risk_matrix')
@Unique('risk_matrix_name_unique', ['name'])
export class RiskMatrix {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'risk_matrix_pkey' })
  id: string;

  @Column('varchar', { length: 200 })
  name: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

@Entity('risk_matrix_band')
@Unique('risk_matrix_band_rank_unique', ['matrixId', 'rank'])
export class RiskMatrixBand {
  @PrimaryColumn('uuid', { name: 'matrix_id', primaryKeyConstraintName: 'risk_matrix_band_pkey' })
  @ForeignKey('RiskMatrix', { name: 'risk_matrix_band_matrix_fk' })
  matrixId: string;

  @PrimaryColumn('varchar', { length: 40, primaryKeyConstraintName: 'risk_matrix_band_pkey' })
  key: string;

  @Column('varchar', { length: 40 })
  name: string;

  /** 1 is the least. */
  @Column('integer')
  rank: number;
}

@Entity('risk_matrix_cell')
@Check('risk_matrix_cell_probability_check', `probability between 1 and 5`)
@Check('risk_matrix_cell_impact_check', `impact between 1 and 5`)
@ForeignKey('RiskMatrixBand', ['matrixId', 'band'], ['matrixId', 'key'], { name: 'risk_matrix_cell_band_fk' })
export class RiskMatrixCell {
  @PrimaryColumn('uuid', { name: 'matrix_id', primaryKeyConstraintName: 'risk_matrix_cell_pkey' })
  matrixId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'risk_matrix_cell_pkey' })
  probability: number;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'risk_matrix_cell_pkey' })
  impact: number;

  @Column('integer')
  score: number;

  @Column('varchar', { length: 40 })
  band: string;
}

/** Which matrix a programme's next registers use; without a row, the oldest one. */
@Entity('risk_setting')
export class RiskSetting {
  @PrimaryColumn('uuid', { name: 'programme_id', primaryKeyConstraintName: 'risk_setting_pkey' })
  @ForeignKey('Programme', { name: 'risk_setting_programme_fk' })
  programmeId: string;

  @Column('uuid', { name: 'matrix_id' })
  @ForeignKey('RiskMatrix', { name: 'risk_setting_matrix_fk' })
  matrixId: string;

  @Column('integer', { default: 1 })
  version: number;
}

/** The head of one contribution's register. */
@Entity('risk_content')
export class RiskContentRow {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'risk_content_pkey' })
  @ForeignKey('Envelope', { name: 'risk_content_envelope_fk' })
  contributionId: string;

  /** Kept with the register, so that what was approved keeps its scores. */
  @Column('uuid', { name: 'matrix_id' })
  @ForeignKey('RiskMatrix', { name: 'risk_content_matrix_fk' })
  matrixId: string;

  /** It began as a copy of an approved register, so entries that are not in that one are new. */
  @Column('boolean')
  follows: boolean;
}

@Entity('risk_entry')
@Index('risk_entry_number', ['number', 'contributionId'])
@Unique('risk_entry_number_unique', ['contributionId', 'number'], { deferrable: 'INITIALLY DEFERRED' })
@Check('risk_entry_number_check', `number between 1 and 9999`)
@Check('risk_entry_kind_check', `kind in ('risk', 'issue')`)
@Check('risk_entry_response_check', `response in ('avoid', 'reduce', 'transfer', 'accept', 'share')`)
@Check('risk_entry_proximity_check', `proximity in ('imminent', 'three_months', 'this_year', 'later')`)
@Check('risk_entry_severity_check', `severity in ('low', 'medium', 'high', 'critical')`)
@Check('risk_entry_status_check', `status in ('open', 'closed')`)
@Check(
  'risk_entry_kind_fields_check',
  `case kind when 'risk' then severity is null else proximity is null and coalesce(inherent_probability, inherent_impact, current_probability, current_impact, target_probability, target_impact) is null end`,
)
@Check(
  'risk_entry_range_check',
  `least(inherent_probability, inherent_impact, current_probability, current_impact, target_probability, target_impact) >= 1 and greatest(inherent_probability, inherent_impact, current_probability, current_impact, target_probability, target_impact) <= 5`,
)
export class RiskEntry {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'risk_entry_pkey' })
  @ForeignKey('RiskContentRow', { name: 'risk_entry_content_fk' })
  contributionId: string;

  /** The same in every period. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'risk_entry_pkey' })
  id: string;

  @Column('integer')
  position: number;

  @Column('integer')
  number: number;

  @Column('varchar', { length: 10 })
  kind: 'risk' | 'issue';

  @Column('text', { nullable: true })
  cause: string | null;

  @Column('text')
  event: string;

  @Column('text', { nullable: true })
  consequence: string | null;

  @Column('text', { nullable: true })
  mitigation: string | null;

  @Column('varchar', { length: 10, nullable: true })
  response: string | null;

  @Column('uuid', { name: 'owner_id', nullable: true })
  @ForeignKey('User', { name: 'risk_entry_owner_fk' })
  ownerId: string | null;

  /** `2020-01` or `2020-01-15`. */
  @Column('varchar', { length: 10 })
  raised: string;

  @Column('date', { name: 'last_reviewed_on', nullable: true })
  lastReviewedOn: string | null;

  @Column('date', { name: 'review_on', nullable: true })
  reviewOn: string | null;

  @Column('text', { name: 'next_action', nullable: true })
  nextAction: string | null;

  @Column('integer', { name: 'inherent_probability', nullable: true })
  inherentProbability: number | null;

  @Column('integer', { name: 'inherent_impact', nullable: true })
  inherentImpact: number | null;

  @Column('integer', { name: 'current_probability', nullable: true })
  currentProbability: number | null;

  @Column('integer', { name: 'current_impact', nullable: true })
  currentImpact: number | null;

  @Column('integer', { name: 'target_probability', nullable: true })
  targetProbability: number | null;

  @Column('integer', { name: 'target_impact', nullable: true })
  targetImpact: number | null;

  @Column('varchar', { length: 20, nullable: true })
  proximity: string | null;

  @Column('varchar', { length: 10, nullable: true })
  severity: string | null;

  @Column('varchar', { length: 10 })
  status: 'open' | 'closed';

  @Column('text', { name: 'closed_reason', nullable: true })
  closedReason: string | null;

  @Column('uuid', { name: 'accepted_by', nullable: true })
  @ForeignKey('User', { name: 'risk_entry_accepted_by_fk' })
  acceptedBy: string | null;

  @Column('date', { name: 'accepted_on', nullable: true })
  acceptedOn: string | null;

  @Column('date', { name: 'accepted_until', nullable: true })
  acceptedUntil: string | null;

  @Column('text', { name: 'acceptance_reason', nullable: true })
  acceptanceReason: string | null;

  /** This and the other three: as the last approved register said. Without a kind the entry is new. */
  @Column('varchar', { name: 'previous_kind', length: 10, nullable: true })
  previousKind: string | null;

  @Column('integer', { name: 'previous_probability', nullable: true })
  previousProbability: number | null;

  @Column('integer', { name: 'previous_impact', nullable: true })
  previousImpact: number | null;

  @Column('varchar', { name: 'previous_severity', length: 10, nullable: true })
  previousSeverity: string | null;
}

/** A link of an entry to a stable id in another section's text. No foreign key protects it. */
@Entity('risk_link')
@Check('risk_link_kind_check', `kind in ('action', 'measure', 'concern')`)
@ForeignKey('RiskEntry', ['contributionId', 'entryId'], ['contributionId', 'id'], {
  name: 'risk_link_entry_fk',
})
export class RiskLink {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'risk_link_pkey' })
  contributionId: string;

  @PrimaryColumn('uuid', { name: 'entry_id', primaryKeyConstraintName: 'risk_link_pkey' })
  entryId: string;

  @PrimaryColumn('varchar', { length: 10, primaryKeyConstraintName: 'risk_link_pkey' })
  kind: 'action' | 'measure' | 'concern';

  @PrimaryColumn('uuid', { name: 'target_id', primaryKeyConstraintName: 'risk_link_pkey' })
  targetId: string;

  @Column('integer')
  position: number;
}

export const RISK_ENTITIES = [
  RiskMatrix,
  RiskMatrixBand,
  RiskMatrixCell,
  RiskSetting,
  RiskContentRow,
  RiskEntry,
  RiskLink,
];
