import { counted } from '../../platform/index.js';
import { kindOf, PERMISSIONS, type Permission } from '../access/permissions.js';

/** What its person is told when a token is made. */
export const tokenWords = (name: string, permissions: readonly Permission[], days: number): string =>
  `A token for programs was made in your name: “${name}”. ${abilityWords(permissions)} It works for ${counted(days, 'day')} at most.`;

/** What a program with it can do, for its person. */
function abilityWords(permissions: readonly Permission[]): string {
  const more = permissions
    .filter((name) => kindOf(name) !== 'read')
    .map((name) => PERMISSIONS[name].description);
  return more.length === 0
    ? 'A program that has it can read what you can read, and change nothing.'
    : `A program that has it can do this as you: ${more.join('; ')}.`;
}
