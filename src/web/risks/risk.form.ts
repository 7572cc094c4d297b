import { z } from 'zod';
import { acceptanceInput, riskEntry } from '../../risks/index.js';
import { linkRules } from '../part/index.js';
import { pageForm } from '../shell/index.js';

/** What a risk may be connected with. */
export const RISK_LINKS = ['action', 'measure', 'concern'] as const;

/** What a person writes of an entry. Its number, its state and its acceptance are not fields of this page. */
export const riskForm = pageForm(
  riskEntry.omit({
    id: true,
    number: true,
    status: true,
    closedReason: true,
    acceptance: true,
  }),
  {
    kind: { to: 'kind', missing: 'Choose whether it is a risk or an issue' },
    cause: { to: 'cause' },
    event: { to: 'event', missing: 'Say what may happen, or what has happened' },
    consequence: { to: 'consequence' },
    mitigation: { to: 'mitigation' },
    response: { to: 'response' },
    owner: {
      to: 'ownerId',
      words: {
        'This person has no role in this programme.': 'Choose somebody who has a role in this programme',
      },
    },
    raised: { to: 'raised', as: 'day or month', missing: 'Enter a month and year' },
    probability: { to: 'current.probability', as: 'figure' },
    impact: { to: 'current.impact', as: 'figure' },
    'before-probability': { to: 'inherent.probability', as: 'figure' },
    'before-impact': { to: 'inherent.impact', as: 'figure' },
    'target-probability': { to: 'target.probability', as: 'figure' },
    'target-impact': { to: 'target.impact', as: 'figure' },
    proximity: { to: 'proximity' },
    severity: { to: 'severity' },
    reviewed: { to: 'lastReviewedOn', as: 'date' },
    review: { to: 'reviewOn', as: 'date' },
    next: { to: 'nextAction' },
    ...linkRules(RISK_LINKS),
  },
);

export const closeRiskForm = pageForm(z.object({ reason: riskEntry.shape.closedReason.unwrap() }), {
  reason: { to: 'reason', missing: 'Say why it is closed' },
});

export const acceptRiskForm = pageForm(acceptanceInput, {
  until: {
    to: 'until',
    as: 'date',
    missing: 'Enter a day from today on',
    words: {
      'The acceptance cannot end before it begins, which is today.': 'Enter a day from today on',
    },
  },
  reason: { to: 'reason', missing: 'Say why it is accepted' },
});
