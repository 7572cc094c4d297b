import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What an administrator asked for and nobody may carry out alone and at once. Rows are history: the database refuses to change them. */
@Entity('held_change')
@Index('held_change_user', ['userId'])
@Index('held_change_role', ['roleId'])
@Check('held_change_kind_check', `kind in ('grant', 'password', 'address', 'enable', 'factor')`)
@Check('held_change_state_check', `state in ('waiting', 'carried_out', 'withdrawn', 'refused')`)
@Check('held_change_grant_check', `a grant has a role; nothing else has a role, a programme or dates`)
@Check('held_change_address_check', `(kind = 'address') = (email is not null)`)
@Check('held_change_decided_check', `decided means by whom and when`)
@Check('held_change_reason_check', `(state in ('withdrawn', 'refused')) = (reason is not null)`)
@Check(
  'held_change_alone_check',
  `state <> 'carried_out' or decided_by <> asked_by or decided_at >= alone_from`,
)
@Check('held_change_own_check', `state <> 'carried_out' or decided_by <> user_id or kind = 'address'`)
export class HeldChange {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'held_change_pkey' })
  id: string;

  @Column('varchar', { length: 8 })
  kind: string;

  /** Whom it concerns. */
  @Column('uuid', { name: 'user_id' })
  @ForeignKey('User', { name: 'held_change_user_fk' })
  userId: string;

  /** Their address when it was asked for. Where it is another one by now, the change is not carried out. */
  @Column('varchar', { name: 'user_email', length: 254 })
  userEmail: string;

  @Column('uuid', { name: 'role_id', nullable: true })
  @ForeignKey('Role', { name: 'held_change_role_fk' })
  roleId: string | null;

  /** Of a grant; null = every programme. */
  @Column('uuid', { name: 'programme_id', nullable: true })
  @ForeignKey('Programme', { name: 'held_change_programme_fk' })
  programmeId: string | null;

  @Column('date', { name: 'starts_on', nullable: true })
  startsOn: string | null;

  @Column('date', { name: 'ends_on', nullable: true })
  endsOn: string | null;

  /** The new address. */
  @Column('varchar', { length: 254, nullable: true })
  email: string | null;

  /** Whose approvers and auditors are told; null = of every programme. */
  @Column('uuid', { name: 'programme_ids', array: true, nullable: true })
  programmeIds: string[] | null;

  /** The rule of a group that asked for it, in the name of who made it. */
  @Column('uuid', { name: 'group_rule_id', nullable: true })
  @ForeignKey('GroupRule', { name: 'held_change_group_rule_fk' })
  groupRuleId: string | null;

  @Column('uuid', { name: 'asked_by' })
  @ForeignKey('User', { name: 'held_change_asked_by_fk' })
  askedBy: string;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt: Date;

  /** From when on the person who asked may carry it out without anybody else. */
  @Column('timestamptz', { name: 'alone_from' })
  aloneFrom: Date;

  /** From when on nobody may. */
  @Column('timestamptz', { name: 'lapses_at' })
  lapsesAt: Date;

  @Column('varchar', { length: 12, default: 'waiting' })
  state: string;

  @Column('uuid', { name: 'decided_by', nullable: true })
  @ForeignKey('User', { name: 'held_change_decided_by_fk' })
  decidedBy: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  /** Why it was withdrawn or refused. */
  @Column('varchar', { length: 500, nullable: true })
  reason: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
