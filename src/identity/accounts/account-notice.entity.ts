import { Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';

/** What a person is to be told about their account, until the mail is out. */
@Entity('account_notice')
export class AccountNotice {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'account_notice_pkey' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'account_notice_user_fk' })
  userId: string;

  /** Where it goes: after a change of the address, the old one is told too. */
  @Column('varchar', { length: 254 })
  email: string;

  @Column('text')
  sentence: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
