import { MeasureIndex, measureInput } from '../performance/index.js';
import { counted } from '../platform/index.js';
import type { IntakeChoices } from './choices.js';
import type { Proposal, ProposedConcern, ProposedMeasure, ProposedObjective } from './proposals.js';
import type { KnownPerson, Known, Left, NamedPerson, PlannedGroup, Plan } from './plan.js';
import { leadsOf } from './plan-roles.rules.js';
import { isSure, openQuestions, sureProposals, type Taken } from './take.rules.js';
import { plain } from './words.js';

export const groupKeyOf = (
  { theme, group, groupTable }: ProposedMeasure,
  tables: ReadonlyMap<number, number>,
): string =>
  group === null
    ? `${theme ?? ''}|#${tables.get(groupTable) ?? groupTable}`
    : `${theme ?? ''}|${plain(group)}`;

/**
 * What bringing in a document would write where. Pure.
 * @param known what is there already: it is kept, and what the document says of it again is not written twice.
 */
export function planIntake(taken: Taken, choices: Pick<IntakeChoices, 'people'>, known: Known): Plan {
  const sure = sureProposals(taken);
  const left: Left[] = openOnes(taken);
  const people = peopleOf(taken, choices, known.people);
  const concerns = ownedConcerns(only(sure, 'concern'), people, left);
  const measures = measuresOf(sure, taken, known, left);
  const objectives = joinedObjectives(only(sure, 'objective'));
  const overviews = only(sure, 'overview');
  const themes = newThemes(
    taken,
    [...objectives, ...overviews, ...measures.map(({ proposal }) => proposal)],
    known,
  );
  const overalls = only(sure, 'overall');
  return {
    themes,
    groups: newGroups(measures, known),
    measures,
    concerns: {
      concerns: concerns.filter(({ register }) => register === 'concerns'),
      developments: concerns.filter(({ register }) => register === 'developments'),
    },
    risks: only(sure, 'risk'),
    budget: only(sure, 'budget'),
    teams: only(sure, 'team'),
    objectives,
    overviews,
    overall: {
      narrative: overalls.find(({ narrative }) => narrative !== null)?.narrative ?? null,
      rag: overalls.find(({ rag }) => rag !== null)?.rag ?? null,
    },
    leads: leadsOf(only(sure, 'role'), people, known, themes, left),
    people,
    left,
    questions: openQuestions(taken),
  };
}

const only = <T extends Proposal['type']>(
  all: readonly Proposal[],
  type: T,
): Extract<Proposal, { type: T }>[] =>
  all.filter((one): one is Extract<Proposal, { type: T }> => one.type === type);

/** What rests on a doubt that nobody has accepted, one line for each table. */
function openOnes({ tables }: Taken): Left[] {
  return tables.flatMap((table) => {
    const open = table.proposals.filter(({ needs }) => !isSure(table, needs));
    return open.length === 0
      ? []
      : [
          {
            place: { table: table.of.number, row: open[0]?.place.row ?? 1 },
            what: counted(open.length, 'entry', 'entries'),
            why: 'Questions about them are open.',
          },
        ];
  });
}

function peopleOf(
  taken: Taken,
  choices: Pick<IntakeChoices, 'people'>,
  accounts: readonly KnownPerson[],
): NamedPerson[] {
  return [...namesOf(taken)].map((name): NamedPerson => {
    // A name may be that of something that every object has.
    const chosen = Object.hasOwn(choices.people, name) ? choices.people[name] : undefined;
    if (chosen !== undefined) return { name, personId: chosen, by: 'choice' };
    const found = accounts.filter((account) => plain(account.name) === plain(name));
    const [one, second] = found;
    return one && !second ? { name, personId: one.id, by: 'name' } : { name, personId: null, by: 'open' };
  });
}

/** The product keeps no concern without an owner. */
const ownedConcerns = (
  all: readonly ProposedConcern[],
  people: readonly NamedPerson[],
  left: Left[],
): ProposedConcern[] =>
  all.filter(({ place, title, owners }) => {
    const owned = people.some(({ name, personId }) => personId !== null && owners.includes(name));
    if (!owned) left.push({ place, what: `“${title}”`, why: NO_OWNER });
    return owned;
  });

