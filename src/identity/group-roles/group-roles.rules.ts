/** Whoever is in this group has this role there. */
export interface Rule {
  id: string;
  groupName: string;
  roleId: string;
  /** Null = every programme. */
  programmeId: string | null;
}

/** A role that somebody holds now. */
export interface Held {
  id: string;
  roleId: string;
  programmeId: string | null;
  /** The rule that gave it; null of what somebody gave by hand. */
  groupRuleId: string | null;
}

/** What signing in changes about the roles of a person. */
export interface Plan {
  give: Rule[];
  /** Assignments. */
  end: Held[];
  /** Assignments whose rule no longer fits, while another one does. */
  move: { id: string; to: Rule }[];
}

const place = ({ roleId, programmeId }: Pick<Rule, 'roleId' | 'programmeId'>): string =>
  `${roleId} ${programmeId ?? '*'}`;

/** What was given by hand is neither given once more nor ended. */
export function planOf(rules: readonly Rule[], groups: readonly string[], held: readonly Held[]): Plan {
  const fitting = rules.filter(({ groupName }) => groups.includes(groupName));
  const has = new Set(held.map(place));
  const give = fitting.filter(
    (rule, index) =>
      !has.has(place(rule)) && fitting.findIndex((one) => place(one) === place(rule)) === index,
  );
  const plan: Plan = { give, end: [], move: [] };
  for (const one of held) {
    if (one.groupRuleId === null || fitting.some(({ id }) => id === one.groupRuleId)) continue;
    const to = fitting.find((rule) => place(rule) === place(one));
    if (to) plan.move.push({ id: one.id, to });
    else plan.end.push(one);
  }
  return plan;
}

/** More than a person can be in; a provider that says more is not believed. */
const MOST = 500;
const LONGEST = 255;

/**
 * The groups that an ID token names.
 * @param claim what the provider calls them.
 * @returns null when it cannot be known, so that nothing changes: a form that is not known, or more than fit into a token (Entra ID then names
 *   where they can be asked for, in `_claim_names`). Without the claim the person is in none.
 */
export function groupsIn(claims: Readonly<Record<string, unknown>>, claim: string): string[] | null {
  const value = claims[claim];
  if (value === undefined || value === null) {
    const elsewhere = claims['_claim_names'];
    return typeof elsewhere === 'object' && elsewhere !== null && claim in elsewhere ? null : [];
  }
  const groups: unknown[] =
    typeof value === 'string' ? [value] : Array.isArray(value) ? (value as unknown[]) : [null];
  if (groups.length > MOST || !groups.every((group) => typeof group === 'string' && group.length <= LONGEST))
    return null;
  return [...new Set(groups as string[])];
}
