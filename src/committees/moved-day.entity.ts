import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A last day to publish papers that moved because somebody changed the calendar of working days. Only ever added to. */
@Entity('moved_day')
@Check('moved_day_moved_check', `from_on <> to_on`)
@Unique('moved_day_unique', ['changeId', 'meetingId'])
export class MovedDayRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'moved_day_pkey' })
  id: string;

  /** Of one change of the calendar; the same for all that it moved. */
  @Column('uuid', { name: 'change_id' })
  changeId: string;

  @Column('uuid', { name: 'meeting_id' })
  @Index('moved_day_meeting')
  @ForeignKey('Meeting', { name: 'moved_day_meeting_fk' })
  meetingId: string;

  @Column('timestamptz', { name: 'moved_at', default: () => 'now()' })
  movedAt: Date;

  @Column('date', { name: 'from_on' })
  fromOn: string;

  @Column('date', { name: 'to_on' })
  toOn: string;

  /** Which days count otherwise than before, in words. */
  @Column('varchar', { length: 1000 })
  why: string;
}