export const NO_OWNER = 'It needs an owner with an account here. Say who is meant.';

/** Everybody whom the document names, in its order. */
export function namesOf({ tables }: Taken): ReadonlySet<string> {
  return new Set(
    tables.flatMap(({ proposals }) =>
      proposals.flatMap((one) =>
        one.type === 'role'
          ? [one.name]
          : one.type === 'concern' || one.type === 'risk'
            ? one.owners
            : one.type === 'objective'
              ? one.actions.flatMap(({ owners }) => owners)
              : [],
      ),
    ),
  );
}

/** Without what rests on an open question, and with its target where it is known which direction is better. */
function settled(one: ProposedMeasure, { tables }: Pick<Taken, 'tables'>, left: Left[]): ProposedMeasure {
  const table = tables.find(({ of }) => of.number === one.place.table);
  const isOpen = ({ needs }: { needs: readonly string[] }): boolean => !table || !isSure(table, needs);
  const { figures, benchmarks, target } = one;
  const open = [...figures, ...benchmarks, ...(target?.better ? [target] : [])].filter(isOpen).length;
  const what = `“${one.definition.title}”`;
  if (open > 0)
    left.push({
      place: one.place,
      what: `${what}: ${counted(open, 'figure, benchmark or target', 'figures, benchmarks and targets')}`,
      why: 'A question is open.',
    });
  if (target?.better === null)
    left.push({
      place: one.place,
      what: `${what}: its target`,
      why: 'Say on the page of the table which direction is better.',
    });
  const kept = target?.better && !isOpen(target) ? target : null;
  return {
    ...one,
    figures: figures.filter((figure) => !isOpen(figure)),
    benchmarks: benchmarks.filter((benchmark) => !isOpen(benchmark)),
    target: kept,
    definition: kept
      ? {
          ...one.definition,
          target: { minimum: kept.minimum, upper: kept.upper, from: kept.from, until: kept.until },
        }
      : one.definition,
  };
}

function measuresOf(
  sure: readonly Proposal[],
  taken: Pick<Taken, 'tables'>,
  known: Known,
  left: Left[],
): Plan['measures'] {
  const index = new MeasureIndex(known.measures);
  const seen = new Map<string, ProposedMeasure>();
  const groupTables = new Map<number, number>();
  let before: ProposedMeasure | undefined;
  return only(sure, 'measure').flatMap((proposed) => {
    const proposal = settled(proposed, taken, left);
    // A table without headings goes on with the group before it.
    if (proposal.group === null)
      groupTables.set(
        proposal.groupTable,
        before?.group === null && before.theme === proposal.theme
          ? (groupTables.get(before.groupTable) ?? before.groupTable)
          : proposal.groupTable,
      );
    before = proposal;
    const { reference, title } = proposal.definition;
    const key = `${reference ?? ''}|${plain(title)}`;
    const twice = seen.get(key);
    if (twice) {
      left.push({
        place: proposal.place,
        what: `“${title}”`,
        why: `Table ${twice.place.table} has a measure with this name already.`,
      });
      return [];
    }
    seen.set(key, proposal);
    const wrong = measureInput.safeParse({ groupId: null, position: 1, definition: proposal.definition });
    if (!wrong.success) {
      left.push({
        place: proposal.place,
        what: `“${title}”`,
        why: wrong.error.issues.map(({ message }) => message).join(' '),
      });
      return [];
    }
    const found = known.measures.length === 0 ? null : index.find(reference ?? '', title);
    const knownId = found && 'measure' in found ? found.measure.id : null;
    if (knownId !== null && proposal.target)
      left.push({
        place: proposal.place,
        what: `“${title}”: its target`,
        why: 'The programme has the measure already. Enter the target on its page.',
      });
    return [{ proposal, groupKey: groupKeyOf(proposal, groupTables), knownId }];
  });
}

