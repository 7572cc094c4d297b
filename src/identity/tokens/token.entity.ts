import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A key with which a program acts as a person. Only its hash is kept. */
@Entity('api_token')
@Unique('api_token_hash_unique', ['tokenHash'])
@Index('api_token_user', ['userId', 'id'])
@Check('api_token_permissions_check', `cardinality(permissions) > 0`)
@Check('api_token_expiry_check', `expires_at > created_at and expires_at <= created_at + interval '366 days'`)
export class ApiToken {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'api_token_pkey' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'api_token_user_fk' })
  userId: string;

  @Column('varchar', { length: 120 })
  name: string;

  /** SHA-256 of the token. It is 256 random bits, so a slow hash would add nothing. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  /** London date; written at most once a day. */
  @Column('date', { name: 'last_used_on', nullable: true })
  lastUsedOn: string | null;

  /** What it may do, of what its person may; null for one that an earlier release made, which may do all of that. */
  @Column('text', { array: true, nullable: true })
  permissions: string[] | null;

  @Column('integer', { default: 1 })
  version: number;
}
