import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A way to choose a password, once. Without an account where somebody asked for an address that nobody has. */
@Entity('password_link')
@Unique('password_link_hash_unique', ['tokenHash'])
@Index('password_link_user', ['userId'])
@Check('password_link_purpose_check', `purpose in ('welcome', 'reset', 'forgotten', 'terminal')`)
@Check('password_link_account_check', `(user_id is null) = (epoch is null)`)
@Check('password_link_expiry_check', `(token_hash is null) = (expires_at is null)`)
export class PasswordLink {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'password_link_pkey' })
  id: string;

  @Column('uuid', { name: 'user_id', nullable: true })
  @ForeignKey('User', { name: 'password_link_user_fk' })
  userId: string | null;

  @Column('varchar', { length: 12 })
  purpose: string;

  /** The account's at the time: whatever ends its sessions ends its links too. */
  @Column('integer', { nullable: true })
  epoch: number | null;

  /** SHA-256 of the token; null until it is sent. */
  @Column('bytea', { name: 'token_hash', nullable: true })
  tokenHash: Buffer | null;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt: Date | null;

  /** A newer link took its place. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