function newGroups(measures: Plan['measures'], known: Known): PlannedGroup[] {
  const there = new Set(known.groups.map((group) => keyOfKnown(group, known)));
  // Another measure of the group is there already, and so is the group.
  for (const { groupKey, knownId } of measures)
    if (known.measures.find(({ id }) => id === knownId)?.groupId != null) there.add(groupKey);
  const wanted = new Map<string, PlannedGroup>();
  for (const { proposal, groupKey, knownId } of measures)
    if (knownId === null && !there.has(groupKey) && !wanted.has(groupKey))
      wanted.set(groupKey, { key: groupKey, theme: proposal.theme, title: proposal.group });
  return [...wanted.values()];
}

/** The key that a group of the programme has in a plan. Groups without a title have none: two of them cannot be told apart. */
export function keyOfKnown(group: Known['groups'][number], { themes }: Pick<Known, 'themes'>): string | null {
  const theme = themes.find(({ id }) => id === group.themeId)?.number ?? '';
  return group.title === null ? null : `${theme}|${plain(group.title)}`;
}

function newThemes(
  taken: Taken,
  parts: readonly { theme: number | null }[],
  { themes }: Known,
): Plan['themes'] {
  const wanted = new Set(parts.flatMap(({ theme }) => theme ?? []));
  return [...wanted]
    .filter((number) => !themes.some((theme) => theme.number === number))
    .sort((a, b) => a - b)
    .map((number) => ({
      number,
      title:
        taken.tables.find(({ of }) => of.theme === number && of.themeTitle !== null)?.of.themeTitle ??
        `Theme ${number}`,
    }));
}

/** Objectives that a page break has cut are one again. */
function joinedObjectives(all: readonly ProposedObjective[]): ProposedObjective[] {
  const joined: ProposedObjective[] = [];
  for (const one of all) {
    const last = joined.at(-1);
    if (!one.goesOn || last?.theme !== one.theme) {
      joined.push(one);
      continue;
    }
    const shift = last.actions.length;
    joined[joined.length - 1] = {
      ...last,
      actions: [...last.actions, ...one.actions],
      narratives: [
        ...last.narratives,
        ...one.narratives.map(({ text, actions }) => ({ text, actions: actions.map((n) => n + shift) })),
      ],
    };
  }
  return joined;
}

/** How much a plan writes, in the words of a list. */
export function planWords(plan: Plan): string[] {
  const created = plan.measures.filter(({ knownId }) => knownId === null).length;
  const figures = plan.measures.reduce((sum, { proposal }) => sum + proposal.figures.length, 0);
  const benchmarks = plan.measures.reduce((sum, { proposal }) => sum + proposal.benchmarks.length, 0);
  const targets = plan.measures.filter(({ proposal, knownId }) => knownId === null && proposal.target).length;
  const overviews = new Set(plan.overviews.map(({ theme }) => theme)).size;
  const actions = plan.objectives.reduce((sum, one) => sum + one.actions.length, 0);
  const lines: [number, string][] = [
    [plan.themes.length, counted(plan.themes.length, 'theme')],
    [plan.leads.length, counted(plan.leads.length, 'lead of a theme', 'leads of themes')],
    [
      plan.objectives.length,
      `${counted(plan.objectives.length, 'objective')} with ${counted(actions, 'action')}`,
    ],
    [overviews, counted(overviews, 'overview of a theme', 'overviews of themes')],
    [created, `${counted(created, 'measure')} in ${counted(plan.groups.length, 'new group')}`],
    [targets, counted(targets, 'target')],
    [figures, counted(figures, 'figure')],
    [benchmarks, counted(benchmarks, 'benchmark')],
    [
      plan.concerns.concerns.length,
      counted(plan.concerns.concerns.length, 'area of concern', 'areas of concern'),
    ],
    [plan.concerns.developments.length, counted(plan.concerns.developments.length, 'development')],
    [plan.budget.length, counted(plan.budget.length, 'line of the budget', 'lines of the budget')],
    [plan.teams.length, counted(plan.teams.length, 'team')],
    [plan.risks.length, counted(plan.risks.length, 'risk or issue', 'risks and issues')],
  ];
  return lines.filter(([number]) => number > 0).map(([, words]) => words);
}
