import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A signed-in browser. The row is the session: without it the cookie is worth nothing. */
@Entity('session')
@Index('session_by_user', ['userId'])
@Index('session_expiry', ['expiresAt'])
export class SessionRow {
  /** SHA-256 of the id in the cookie. */
  @PrimaryColumn('bytea', { name: 'id_hash', primaryKeyConstraintName: 'session_pkey' })
  idHash: Buffer;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'session_user_fk' })
  userId: string;

  /** The synchroniser token that every write of this session must repeat. */
  @Column('varchar', { name: 'csrf_secret', length: 64 })
  csrfSecret: string;

  /** What pages keep for the next page, such as a banner. Nothing that decides what is allowed. */
  @Column('jsonb', { default: {} })
  data: Record<string, unknown>;

  @Column('integer')
  epoch: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** Exact to the minute: it is written at most once in one. */
  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt: Date;

  /** When the person last gave their password again, for a step that asks for it. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  /** Of a session that began at the identity provider: signing out there asks for it. Null of any other. */
  @Column('text', { name: 'id_token', nullable: true })
  idToken: string | null;

  /** The provider's own name of its session, which ends this one when it ends. */
  @Column('varchar', { name: 'provider_sid', length: 255, nullable: true })
  providerSid: string | null;

  /** The browser that it is in ({@link SignInDevice}). */
  @Column('bytea', { name: 'device_hash', nullable: true })
  deviceHash: Buffer | null;

  /** The absolute limit; use does not move it. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
