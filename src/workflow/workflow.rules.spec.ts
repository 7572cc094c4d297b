import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BUILT_IN_ROLES, type BuiltInRoleKey } from '../identity/index.js';
import {
  ACTIONS,
  ENVELOPE_KINDS,
  STATUSES,
  TRANSITIONS,
  transitionFor,
  validateTransitions,
  type Action,
  type EnvelopeKind,
  type Status,
} from './transitions.js';
import {
  actionsThatVoid,
  availableActions,
  commentProblem,
  decide,
  freeToDecide,
  isLastDecider,
  isRefusal,
  type EnvelopeState,
  type WorkflowActor,
} from './workflow.rules.js';

const HERE = 'programme-here';
const ELSEWHERE = 'programme-elsewhere';

const permissionsOf = (role: BuiltInRoleKey): readonly string[] =>
  BUILT_IN_ROLES.find(({ key }) => key === role)?.permissions ?? [];
const person = (
  userId: string,
  roles: readonly BuiltInRoleKey[],
  programme = HERE,
  standsInFor: readonly string[] = [],
): WorkflowActor => ({
  userId,
  can: (permission, programmeId) =>
    programmeId === programme && roles.some((role) => permissionsOf(role).includes(permission)),
  standsInFor: () => standsInFor,
});

/** The people of the story. The owner drafted and submitted; nobody else has touched it. */
const PEOPLE = {
  'its owner': person('owner', ['owner']),
  'another owner': person('other-owner', ['owner']),
  'the owner’s delegate': person('delegate', ['owner'], HERE, ['owner']),
  'the programme manager': person('reviewer', ['reviewer']),
  'the SRO': person('sro', ['sro']),
  'the SRO, who wrote it': person('owner', ['sro', 'owner']),
  'the SRO of another programme': person('other-sro', ['sro'], ELSEWHERE),
  'the clerk': person('clerk', ['clerk']),
  'an analyst': person('analyst', ['analyst']),
  'a reader': person('reader', ['reader']),
  'the auditor': person('auditor', ['auditor']),
  'an administrator': person('admin', ['admin']),
} as const;
type Name = keyof typeof PEOPLE;

const state = (kind: EnvelopeKind, status: Status, change: Partial<EnvelopeState> = {}): EnvelopeState => ({
  kind,
  status,
  programmeId: HERE,
  ownerId: kind === 'contribution' ? 'owner' : null,
  authorIds: ['owner'],
  revision: 2,
  reportApproved: false,
  ...change,
});

/** Who may do what, when. Everything that is not listed is refused; the test below walks all combinations. */
const MAY: Record<EnvelopeKind, Partial<Record<Status, Partial<Record<Action, readonly Name[]>>>>> = {
  contribution: {
    draft: {
      save: ['its owner', 'the owner’s delegate', 'the SRO, who wrote it'],
      submit: ['its owner', 'the owner’s delegate', 'the SRO, who wrote it'],
    },
    in_review: {
      return: ['the programme manager', 'the SRO', 'the SRO, who wrote it'],
      approve: ['the programme manager', 'the SRO'],
    },
    approved: { reopen: ['the programme manager', 'the SRO', 'the SRO, who wrote it'] },
  },
  report: {
    draft: {
      save: ['the programme manager'],
      submit: ['the programme manager'],
      withdraw: ['the programme manager'],
    },
    in_review: { return: ['the SRO', 'the SRO, who wrote it'], approve: ['the SRO'] },
  },
};

describe('who may do what, when', () => {
  const everything = ENVELOPE_KINDS.flatMap((kind) =>
    STATUSES[kind].flatMap((status) =>
      ACTIONS[kind].flatMap((action) =>
        (Object.keys(PEOPLE) as Name[]).map((name) => ({
          kind,
          status,
          action,
          name,
          allowed: MAY[kind][status]?.[action]?.includes(name) ?? false,
        })),
      ),
    ),
  );

  it.each(everything.filter(({ allowed }) => allowed))(
    '$name may $action a $kind that is $status',
    ({ kind, status, action, name }) => {
      expect(isRefusal(decide(PEOPLE[name], state(kind, status), action))).toBe(false);
    },
  );

  it.each(everything.filter(({ allowed }) => !allowed))(
    '$name may not $action a $kind that is $status',
    ({ kind, status, action, name }) => {
      expect(isRefusal(decide(PEOPLE[name], state(kind, status), action))).toBe(true);
    },
  );

  it.each(everything)(
    '$name is offered $action on a $kind that is $status exactly when it would work',
    ({ kind, status, action, name, allowed }) => {
      expect(availableActions(PEOPLE[name], state(kind, status), ACTIONS[kind]).includes(action)).toBe(
        allowed,
      );
    },
  );
});

it('withdraws corrections, and not the first report of a period', () => {
  const first = state('report', 'draft', { revision: 1 });
  expect(decide(PEOPLE['the programme manager'], first, 'withdraw')).toMatchObject({ code: 'not-possible' });
  expect(availableActions(PEOPLE['the programme manager'], first, ACTIONS.report)).not.toContain('withdraw');
});

