import { createHash } from 'node:crypto';
import { concernEntry, type ConcernEntry, type ConcernsDocument } from '../concerns/index.js';
import { budgetDocument, lineKey, type BudgetDocument } from '../finance/index.js';
import { riskEntry, type RiskEntryDocument, type RisksDocument } from '../risks/index.js';
import { themeObjective, themeOverview, type ThemeContent } from '../themes/index.js';
import { workforceDocument, type WorkforceDocument } from '../workforce/index.js';
import type { Left, NamedPerson } from './plan.js';
import { NO_OWNER } from './plan.rules.js';
import type {
  ProposedBudgetLine,
  ProposedConcern,
  ProposedObjective,
  ProposedOverview,
  ProposedRisk,
  ProposedTeam,
} from './proposals.js';
import { isSure, type Taken } from './take.rules.js';
import { plain } from './words.js';

/** A document with what was added to it, and what could not be. */
export interface Merged<T> {
  document: T;
  added: number;
  left: Left[];
}

/** Where the ids of new entries come from: the same for the same entry, so that writing twice adds nothing. */
type NewId = (of: string) => string;

/** Ids made of the id of the part and of what the entry is, in the form of UUID version 8. */
export const idsFor =
  (partId: string): NewId =>
  (of) => {
    const hex = createHash('sha256').update(`${partId}\n${of}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };

interface Words {
  error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
}

/** What keeps an entry out, in one line. */
const whyNot = ({ error }: Words): string =>
  [...new Set(error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`))]
    .slice(0, 3)
    .join(' ');

const accountsOf = (owners: readonly string[], people: readonly NamedPerson[]): string[] => [
  ...new Set(owners.flatMap((name) => people.find((one) => one.name === name)?.personId ?? [])),
];

const openNames = (owners: readonly string[], people: readonly NamedPerson[]): string[] =>
  owners.filter((name) => people.find((one) => one.name === name)?.personId == null);

/** Says that somebody is named for whom there is no account, so that the entry has no owner. */
const withoutOwner = (
  of: { place: Left['place']; owners: readonly string[] },
  what: string,
  people: readonly NamedPerson[],
): Left[] => {
  const open = openNames(of.owners, people);
  return open.length === 0
    ? []
    : [
        {
          place: of.place,
          what,
          why: `It is written without ${open.join(' and ')}, who has no account here.`,
        },
      ];
};

/** Adds lines to a draft of the budget. A line with the same title and year stays as it is. Pure. */
export function mergeBudget(
  before: BudgetDocument,
  proposals: readonly ProposedBudgetLine[],
  newId: NewId,
): Merged<BudgetDocument> {
  const lines = [...before.lines];
  const left: Left[] = [];
  for (const { place, title, financialYear, budget, actual, forecast, comment } of proposals) {
    const key = lineKey(title, financialYear);
    if (lines.some((line) => lineKey(line.title, line.financialYear) === key)) continue;
    const read = budgetDocument.safeParse({
      lines: [{ id: newId(`budget ${key}`), title, financialYear, budget, actual, forecast, comment }],
    });
    if (read.success) lines.push(...read.data.lines);
    else left.push({ place, what: `“${title}”`, why: whyNot(read) });
  }
  return { document: { lines }, added: lines.length - before.lines.length, left };
}

/** Adds teams to a draft of the workforce. A team of the same name stays as it is. Pure. */
export function mergeWorkforce(
  before: WorkforceDocument,
  proposals: readonly ProposedTeam[],
  newId: NewId,
): Merged<WorkforceDocument> {
  const known = new Set(before.teams.map(({ name }) => plain(name)));
  const said = new Set<string>();
  const days = new Set(proposals.map(({ asAt }) => asAt));
  const [day = null] = days.size === 1 && before.teams.length === 0 ? days : [];
  let document = { ...before, asAt: day ?? before.asAt };
  const left: Left[] = [];
  for (const { place, name, posts, reportedVacancyPercent } of proposals) {
    const key = plain(name);
    if (known.has(key)) continue;
    const what = `“${name}”`;
    if (said.has(key)) {
      left.push({ place, what, why: 'A team of this name stands in the document before it.' });
      continue;
    }
    said.add(key);
    const team = {
      id: newId(`team ${key}`),
      name,
      ...posts,
      reportedVacancyPercent,
      caseload: null,
      note: null,
    };
    const read = workforceDocument.safeParse({ ...document, teams: [...document.teams, team] });
    if (read.success) document = read.data;
    else left.push({ place, what, why: whyNot(read) });
  }
  return { document, added: document.teams.length - before.teams.length, left };
}

/** Adds concerns or developments to a draft. An entry whose reference or title is there already stays as it is. Pure. */
export function mergeConcerns(
  before: ConcernsDocument,
  proposals: readonly ProposedConcern[],
  people: readonly NamedPerson[],
  newId: NewId,
): Merged<ConcernsDocument> {
  const entries = [...before.entries];
  const left: Left[] = [];
  for (const one of proposals) {
    const { place, title, description, due, register } = one;
    if (entries.some((entry) => plain(entry.title) === plain(title))) continue;
    const what = `“${title}”`;
    const ownerIds = accountsOf(one.owners, people);
    if (ownerIds.length === 0) {
      left.push({ place, what, why: NO_OWNER });
      continue;
    }
    const entry = concernEntry.safeParse({
      id: newId(`${register} ${plain(title)}`),
      reference: freeNumber(
        one.reference,
        entries.map(({ reference }) => reference),
      ),
      title,
      description,
      ownerIds,
      due,
      status: 'open',
      closedReason: null,
      links: { riskIds: [], measureIds: [], actionIds: [] },
    } satisfies ConcernEntry);
    if (!entry.success) left.push({ place, what, why: whyNot(entry) });
    else {
      entries.push(entry.data);
      left.push(...withoutOwner(one, what, people));
    }
  }
  return { document: { entries }, added: entries.length - before.entries.length, left };
}

