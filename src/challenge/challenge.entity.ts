import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One answer to one question; rows are only ever added, and the last one for a question counts. */
@Entity('challenge_answer')
@Index('challenge_answer_last', ['reportId', 'findingKey', 'answeredAt'])
@Check('challenge_answer_stands_check', `not stands or standing_key is not null`)
export class ChallengeAnswer {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'challenge_answer_pkey' })
  id: string;

  @Column('uuid', { name: 'report_id' })
  @ForeignKey('Report', { name: 'challenge_answer_report_fk' })
  reportId: string;

  /** Of the rule, the place and the facts: another fact is another question. */
  @Column('char', { name: 'finding_key', length: 32 })
  findingKey: string;

  /** Of what the answer may rest on for longer than the report; null where every report is asked anew. */
  @Column('char', { name: 'standing_key', length: 32, nullable: true })
  standingKey: string | null;

  /** Whether it holds in later reports as well, as long as what it rests on is so. */
  @Column('boolean', { default: false })
  stands: boolean;

  @Column('varchar', { length: 60 })
  rule: string;

  /** As it was asked. */
  @Column('text')
  question: string;

  @Column('text')
  reason: string;

  /** Printed in the report, with the question. */
  @Column('boolean')
  print: boolean;

  @Column('uuid', { name: 'answered_by' })
  @ForeignKey('User', { name: 'challenge_answer_user_fk' })
  answeredBy: string;

  @Column('timestamptz', { name: 'answered_at', default: () => 'clock_timestamp()' })
  answeredAt: Date;
}
