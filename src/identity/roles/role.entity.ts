import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A named set of permissions. */
@Entity('role')
@Unique('role_key_unique', ['key'])
@Unique('role_name_unique', ['name'])
@Check('role_key_check', `key ~ '^[a-z][a-z0-9_]*$'`)
export class Role {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'role_pkey' })
  id: string;

  /** Stable; never changes after creation. */
  @Column('varchar', { length: 40 })
  key: string;

  @Column('varchar', { length: 80 })
  name: string;

  @Column('varchar', { length: 300 })
  description: string;

  @Column('boolean', { name: 'built_in', default: false })
  builtIn: boolean;

  @Column('integer', { default: 1 })
  version: number;
}

@Entity('role_permission')
export class RolePermission {
  @PrimaryColumn('uuid', { name: 'role_id', primaryKeyConstraintName: 'role_permission_pkey' })
  @ForeignKey('Role', { name: 'role_permission_role_fk', onDelete: 'CASCADE' })
  roleId: string;

  /** A name of the catalogue; one that the catalogue has dropped counts for nothing. */
  @PrimaryColumn('varchar', { length: 60, primaryKeyConstraintName: 'role_permission_pkey' })
  permission: string;
}
