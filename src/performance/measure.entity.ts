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
import type { MeasureDefinition, MeasuresContent, MissingReason } from './measures.content.js';
import type { Span } from './period.rules.js';

/** The number of the last write of figures in a programme; each write takes the next one and holds the row until it is done. */
@Entity('measure_ledger')
export class MeasureLedger {
  @PrimaryColumn('uuid', { name: 'programme_id', primaryKeyConstraintName: 'measure_ledger_pkey' })
  @ForeignKey('Programme', { name: 'measure_ledger_programme_fk' })
  programmeId: string;

  @Column('bigint')
  recorded: string;
}

/** Whose figures a write recorded, beside the one who recorded them. */
@Entity('measure_ledger_author')
export class MeasureLedgerAuthor {
  @PrimaryColumn('uuid', { name: 'programme_id', primaryKeyConstraintName: 'measure_ledger_author_pkey' })
  @ForeignKey('MeasureLedger', { name: 'measure_ledger_author_ledger_fk' })
  programmeId: string;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'measure_ledger_author_pkey' })
  recorded: string;

  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'measure_ledger_author_pkey' })
  @ForeignKey('User', { name: 'measure_ledger_author_user_fk' })
  userId: string;
}

/** Measures that are reported together, by one owner, in one contribution. */
@Entity('measure_group')
@Unique('measure_group_number_unique', ['programmeId', 'number'])
@Check('measure_group_number_check', `number between 1 and 99`)
export class MeasureGroup {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'measure_group_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'measure_group_programme_fk' })
  programmeId: string;

  @Column('integer')
  number: number;

  @Column('varchar', { length: 300, nullable: true })
  title: string | null;

  /** The theme that prints it; null = after the themes. */
  @Column('uuid', { name: 'theme_id', nullable: true })
  @ForeignKey('Theme', { name: 'measure_group_theme_fk' })
  themeId: string | null;

  @Column('uuid', { name: 'owner_id', nullable: true })
  @ForeignKey('User', { name: 'measure_group_owner_fk' })
  ownerId: string | null;

  @Column('integer', { default: 1 })
  version: number;
}

/** A measure's identity; what it is, its definitions say. */
@Entity('measure')
@Index('measure_programme', ['programmeId'])
export class Measure {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'measure_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'measure_programme_fk' })
  programmeId: string;
}

/** One version of the dictionary's entry on a measure. The newest is in force; none is ever changed. */
@Entity('measure_definition')
@Index('measure_definition_group', ['groupId', 'measureId'])
@Check('measure_definition_unit_check', `unit in ('percent', 'count', 'days', 'weeks', 'fte', 'pounds')`)
@Check('measure_definition_decimals_check', `decimals between 0 and 4`)
@Check('measure_definition_polarity_check', `polarity in ('higher', 'lower', 'neutral')`)
@Check('measure_definition_frequency_check', `frequency in ('month', 'quarter', 'year')`)
@Check('measure_definition_basis_check', `basis in ('snapshot', 'year_to_date', 'in_month')`)
@Check(
  'measure_definition_cell_basis_check',
  `cell_basis in ('in_month', 'cumulative', 'snapshot', 'rolling')`,
)
@Check('measure_definition_tolerance_check', `tolerance >= 0`)
@Check('measure_definition_dead_band_check', `dead_band >= 0`)
@Check('measure_definition_fed_by_check', `section:figure`)
export class MeasureDefinitionRow {
  @PrimaryColumn('uuid', { name: 'measure_id', primaryKeyConstraintName: 'measure_definition_pkey' })
  @ForeignKey('Measure', { name: 'measure_definition_measure_fk' })
  measureId: string;

