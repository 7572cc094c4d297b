import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Ground, Policy } from '../snapshot/index.js';

/** How a programme's reports are published. A programme without a row has the usual rules. */
@Entity('report_setting')
@Check('report_setting_largest_check', `largest_suppressed between 1 and 20`)
@Check('report_setting_floor_check', `denominator_floor between 0 and 100`)
@Check('report_setting_names_check', `public_names in ('names', 'titles')`)
export class ReportSetting {
  @PrimaryColumn('uuid', { name: 'programme_id', primaryKeyConstraintName: 'report_setting_pkey' })
  @ForeignKey('Programme', { name: 'report_setting_programme_fk' })
  programmeId: string;

  /** Counts of people from 1 to this are suppressed in public editions. */
  @Column('integer', { name: 'largest_suppressed', default: 5 })
  largestSuppressed: number;

  @Column('integer', { name: 'denominator_floor', default: 10 })
  denominatorFloor: number;

  @Column('varchar', { name: 'public_names', length: 10, default: 'names' })
  publicNames: Policy['names'];

  @Column('jsonb', { default: [] })
  glossary: { term: string; meaning: string }[];

  @Column('integer', { default: 1 })
  version: number;
}

/** What somebody decided about the publication of a block; rows are only ever added, and the last one for a block counts. */
@Entity('publication_decision')
@Check('publication_decision_effect_check', `effect in ('withhold', 'release', 'lift')`)
@Check('publication_decision_ground_check', `ground in ('exempt', 'confidential', 'sensitive')`)
@Check('publication_decision_withhold_check', `(effect = 'withhold') = (ground is not null)`)
@Check('publication_decision_paragraphs_check', `paragraphs of Schedule 12A, and only of what is exempt`)
@Index('publication_decision_last', ['programmeId', 'block', 'decidedAt'])
export class PublicationDecision {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'publication_decision_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'publication_decision_programme_fk' })
  programmeId: string;

  @Column('varchar', { length: 120 })
  block: string;

  /** `lift` ends what the one before it did. */
  @Column('varchar', { length: 10 })
  effect: 'withhold' | 'release' | 'lift';

  @Column('varchar', { length: 12, nullable: true })
  ground: Ground | null;

  @Column('integer', { array: true, default: [] })
  paragraphs: number[];

  @Column('text')
  reason: string;

  @Column('uuid', { name: 'decided_by' })
  @ForeignKey('User', { name: 'publication_decision_user_fk' })
  decidedBy: string;

  @Column('timestamptz', { name: 'decided_at', default: () => 'clock_timestamp()' })
  decidedAt: Date;
}
