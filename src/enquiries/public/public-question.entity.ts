import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Whether a programme has a form for questions on its public page; without a row it has none. */
@Entity('public_form')
@Check('public_form_days_check', `keep_days between 7 and 365`)
export class PublicFormRow {
  @PrimaryColumn('uuid', { name: 'programme_id', primaryKeyConstraintName: 'public_form_pkey' })
  @ForeignKey('Programme', { name: 'public_form_programme_fk' })
  programmeId: string;

  @Column('boolean', { name: 'is_open' })
  isOpen: boolean;

  /** Days from the day on which somebody asks until their name and address are deleted. */
  @Column('integer', { name: 'keep_days' })
  keepDays: number;

  @Column('integer', { default: 1 })
  version: number;
}

/** What somebody sent by the public form. The row stays; who sent it, and what they wrote, is deleted in time. */
@Entity('public_question')
@Check('public_question_decided_check', `(decided_at is null) = (decided_by is null)`)
@Check(
  'public_question_decision_check',
  `(decided_at is not null) = (num_nonnulls(declined_reason, enquiry_id) = 1)`,
)
@Check(
  'public_question_asked_check',
  `num_nonnulls(declined_reason, enquiry_id) < 2 and (name is not null or email is null)`,
)
@Check('public_question_text_check', `text is not null or decided_at is not null`)
@Unique('public_question_enquiry_unique', ['enquiryId'])
@Index('public_question_waiting', ['programmeId', 'receivedAt'], { where: 'decided_at is null' })
@Index('public_question_day', ['programmeId', 'receivedOn'])
export class PublicQuestionRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'public_question_pkey' })
  id: string;

  @Column('uuid', { name: 'programme_id' })
  @ForeignKey('Programme', { name: 'public_question_programme_fk' })
  programmeId: string;

  /** As it was sent; null once it is deleted. */
  @Column('text', { nullable: true })
  text: string | null;

  /** Of who asked; null once they are deleted. */
  @Column('varchar', { length: 200, nullable: true })
  name: string | null;

  @Column('varchar', { length: 254, nullable: true })
  email: string | null;

  /** Keyed hash of the network address, for a day. */
  @Column('char', { length: 64, nullable: true })
  place: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt: Date;

  @Column('date', { name: 'received_on' })
  receivedOn: string;

  /** What was promised to who asked, whatever the setting has become. */
  @Column('date', { name: 'keep_until' })
  keepUntil: string;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  @Column('uuid', { name: 'decided_by', nullable: true })
  @ForeignKey('User', { name: 'public_question_decided_by_fk' })
  decidedBy: string | null;

  @Column('varchar', { name: 'declined_reason', length: 500, nullable: true })
  declinedReason: string | null;

  @Column('uuid', { name: 'enquiry_id', nullable: true })
  @ForeignKey('Enquiry', { name: 'public_question_enquiry_fk' })
  enquiryId: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