  /** 1, 2, … */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'measure_definition_pkey' })
  version: number;

  /** Null: no longer reported. */
  @Column('uuid', { name: 'group_id', nullable: true })
  @ForeignKey('MeasureGroup', { name: 'measure_definition_group_fk' })
  groupId: string | null;

  @Column('integer')
  position: number;

  @Column('varchar', { length: 20, nullable: true })
  reference: string | null;

  @Column('varchar', { length: 300 })
  title: string;

  @Column('text', { nullable: true })
  definition: string | null;

  @Column('varchar', { length: 300, nullable: true })
  source: string | null;

  @Column('varchar', { length: 10, nullable: true })
  unit: MeasureDefinition['unit'];

  @Column('integer')
  decimals: number;

  @Column('varchar', { length: 10 })
  polarity: MeasureDefinition['polarity'];

  @Column('varchar', { length: 20, nullable: true })
  basis: MeasureDefinition['basis'];

  @Column('varchar', { name: 'cell_basis', length: 20 })
  cellBasis: MeasureDefinition['cellBasis'];

  @Column('varchar', { length: 10, default: 'month' })
  frequency: MeasureDefinition['frequency'];

  @Column('varchar', { length: 500, nullable: true })
  numerator: string | null;

  @Column('varchar', { length: 500, nullable: true })
  denominator: string | null;

  @Column('uuid', { name: 'owner_id', nullable: true })
  @ForeignKey('User', { name: 'measure_definition_owner_fk' })
  ownerId: string | null;

  @Column('boolean')
  statutory: boolean;

  @Column('varchar', { name: 'availability_note', length: 300, nullable: true })
  availabilityNote: string | null;

  @Column('numeric', { name: 'target_minimum', nullable: true })
  targetMinimum: string | null;

  @Column('numeric', { name: 'target_upper', nullable: true })
  targetUpper: string | null;

  @Column('date', { name: 'target_from', nullable: true })
  targetFrom: string | null;

  @Column('date', { name: 'target_until', nullable: true })
  targetUntil: string | null;

  @Column('numeric', { nullable: true })
  tolerance: string | null;

  @Column('numeric', { name: 'dead_band', nullable: true })
  deadBand: string | null;

  /** `workforce:vacancyLocal` */
  @Column('varchar', { name: 'fed_by', length: 60, nullable: true })
  fedBy: string | null;

  /** Null = as its unit says. */
  @Column('boolean', { name: 'below_zero', nullable: true })
  belowZero: boolean | null;

  @Column('bigint')
  recorded: string;

  @Column('uuid', { name: 'recorded_by' })
  @ForeignKey('User', { name: 'measure_definition_author_fk' })
  recordedBy: string;

  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' })
  recordedAt: Date;

  /** Why it is another one than the version before; null of the first, and of those of earlier releases. */
  @Column('varchar', { length: 500, nullable: true })
  reason: string | null;
}

/** One recorded reading. The newest row of a measure, span and period is the figure that counts. */
@Entity('reading')
@Check('reading_span_check', `span in ('month', 'quarter', 'year_to_date', 'year')`)
@Check('reading_period_check', `the first day of a month, of a quarter, or of April`)
@Check(
  'reading_missing_reason_check',
  `missing_reason in ('not_collected', 'no_data', 'not_applicable', 'suppressed')`,
)
@Check('reading_decimals_check', `decimals between 0 and 4`)
@Check('reading_state_check', `state in ('provisional', 'validated', 'restated')`)
@Check('reading_value_check', `(missing_reason is null) = (value is not null)`)
@Check('reading_parts_check', `both parts or neither, and only of a value`)
@Check('reading_reason_check', `state <> 'restated' or reason is not null`)
export class Reading {
  @PrimaryColumn('uuid', { name: 'measure_id', primaryKeyConstraintName: 'reading_pkey' })
  @ForeignKey('Measure', { name: 'reading_measure_fk' })
  measureId: string;

  @PrimaryColumn('varchar', { length: 12, primaryKeyConstraintName: 'reading_pkey' })
  span: Span;

