import type { EditionName } from '../snapshot/index.js';
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

/** What the law asks of a body's papers goes by its kind (notice.rules.ts). */
export const COMMITTEE_KINDS = ['cabinet', 'scrutiny', 'statutory', 'board', 'internal'] as const;
export type CommitteeKind = (typeof COMMITTEE_KINDS)[number];

/** How often a body meets. */
export const FREQUENCIES = [
  'monthly', 'six_weekly', 'two_monthly', 'quarterly', 'twice_a_year', 'yearly', 'as_needed',
] as const; // prettier-ignore
export type Frequency = (typeof FREQUENCIES)[number];

/** How mails are marked. What is not for publication is always marked as sensitive. */
export const MARKINGS = ['OFFICIAL', 'OFFICIAL-SENSITIVE'] as const;
export type Marking = (typeof MARKINGS)[number];

/**
 * How papers reach somebody.
 * - `attachment`: in an e-mail, with the file in it.
 * - `link`: in an e-mail, with the address of a page that gives the file.
 * - `folder`: as files in a folder that they read.
 * - `webhook`: a program of theirs is told, and fetches the file.
 */
export const WAYS = ['attachment', 'link', 'folder', 'webhook'] as const;
export type Way = (typeof WAYS)[number];

/** What a committee can have as its usual way: it needs nothing but an e-mail address. */
export const COMMITTEE_WAYS = ['attachment', 'link'] as const satisfies readonly Way[];
export type CommitteeWay = (typeof COMMITTEE_WAYS)[number];

/** A body that a programme reports to. */
@Entity('committee')
@Check('committee_edition_check', `edition in ('public', 'exempt')`)
@Unique('committee_name_unique', ['programmeId', 'name'])
@Check('committee_kind_check', `kind in ('cabinet', 'scrutiny', 'statutory', 'board', 'internal')`)
@Check(
  'committee_frequency_check',
  `frequency in ('monthly', 'six_weekly', 'two_monthly', 'quarterly', 'twice_a_year', 'yearly', 'as_needed')`,
)
@Check('committee_notice_days_check', `notice_days between 0 and 30`)
@Check('committee_marking_check', `marking in ('OFFICIAL', 'OFFICIAL-SENSITIVE')`)
@Check('committee_parent_other', `parent_id <> id`)
@Check('committee_way_check', `way in ('attachment', 'link')`)
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

  /** The body of the same programme that it reports to. */
  @Column('uuid', { name: 'parent_id', nullable: true })
  @ForeignKey('Committee', { name: 'committee_parent_fk' })
  parentId: string | null;

  /** Their name or job title. */
  @Column('varchar', { length: 200, nullable: true })
  chair: string | null;

  @Column('varchar', { length: 20, nullable: true })
  frequency: Frequency | null;

  /** Clear working days that it asks for its papers; null = what the law asks for. */
  @Column('integer', { name: 'notice_days', nullable: true })
  noticeDays: number | null;

  /** How mails to it are marked; null = by the edition. */
  @Column('varchar', { length: 20, nullable: true })
  marking: Marking | null;

  /** How papers reach its recipients, unless a recipient has a way of their own. */
  @Column('varchar', { length: 20, default: 'attachment' })
  way: CommitteeWay;

  /** The sections of the report that are its business, by their keys (`sectionKey`); it gets the whole edition all the same. */
  @Column('text', { array: true, default: () => "'{}'" })
  sections: string[];

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
@Check('committee_recipient_way_check', `way in ('attachment', 'link', 'folder', 'webhook')`)
@Check(
  'committee_recipient_target_check',
  `(webhook_url is not null) = (way is not distinct from 'webhook') and (folder is not null) = (way is not distinct from 'folder')`,
)
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

  /** Null: as the committee's. */
  @Column('varchar', { length: 20, nullable: true })
  way: Way | null;

  /** Where a program of theirs is told; of the way `webhook` alone. */
  @Column('varchar', { name: 'webhook_url', length: 500, nullable: true })
  webhookUrl: string | null;

  /** Below the installation's drop folder; of the way `folder` alone. */
  @Column('varchar', { length: 60, nullable: true })
  folder: string | null;

  /** The first day on which they serve; null = they always have. London dates. */
  @Column('date', { name: 'serves_from', nullable: true })
  servesFrom: string | null;

  /** The last day on which they serve; null = nobody has named one. */
  @Column('date', { name: 'serves_until', nullable: true })
  servesUntil: string | null;

  /** Off the list for good; a term that ends does it by itself (office.rules.ts). */
  @Column('boolean', { default: true })
  active: boolean;

  @Column('integer', { default: 1 })
  version: number;
}

/** One sitting of a committee. */
@Entity('meeting')
@Check('meeting_date_check', `meets_on = (starts_at at time zone 'Europe/London')::date`)
@Check('meeting_urgency_check', `urgency is null or papers_published_on is not null`)
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

  /** The London date on which its papers were published; null until somebody records it. */
  @Column('date', { name: 'papers_published_on', nullable: true })
  papersPublishedOn: string | null;

  /** Why the papers could not wait, where they were late. */
  @Column('varchar', { length: 500, nullable: true })
  urgency: string | null;

  /** Who recorded that, as they were called then; null of what was recorded before it was kept. */
  @Column('varchar', { name: 'papers_recorded_by', length: 400, nullable: true })
  papersRecordedBy: string | null;

  @Column('timestamptz', { name: 'papers_recorded_at', nullable: true })
  papersRecordedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}

/** A period on the agenda of a meeting: it gets that report. */
@Entity('meeting_period')
@Index('meeting_period_period', ['periodId'])
export class MeetingPeriod {
  @PrimaryColumn('uuid', { name: 'meeting_id', primaryKeyConstraintName: 'meeting_period_pkey' })
  @ForeignKey('Meeting', { name: 'meeting_period_meeting_fk' })
  meetingId: string;

  @PrimaryColumn('uuid', { name: 'period_id', primaryKeyConstraintName: 'meeting_period_pkey' })
  @ForeignKey('ReportingPeriod', { name: 'meeting_period_period_fk' })
  periodId: string;
}

/** The local numbers of a programme's clock; without a row, the usual ones (deadlines.rules.ts). */
@Entity('clock_setting')
@Check('clock_setting_publish_check', `publish_within between 0 and 20`)
@Check('clock_setting_call_in_check', `call_in_days between 0 and 20`)
@Check(
  'clock_setting_order_check',
  `60 >= owner_days and owner_days >= reviewer_days and reviewer_days >= manager_days and manager_days >= sro_days and sro_days >= 0`,
)
export class ClockSettingRow {
  @PrimaryColumn('uuid', { name: 'programme_id', primaryKeyConstraintName: 'clock_setting_pkey' })
  @ForeignKey('Programme', { name: 'clock_setting_programme_fk' })
  programmeId: string;

  @Column('integer', { name: 'publish_within' })
  publishWithin: number;

  @Column('integer', { name: 'call_in_days' })
  callInDays: number;

  @Column('integer', { name: 'owner_days' })
  ownerDays: number;

  @Column('integer', { name: 'reviewer_days' })
  reviewerDays: number;

  @Column('integer', { name: 'manager_days' })
  managerDays: number;

  @Column('integer', { name: 'sro_days' })
  sroDays: number;

  @Column('integer', { default: 1 })
  version: number;
}