describe('separation of duties', () => {
  it('names its reason', () => {
    const refusal = decide(
      person('writer', ['reviewer']),
      state('contribution', 'in_review', { authorIds: ['writer'] }),
      'approve',
    );
    expect(refusal).toMatchObject({ code: 'separation-of-duties', status: 403 });
  });

  it('does not deadlock when the SRO wrote everything: the programme manager approves it, or a delegate does', () => {
    const risks = state('contribution', 'in_review', { ownerId: 'sro', authorIds: ['sro'] });
    expect(isRefusal(decide(person('sro', ['sro']), risks, 'approve'))).toBe(true);
    expect(decide(person('reviewer', ['reviewer']), risks, 'approve')).toMatchObject({ to: 'approved' });
    expect(decide(person('deputy', ['sro'], HERE, ['sro']), risks, 'approve')).toMatchObject({
      to: 'approved',
    });
  });

  it('lets anyone who may edit take a contribution that has no owner', () => {
    expect(
      decide(PEOPLE['another owner'], state('contribution', 'draft', { ownerId: null }), 'save'),
    ).toMatchObject({ to: 'draft' });
  });

  it('holds for anyone and any authors: nobody approves what they had a hand in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ENVELOPE_KINDS),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
        fc.constantFrom('a', 'b', 'c', 'd'),
        (kind, authorIds, userId) => {
          const decision = decide(
            person(userId, ['reviewer', 'sro']),
            state(kind, 'in_review', { authorIds }),
            'approve',
          );
          expect(isRefusal(decision)).toBe(authorIds.includes(userId));
        },
      ),
    );
  });
});

describe('an approved report', () => {
  it('keeps its contributions closed until a correction is started', () => {
    expect(
      decide(
        PEOPLE['the programme manager'],
        state('contribution', 'approved', { reportApproved: true }),
        'reopen',
      ),
    ).toMatchObject({
      code: 'report-approved',
      status: 409,
    });
  });

  it('is voided or superseded by nobody in person', () => {
    for (const actor of Object.values(PEOPLE)) {
      expect(isRefusal(decide(actor, state('report', 'in_review'), 'void'))).toBe(true);
      expect(isRefusal(decide(actor, state('report', 'approved'), 'supersede'))).toBe(true);
    }
  });
});

describe('what takes a report back from the SRO', () => {
  const part = (status: Status, reportInReview = true) => ({
    kind: 'contribution' as const,
    status,
    reportInReview,
  });

  it('is deciding on a part, while the report is with them', () => {
    expect(actionsThatVoid(part('in_review'), ACTIONS.contribution)).toEqual(['approve']);
    expect(actionsThatVoid(part('approved'), ACTIONS.contribution)).toEqual(['reopen']);
    expect(actionsThatVoid(part('draft'), ACTIONS.contribution)).toEqual([]);
    expect(actionsThatVoid(part('in_review', false), ACTIONS.contribution)).toEqual([]);
  });
});

describe('comments', () => {
  it.each([
    ['contribution', 'in_review', 'return', null, true],
    ['contribution', 'in_review', 'return', 'The dates differ from the plan.', false],
    ['contribution', 'approved', 'reopen', null, true],
    ['contribution', 'draft', 'submit', null, false],
    ['contribution', 'draft', 'save', 'no', true],
    ['report', 'in_review', 'return', null, true],
    ['report', 'in_review', 'approve', 'Approved.', false],
  ] as const)('%s %s %s with %p', (kind, status, action, comment, refused) => {
    const rule = transitionFor(kind, status, action);
    expect(rule).not.toBeNull();
    if (rule) expect(commentProblem(rule, comment) !== undefined).toBe(refused);
  });
});

describe('the last person who can decide', () => {
  const part = { programmeId: 'here', authorIds: ['manager'] };
  const approver = (userId: string, programmeId: string | null = 'here') => ({ userId, programmeId });

  it('is who alone may approve and has not written in it', () => {
    const approvers = [approver('manager'), approver('sro'), approver('other', 'elsewhere')];
    expect(isLastDecider('sro', part, approvers)).toBe(true);
    expect(isLastDecider('owner', part, approvers)).toBe(false);
    expect(isLastDecider('manager', part, approvers)).toBe(false);
  });

  it('is found among those who may in this programme, its authors and who submits it apart', () => {
    const approvers = [approver('manager'), approver('sro', null), approver('other', 'elsewhere')];
    expect(freeToDecide(approvers, part, null)).toEqual(['sro']);
    expect(freeToDecide(approvers, part, 'sro')).toEqual([]);
    expect(freeToDecide([], part, null)).toEqual([]);
  });

  it('is nobody while somebody else can, and where nobody could before', () => {
    expect(isLastDecider('sro', part, [approver('sro'), approver('second', null)])).toBe(false);
    expect(isLastDecider('manager', part, [approver('manager')])).toBe(false);
  });
});

describe('the table itself', () => {
  it('is sound', () => {
    expect(() => {
      validateTransitions();
    }).not.toThrow();
  });

  it('is found out when a status cannot be reached or does not exist', () => {
    const cut = structuredClone(TRANSITIONS);
    cut.contribution.in_review.approve = null;
    expect(() => {
      validateTransitions(cut);
    }).toThrow('no way leads a contribution to approved');
    const lost = structuredClone(TRANSITIONS);
    lost.contribution.draft.submit = { ...TRANSITIONS.contribution.draft.submit!, to: 'superseded' };
    expect(() => {
      validateTransitions(lost);
    }).toThrow('unknown status "superseded"');
  });

  it('lets no walk of people’s own steps leave an approved report', () => {
    const steps = Object.entries(TRANSITIONS.report.approved).filter(
      ([, rule]) => rule && rule.permission !== 'system',
    );
    expect(steps).toEqual([]);
  });
});