  /** The first day of the month, of the quarter or of the year; of a year to date that of its last month. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'reading_pkey' })
  period: string;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'reading_pkey' })
  recorded: string;

  @Column('varchar', { name: 'missing_reason', length: 20, nullable: true })
  missingReason: MissingReason | null;

  @Column('numeric', { nullable: true })
  value: string | null;

  @Column('numeric', { nullable: true })
  numerator: string | null;

  @Column('numeric', { nullable: true })
  denominator: string | null;

  @Column('integer')
  decimals: number;

  @Column('date', { name: 'as_at', nullable: true })
  asAt: string | null;

  @Column('varchar', { length: 12 })
  state: 'provisional' | 'validated' | 'restated';

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('uuid', { name: 'recorded_by' })
  @ForeignKey('User', { name: 'reading_author_fk' })
  recordedBy: string;

  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' })
  recordedAt: Date;
}

/** A figure from elsewhere to hold a measure against. A newer row for the same area and period replaces an older one. */
@Entity('benchmark')
@Index('benchmark_measure', ['measureId', 'area', 'recorded'])
@Check('benchmark_area_check', `area in ('national', 'region', 'neighbours')`)
@Check(
  'benchmark_missing_reason_check',
  `missing_reason in ('not_collected', 'no_data', 'not_applicable', 'suppressed')`,
)
@Check('benchmark_decimals_check', `decimals between 0 and 4`)
@Check('benchmark_value_check', `(missing_reason is null) = (value is not null)`)
export class Benchmark {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'benchmark_pkey' })
  id: string;

  @Column('uuid', { name: 'measure_id' })
  @ForeignKey('Measure', { name: 'benchmark_measure_fk' })
  measureId: string;

  @Column('varchar', { length: 10 })
  area: 'national' | 'region' | 'neighbours';

  @Column('varchar', { name: 'missing_reason', length: 20, nullable: true })
  missingReason: MissingReason | null;

  @Column('numeric', { nullable: true })
  value: string | null;

  @Column('integer')
  decimals: number;

  @Column('varchar', { length: 60, nullable: true })
  period: string | null;

  @Column('date', { name: 'period_ends_on', nullable: true })
  periodEndsOn: string | null;

  @Column('varchar', { length: 300, nullable: true })
  source: string | null;

  @Column('date', { name: 'known_on', nullable: true })
  knownOn: string | null;

  /** Counted in the same way as the measure. */
  @Column('boolean', { name: 'like_for_like' })
  likeForLike: boolean;

  @Column('bigint')
  recorded: string;

  @Column('uuid', { name: 'recorded_by' })
  @ForeignKey('User', { name: 'benchmark_author_fk' })
  recordedBy: string;

  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' })
  recordedAt: Date;
}

/** The month from which a chart has new limits, because the process changed. */
@Entity('measure_rebase')
@Check('measure_rebase_month_check', `the first day of a month`)
export class MeasureRebase {
  @PrimaryColumn('uuid', { name: 'measure_id', primaryKeyConstraintName: 'measure_rebase_pkey' })
  @ForeignKey('Measure', { name: 'measure_rebase_measure_fk' })
  measureId: string;

  @PrimaryColumn('date', { name: 'from_month', primaryKeyConstraintName: 'measure_rebase_pkey' })
  fromMonth: string;

  @Column('varchar', { length: 500 })
  reason: string;

  @Column('bigint')
  recorded: string;

  @Column('uuid', { name: 'recorded_by' })
  @ForeignKey('User', { name: 'measure_rebase_author_fk' })
  recordedBy: string;

  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' })
  recordedAt: Date;
}

/** One contribution's part about a group: what its owner wrote, and the whole as it was worked out from what was known then. */
@Entity('measures_content')
export class MeasuresContentRow {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'measures_content_pkey' })
  @ForeignKey('Envelope', { name: 'measures_content_envelope_fk' })
  contributionId: string;

  @Column('text', { nullable: true })
  commentary: string | null;

  /** The number of the last write that the figures take in. */
  @Column('bigint', { name: 'known_to' })
  knownTo: string;

  /** That of the last approved part before; what was restated since is listed. */
  @Column('bigint', { name: 'previous_known_to', nullable: true })
  previousKnownTo: string | null;

  @Column('json')
  body: MeasuresContent;
}

@Entity('measures_override')
@Check('measures_override_rag_check', `rag in ('RED', 'AMBER', 'GREEN')`)
export class MeasuresOverride {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'measures_override_pkey' })
  @ForeignKey('MeasuresContentRow', { name: 'measures_override_content_fk' })
  contributionId: string;

  @PrimaryColumn('uuid', { name: 'measure_id', primaryKeyConstraintName: 'measures_override_pkey' })
  @ForeignKey('Measure', { name: 'measures_override_measure_fk' })
  measureId: string;

  @Column('varchar', { length: 10 })
  rag: 'RED' | 'AMBER' | 'GREEN';

  @Column('text')
  reason: string;
}

export const PERFORMANCE_ENTITIES = [
  MeasureLedger,
  MeasureLedgerAuthor,
  MeasureGroup,
  Measure,
  MeasureDefinitionRow,
  Reading,
  Benchmark,
  MeasureRebase,
  MeasuresContentRow,
  MeasuresOverride,
];
