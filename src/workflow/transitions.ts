import type { Permission } from '../identity/index.js';

/** A contribution is one owner's part of one period; a report is the assembled whole. */
export const ENVELOPE_KINDS = ['contribution', 'report'] as const;
export type EnvelopeKind = (typeof ENVELOPE_KINDS)[number];

export const STATUSES = {
  contribution: ['draft', 'in_review', 'approved'],
  report: ['draft', 'in_review', 'approved', 'superseded', 'withdrawn'],
} as const satisfies Record<EnvelopeKind, readonly string[]>;
export type Status = (typeof STATUSES)[EnvelopeKind][number];

export const ACTIONS = {
  /** `save` changes content and stays in draft; the others change the status. */
  contribution: ['save', 'submit', 'return', 'approve', 'reopen', 'restore'],
  /** `void`, `supersede`, and `restore` of a contribution, are consequences of other steps; nobody can request them. */
  report: ['save', 'submit', 'return', 'approve', 'withdraw', 'void', 'supersede'],
} as const satisfies Record<EnvelopeKind, readonly string[]>;
export type Action = (typeof ACTIONS)[EnvelopeKind][number];

export interface Transition {
  to: Status;
  /** `system`: a consequence of something else, in its transaction; no person can request it. */
  permission: Permission | 'system';
  comment: 'required' | 'optional' | 'never';
  /** Must the content be complete (no blockers) first? */
  complete: boolean;
  /** `not-author`: nobody who edited or submitted it. `owner`: its named owner, or a delegate of the owner; anyone when none is named. */
  separation: 'none' | 'owner' | 'not-author';
  /** Refused while the period's newest report is approved: a correction has to be started first. */
  unlessReportApproved?: true;
  /** Only of a correction: the first report of a period stays. */
  correctionOnly?: true;
  /** What the content said is kept with the step, so that it can be told later what changed since. */
  keepsContent?: true;
  /** This changes the content of a report under review, so the review becomes void. */
  voidsReview?: true;
}

type Table = {
  [K in EnvelopeKind]: Record<
    (typeof STATUSES)[K][number],
    Record<(typeof ACTIONS)[K][number], Transition | null>
  >;
};

/** The correction under which a part was made a draft again was withdrawn: it is what was approved before. */
const RESTORE: Transition = {
  to: 'approved',
  permission: 'system',
  comment: 'required',
  complete: false,
  separation: 'none',
};

const NOTHING_MORE = {
  save: null,
  submit: null,
  return: null,
  approve: null,
  withdraw: null,
  void: null,
  supersede: null,
};

/**
 * The whole workflow, exhaustive over status × action: what is null cannot be done. Guards, validation, the actions that pages
 * offer, the audit trail and the documentation read this table; nothing else decides.
 */
export const TRANSITIONS: Table = {
  contribution: {
    draft: {
      save: {
        to: 'draft',
        permission: 'contribution.edit',
        comment: 'never',
        complete: false,
        separation: 'owner',
      },
      submit: {
        to: 'in_review',
        permission: 'contribution.submit',
        comment: 'optional',
        complete: true,
        separation: 'owner',
      },
      return: null,
      approve: null,
      reopen: null,
      restore: RESTORE,
    },
    in_review: {
      save: null,
      submit: null,
      return: {
        to: 'draft',
        permission: 'contribution.return',
        comment: 'required',
        complete: false,
        separation: 'none',
        keepsContent: true,
      },
      approve: {
        to: 'approved',
        permission: 'contribution.approve',
        comment: 'optional',
        complete: true,
        separation: 'not-author',
        voidsReview: true,
      },
      reopen: null,
      restore: RESTORE,
    },
    approved: {
      save: null,
      submit: null,
      return: null,
      approve: null,
      reopen: {
        to: 'draft',
        permission: 'contribution.reopen',
        comment: 'required',
        complete: false,
        separation: 'none',
        unlessReportApproved: true,
        voidsReview: true,
      },
      restore: RESTORE,
    },
  },
  report: {
    draft: {
      save: { to: 'draft', permission: 'report.edit', comment: 'never', complete: false, separation: 'none' },
      submit: {
        to: 'in_review',
        permission: 'report.submit',
        comment: 'optional',
        complete: true,
        separation: 'none',
      },
      return: null,
      approve: null,
      withdraw: {
        to: 'withdrawn',
        permission: 'report.correct',
        comment: 'required',
        complete: false,
        separation: 'none',
        correctionOnly: true,
      },
      void: null,
      supersede: null,
    },
    in_review: {
      save: null,
      submit: null,
      return: {
        to: 'draft',
        permission: 'report.return',
        comment: 'required',
        complete: false,
        separation: 'none',
      },
      approve: {
        to: 'approved',
        permission: 'report.approve',
        comment: 'optional',
        complete: true,
        separation: 'not-author',
      },
      withdraw: null,
      void: { to: 'draft', permission: 'system', comment: 'required', complete: false, separation: 'none' },
      supersede: null,
    },
    approved: {
      save: null,
      submit: null,
      return: null,
      approve: null,
      withdraw: null,
      void: null,
      supersede: {
        to: 'superseded',
        permission: 'system',
        comment: 'required',
        complete: false,
        separation: 'none',
      },
    },
    superseded: NOTHING_MORE,
    withdrawn: NOTHING_MORE,
  },
};

/** The rule for an action in a status, or null when it cannot be done. */
export function transitionFor(kind: EnvelopeKind, status: Status, action: Action): Transition | null {
  const rows: Partial<Record<Status, Partial<Record<Action, Transition | null>>>> = TRANSITIONS[kind];
  return rows[status]?.[action] ?? null;
}

/**
 * Checks the table: every target is a status of its kind, and every status can be reached from draft. Runs at the start of the
 * process. @throws Error naming the fault.
 */
export function validateTransitions(table: Table = TRANSITIONS): void {
  for (const kind of ENVELOPE_KINDS) {
    const statuses: readonly Status[] = STATUSES[kind];
    const rows: Partial<Record<Status, Partial<Record<Action, Transition | null>>>> = table[kind];
    const reached = new Set<Status>(['draft']);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const from of reached)
        for (const [action, transition] of Object.entries(rows[from] ?? {})) {
          // What is put back was there before: it is no way to anywhere.
          if (!transition || action === 'restore') continue;
          if (!statuses.includes(transition.to))
            throw new Error(`BUG: ${kind} ${from} leads to the unknown status "${transition.to}"`);
          reached.add(transition.to);
        }
    }
    const unreachable = statuses.filter((status) => !reached.has(status));
    if (unreachable.length > 0) throw new Error(`BUG: no way leads a ${kind} to ${unreachable.join(', ')}`);
  }
}
