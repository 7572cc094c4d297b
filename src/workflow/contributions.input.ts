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

/** The comment of a return, and notes beside blocks of the part. */
export const returnInput = stepInput.extend({
  notes: z
    .array(
      z.strictObject({
        block: z
          .string()
          .regex(/^[a-zA-Z]{1,40}(\/[0-9a-f-]{36})?$/)
          .describe(
            'Which block of the document: the name of a field, such as overview, or an item of a list by its id: objectives/1f0c….',
          ),
        text: narrative(2000),
      }),
    )
    .max(200)
    .default([]),
});

export const ownerInput = z.strictObject({ ownerId: z.uuid().nullable() });
