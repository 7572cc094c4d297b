import { z } from 'zod';
import { stepInput } from '../../workflow/index.js';
import { pageForm } from '../shell/index.js';

export const reviewForm = pageForm(stepInput.extend({ decision: z.enum(['approve', 'return']) }), {
  decision: { to: 'decision', missing: 'Choose whether you approve it or give it back' },
  comment: { to: 'comment' },
});

export const unchangedForm = pageForm(
  z.object({ parts: z.array(z.uuid()).min(1, 'Choose at least one part').max(200) }),
  { parts: { to: 'parts', as: 'list' } },
);
