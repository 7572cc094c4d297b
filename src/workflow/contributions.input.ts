import { z } from 'zod';
import { narrative, pageQuery } from '../platform/index.js';
import { STATUSES } from './transitions.js';

export const contributionList = pageQuery.extend({
  programmeId: z.uuid().optional(),
  periodId: z.uuid().optional(),
  status: z.enum(STATUSES.contribution).optional(),
  /** `true`: only those that the caller owns. */
  mine: z.stringbool().optional(),
});
export type ContributionList = z.infer<typeof contributionList>;

/** The comment of a step. The transition table says which steps require one. */
export const stepInput = z.strictObject({ comment: narrative(4000).nullable().default(null) });

export const ownerInput = z.strictObject({ ownerId: z.uuid().nullable() });
