import type { Outcome } from '../../identity/index.js';
import { paths, seeOther, type SeeOther } from '../shell/index.js';

/** Leads to the change that waits; undefined where it is done already. */
export const held = (outcome: Outcome<unknown>): SeeOther | undefined =>
  'held' in outcome
    ? seeOther(
        paths.heldChange(outcome.held.id),
        'This is asked for and not done yet. Another administrator can do it at once.',
      )
    : undefined;
