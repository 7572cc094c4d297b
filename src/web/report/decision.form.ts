import { z } from 'zod';
import { narrative } from '../../platform/index.js';
import { GROUNDS } from '../../snapshot/index.js';
import { pageForm } from '../shell/index.js';

/** The room's own schema decides about the whole; this one has the fields of the page, which a union has not. */
export const withholdForm = pageForm(
  z.object({
    block: z.string().min(1),
    ground: z.enum(GROUNDS),
    paragraphs: z.array(z.coerce.number()),
    reason: narrative(2000),
  }),
  {
    block: { to: 'block', missing: 'Choose what is left out' },
    ground: { to: 'ground', missing: 'Choose a ground' },
    paragraphs: {
      to: 'paragraphs',
      as: 'list',
      words: { 'Say under which paragraphs of Schedule 12A it is exempt.': 'Choose at least one paragraph' },
    },
    reason: { to: 'reason', missing: 'Say why' },
  },
);

export const reasonForm = pageForm(z.object({ block: z.string(), reason: narrative(2000) }), {
  block: { to: 'block', missing: 'Choose what it is about' },
  reason: { to: 'reason', missing: 'Say why' },
});
