import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Whoever is in a group of the identity provider has a role here. */
@Entity('group_rule')
@Index('group_rule_once', ['groupName', 'roleId', 'programmeId'], { unique: true, where: 'ended_at is null' })
@Check('group_rule_ended_check', `(ended_at is null) = (ended_by is null)`)
export class GroupRule {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'group_rule_pkey' })
  id: string;

  /** As the provider names it. */
  @Column('varchar', { name: 'group_name', length: 255 })
  groupName: string;

  @Column('uuid', { name: 'role_id' })
  @ForeignKey('Role', { name: 'group_rule_role_fk' })
  roleId: string;

  /** Null = every programme. */
  @Column('uuid', { name: 'programme_id', nullable: true })
  @ForeignKey('Programme', { name: 'group_rule_programme_fk' })
  programmeId: string | null;

  @Column('uuid', { name: 'made_by' })
  @ForeignKey('User', { name: 'group_rule_made_by_fk' })
  madeBy: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt: Date;

  @Column('uuid', { name: 'ended_by', nullable: true })
  @ForeignKey('User', { name: 'group_rule_ended_by_fk' })
  endedBy: string | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
