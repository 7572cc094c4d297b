import { z } from 'zod';
import { measuresDocument } from '../../performance/index.js';
import { RAGS } from '../../programmes/index.js';
import { pageForm } from '../shell/index.js';

export const commentaryForm = pageForm(measuresDocument.pick({ commentary: true }), {
  commentary: { to: 'commentary' },
});

const SAY_WHY = 'Say why the rating is not the one that follows from the target';

/** Without a rating of its own, a measure is printed with the worked-out one; the room says what a reason may be. */
export const ratingForm = pageForm(
  z
    .strictObject({
      rag: z.enum(RAGS).nullable(),
      reason: measuresDocument.shape.overrides.element.shape.reason.nullable(),
    })
    .refine(({ rag, reason }) => rag === null || reason !== null, { path: ['reason'], message: SAY_WHY }),
  { rag: { to: 'rag' }, reason: { to: 'reason' } },
);
