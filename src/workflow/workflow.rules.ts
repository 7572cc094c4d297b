import { PROGRAMME_CLOSED } from '../identity/index.js';
import { conflict, invalid, Problem, stale, type ProblemInit, type ProblemIssue } from '../platform/index.js';
import {
  transitionFor,
  type Action,
  type EnvelopeKind,
  type Status,
  type Transition,
} from './transitions.js';

/** What the rules need to know of an envelope. */
export interface EnvelopeState {
  kind: EnvelopeKind;
  status: Status;
  programmeId: string;
  ownerId: string | null;
  /** Everyone who edited or submitted it. */
  authorIds: readonly string[];
  /** Reports: 1, and one more for each correction. */
  revision: number;
  /** The newest report of its period is approved. */
  reportApproved: boolean;
}

/** What the rules need to know of a person. */
export interface WorkflowActor {
  userId: string;
  can(permission: string, programmeId: string): boolean;
  /** The programme is closed, and this would change something in it. */
  isKeptOut?(permission: string, programmeId: string): boolean;
  standsInFor(programmeId: string): readonly string[];
}

const WORDS: Record<Status, string> = {
  draft: 'a draft',
  in_review: 'under review',
  approved: 'approved',
  superseded: 'superseded by a later version',
  withdrawn: 'withdrawn',
};

/** Why something may not be done: what a {@link Problem} is made of. Pages ask for many steps of many parts, and an error that nobody throws costs its stack. */
type Refusal = Readonly<Pick<ProblemInit, 'status' | 'code' | 'detail'>>;

const forbidden = (detail: string, code = 'forbidden'): Refusal => ({ status: 403, code, detail });
const conflicts = (code: string, detail: string): Refusal => ({ status: 409, code, detail });

/** Whether it is refused. */
export const isRefusal = (decision: Transition | Refusal): decision is Refusal => 'code' in decision;

/**
 * May this person do this now? Pure: reads nothing, and does NOT check that the content is complete, nor the version.
 * @returns the rule to apply, or the refusal.
 */
export function decide(actor: WorkflowActor, envelope: EnvelopeState, action: Action): Transition | Refusal {
  const rule = transitionFor(envelope.kind, envelope.status, action);
  if (
    rule &&
    rule.permission !== 'system' &&
    actor.isKeptOut?.(rule.permission, envelope.programmeId) === true
  )
    return PROGRAMME_CLOSED;
  if (rule?.permission === 'system' || (rule && !actor.can(rule.permission, envelope.programmeId)))
    return forbidden(`Your roles in this programme do not let you ${action} a ${envelope.kind}.`);
  if (!rule)
    return conflicts(
      'not-possible',
      `This ${envelope.kind} is ${WORDS[envelope.status]}; it is not possible to ${action} it now.`,
    );
  if (rule.separation === 'owner' && envelope.ownerId !== null) {
    const mine =
      envelope.ownerId === actor.userId || actor.standsInFor(envelope.programmeId).includes(envelope.ownerId);
    if (!mine) return forbidden('Only the owner, or the owner’s delegate, may do this.', 'not-owner');
  }
  if (rule.separation === 'not-author' && envelope.authorIds.includes(actor.userId))
    return forbidden(
      `You edited or submitted this ${envelope.kind}, so somebody else has to approve it: another approver or a delegate.`,
      'separation-of-duties',
    );
  if (rule.unlessReportApproved === true && envelope.reportApproved)
    return conflicts(
      'report-approved',
      'The report of this period is approved. Start a correction of the report first.',
    );
  if (rule.correctionOnly === true && envelope.revision === 1)
    return conflicts(
      'not-possible',
      'Only a correction can be withdrawn. The first report of a period stays.',
    );
  return rule;
}

/**
 * {@link decide}, and the version that the person read must be the present one. A missing permission is reported first, an old version
 * second, and only then anything about the present state.
 * @throws Problem 403, 412 or 409.
 */
