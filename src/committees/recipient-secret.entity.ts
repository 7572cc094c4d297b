import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What messages to a recipient's program are signed with. */
@Entity('recipient_secret')
export class RecipientSecret {
  @PrimaryColumn('uuid', { name: 'recipient_id', primaryKeyConstraintName: 'recipient_secret_pkey' })
  @ForeignKey('CommitteeRecipient', { name: 'recipient_secret_recipient_fk' })
  recipientId: string;

  /** Encrypted with a key that is not in the database. */
  @Column('text')
  sealed: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
