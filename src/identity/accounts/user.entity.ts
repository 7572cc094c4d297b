import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A person's account. Accounts are disabled, never deleted: the history names them. */
@Entity('app_user')
@Unique('app_user_email_unique', ['email'])
@Check('app_user_email_check', `email = lower(email)`)
@Check('app_user_left_check', `left_at is null or the row says nothing of the person`)
@Index('app_user_name', ['name', 'id'])
export class User {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'app_user_pkey' })
  id: string;

  /** Lower case: what people sign in with. */
  @Column('varchar', { length: 254 })
  email: string;

  @Column('varchar', { length: 120 })
  name: string;

  @Column('varchar', { name: 'job_title', length: 120 })
  jobTitle: string;

  /** argon2id in PHC form; null = no password has been set, nobody can sign in with one. */
  @Column('varchar', { name: 'password_hash', length: 200, nullable: true })
  passwordHash: string | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  /** From when on the row says nothing of the person: they have left. */
  @Column('timestamptz', { name: 'left_at', nullable: true })
  leftAt: Date | null;

  /** A session counts only while it carries the same number; raising it ends them all. */
  @Column('integer', { default: 1 })
  epoch: number;

  /** From when on this person needs a second factor to approve or administer, where the installation demands one. */
  @Column('timestamptz', { name: 'second_factor_due', default: () => "(now() + '14 days')" })
  secondFactorDue: Date;

  @Column('integer', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
