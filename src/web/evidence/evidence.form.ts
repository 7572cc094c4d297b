import { evidenceInput, evidenceReason } from '../../evidence/index.js';
import type { Problem } from '../../platform/index.js';
import { pageForm, type FormView, type Sent } from '../shell/index.js';

export const attachForm = pageForm(evidenceInput, {
  entry: { to: 'entry' },
  title: { to: 'title', missing: 'Say what the file shows' },
  note: { to: 'note' },
});

export const reasonForm = pageForm(evidenceReason, { reason: { to: 'reason', missing: 'Say why' } });

/** The form of a file with nothing in it yet. @param entry what it is about, where that is known. */
export const blankFile = (entry?: string): FormView =>
  withFile(attachForm.blank(entry === undefined ? {} : { entry }), null);

/** The same form after a refusal: the file has to be chosen again, as browsers have it. */
export function refusedFile(sent: Sent, problem: Problem): FormView {
  const form = attachForm.refused(sent, problem);
  const own = problem.issues.find(({ path }) => path === 'file')?.message ?? null;
  return withFile(form, problem.issues.length === 0 ? problem.message : own);
}

const withFile = (form: FormView, error: string | null): FormView => ({
  ...form,
  errors: { ...form.errors, file: error },
});
