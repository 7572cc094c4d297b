import type { OwnRole, UserView } from '../../identity/index.js';
import type { ProgrammeWithPeriod } from '../../programmes/index.js';
import { facts, head, longDate } from '../shell/index.js';
import type { AccountPage } from './account.view.js';

export const presentAccount = (
  user: UserView,
  roles: readonly OwnRole[],
  programmes: readonly ProgrammeWithPeriod[],
): AccountPage => ({
  head: head('Your account', {
    lead:
      roles.length === 0
        ? 'You have no role yet. Ask your administrator for one.'
        : 'Your roles say what you can do here, and in which programme.',
  }),
  facts: facts([
    { name: 'Name', value: user.name },
    { name: 'Job title', value: user.jobTitle },
    { name: 'E-mail address', value: user.email },
  ]),
  roles: roles.map(({ roleName, programmeId, endsOn }) => {
    const where = programmes.find(({ id }) => id === programmeId)?.name ?? 'every programme';
    return `${roleName}, ${where}${endsOn === null ? '' : `, until ${longDate(endsOn)}`}`;
  }),
});
