import { importChoices } from '../../performance/index.js';
import type { Problem } from '../../platform/index.js';
import { pageForm, type FormView, type Sent } from '../shell/index.js';

/** What is decided for a whole file; the file itself stands after these fields. */
export const importForm = pageForm(importChoices, {
  asAt: { to: 'asAt', as: 'date', missing: 'Enter the as-at date' },
  state: { to: 'state' },
  reason: { to: 'reason' },
});

const FIELDS = ['asAt', 'state', 'reason'];

/** With the field of the file, which the room's choices do not have. @param message beside it. */
export const withFile = (form: FormView, message: string | null = null): FormView => ({
  ...form,
  errors: { ...form.errors, file: message },
});

/** After a refusal: of a choice beside its field, of the file beside the file, with every place in it. */
export function importRefused(sent: Sent, refusal: Problem): FormView {
  const form = importForm.refused(sent, refusal);
  if (refusal.issues.some(({ path }) => FIELDS.includes(path))) return withFile(form);
  const places = refusal.issues.map(({ path, message }) => ({
    text: path === '' || path === 'file' ? message : `${path}: ${message}`,
    href: '#file',
  }));
  const told = places.length > 0 ? places : [{ text: refusal.message, href: '#file' }];
  return { ...withFile(form, told.length === 1 ? (told[0]?.text ?? null) : refusal.message), problems: told };
}
