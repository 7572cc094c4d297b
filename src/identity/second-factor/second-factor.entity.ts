import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The authenticator app of a person. */
@Entity('second_factor')
export class SecondFactor {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'second_factor_pkey' })
  @ForeignKey('User', { name: 'second_factor_user_fk' })
  userId: string;

  /** The key that the app shares, encrypted: codes are made of it, so that a hash would not do. */
  @Column('varchar', { name: 'sealed_key', length: 200 })
  sealedKey: string;

  @Column('timestamptz', { name: 'begun_at' })
  begunAt: Date;

  /** Null until the person has shown a code of it; until then nobody is asked for one. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  /** The step of the last code that counted: neither it nor an earlier one counts again. */
  @Column('bigint', { name: 'last_step', default: 0 })
  lastStep: string;
}

/** A code for when the app is not at hand. Each counts once. */
@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'recovery_code_pkey' })
  @ForeignKey('User', { name: 'recovery_code_user_fk' })
  userId: string;

  /** SHA-256. */
  @PrimaryColumn('bytea', { name: 'code_hash', primaryKeyConstraintName: 'recovery_code_pkey' })
  codeHash: Buffer;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt: Date | null;
}
