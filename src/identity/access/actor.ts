import { forbidden, Problem, type AuditActor, type ProblemInit } from '../../platform/index.js';
import { effectivePermissions, type Grant, type Scope } from './access.rules.js';
import { changesNothing, GUARDED_PERMISSIONS, permissionsOf, type Permission } from './permissions.js';

const MORE_THAN_READING = permissionsOf('write', 'approval', 'administration');

/** What one statement reads about the sender of a request. */
export interface ActorFacts {
  userId: string;
  name: string;
  jobTitle: string;
  via: 'session' | 'token';
  /** Of a session: it began at the identity provider. */
  byProvider?: boolean;
  grants: readonly Grant[];
  /** Of a token: it can do no more than this; left out or null: whatever its person can. */
  only?: readonly string[] | null;
  /** Programmes that are closed: nothing in them can be changed. */
  closed?: readonly string[];
  /** That they have to set up a second factor to approve or administer; null or left out where they have one, or need none. */
  secondFactor?: {
    due: Date;
    over: boolean;
    /** Also for whatever else is more than reading, as the installation has it for a role of theirs. */
    toWrite?: boolean;
  } | null;
}

/** `name (job title)`, or the name alone where both say the same. */
export const actorLabel = ({ name, jobTitle }: { name: string; jobTitle: string }): string =>
  jobTitle === '' || jobTitle === name ? name : `${name} (${jobTitle})`;

/** The sender of a request, with what they may do at this moment. Built for each request. */
export class Actor {
  readonly userId: string;
  readonly name: string;
  readonly jobTitle: string;
  /** {@link actorLabel}: how the audit trail and the history show the person. */
  readonly label: string;
  readonly via: 'session' | 'token';
  /** Of a session: it began at the identity provider, which can confirm that its person sits in front of it. */
  readonly byProvider: boolean;
  /** The request's id, also in the log lines and the problem document. */
  readonly correlationId: string;
  /** From when on what this person approves or administers waits for a second factor of theirs; null where it does not. */
  readonly secondFactorDue: Date | null;
  /** What they could do with a second factor, and cannot without. */
  private readonly waiting: ReadonlySet<Permission>;
  private readonly scopes: ReadonlyMap<Permission, Scope>;
  private readonly grants: readonly Grant[];
  private readonly closed: ReadonlySet<string>;

  /** @param getsNothing of a request whose answer has no bytes (HEAD). */
  constructor(
    facts: ActorFacts,
    correlationId: string,
    private readonly getsNothing = false,
  ) {
    this.userId = facts.userId;
    this.name = facts.name;
    this.jobTitle = facts.jobTitle;
    this.label =
      facts.jobTitle === '' || facts.jobTitle === facts.name
        ? facts.name
        : `${facts.name} (${facts.jobTitle})`;
    this.via = facts.via;
    this.byProvider = facts.byProvider === true;
    this.correlationId = correlationId;
    this.grants = facts.grants;
    this.closed = new Set(facts.closed);
    const { only } = facts;
    const all = effectivePermissions(facts.grants);
    const guarded = (facts.secondFactor?.toWrite === true ? MORE_THAN_READING : GUARDED_PERMISSIONS).filter(
      (permission) => all.has(permission),
    );
    this.secondFactorDue = guarded.length === 0 ? null : (facts.secondFactor?.due ?? null);
    this.waiting = new Set(facts.secondFactor?.over === true ? guarded : []);
    this.scopes = new Map(
      [...all].filter(
        ([permission]) => (only == null || only.includes(permission)) && !this.waiting.has(permission),
      ),
    );
  }

  /** @param programmeId null asks for the permission in every programme; one that is closed is only read. */
  can(permission: Permission, programmeId: string | null): boolean {
    return this.mayOnceOpen(permission, programmeId) && !this.isKeptOut(permission, programmeId);
  }

  /** They could, if the programme were not closed. */
  private mayOnceOpen(permission: Permission, programmeId: string | null): boolean {
    const scope = this.scopes.get(permission);
    if (scope === undefined) return false;
    if (scope === 'everywhere') return true;
    return programmeId !== null && scope.has(programmeId);
  }

  /** Whether the programme is closed, and this would change something in it. */
  isKeptOut(permission: Permission, programmeId: string | null): boolean {
    return programmeId !== null && this.closed.has(programmeId) && !changesNothing(permission);
  }

  /** Whether this permission waits for a second factor alone. */
  waitsForSecondFactor(permission: Permission): boolean {
    return this.waiting.has(permission);
  }

  /** In at least one programme. */
  holds(permission: Permission): boolean {
    return this.scopes.has(permission);
  }

  /** For the `where` of a query: null = every programme, `[]` = none. */
  programmesWith(permission: Permission): readonly string[] | null {
    const scope = this.scopes.get(permission);
    if (scope === 'everywhere') return null;
    return scope === undefined ? [] : [...scope];
  }

  /** Ids of the users whose role this person holds by delegation today in this programme. */
  standsInFor(programmeId: string): readonly string[] {
    return [
      ...new Set(
        this.grants
          .filter((grant) => grant.programmeId === null || grant.programmeId === programmeId)
          .flatMap((grant) => grant.standsInFor ?? []),
      ),
    ];
  }

  /** The users whose role this person holds by delegation today, and where (null = in every programme); for the `where` of a query. */
  get standIns(): readonly { programmeId: string | null; userId: string }[] {
    return this.grants.flatMap(({ programmeId, standsInFor }) =>
      standsInFor == null ? [] : [standsInFor].flat().map((userId) => ({ programmeId, userId })),
    );
  }

  /** Every permission held, with the programmes (null = every programme); for the person's own profile. */
  permissions(): { permission: Permission; programmeIds: string[] | null }[] {
    return [...this.scopes].map(([permission, scope]) => ({
      permission,
      programmeIds: scope === 'everywhere' ? null : [...scope],
    }));
  }

  get audit(): AuditActor {
    const { userId, label, correlationId } = this;
    return { userId, label, correlationId, ...(this.getsNothing ? { getsNothing: true } : {}) };
  }
}

/** 409 for whatever would change a programme that is closed. */
export const PROGRAMME_CLOSED = {
  status: 409,
  code: 'programme-closed',
  detail: 'This programme is closed. Nothing in it can be changed until an administrator opens it again.',
} as const satisfies ProblemInit;
export const programmeClosed = (): Problem => new Problem(PROGRAMME_CLOSED);

/** 403 for what a person could do if they had a second factor. */
export const needsSecondFactor = (): Problem =>
  forbidden('Set up a second factor on your account first.', 'second-factor-needed');

/**
 * For a thing that the person can see but may not change. Does NOT check whether they can see it: the query does.
 * @param programmeId null asks for the permission in every programme.
 * @throws Problem 403; the interceptor audits it; 409 where the programme is closed.
 */
export function requirePermission(actor: Actor, permission: Permission, programmeId: string | null): void {
  if (actor.waitsForSecondFactor(permission)) throw needsSecondFactor();
  if (actor.isKeptOut(permission, programmeId)) throw programmeClosed();
  if (!actor.can(permission, programmeId))
    throw forbidden(
      programmeId === null
        ? `You need the permission “${permission}” for every programme to do this.`
        : `You need the permission “${permission}” in this programme to do this.`,
    );
}

/** The product acting without a person: jobs, schedules, the first start. */
export const systemActor = (correlationId: string): AuditActor => ({
  userId: null,
  label: 'system',
  correlationId,
});
