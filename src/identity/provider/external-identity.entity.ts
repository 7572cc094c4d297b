import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Which account of an identity provider is whose. */
@Entity('external_identity')
@Unique('external_identity_user_unique', ['issuer', 'userId'])
export class ExternalIdentity {
  @PrimaryColumn('varchar', { length: 255, primaryKeyConstraintName: 'external_identity_pkey' })
  issuer: string;

  /** Names the person at the issuer for good; never an address. */
  @PrimaryColumn('varchar', { length: 255, primaryKeyConstraintName: 'external_identity_pkey' })
  subject: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'external_identity_user_fk' })
  userId: string;

  /** What the provider said of the person last; null where it said nothing that could be read. */
  @Column('text', { name: 'group_names', array: true, nullable: true })
  groupNames: string[] | null;

  @Column('timestamptz', { name: 'seen_at', nullable: true })
  seenAt: Date | null;

  @Column('timestamptz', { name: 'linked_at' })
  linkedAt: Date;
}
