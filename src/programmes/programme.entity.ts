import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { QuarterWindow } from './quarter.rules.js';

/** An improvement programme of a council. */
@Entity('programme')
@Unique('programme_code_unique', ['code'])
@Check('programme_sections_some', `cardinality(sections) > 0 and array_position(sections, null) is null`)
@Check(
  'programme_closed_check',
  `(closed_at is null) = (closed_label is null) and (closed_at is null) = (closed_reason is null)`,
)
@Check('programme_quarter_window_check', `quarter_window in ('trailing', 'forward')`)
export class Programme {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'programme_pkey' })
  id: string;

  /** Short, for file names and references. */
  @Column('varchar', { length: 40 })
  code: string;

  @Column('varchar', { length: 200 })
  name: string;

  @Column('varchar', { length: 200 })
  council: string;

  /** Which quarters its reports print. */
  @Column('varchar', { name: 'quarter_window', length: 20, default: 'trailing' })
  quarterWindow: QuarterWindow;

  /** The kinds of section that its reports have. */
  @Column('text', { array: true })
  sections: string[];

  /** From then on nothing of it changes; null while it is open. */
  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @Column('varchar', { name: 'closed_label', length: 400, nullable: true })
  closedLabel: string | null;

  @Column('varchar', { name: 'closed_reason', length: 2000, nullable: true })
  closedReason: string | null;

  @Column('integer', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

/** One month (or other span) that a programme reports on, and by when its parts are due. All dates are London dates. */
@Entity('reporting_period')
@Unique('reporting_period_unique', ['programmeId', 'startsOn'])
@Check('reporting_period_span_check', `starts_on <= ends_on and as_at >= starts_on`)
@Check(
  'reporting_period_deadlines_check',
  `drafts_due_on <= review_due_on and review_due_on <= approval_due_on`,
)
export class ReportingPeriod {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'reporting_period_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'reporting_period_programme_fk' })
  programmeId: string;

  /** `January 2020` */
  @Column('varchar', { length: 60 })
  label: string;

  @Column('date', { name: 'starts_on' })
  startsOn: string;

  @Column('date', { name: 'ends_on' })
  endsOn: string;

  /** The as-at date of the report's facts. Before the period's end, figures are part-month. */
  @Column('date', { name: 'as_at' })
  asAt: string;

  @Column('date', { name: 'drafts_due_on' })
  draftsDueOn: string;

  @Column('date', { name: 'review_due_on' })
  reviewDueOn: string;

  @Column('date', { name: 'approval_due_on' })
  approvalDueOn: string;

  /** Set only within the transaction that takes the period away. */
  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'opened_at', default: () => 'now()' })
  openedAt: Date;
}
