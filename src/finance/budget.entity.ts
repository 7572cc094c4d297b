import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What a programme has decided about its budget section. A programme without a row has the default. */
@Entity('budget_setting')
@Check('budget_setting_threshold_check', `threshold_percent between 0 and 100`)
export class BudgetSetting {
  @PrimaryColumn('uuid', { name: 'programme_id', primaryKeyConstraintName: 'budget_setting_pkey' })
  @ForeignKey('Programme', { name: 'budget_setting_programme_fk' })
  programmeId: string;

  @Column('numeric', { name: 'threshold_percent', precision: 5, scale: 2 })
  thresholdPercent: string;

  @Column('integer', { default: 1 })
  version: number;
}

/** The head of one contribution's budget. */
@Entity('budget_content')
@Check('budget_content_threshold_check', `threshold_percent between 0 and 100`)
export class BudgetContentRow {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'budget_content_pkey' })
  @ForeignKey('Envelope', { name: 'budget_content_envelope_fk' })
  contributionId: string;

  /** The programme's setting when this was last saved: what was approved does not change with it. */
  @Column('numeric', { name: 'threshold_percent', precision: 5, scale: 2 })
  thresholdPercent: string;
}

@Entity('budget_line')
export class BudgetLineRow {
  @PrimaryColumn('uuid', { name: 'contribution_id', primaryKeyConstraintName: 'budget_line_pkey' })
  @ForeignKey('BudgetContentRow', { name: 'budget_line_content_fk' })
  contributionId: string;

  /** The same in every period. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'budget_line_pkey' })
  id: string;

  @Column('integer')
  position: number;

  @Column('varchar', { length: 200 })
  title: string;

  /** First calendar year of the financial year. */
  @Column('integer', { name: 'financial_year', nullable: true })
  financialYear: number | null;

  @Column('numeric', { precision: 14, scale: 2, nullable: true })
  budget: string | null;

  @Column('numeric', { precision: 14, scale: 2, nullable: true })
  actual: string | null;

  @Column('numeric', { precision: 14, scale: 2, nullable: true })
  forecast: string | null;

  @Column('text', { nullable: true })
  comment: string | null;
}

export const FINANCE_ENTITIES = [BudgetSetting, BudgetContentRow, BudgetLineRow];
