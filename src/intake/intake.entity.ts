import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { SourceDocument } from '../platform/index.js';
import type { IntakeChoices } from './choices.js';

/** A report that somebody brings from a document, until it is written or a week is over. */
@Entity('intake')
@Unique('intake_one', ['programmeId', 'personId'])
@Check('intake_sha256_check', `sha256 ~ '^[0-9a-f]{64}$'`)
export class Intake {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'intake_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'intake_programme_fk' })
  programmeId: string;

  @Column('uuid', { name: 'person_id' })
  @ForeignKey('User', { name: 'intake_person_fk' })
  personId: string;

  @Column('varchar', { length: 64 })
  sha256: string;

  @Column('jsonb')
  document: SourceDocument;

  @Column('jsonb')
  choices: IntakeChoices;

  @Column('integer', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  @Index('intake_created_at')
  createdAt: Date;
}
