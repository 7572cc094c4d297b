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
import type { ToldItem } from './notice.rules.js';

/**
 * `digest`: what is due, once for each person and working day. `asked`: the same of one period, because somebody asked for it.
 * `waiting`: work that has just come to somebody.
 */
export const NOTICE_KINDS = ['digest', 'asked', 'waiting'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** `dropped`: it was no longer needed. `uncertain`: nobody knows whether it is out; it is not sent again. */
export const NOTICE_STATES = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** Which mails about work a person wants, and when; without a row, the usual ones (notice.rules.ts). */
@Entity('notice_choice')
@Check('notice_choice_hours_check', `0 <= from_hour and from_hour < until_hour and until_hour <= 24`)
export class NoticeChoiceRow {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'notice_choice_pkey' })
  @ForeignKey('User', { name: 'notice_choice_user_fk' })
  userId: string;

  @Column('boolean')
  reminders: boolean;

  @Column('boolean')
  waiting: boolean;

  @Column('integer', { name: 'from_hour' })
  fromHour: number;

  @Column('integer', { name: 'until_hour' })
  untilHour: number;

  @Column('integer', { default: 1 })
  version: number;
}

/** When a programme reminds and escalates, in working days; without a row, the usual days (notice.rules.ts). */
@Entity('reminder_rule')
@Check('reminder_rule_again_check', `again_after between 1 and 20`)
@Check(
  'reminder_rule_before_check',
  `cardinality(before) between 0 and 5 and array_position(before, null) is null and 0 <= all(before) and 20 >= all(before)`,
)
@Check(
  'reminder_rule_order_check',
  `1 <= tell_reviewer and tell_reviewer <= tell_manager and tell_manager <= tell_sro and tell_sro <= 40`,
)
export class ReminderRuleRow {
  @PrimaryColumn('uuid', { name: 'programme_id', primaryKeyConstraintName: 'reminder_rule_pkey' })
  @ForeignKey('Programme', { name: 'reminder_rule_programme_fk' })
  programmeId: string;

  @Column('integer', { array: true })
  before: number[];

  @Column('integer', { name: 'again_after' })
  againAfter: number;

  @Column('integer', { name: 'tell_reviewer' })
  tellReviewer: number;

  @Column('integer', { name: 'tell_manager' })
  tellManager: number;

  @Column('integer', { name: 'tell_sro' })
  tellSro: number;

  @Column('integer', { default: 1 })
  version: number;
}

/** One mail about work to one person. */
@Entity('notice')
@Unique('notice_unique', ['userId', 'kind', 'key'])
@Check('notice_kind_check', `kind in ('digest', 'asked', 'waiting')`)
@Check('notice_state_check', `state in ('queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped')`)
@Check('notice_ended_check', `(ended_at is null) = (state in ('queued', 'sending'))`)
export class Notice {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'notice_pkey' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'notice_user_fk' })
  userId: string;

  @Column('varchar', { length: 10 })
  kind: NoticeKind;

  @Column('varchar', { length: 80 })
  key: string;

  @Column('varchar', { length: 10, default: 'queued' })
  state: NoticeState;

  @Column('boolean', { default: false })
  late: boolean;

  @Column('uuid', { name: 'asked_by', nullable: true })
  @ForeignKey('User', { name: 'notice_asked_by_fk' })
  askedBy: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('varchar', { length: 500, nullable: true })
  reason: string | null;

  /** How many things it tells; goes up while it gathers them. */
  @Column('integer')
  items: number;
}

/** One thing that a mail told of. Rows are only ever added. */
@Entity('notice_item')
@Unique('notice_item_unique', ['userId', 'key', 'point'])
@Index('notice_item_notice', ['noticeId'])
@Index('notice_item_period', ['periodId'])
export class NoticeItemRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'notice_item_pkey' })
  id: string;

  @Column('uuid', { name: 'notice_id' })
  @ForeignKey('Notice', { name: 'notice_item_notice_fk' })
  noticeId: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'notice_item_user_fk' })
  userId: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'notice_item_programme_fk' })
  programmeId: string;

  @Column('uuid', { name: 'period_id', nullable: true })
  @ForeignKey('ReportingPeriod', { name: 'notice_item_period_fk', onDelete: 'SET NULL' })
  periodId: string | null;

  @Column('varchar', { length: 120 })
  key: string;

  @Column('integer')
  point: number;

  @Column('jsonb')
  told: ToldItem;
}
