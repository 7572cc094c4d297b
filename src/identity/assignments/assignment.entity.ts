import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** User × role × programme, from one London date to another, both included; open where a date is null. */
@Entity('assignment')
@Index('assignment_user', ['userId'])
@Index('assignment_role', ['roleId'])
@Index('assignment_programme', ['programmeId'])
@Check('assignment_span_check', `starts_on <= ends_on`)
@Check('assignment_granter_check', `granted_by <> user_id`)
@Check('assignment_ended_check', `ended_by is null or ended_at is not null`)
@Check('assignment_ender_check', `ended_by <> user_id`)
export class Assignment {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'assignment_pkey' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'assignment_user_fk' })
  userId: string;

  @Column('uuid', { name: 'role_id' })
  @ForeignKey('Role', { name: 'assignment_role_fk' })
  roleId: string;

  /** Null = every programme. */
  @Column('uuid', { name: 'programme_id', nullable: true })
  @ForeignKey('Programme', { name: 'assignment_programme_fk' })
  programmeId: string | null;

  @Column('date', { name: 'starts_on', nullable: true })
  startsOn: string | null;

  @Column('date', { name: 'ends_on', nullable: true })
  endsOn: string | null;

  /** Null only for the first administrator, whom nobody could grant anything. */
  @Column('uuid', { name: 'granted_by', nullable: true })
  @ForeignKey('User', { name: 'assignment_granted_by_fk' })
  grantedBy: string | null;

  @Column('timestamptz', { name: 'granted_at' })
  grantedAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('uuid', { name: 'ended_by', nullable: true })
  @ForeignKey('User', { name: 'assignment_ended_by_fk' })
  endedBy: string | null;

  /** Which rule gave it; null of what somebody gave by hand. */
  @Column('uuid', { name: 'group_rule_id', nullable: true })
  @ForeignKey('GroupRule', { name: 'assignment_group_rule_fk' })
  groupRuleId: string | null;

  @Column('integer', { default: 1 })
  version: number;
}

/** The holder of an assignment delegates it to somebody, from one London date to another, both included. */
@Entity('delegation')
@Index('delegation_assignment', ['assignmentId'])
@Index('delegation_delegate', ['delegateId'])
@Check('delegation_span_check', `starts_on <= ends_on and ends_on <= starts_on + 366`)
export class Delegation {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'delegation_pkey' })
  id: string;

  @Column('uuid', { name: 'assignment_id' })
  @ForeignKey('Assignment', { name: 'delegation_assignment_fk' })
  assignmentId: string;

  @Column('uuid', { name: 'delegate_id' })
  @ForeignKey('User', { name: 'delegation_delegate_fk' })
  delegateId: string;

  @Column('date', { name: 'starts_on' })
  startsOn: string;

  @Column('date', { name: 'ends_on' })
  endsOn: string;

  @Column('varchar', { length: 500 })
  reason: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
