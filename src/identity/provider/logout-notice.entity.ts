import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Of each notice that a session ended at the identity provider: it counts once. Kept for a day; the notice itself counts for five minutes. */
@Entity('logout_notice')
export class LogoutNoticeRow {
  /** SHA-256 of issuer and number. */
  @PrimaryColumn('bytea', { name: 'notice_hash', primaryKeyConstraintName: 'logout_notice_pkey' })
  noticeHash: Buffer;

  @Column('timestamptz', { name: 'taken_at' })
  takenAt: Date;
}
