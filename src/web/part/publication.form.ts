import { z } from 'zod';
import { narrative } from '../../platform/index.js';
import { GROUNDS } from '../../snapshot/index.js';
import { pageForm } from '../shell/index.js';

const reason = narrative(2000);

/** The fields of the page. The room's own schema decides about the whole, and is a union, which has no fields of its own. */
export const leaveOutForm = pageForm(
  z.object({ block: z.string(), ground: z.enum(GROUNDS), paragraphs: z.array(z.coerce.number()), reason }),
  {
    block: { to: 'block', missing: 'Choose what is left out' },
    ground: { to: 'ground', missing: 'Choose a ground' },
    paragraphs: {
      to: 'paragraphs',
      as: 'list',
      words: {
        'Say under which paragraphs of Schedule 12A it is exempt.': 'Choose at least one paragraph',
        'Only what is exempt has paragraphs of Schedule 12A.': 'Choose paragraphs only for what is exempt',
      },
    },
    reason: { to: 'reason', missing: 'Say why' },
  },
);

export const liftForm = pageForm(z.object({ block: z.string(), reason }), {
  block: { to: 'block' },
  reason: { to: 'reason', missing: 'Say why' },
});
