import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import type { NoticeSubject } from './notice-mail.js';

/** What a person is to be told about their account, until the mail is out. */
@Entity('account_notice')
@Check('account_notice_about_check', `about in ('account', 'held')`)
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

  /** What the mail is about: the account of the person who gets it, or a change that they may refuse. */
  @Column('varchar', { length: 8, default: 'account' })
  about: NoticeSubject;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
