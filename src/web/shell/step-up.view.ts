import type { Link } from './page-views.js';

/** What a form asks once more of whoever sits in front of the session (`parts/step-up.njk`). */
export interface StepUp {
  /** Until when what was shown before counts; null while the form asks. */
  confirmed: string | null;
  /** Shows it without a password and comes back; null where there is no other way. */
  elsewhere: Link | null;
}

/** Nothing was shown yet, and the password is the only way. */
export const ASKED: StepUp = { confirmed: null, elsewhere: null };

/** It is a piece of pages: the pages that ask show its states. */
export const examples = {};
