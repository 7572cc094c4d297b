import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EnvelopeKind, Status } from './transitions.js';

/**
 * The envelope around one contribution or one report: where it is in the workflow, and which version of it is meant.
 * Its content lives in the room of its section; only this room writes here.
 */
@Entity('envelope')
@Check('envelope_status_check', `status follows kind`)
@Check('envelope_approval_check', `approved means by whom, when and what`)
@Index('envelope_contribution_unique', ['periodId', 'section', 'subjectId'], {
  unique: true,
  where: `((kind)::text = 'contribution'::text)`,
})
@Index('envelope_report_unique', ['periodId', 'revision'], {
  unique: true,
  where: `(((kind)::text = 'report'::text) AND ((status)::text <> 'withdrawn'::text))`,
})
@Index('envelope_newest_reports', ['programmeId', 'periodId', 'revision', 'status', 'id'], {
  where: `(((kind)::text = 'report'::text) AND ((status)::text <> 'withdrawn'::text))`,
})
@Index('envelope_subject', ['subjectId', 'section'], { where: `((kind)::text = 'contribution'::text)` })
@Index('envelope_list', ['programmeId', 'createdAt', 'id'], {
  where: `((kind)::text = 'contribution'::text)`,
})
export class Envelope {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'envelope_pkey' })
  id: string;

  @Column('varchar', { length: 20 })
  kind: EnvelopeKind;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'envelope_programme_fk' })
  programmeId: string;

  @Column('uuid', { name: 'period_id' })
  @ForeignKey('ReportingPeriod', { name: 'envelope_period_fk' })
  periodId: string;

  /** Contributions: which room holds the content. Reports: null. */
  @Column('varchar', { length: 40, nullable: true })
  section: string | null;

  @Column('uuid', { name: 'subject_id', nullable: true })
  subjectId: string | null;

  @Column('uuid', { name: 'owner_id', nullable: true })
  @ForeignKey('User', { name: 'envelope_owner_fk' })
  ownerId: string | null;

  @Column('varchar', { length: 20, default: 'draft' })
  status: Status;

  /** Goes up with every save and every step; the ETag. */
  @Column('integer', { default: 1 })
  version: number;

  /** Reports: 1, and one more for each correction. Contributions: 1. */
  @Column('integer', { default: 1 })
  revision: number;

  @Column('uuid', { name: 'copied_from_id', nullable: true })
  @ForeignKey('Envelope', { name: 'envelope_copied_from_fk' })
  copiedFromId: string | null;

  @Column('uuid', { name: 'submitted_by', nullable: true })
  @ForeignKey('User', { name: 'envelope_submitted_by_fk' })
  submittedBy: string | null;

  @Column('uuid', { name: 'approved_by', nullable: true })
  @ForeignKey('User', { name: 'envelope_approved_by_fk' })
  approvedBy: string | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt: Date | null;

  /** SHA-256 of the canonical content that was approved; assembly compares the content with it. */
  @Column('char', { name: 'approved_sha256', length: 64, nullable: true })
  approvedSha256: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
