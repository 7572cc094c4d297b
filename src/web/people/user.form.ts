import { z } from 'zod';
import { newAssignment, newUser } from '../../identity/index.js';
import { pageForm } from '../shell/index.js';

/** Of a new account, and of one that is changed: every field is on the page, so none may be empty. */
export const userForm = pageForm(newUser, {
  name: { to: 'name', missing: 'Enter a name' },
  'job-title': { to: 'jobTitle', missing: 'Enter a job title' },
  email: {
    to: 'email',
    missing: 'Enter an e-mail address',
    words: {
      'This must be an e-mail address.': 'Enter an e-mail address, such as name@example.org',
      'This is already in use.': 'Somebody has an account with this address already',
    },
  },
});

/** Said in the place of a programme: nobody gets every programme by leaving something out. */
export const EVERY_PROGRAMME = 'every';

/** The fields of {@link giveRoleForm} as they are sent. */
export const GIVE_ROLE_FIELDS = [
  'role',
  'programme',
  ...['from', 'until'].flatMap((name) => [`${name}-day`, `${name}-month`, `${name}-year`]),
];

export const giveRoleForm = (userId: string) =>
  pageForm(
    z
      .object({
        roleId: newAssignment.shape.roleId,
        where: z.union([z.literal(EVERY_PROGRAMME), z.uuid()]),
        startsOn: newAssignment.shape.startsOn,
        endsOn: newAssignment.shape.endsOn,
      })
      .transform(({ where, ...rest }): z.input<typeof newAssignment> => ({
        ...rest,
        userId,
        programmeId: where === EVERY_PROGRAMME ? null : where,
      }))
      .pipe(newAssignment),
    {
      role: { to: 'roleId', missing: 'Choose a role' },
      programme: { to: 'where', missing: 'Choose where the role counts' },
      from: { to: 'startsOn', as: 'date' },
      until: {
        to: 'endsOn',
        as: 'date',
        words: {
          'This date is past: the assignment would never count.':
            'This day is past: the role would never count',
        },
      },
    },
  );
