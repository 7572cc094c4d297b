import { entryChoices } from '../../performance/index.js';
import type { Problem } from '../../platform/index.js';
import { forMacro, pageForm, type FormView, type Sent } from '../shell/index.js';

/** What is decided for all figures of a table before they are recorded. */
export const choicesForm = pageForm(entryChoices, {
  state: { to: 'state' },
  reason: {
    to: 'reason',
    words: { 'Say why a figure that was relied on changes.': 'Say why a figure that was relied on changes' },
  },
});

/** The cells whose doubtful figures were ticked. */
export const acceptedCells = (sent: Sent): string[] => [sent['accepted'] ?? []].flat();

/** With the ticks as they were sent. @param refusal why nothing was recorded; null at the first look. */
export function withAccepted(form: FormView, sent: Sent, refusal: Problem | null): FormView {
  const error = refusal?.code === 'figures-not-accepted' ? refusal.message : null;
  return {
    values: { ...form.values, accepted: acceptedCells(sent) },
    errors: { ...form.errors, accepted: error },
    problems: error === null ? form.problems : forMacro([{ text: error, href: '#accepted' }]),
  };
}
