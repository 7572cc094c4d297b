import { Check, Column, Entity, ForeignKey, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { EditionName } from '../../snapshot/index.js';

/** Whether a report, as it was at one moment, can be printed. One for each text that was tried. */
@Entity('trial_print')
@Check('trial_print_outcome_check', `outcome in ('waiting', 'passed', 'failed')`)
@Check('trial_print_fault_check', `(outcome = 'failed') = (fault is not null)`)
@Check(
  'trial_print_snapshot_check',
  `snapshot is null or sha256 = encode(sha256(convert_to(snapshot, 'UTF8')), 'hex')`,
)
export class TrialPrint {
  @PrimaryColumn('uuid', { name: 'report_id', primaryKeyConstraintName: 'trial_print_pkey' })
  @ForeignKey('Report', { name: 'trial_print_report_fk' })
  reportId: string;

  @PrimaryColumn('char', { length: 64, primaryKeyConstraintName: 'trial_print_pkey' })
  sha256: string;

  /** Canonical JSON of what is tried; null once it was tried. */
  @Column('text', { nullable: true })
  snapshot: string | null;

  @Column('integer', { default: 1 })
  attempt: number;

  @Column('varchar', { length: 10, default: 'waiting' })
  outcome: 'waiting' | 'passed' | 'failed';

  /** Why it cannot be printed, and where. */
  @Column('text', { nullable: true })
  fault: string | null;

  @Column('timestamptz', { name: 'asked_at', default: () => 'clock_timestamp()' })
  askedAt: Date;

  @Column('timestamptz', { name: 'tried_at', nullable: true })
  triedAt: Date | null;
}

/** An edition as the trial printed it, until the report is sealed. It is shown while the report says exactly that. */
@Entity('trial_file')
@Check('trial_file_edition_check', `edition in ('public', 'exempt')`)
export class TrialFile {
  @PrimaryColumn('uuid', { name: 'report_id', primaryKeyConstraintName: 'trial_file_pkey' })
  reportId: string;

  @PrimaryColumn('char', { length: 64, primaryKeyConstraintName: 'trial_file_pkey' })
  sha256: string;

  @PrimaryColumn('varchar', { length: 10, primaryKeyConstraintName: 'trial_file_pkey' })
  edition: EditionName;

  @ManyToOne(() => TrialPrint)
  @JoinColumn([
    { name: 'report_id', referencedColumnName: 'reportId', foreignKeyConstraintName: 'trial_file_trial_fk' },
    { name: 'sha256', referencedColumnName: 'sha256', foreignKeyConstraintName: 'trial_file_trial_fk' },
  ])
  trial: TrialPrint;

  /** The PDF. */
  @Column('bytea')
  bytes: Buffer;

  @Column('integer', { name: 'page_count' })
  pageCount: number;
}
