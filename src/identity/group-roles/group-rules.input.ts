import { z } from 'zod';
import { line } from '../../platform/index.js';

export const newGroupRule = z.strictObject({
  group: line(255).describe('As the provider names it: with Entra ID the object id of the group.'),
  roleId: z.uuid(),
  /** Null = every programme. It must be said: nobody gets every programme by leaving something out. */
  programmeId: z.uuid().nullable(),
});
export type NewGroupRule = z.output<typeof newGroupRule>;
