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

/** Where a question came from. `public`: the form on the public page, once a clerk has accepted what was sent. */
export const SOURCES = ['meeting', 'public'] as const;
export type EnquirySource = (typeof SOURCES)[number];

export const ANSWER_STATUSES = ['draft', 'submitted', 'approved'] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];

/** The local rule of a programme; without a row, the usual one (enquiry.rules.ts). */
@Entity('enquiry_setting')
@Check('enquiry_setting_days_check', `answer_days between 1 and 60`)
export class EnquirySettingRow {
  @PrimaryColumn('uuid', { name: 'programme_id', primaryKeyConstraintName: 'enquiry_setting_pkey' })
  @ForeignKey('Programme', { name: 'enquiry_setting_programme_fk' })
  programmeId: string;

  /** Working days from the day on which it is asked. */
  @Column('integer', { name: 'answer_days' })
  answerDays: number;

  @Column('integer', { default: 1 })
  version: number;
}

/** A question that a member asked, or that came by the public form. Never deleted. */
@Entity('enquiry')
@Unique('enquiry_number_unique', ['programmeId', 'number'])
@Check('enquiry_source_check', `source in ('meeting', 'public')`)
@Check('enquiry_meeting_check', `(meeting_id is not null) = (source = 'meeting')`)
@Check('enquiry_member_check', `source = 'meeting' or asked_by is null`)
@Check('enquiry_withdrawn_check', `(withdrawn_at is null) = (withdrawn_reason is null)`)
export class Enquiry {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'enquiry_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'enquiry_programme_fk' })
  programmeId: string;

  @Column('uuid', { name: 'committee_id' })
  @ForeignKey('Committee', { name: 'enquiry_committee_fk' })
  @Index('enquiry_committee')
  committeeId: string;

  @Column('uuid', { name: 'meeting_id', nullable: true })
  @ForeignKey('Meeting', { name: 'enquiry_meeting_fk' })
  @Index('enquiry_meeting')
  meetingId: string | null;

  @Column('integer')
  number: number;

  @Column('varchar', { length: 10 })
  source: EnquirySource;

  /** A member, whose name is public; never somebody of the public. */
  @Column('varchar', { name: 'asked_by', length: 200, nullable: true })
  askedBy: string | null;

  @Column('text')
  text: string;

  @Column('date', { name: 'asked_on' })
  askedOn: string;

  @Column('uuid', { name: 'owner_id' })
  @ForeignKey('User', { name: 'enquiry_owner_fk' })
  ownerId: string;

  @Column('date', { name: 'due_on' })
  dueOn: string;

  @Column('uuid', { name: 'recorded_by' })
  @ForeignKey('User', { name: 'enquiry_recorded_by_fk' })
  recordedBy: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt: Date;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  @Column('varchar', { name: 'withdrawn_reason', length: 500, nullable: true })
  withdrawnReason: string | null;

  @Column('integer', { default: 1 })
  version: number;
}

/** An answer. Once approved it is never changed; another one corrects it. */
@Entity('enquiry_answer')
@Unique('enquiry_answer_number_unique', ['enquiryId', 'number'])
@Index('enquiry_answer_open', ['enquiryId'], { unique: true, where: `status <> 'approved'` })
@Check('enquiry_answer_status_check', `status in ('draft', 'submitted', 'approved')`)
@Check('enquiry_answer_correction_check', `(number = 1) = (correction_reason is null)`)
@Check('enquiry_answer_authors_check', `cardinality(author_ids) > 0`)
@Check('enquiry_answer_submitted_check', `status = 'draft' or submitted_at is not null`)
@Check(
  'enquiry_answer_approved_check',
  `(status = 'approved') = (approved_at is not null) and (approved_at is null) = (approved_by is null)`,
)
@Check('enquiry_answer_separation_check', `approved_by is null or not (approved_by = any (author_ids))`)
export class EnquiryAnswer {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'enquiry_answer_pkey' })
  id: string;

  @Column('uuid', { name: 'enquiry_id' })
  @ForeignKey('Enquiry', { name: 'enquiry_answer_enquiry_fk' })
  enquiryId: string;

  @Column('integer')
  number: number;

  @Column('text')
  text: string;

  @Column('varchar', { name: 'correction_reason', length: 500, nullable: true })
  correctionReason: string | null;

  @Column('varchar', { length: 10 })
  status: AnswerStatus;

  /** Everybody who wrote or submitted it; the last one last. */
  @Column('uuid', { name: 'author_ids', array: true })
  authorIds: string[];

  @Column('varchar', { name: 'returned_reason', length: 1000, nullable: true })
  returnedReason: string | null;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt: Date | null;

  @Column('uuid', { name: 'approved_by', nullable: true })
  @ForeignKey('User', { name: 'enquiry_answer_approved_by_fk' })
  approvedBy: string | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt: Date | null;
}

/** A sealed report that printed an answer. */
@Entity('enquiry_printing')
export class EnquiryPrinting {
  @PrimaryColumn('uuid', { name: 'answer_id', primaryKeyConstraintName: 'enquiry_printing_pkey' })
  @ForeignKey('EnquiryAnswer', { name: 'enquiry_printing_answer_fk' })
  answerId: string;

  @PrimaryColumn('uuid', { name: 'version_id', primaryKeyConstraintName: 'enquiry_printing_pkey' })
  @ForeignKey('ReportVersion', { name: 'enquiry_printing_version_fk' })
  @Index('enquiry_printing_version')
  versionId: string;
}
