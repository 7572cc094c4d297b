import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What may not be deleted, whatever its time. Only ever placed and lifted. */
@Entity('legal_hold')
@Check('legal_hold_span_check', `from_day <= until_day`)
@Check('legal_hold_lifted_check', `lifted as a whole or not at all`)
@Index('legal_hold_list', ['placedAt', 'id'])
export class LegalHold {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'legal_hold_pkey' })
  id: string;

  /** Null = every programme. */
  @Column('uuid', { name: 'programme_id', nullable: true })
  @ForeignKey('Programme', { name: 'legal_hold_programme_fk' })
  programmeId: string | null;

  /** Null = everybody. */
  @Column('uuid', { name: 'person_id', nullable: true })
  @ForeignKey('User', { name: 'legal_hold_person_fk' })
  personId: string | null;

  @Column('date', { name: 'from_day', nullable: true })
  fromDay: string | null;

  @Column('date', { name: 'until_day', nullable: true })
  untilDay: string | null;

  @Column('varchar', { length: 2000 })
  reason: string;

  @Column('uuid', { name: 'placed_by' })
  @ForeignKey('User', { name: 'legal_hold_placed_by_fk' })
  placedBy: string;

  @Column('timestamptz', { name: 'placed_at' })
  placedAt: Date;

  @Column('uuid', { name: 'lifted_by', nullable: true })
  @ForeignKey('User', { name: 'legal_hold_lifted_by_fk' })
  liftedBy: string | null;

  @Column('timestamptz', { name: 'lifted_at', nullable: true })
  liftedAt: Date | null;

  @Column('varchar', { name: 'lifted_reason', length: 2000, nullable: true })
  liftedReason: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
