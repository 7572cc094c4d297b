import type { Known, Left, NamedPerson, Plan } from './plan.js';
import type { ProposedRole } from './proposals.js';

const ROLE_WORDS = { sro: 'Senior Responsible Officer', manager: 'Programme manager' };
const ROLE_KEYS = { sro: 'sro', manager: 'reviewer' } as const;

/**
 * Leads of themes are written, where the theme has none and the lead has an account. Who approves and who manages is not: an administrator
 * gives roles. Nobody gets an account by being named.
 */
export function leadsOf(
  all: readonly ProposedRole[],
  people: readonly NamedPerson[],
  { holders, themes }: Pick<Known, 'holders' | 'themes'>,
  coming: Plan['themes'],
  left: Left[],
): Plan['leads'] {
  const leads: { theme: number; personId: string; name: string }[] = [];
  for (const { place, role, theme, name } of all) {
    const personId = people.find((one) => one.name === name)?.personId ?? null;
    const words = role === 'lead' ? `Lead of theme ${theme}` : ROLE_WORDS[role];
    const leave = (why: string) => left.push({ place, what: `${words}: ${name}`, why });
    if (personId === null)
      leave('There is no account with this name here. An administrator makes accounts and gives roles.');
    else if (role !== 'lead') {
      if (!holders.some((one) => one.id === personId && one.role === ROLE_KEYS[role]))
        leave('Roles are given by an administrator, on the page of the person.');
    } else if (theme !== null) {
      const owner = themes.find(({ number }) => number === theme)?.ownerId ?? null;
      if (![...themes, ...coming].some(({ number }) => number === theme))
        leave('The programme has no theme of this number.');
      else if (owner !== null && owner !== personId) leave('The theme has another lead here, who stays.');
      else if (leads.some((one) => one.theme === theme && one.personId !== personId))
        leave('The document names another lead of this theme before.');
      else if (owner === null && !leads.some((one) => one.theme === theme))
        leads.push({ theme, personId, name });
    }
  }
  return leads;
}
