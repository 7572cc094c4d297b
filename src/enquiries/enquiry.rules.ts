import { addWorkingDays, OutsideCalendar, type WorkingCalendar } from '../platform/index.js';
import type { AnswerStatus } from './enquiry.entity.js';

/** What a programme has until somebody changes it: many councils answer a member within ten working days. */
export const USUAL_ANSWER_DAYS = 10;

/** Where a question stands. `printed`: a sealed report has printed the answer that is in force. */
export const ENQUIRY_STATES = ['open', 'answered', 'printed', 'withdrawn'] as const;
export type EnquiryState = (typeof ENQUIRY_STATES)[number];

/** By when a question is answered; null beyond the known bank holidays, where a person has to say it. */
export function answerDue(askedOn: string, days: number, calendar: WorkingCalendar): string | null {
  try {
    return addWorkingDays(askedOn, days, calendar);
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

/** What can be done with the answer that is being written. */
export const ANSWER_STEPS = ['write', 'submit', 'return', 'approve'] as const;
export type AnswerStep = (typeof ANSWER_STEPS)[number];

/** A person, and the answer that is being written (null: none is). */
interface Asked {
  /** The owner, or somebody who stands in for the owner. */
  isOwner: boolean;
  mayAnswer: boolean;
  mayApprove: boolean;
  isAuthor: boolean;
  withdrawn: boolean;
  status: Exclude<AnswerStatus, 'approved'> | null;
}

/**
 * Which steps are this person’s to take now. Pure. Nobody approves what they wrote or submitted, the owner alone writes, and what was
 * submitted is given back before it is written again.
 */
export function stepsOf(asked: Asked): AnswerStep[] {
  const { isOwner, mayAnswer, mayApprove, isAuthor, withdrawn, status } = asked;
  if (withdrawn) return [];
  const writes = isOwner && mayAnswer && status !== 'submitted';
  return [
    ...(writes ? (['write'] as const) : []),
    ...(writes && status === 'draft' ? (['submit'] as const) : []),
    ...(mayApprove && status === 'submitted' ? (['return'] as const) : []),
    ...(mayApprove && status === 'submitted' && !isAuthor ? (['approve'] as const) : []),
  ];
}
