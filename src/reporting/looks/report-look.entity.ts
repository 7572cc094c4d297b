import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What a report said when somebody who decides about it looked at it last, and in their sitting before. */
@Entity('report_look')
@Check('report_look_before_check', '(before_sha256 is null) = (before_at is null)')
export class ReportLook {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'report_look_pkey' })
  @ForeignKey('User', { name: 'report_look_user_fk' })
  userId: string;

  @PrimaryColumn('uuid', { name: 'report_id', primaryKeyConstraintName: 'report_look_pkey' })
  @ForeignKey('Report', { name: 'report_look_report_fk' })
  reportId: string;

  @Column('char', { length: 64 })
  sha256: string;

  @Column('timestamptz', { name: 'looked_at' })
  lookedAt: Date;

  @Column('char', { name: 'before_sha256', length: 64, nullable: true })
  beforeSha256: string | null;

  @Column('timestamptz', { name: 'before_at', nullable: true })
  beforeAt: Date | null;
}
