import type { EditionName } from '../snapshot/index.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

export const COMMITTEE_KINDS = ['board', 'cabinet', 'scrutiny', 'other'] as const;
export type CommitteeKind = (typeof COMMITTEE_KINDS)[number];

/** A body that a programme reports to. */
@Entity('committee')
@Check('committee_edition_check', `edition in ('public', 'exempt')`)
@Unique('committee_name_unique', ['programmeId', 'name'])
@Check('committee_kind_check', `kind in ('board', 'cabinet', 'scrutiny', 'other')`)
export class Committee {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'committee_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'committee_programme_fk' })
  programmeId: string;

  @Column('varchar', { length: 200 })
  name: string;

  @Column('varchar', { length: 20 })
  kind: CommitteeKind;

  /** Which edition it gets: the public one, unless somebody has decided that it may have the other. */
  @Column('varchar', { length: 10, default: 'public' })
  edition: EditionName;

  /** An inactive committee gets nothing. */
  @Column('boolean', { default: true })
  active: boolean;

  @Column('integer', { default: 1 })
  version: number;
}

/** Somebody who receives a committee's papers. Never deleted: deliveries refer to it. */
@Entity('committee_recipient')
@Unique('committee_recipient_unique', ['committeeId', 'email'])
@Check('committee_recipient_email_check', `email = lower(email)`)
export class CommitteeRecipient {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'committee_recipient_pkey' })
  id: string;

  @Column('uuid', { name: 'committee_id' })
  @ForeignKey('Committee', { name: 'committee_recipient_committee_fk' })
  committeeId: string;

  /** Their name or job title. */
  @Column('varchar', { length: 200 })
  name: string;

  @Column('varchar', { length: 254 })
  email: string;

  @Column('boolean', { default: true })
  active: boolean;

  @Column('integer', { default: 1 })
  version: number;
}

/** One sitting of a committee. */
@Entity('meeting')
@Check('meeting_date_check', `meets_on = (starts_at at time zone 'Europe/London')::date`)
@Check('meeting_cancelled_check', `(cancelled_at is null) = (cancel_reason is null)`)
@Index('meeting_unique', ['committeeId', 'startsAt'], { unique: true, where: 'cancelled_at is null' })
export class Meeting {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'meeting_pkey' })
  id: string;

  @Column('uuid', { name: 'committee_id' })
  @ForeignKey('Committee', { name: 'meeting_committee_fk' })
  committeeId: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  /** The London date of `startsAt`. */
  @Column('date', { name: 'meets_on' })
  meetsOn: string;

  @Column('varchar', { length: 200, nullable: true })
  place: string | null;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt: Date | null;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
