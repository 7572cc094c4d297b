import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A creation that was sent from a page, so that the same form sent twice creates once. */
@Entity('web_once')
@Index('web_once_by_time', ['createdAt'])
export class OnceRow {
  /** The form's hidden `_once`. */
  @PrimaryColumn('varchar', { length: 64, primaryKeyConstraintName: 'web_once_pkey' })
  token: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'web_once_user_fk' })
  userId: string;

  /** Where the first answer led; null while the first is at work. */
  @Column('text', { nullable: true })
  place: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