const freeNumber = (wanted: number | null, taken: readonly number[]): number =>
  wanted !== null && !taken.includes(wanted) ? wanted : Math.max(0, ...taken) + 1;

/** Adds risks and issues to a draft. An entry that says the same is left as it is. Pure. @param month of the report, for what has no date. */
export function mergeRisks(
  before: RisksDocument,
  proposals: readonly ProposedRisk[],
  people: readonly NamedPerson[],
  newId: NewId,
): Merged<RisksDocument> {
  const entries = [...before.entries];
  const left: Left[] = [];
  const none = { probability: null, impact: null };
  for (const one of proposals) {
    const { place, kind, event, mitigation, raised, probability, impact } = one;
    if (entries.some((entry) => plain(entry.event) === plain(event))) continue;
    const what = `“${event.slice(0, 80)}${event.length > 80 ? '…' : ''}”`;
    if (raised === null) {
      left.push({
        place,
        what,
        why: 'It does not say when it was raised. Add it on the page of the register.',
      });
      continue;
    }
    const [owner, ...others] = accountsOf(one.owners, people);
    const entry = riskEntry.safeParse({
      id: newId(`${kind} ${plain(event)}`),
      number: freeNumber(
        one.number,
        entries.map(({ number }) => number),
      ),
      kind,
      cause: null,
      event,
      consequence: null,
      mitigation,
      response: null,
      ownerId: owner ?? null,
      raised,
      lastReviewedOn: null,
      reviewOn: null,
      nextAction: null,
      inherent: none,
      current: { probability, impact },
      target: none,
      proximity: null,
      severity: null,
      status: 'open',
      closedReason: null,
      acceptance: null,
      links: { actionIds: [], measureIds: [], concernIds: [] },
    } satisfies RiskEntryDocument);
    if (!entry.success) left.push({ place, what, why: whyNot(entry) });
    else {
      entries.push(entry.data);
      left.push(...withoutOwner(one, what, people));
      if (others.length > 0) left.push({ place, what, why: 'A risk has one owner: the first was taken.' });
    }
  }
  return { document: { entries }, added: entries.length - before.entries.length, left };
}

/** Adds objectives to a theme’s draft, and its overview where there is none. An objective with the same title stays as it is. Pure. */
export function mergeTheme(
  before: ThemeContent,
  proposals: { objectives: readonly ProposedObjective[]; overviews: readonly ProposedOverview[] },
  people: readonly NamedPerson[],
  taken: Pick<Taken, 'tables'>,
  newId: NewId,
): Merged<ThemeContent> {
  const left: Left[] = [];
  const objectives = [...before.objectives];
  for (const one of proposals.objectives) {
    if (objectives.some((objective) => plain(objective.title) === plain(one.title))) continue;
    const read = themeObjective.safeParse(objectiveOf(one, people, taken, newId, left));
    if (read.success) objectives.push(read.data);
    else left.push({ place: one.place, what: `“${one.title}”`, why: whyNot(read) });
  }
  let { overview } = before;
  let overviews = 0;
  const [first] = proposals.overviews;
  if (first && overview.narrative === null && overview.rag === null) {
    // Its words and its rating can stand in two places of the document.
    const found = <T>(of: (one: ProposedOverview) => T | null): T | null =>
      proposals.overviews.map(of).find((one) => one !== null) ?? null;
    const read = themeOverview.safeParse({
      narrative: found(({ narrative }) => narrative),
      rag: found(({ rag }) => rag),
    });
    if (read.success) {
      overview = read.data;
      overviews = 1;
    } else left.push({ place: first.place, what: 'The overview', why: whyNot(read) });
  }
  return {
    document: { overview, objectives },
    added: objectives.length - before.objectives.length + overviews,
    left,
  };
}

function objectiveOf(
  { title, actions, narratives, place }: ProposedObjective,
  people: readonly NamedPerson[],
  { tables }: Pick<Taken, 'tables'>,
  newId: NewId,
  left: Left[],
): ThemeContent['objectives'][number] {
  const table = tables.find(({ of }) => of.number === place.table);
  const ids = actions.map((action, n) => newId(`${plain(title)} action ${n} ${plain(action.title)}`));
  return {
    id: newId(`objective ${plain(title)}`),
    title,
    actions: actions.map((action, n) => {
      const [ownerId = null, ...others] = accountsOf(action.owners, people);
      const what = `“${action.title}”`;
      left.push(...withoutOwner({ place, owners: action.owners }, what, people));
      if (others.length > 0) left.push({ place, what, why: 'An action has one owner: the first was taken.' });
      return {
        id: ids[n] ?? newId(`${n}`),
        title: action.title,
        ownerId,
        dueOn: action.dueOn,
        ratings: action.ratings
          .filter(({ needs }) => table !== undefined && isSure(table, needs))
          .map(({ financialYear, quarter, rag }) => ({ financialYear, quarter, rag })),
      };
    }),
    narratives: narratives.map(({ text, actions: about }, n) => ({
      id: newId(`${plain(title)} narrative ${n}`),
      text,
      actionIds: about.flatMap((at) => ids[at] ?? []),
    })),
  };
}
