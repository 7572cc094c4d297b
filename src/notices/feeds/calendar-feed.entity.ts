import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** The secret address of a person's or a committee's dates. */
@Entity('calendar_feed')
@Unique('calendar_feed_user_unique', ['userId'])
@Unique('calendar_feed_committee_unique', ['committeeId'])
@Unique('calendar_feed_secret_unique', ['secretHash'])
@Check('calendar_feed_whose_check', `num_nonnulls(user_id, committee_id) = 1`)
@Check('calendar_feed_made_check', `(secret_hash is null) = (made_at is null)`)
export class CalendarFeed {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'calendar_feed_pkey' })
  id: string;

  @Column('uuid', { name: 'user_id', nullable: true })
  @ForeignKey('User', { name: 'calendar_feed_user_fk' })
  userId: string | null;

  @Column('uuid', { name: 'committee_id', nullable: true })
  @ForeignKey('Committee', { name: 'calendar_feed_committee_fk' })
  committeeId: string | null;

  /** SHA-256 of the secret in the address; null once the address was given up. */
  @Column('bytea', { name: 'secret_hash', nullable: true })
  secretHash: Buffer | null;

  /** When the present address was made. */
  @Column('timestamptz', { name: 'made_at', nullable: true })
  madeAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
