import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { FILE_KIND_NAMES, type FileKind } from './file-kind.js';

/** Why bytes were deleted. */
export const DELETED_BECAUSE = ['withdrawn', 'expired'] as const;
export type DeletedBecause = (typeof DELETED_BECAUSE)[number];

/** A file that shows that something was done. Only ever added; what it says of the file never changes. */
@Entity('evidence')
@Check('evidence_kind_check', `kind in (${FILE_KIND_NAMES.map((kind) => `'${kind}'`).join(', ')})`)
@Check('evidence_size_check', `size > 0`)
@Check('evidence_sha256_check', `sha256 ~ '^[0-9a-f]{64}$'`)
@Check('evidence_deleted_because_check', `deleted_because in ('withdrawn', 'expired')`)
@Check('evidence_entry_check', `(entry is null) = (entry_label is null)`)
@Check('evidence_withdrawn_check', `withdrawn as a whole or not at all`)
@Check('evidence_released_check', `released as a whole or not at all`)
@Check('evidence_deleted_check', `(deleted_at is null) = (deleted_because is null)`)
@Index('evidence_list', ['programmeId', 'addedAt', 'id'])
@Index('evidence_envelope', ['envelopeId', 'addedAt'])
@Index('evidence_entry', ['programmeId', 'entry'])
@Index('evidence_sha256', ['sha256'], { where: `(deleted_at IS NULL)` })
export class Evidence {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'evidence_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'evidence_programme_fk' })
  programmeId: string;

  /** The part or the report. */
  @Column('uuid', { name: 'envelope_id' })
  @ForeignKey('Envelope', { name: 'evidence_envelope_fk' })
  envelopeId: string;

  /** What of it the file is about: `actions/1f0c…`; null = the whole. */
  @Column('varchar', { length: 100, nullable: true })
  entry: string | null;

  /** What that was called when the file was attached. */
  @Column('varchar', { name: 'entry_label', length: 600, nullable: true })
  entryLabel: string | null;

  @Column('varchar', { length: 200 })
  title: string;

  @Column('varchar', { length: 2000, nullable: true })
  note: string | null;

  /** As the person who attached it called it. */
  @Column('varchar', { name: 'file_name', length: 200 })
  fileName: string;

  @Column('varchar', { length: 8 })
  kind: FileKind;

  @Column('integer')
  size: number;

  @Column('varchar', { length: 64 })
  sha256: string;

  /** What scanned it for malware; null = nothing did. */
  @Column('varchar', { name: 'scanned_by', length: 40, nullable: true })
  scannedBy: string | null;

  @Column('uuid', { name: 'added_by' })
  @ForeignKey('User', { name: 'evidence_added_by_fk' })
  addedBy: string;

  @Column('varchar', { name: 'added_label', length: 400 })
  addedLabel: string;

  @Column('timestamptz', { name: 'added_at' })
  addedAt: Date;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  @Column('varchar', { name: 'withdrawn_label', length: 400, nullable: true })
  withdrawnLabel: string | null;

  @Column('varchar', { name: 'withdrawn_reason', length: 2000, nullable: true })
  withdrawnReason: string | null;

  /** From then on reports list it. */
  @Column('timestamptz', { name: 'released_at', nullable: true })
  releasedAt: Date | null;

  @Column('varchar', { name: 'released_label', length: 400, nullable: true })
  releasedLabel: string | null;

  @Column('varchar', { name: 'released_reason', length: 2000, nullable: true })
  releasedReason: string | null;

  /** Of the bytes; the row stays. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt: Date | null;

  @Column('varchar', { name: 'deleted_because', length: 10, nullable: true })
  deletedBecause: DeletedBecause | null;

  @Column('integer', { default: 1 })
  version: number;
}