export function admit(
  actor: WorkflowActor,
  envelope: EnvelopeState & { version: number },
  action: Action,
  version: number,
): Transition {
  const decision = decide(actor, envelope, action);
  if (isRefusal(decision) && (decision.status === 403 || decision.code === PROGRAMME_CLOSED.code))
    throw new Problem(decision);
  if (envelope.version !== version) throw stale(envelope.kind);
  if (isRefusal(decision)) throw new Problem(decision);
  return decision;
}

/** @returns undefined when the comment fits the rule. */
export function commentProblem(rule: Transition, comment: string | null): Problem | undefined {
  if (rule.comment === 'required' && comment === null)
    return invalid([{ path: 'comment', message: 'Say why, in a sentence or two.' }]);
  if (rule.comment === 'never' && comment !== null)
    return invalid([{ path: 'comment', message: 'This step takes no comment.' }]);
  return undefined;
}

/** 409 that lists what is still missing, each with its place. */
export function incomplete(kind: EnvelopeKind, blockers: readonly ProblemIssue[]): Problem {
  return conflict('incomplete', `This ${kind} is not complete yet.`, blockers);
}

/** Why this person cannot take a step that its status allows, as the code of the refusal: `forbidden`, `not-owner`, … */
export type Refusals = Partial<Record<Action, string>>;

export function refusals(
  actor: WorkflowActor,
  envelope: EnvelopeState,
  actions: readonly Action[],
): Refusals {
  const found: Refusals = {};
  for (const action of actions) {
    if (!transitionFor(envelope.kind, envelope.status, action)) continue;
    const decision = decide(actor, envelope, action);
    if (isRefusal(decision)) found[action] = decision.code;
  }
  return found;
}

/** Those of the actions that would take the report of the period back from the SRO. Pure. */
export function actionsThatVoid(
  envelope: Pick<EnvelopeState, 'kind' | 'status'> & { reportInReview: boolean },
  actions: readonly Action[],
): Action[] {
  if (!envelope.reportInReview) return [];
  return actions.filter(
    (action) => transitionFor(envelope.kind, envelope.status, action)?.voidsReview === true,
  );
}

/** The actions that this person could take now; what pages offer as buttons. */
export function availableActions(
  actor: WorkflowActor,
  envelope: EnvelopeState,
  actions: readonly Action[],
): Action[] {
  return actions.filter((action) => !isRefusal(decide(actor, envelope, action)));
}

/** Somebody who may approve contributions; null is every programme. */
interface Approver {
  programmeId: string | null;
  userId: string;
}
type Decided = Pick<EnvelopeState, 'programmeId' | 'authorIds'>;

/**
 * The ids of those who could decide on a contribution: its authors apart, and who submits it. Pure.
 * @param approvers everybody who may approve contributions, in whichever programme.
 * @param writer who submits it, or has submitted it; null where that is not known.
 */
export const freeToDecide = (
  approvers: readonly Approver[],
  { programmeId, authorIds }: Decided,
  writer: string | null,
): string[] =>
  approvers
    .filter(
      (one) =>
        (one.programmeId ?? programmeId) === programmeId &&
        one.userId !== writer &&
        !authorIds.includes(one.userId),
    )
    .map(({ userId }) => userId);

/** Why a contribution on which nobody is {@link freeToDecide} is not submitted. @param helpers who can change that, in words. */
export const nobodyDecides = (helpers = 'An administrator'): string =>
  `Nobody can decide on it: everybody who may wrote in it, or writes it. ${helpers} can give one more person a role that approves parts.`;

/** Whether this person alone can still decide on a contribution: as its owner they could not, and nobody would. Pure. */
export const isLastDecider = (userId: string, part: Decided, approvers: readonly Approver[]): boolean =>
  freeToDecide(approvers, part, null).length > 0 && freeToDecide(approvers, part, userId).length === 0;
