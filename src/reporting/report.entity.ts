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
import type { Rag } from '../programmes/index.js';
import type { EditionName, SealApprover } from '../snapshot/index.js';

/** The report's own text, written by the programme manager; its workflow is the envelope of the same id. */
@Entity('report')
@Check('report_rag_check', `overall_rag in ('RED', 'AMBER', 'GREEN')`)
export class Report {
  @PrimaryColumn('uuid', { name: 'envelope_id', primaryKeyConstraintName: 'report_pkey' })
  @ForeignKey('Envelope', { name: 'report_envelope_fk' })
  envelopeId: string;

  @Column('text', { name: 'overall_narrative', nullable: true })
  overallNarrative: string | null;

  @Column('varchar', { name: 'overall_rag', length: 10, nullable: true })
  overallRag: Rag | null;

  /** The whole report in at most three sentences. */
  @Column('text', { nullable: true })
  summary: string | null;

  /** What the committee is asked to do. */
  @Column('jsonb', { default: [] })
  asks: string[];

  /** What the report relies on, by title. */
  @Column('jsonb', { name: 'background_papers', default: [] })
  backgroundPapers: string[];

  /** Why the report goes without some contributions of this period; needed when any is late. */
  @Column('text', { name: 'late_reason', nullable: true })
  lateReason: string | null;

  /** What is corrected and why; null for a period's first report. */
  @Column('text', { name: 'correction_reason', nullable: true })
  correctionReason: string | null;
}

/** What the SRO approved, byte for byte. Rows are only ever added, by the application and by anybody. */
@Entity('report_version')
@Unique('report_version_report_unique', ['reportId'])
@Unique('report_version_unique', ['periodId', 'version'])
@Check('report_version_sha256_check', `sha256 = encode(sha256(convert_to(snapshot, 'UTF8')), 'hex')`)
@Check('report_version_reason_check', `(version = 1) = (correction_reason is null)`)
@Index('report_version_newest', ['approvedAt', 'id'])
@Index('report_version_sha256', ['sha256'])
export class ReportVersion {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'report_version_pkey' })
  id: string;

  @Column('uuid', { name: 'report_id' })
  @ForeignKey('Report', { name: 'report_version_report_fk' })
  reportId: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'report_version_programme_fk' })
  programmeId: string;

  @Column('uuid', { name: 'period_id' })
  @ForeignKey('ReportingPeriod', { name: 'report_version_period_fk' })
  periodId: string;

  @Column('integer')
  version: number;

  /** Canonical JSON (RFC 8785) of a ReportSnapshot. */
  @Column('text')
  snapshot: string;

  /** Checked by the database against the snapshot. */
  @Column('char', { length: 64 })
  sha256: string;

  @Column('json', { name: 'approved_by' })
  approvedBy: SealApprover;

  @Column('timestamptz', { name: 'approved_at' })
  approvedAt: Date;

  @Column('text', { name: 'correction_reason', nullable: true })
  correctionReason: string | null;
}

export const ARTEFACT_FORMATS = ['pdf', 'html', 'csv'] as const;
export type ArtefactFormat = (typeof ARTEFACT_FORMATS)[number];

/** A stored file of one edition of a sealed version; its bytes lie in the artefact store under their hash. */
@Entity('artefact')
@Index('artefact_unique', ['versionId', 'edition', 'sinceVersionId', 'format'], {
  unique: true,
})
@Check('artefact_format_check', `format in ('pdf', 'html', 'csv')`)
@Check('artefact_edition_check', `edition in ('public', 'exempt')`)
@Check('artefact_since_check', `since_version_id <> version_id`)
@Check('artefact_pages_check', `(format = 'pdf') = (page_count is not null)`)
@Index('artefact_sha256', ['sha256'])
export class Artefact {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'artefact_pkey' })
  id: string;

  @Column('uuid', { name: 'version_id' })
  @ForeignKey('ReportVersion', { name: 'artefact_version_fk' })
  versionId: string;

  @Column('varchar', { length: 10 })
  edition: EditionName;

  /** The version against which it says what changed; null when there was none before it. */
  @Column('uuid', { name: 'since_version_id', nullable: true })
  @ForeignKey('ReportVersion', { name: 'artefact_since_fk' })
  sinceVersionId: string | null;

  @Column('varchar', { length: 10 })
  format: ArtefactFormat;

  @Column('char', { length: 64 })
  sha256: string;

  /** Bytes. */
  @Column('integer')
  size: number;

  /** Of a PDF. */
  @Column('integer', { name: 'page_count', nullable: true })
  pageCount: number | null;

  @Column('jsonb')
  facts: Record<string, unknown>;

  @Column('timestamptz', { name: 'stored_at', default: () => 'clock_timestamp()' })
  storedAt: Date;
}
