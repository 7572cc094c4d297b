import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** `planned`: a dispatch was planned. `already`: the meeting has the newest report, or it is planned. */
export const RUN_OUTCOMES = ['planned', 'no-meeting', 'no-report', 'already'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** Papers go to a committee on this working day of each month, at this London hour. */
@Entity('dispatch_schedule')
@Unique('dispatch_schedule_unique', ['committeeId', 'workingDay', 'hour'])
@Check('dispatch_schedule_day_check', `working_day between -10 and 15 and working_day <> 0`)
@Check('dispatch_schedule_hour_check', `hour between 0 and 23`)
export class DispatchSchedule {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'dispatch_schedule_pkey' })
  id: string;

  @Column('uuid', { name: 'committee_id' })
  @ForeignKey('Committee', { name: 'dispatch_schedule_committee_fk' })
  committeeId: string;

  /** 1 = the first working day of the month, −1 = its last. */
  @Column('integer', { name: 'working_day' })
  workingDay: number;

  @Column('integer')
  hour: number;

  @Column('boolean', { default: true })
  active: boolean;

  @Column('uuid', { name: 'created_by' })
  @ForeignKey('User', { name: 'dispatch_schedule_creator_fk' })
  createdBy: string;

  /** From then on it counts; also when it was changed last. */
  @Column('timestamptz')
  since: Date;

  @Column('integer', { default: 1 })
  version: number;
}

/** What came of one time of a schedule. Rows are only ever added. */
@Entity('dispatch_schedule_run')
@Check('dispatch_schedule_run_outcome_check', `outcome in ('planned', 'no-meeting', 'no-report', 'already')`)
@Check('dispatch_schedule_run_planned_check', `(outcome = 'planned') = (dispatch_id is not null)`)
export class DispatchScheduleRun {
  @PrimaryColumn('uuid', { name: 'schedule_id', primaryKeyConstraintName: 'dispatch_schedule_run_pkey' })
  @ForeignKey('DispatchSchedule', { name: 'dispatch_schedule_run_schedule_fk' })
  scheduleId: string;

  @PrimaryColumn('timestamptz', { name: 'window_at', primaryKeyConstraintName: 'dispatch_schedule_run_pkey' })
  windowAt: Date;

  @Column('varchar', { length: 20 })
  outcome: RunOutcome;

  @Column('uuid', { name: 'dispatch_id', nullable: true })
  @ForeignKey('Dispatch', { name: 'dispatch_schedule_run_dispatch_fk' })
  dispatchId: string | null;

  /** Made up for after nobody was there to do it in time. */
  @Column('boolean')
  late: boolean;

  @Column('timestamptz', { name: 'ran_at' })
  ranAt: Date;
}
