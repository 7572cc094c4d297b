import { z } from 'zod';
import { newGroupRule } from '../../identity/index.js';
import { pageForm } from '../shell/index.js';
import { EVERY_PROGRAMME } from './user.form.js';

export const GROUP_RULE_FIELDS = ['group', 'role', 'programme'] as const;

export const groupRuleForm = pageForm(
  z
    .object({
      group: newGroupRule.shape.group,
      roleId: newGroupRule.shape.roleId,
      where: z.union([z.literal(EVERY_PROGRAMME), z.uuid()]),
    })
    .transform(({ where, ...rest }): z.input<typeof newGroupRule> => ({
      ...rest,
      programmeId: where === EVERY_PROGRAMME ? null : where,
    }))
    .pipe(newGroupRule),
  {
    group: { to: 'group', missing: 'Enter the group as the provider names it' },
    role: { to: 'roleId', missing: 'Choose a role' },
    programme: { to: 'where', missing: 'Choose where the role counts' },
  },
);
