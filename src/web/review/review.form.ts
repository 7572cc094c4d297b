import { z } from 'zod';
import { returnInput } from '../../workflow/index.js';
import { pageForm, textOf, type Sent } from '../shell/index.js';

export const reviewForm = pageForm(returnInput.extend({ decision: z.enum(['approve', 'return']) }), {
  decision: { to: 'decision', missing: 'Choose whether you approve it or give it back' },
  comment: { to: 'comment' },
  'notes.*.block': { to: 'notes[*].block' },
  'notes.*.text': { to: 'notes[*].text' },
});

export const unchangedForm = pageForm(
  z.object({ parts: z.array(z.uuid()).min(1, 'Choose at least one part').max(200) }),
  { parts: { to: 'parts', as: 'list' } },
);

/** Without the notes in which nothing was written. */
export const withoutEmptyNotes = (sent: Sent): Sent =>
  Object.fromEntries(
    Object.entries(sent).filter(([name]) => {
      const [, row] = /^notes\.(\d+)\./.exec(name) ?? [];
      return row === undefined || textOf(sent[`notes.${row}.text`]).trim() !== '';
    }),
  );
