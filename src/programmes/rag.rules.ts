/**
 * The overall scale of the reference report (guidance for RAG status, column "Overall ratings").
 * The word is what is stored and printed; colour is decoration.
 */
export const RAGS = ['RED', 'AMBER', 'GREEN'] as const;
export type Rag = (typeof RAGS)[number];

/**
 * The scale of one action in one quarter: the three ratings of the reference plus two states that it
 * lacks. `null` (no entry) means "not rated", which is not a rating.
 */
export const ACTION_RATINGS = ['RED', 'AMBER', 'GREEN', 'COMPLETE', 'NOT_DUE'] as const;
export type ActionRating = (typeof ACTION_RATINGS)[number];

/** What each rating means; printed once in every report so that a reader never has to guess. */
export const RAG_GUIDANCE: readonly { rag: Rag; overall: string; action: string }[] = [
  {
    rag: 'GREEN',
    overall: 'Activity is on track and the expected outcomes are being delivered.',
    action: 'The action is on track or completed, and the expected outcomes are being delivered.',
  },
  {
    rag: 'AMBER',
    overall:
      'Activity is on track but the expected outcomes cannot be evidenced yet, or activity is delayed but still being delivered.',
    action: 'The action has some minor delay, or is on track with limited evidence of outcomes.',
  },
  {
    rag: 'RED',
    overall: 'Activity is not on track, and outcomes are poor or deteriorating.',
    action: 'The action has significant delay, or is not delivering the expected outcomes.',
  },
];

/** How a rating is printed: always a word (WCAG 2.2, 1.4.1 Use of Color). */
export const RATING_WORDS: Readonly<Record<ActionRating, string>> = {
  RED: 'Red',
  AMBER: 'Amber',
  GREEN: 'Green',
  COMPLETE: 'Complete',
  NOT_DUE: 'Not due',
};
