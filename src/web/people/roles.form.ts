import { z } from 'zod';
import { newRole } from '../../identity/index.js';
import { pageForm } from '../shell/index.js';

const { name, description, permissions } = newRole.shape;
const asked = z.object({
  name,
  description,
  permissions: permissions.min(1, 'Choose at least one permission'),
});

/** The short key of a role, made of its name: `Head of service` becomes `head_of_service`. */
export function roleKey(called: string): string {
  const key = called
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/_+$/, '');
  return key === '' ? 'role' : key;
}

const IN_USE = 'This is already in use.';
const fields = {
  name: {
    to: 'name',
    missing: 'Enter a name',
    words: { [IN_USE]: 'There is a role of this name already' },
  },
  description: { to: 'description', missing: 'Say what the role is for' },
  permissions: {
    to: 'permissions',
    as: 'list',
    words: {
      'A role cannot both approve and administer: take out the one or the other.':
        'Approving and administering cannot be in one role',
    },
  },
} as const;

export const newRoleForm = pageForm(
  asked.transform((role): z.input<typeof newRole> => ({ ...role, key: roleKey(role.name) })).pipe(newRole),
  fields,
);

export const roleForm = pageForm(asked, fields);
