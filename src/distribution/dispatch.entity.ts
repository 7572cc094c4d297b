import type { EditionName } from '../snapshot/index.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** `when_sealed`: as soon as the period's report is sealed and its PDF stored; `at`: then, but not before a set time. */
export const SEND_TIMES = ['when_sealed', 'at'] as const;
export type SendTime = (typeof SEND_TIMES)[number];

/** One report version to one meeting. How it stands is worked out (dispatch.rules.ts), not stored. */
@Entity('dispatch')
@Unique('dispatch_version_unique', ['meetingId', 'versionId'])
@Check('dispatch_send_check', `send in ('when_sealed', 'at')`)
@Check('dispatch_send_at_check', `(send = 'at') = (send_at is not null)`)
@Check('dispatch_bound_check', `bound_at and edition exactly when there is a version_id`)
@Check('dispatch_edition_check', `edition in ('public', 'exempt')`)
@Check(
  'dispatch_cancelled_check',
  `(cancelled_at is null) = (cancelled_by is null) and (cancelled_at is null) = (cancel_reason is null)`,
)
@Check('dispatch_file_name_check', `file_name is null or version_id is not null`)
@Check('dispatch_end_check', `version_id is null or cancelled_at is null`)
@Index('dispatch_waiting_unique', ['meetingId', 'periodId'], {
  unique: true,
  where: 'version_id is null and cancelled_at is null',
})
@Index('dispatch_newest', ['createdAt', 'id'])
@Index('dispatch_period', ['periodId'])
export class Dispatch {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'dispatch_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'dispatch_programme_fk' })
  programmeId: string;

  @Column('uuid', { name: 'period_id' })
  @ForeignKey('ReportingPeriod', { name: 'dispatch_period_fk' })
  periodId: string;

  @Column('uuid', { name: 'meeting_id' })
  @ForeignKey('Meeting', { name: 'dispatch_meeting_fk' })
  meetingId: string;

  @Column('varchar', { length: 20 })
  send: SendTime;

  @Column('timestamptz', { name: 'send_at', nullable: true })
  sendAt: Date | null;

  /** The version that goes out; null until it is bound; never changed afterwards. */
  @Column('uuid', { name: 'version_id', nullable: true })
  @ForeignKey('ReportVersion', { name: 'dispatch_version_fk' })
  versionId: string | null;

  /** The edition that goes out; null until it is bound. */
  @Column('varchar', { length: 10, nullable: true })
  edition: EditionName | null;

  /** What the committee had last when it was bound: the report says what changed since. */
  @Column('uuid', { name: 'since_version_id', nullable: true })
  @ForeignKey('ReportVersion', { name: 'dispatch_since_fk' })
  sinceVersionId: string | null;

  /** What the attached file was called; null until it is bound, and in what went out before names were kept. */
  @Column('varchar', { name: 'file_name', length: 200, nullable: true })
  fileName: string | null;

  /** Which sections were the committee's business when it was bound; nothing before. */
  @Column('text', { array: true, default: () => "'{}'" })
  sections: string[];

  @Column('timestamptz', { name: 'bound_at', nullable: true })
  boundAt: Date | null;

  /** Everything is ready, and nothing leaves before this; until then it can be cancelled. */
  @Column('timestamptz', { name: 'held_until', nullable: true })
  heldUntil: Date | null;

  /** Why papers that come late could not wait; null for those that were planned in time. */
  @Column('varchar', { length: 500, nullable: true })
  urgency: string | null;

  @Column('uuid', { name: 'created_by' })
  @ForeignKey('User', { name: 'dispatch_creator_fk' })
  createdBy: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('uuid', { name: 'cancelled_by', nullable: true })
  @ForeignKey('User', { name: 'dispatch_canceller_fk' })
  cancelledBy: string | null;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt: Date | null;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
