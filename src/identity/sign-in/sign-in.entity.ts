import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** How many attempts there were; see SignInLimits. */
@Entity('sign_in_count')
@Index('sign_in_count_expiry', ['expire'])
export class SignInCount {
  @PrimaryColumn('varchar', { length: 255, primaryKeyConstraintName: 'sign_in_count_pkey' })
  key: string;

  @Column('integer', { default: 0 })
  points: number;

  /** Milliseconds since 1970. */
  @Column('bigint', { nullable: true })
  expire: string | null;
}

/** A browser in which this person has signed in before. */
@Entity('sign_in_device')
@Index('sign_in_device_use', ['lastUsedAt'])
@Index('sign_in_device_user', ['userId'])
export class SignInDevice {
  /** SHA-256 of what the cookie holds. */
  @PrimaryColumn('bytea', { name: 'id_hash', primaryKeyConstraintName: 'sign_in_device_pkey' })
  idHash: Buffer;

  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'sign_in_device_pkey' })
  @ForeignKey('User', { name: 'sign_in_device_user_fk' })
  userId: string;

  /** In words, such as `Firefox on Windows`. */
  @Column('varchar', { length: 60, default: 'Unknown browser' })
  browser: string;

  @Column('timestamptz', { name: 'first_used_at', default: () => 'now()' })
  firstUsedAt: Date;

  /** Sessions were ended since: it has to be met anew. */
  @Column('boolean', { default: false })
  forgotten: boolean;

  @Column('timestamptz', { name: 'last_used_at' })
  lastUsedAt: Date;
}
