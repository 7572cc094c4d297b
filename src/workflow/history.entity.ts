import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Status } from './transitions.js';

/** The authors of an envelope's content, who may not approve it. Rows are only ever added. */
@Entity('envelope_author')
@Check('envelope_author_act_check', `act in ('edited', 'submitted')`)
export class EnvelopeAuthor {
  @PrimaryColumn('uuid', { name: 'envelope_id', primaryKeyConstraintName: 'envelope_author_pkey' })
  @ForeignKey('Envelope', { name: 'envelope_author_envelope_fk' })
  envelopeId: string;

  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'envelope_author_pkey' })
  @ForeignKey('User', { name: 'envelope_author_user_fk' })
  userId: string;

  @PrimaryColumn('varchar', { length: 20, primaryKeyConstraintName: 'envelope_author_pkey' })
  act: 'edited' | 'submitted';
}

/** One step that was taken. Rows are only ever added. */
@Entity('workflow_event')
@Index('workflow_event_envelope', ['envelopeId', 'at'])
export class WorkflowEvent {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'workflow_event_pkey' })
  id: string;

  @Column('uuid', { name: 'envelope_id' })
  @ForeignKey('Envelope', { name: 'workflow_event_envelope_fk' })
  envelopeId: string;

  /** The version that the step led to. */
  @Column('integer', { name: 'envelope_version' })
  envelopeVersion: number;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at: Date;

  /** Null for consequences that no person asked for. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  @ForeignKey('User', { name: 'workflow_event_actor_fk' })
  actorId: string | null;

  @Column('text', { name: 'actor_label' })
  actorLabel: string;

  @Column('varchar', { length: 20 })
  action: string;

  @Column('varchar', { name: 'from_status', length: 20 })
  fromStatus: Status;

  @Column('varchar', { name: 'to_status', length: 20 })
  toStatus: Status;

  @Column('text', { nullable: true })
  comment: string | null;
}

/** What a reviewer wrote beside a block when they gave the part back. Rows are only ever added. */
@Entity('return_note')
export class ReturnNote {
  @PrimaryColumn('uuid', { name: 'event_id', primaryKeyConstraintName: 'return_note_pkey' })
  @ForeignKey('WorkflowEvent', { name: 'return_note_event_fk' })
  eventId: string;

  /** In the order in which they were sent, from 1. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'return_note_pkey' })
  number: number;

  /** Where it stands in the document: see {@link blockIn}. */
  @Column('varchar', { length: 80 })
  block: string;

  /** Of the block as it was then. */
  @Column('char', { name: 'block_sha256', length: 64 })
  blockSha256: string;

  @Column('text')
  text: string;
}

/** What a part said when it was given back. Rows are only ever added. */
@Entity('return_content')
export class ReturnContent {
  @PrimaryColumn('uuid', { name: 'event_id', primaryKeyConstraintName: 'return_content_pkey' })
  @ForeignKey('WorkflowEvent', { name: 'return_content_event_fk' })
  eventId: string;

  /** Canonical JSON of the document. */
  @Column('text')
  content: string;
}

/** What was approved of a part before a correction made it a draft again. The database writes it, and puts it back. */
@Entity('reopened_part')
export class ReopenedPart {
  @PrimaryColumn('uuid', { name: 'part_id', primaryKeyConstraintName: 'reopened_part_pkey' })
  @ForeignKey('Envelope', { name: 'reopened_part_part_fk' })
  partId: string;

  /** The correction. */
  @PrimaryColumn('uuid', { name: 'report_id', primaryKeyConstraintName: 'reopened_part_pkey' })
  @ForeignKey('Envelope', { name: 'reopened_part_report_fk' })
  reportId: string;

  @Column('uuid', { name: 'submitted_by', nullable: true })
  @ForeignKey('User', { name: 'reopened_part_submitted_by_fk' })
  submittedBy: string | null;

  @Column('uuid', { name: 'approved_by' })
  @ForeignKey('User', { name: 'reopened_part_approved_by_fk' })
  approvedBy: string;

  @Column('timestamptz', { name: 'approved_at' })
  approvedAt: Date;

  @Column('char', { name: 'approved_sha256', length: 64 })
  approvedSha256: string;

  /** Its rows, by table. */
  @Column('jsonb')
  content: unknown;

  @Column('boolean', { name: 'is_put_back', default: false })
  isPutBack: boolean;
}
