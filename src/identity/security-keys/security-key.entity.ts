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

/** A security key or a passkey of a person (WebAuthn). */
@Entity('security_key')
@Unique('security_key_credential_unique', ['credentialId'])
@Unique('security_key_name_unique', ['userId', 'name'])
export class SecurityKey {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'security_key_pkey' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'security_key_user_fk' })
  userId: string;

  @Column('bytea', { name: 'credential_id' })
  credentialId: Buffer;

  /** COSE. Nothing secret: the other half never leaves the key. */
  @Column('bytea', { name: 'public_key' })
  publicKey: Buffer;

  /** How often it has signed, as it said last; always 0 for a key that does not count. */
  @Column('bigint')
  counter: string;

  /** How browsers reach it, such as `usb`. */
  @Column('varchar', { length: 20, array: true })
  transports: string[];

  @Column('varchar', { length: 60 })
  name: string;

  @Column('timestamptz', { name: 'added_at' })
  addedAt: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;
}

/** What a key is asked to sign: answered once, within five minutes. */
@Entity('key_challenge')
@Index('key_challenge_age', ['madeAt'])
@Check('key_challenge_purpose_check', `purpose in ('register', 'sign-in', 'confirm')`)
export class KeyChallenge {
  /** SHA-256. */
  @PrimaryColumn('bytea', { name: 'challenge_hash', primaryKeyConstraintName: 'key_challenge_pkey' })
  challengeHash: Buffer;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'key_challenge_user_fk' })
  userId: string;

  @Column('varchar', { length: 8 })
  purpose: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt: Date;
}
