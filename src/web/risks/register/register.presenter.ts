import type { Actor, Person } from '../../../identity/index.js';
import {
  MOVEMENTS,
  RISK_KINDS,
  type ProgrammeRegister,
  type ProgrammeRegisters,
  type RisksContent,
} from '../../../risks/index.js';
import {
  capitalised,
  choices,
  count,
  head,
  inWords,
  listPage,
  longDate,
  paths,
  personLabel,
  withQuery,
  wordRows,
  type Choice,
  type Link,
  type Path,
  type WordRow,
} from '../../shell/index.js';
import { bandName, scoreWords, sinceWords, weight, type People } from '../risk.presenter.js';
import type { ProgrammeRisksPage, RiskFilter, RiskMapPage, Tab } from './register.view.js';

type Entry = RisksContent['entries'][number];

export const REGISTERS = ['approved', 'draft'] as const;
export const ACCEPTANCES = ['in-force', 'over', 'none'] as const;
export const NOBODY = 'nobody';
export const NO_SCORE = 'none';

/** What is chosen in the address. */
export interface ChosenRisks {
  register?: (typeof REGISTERS)[number] | undefined;
  kind?: (typeof RISK_KINDS)[number] | undefined;
  /** A person's id, or {@link NOBODY}. */
  owner?: string | undefined;
  /** The key of a band, or {@link NO_SCORE}. */
  band?: string | undefined;
  movement?: (typeof MOVEMENTS)[number] | undefined;
  accepted?: (typeof ACCEPTANCES)[number] | undefined;
  /** The review is overdue. */
  overdue: boolean;
  probability?: number | undefined;
  impact?: number | undefined;
  /** 1, 2, … */
  page: number;
}

/** A register that is looked at. */
export interface LookedAt {
  programmeId: string;
  registers: ProgrammeRegisters;
  /** Null where there is none. */
  register: ProgrammeRegister | null;
  /** Empty without a register. */
  content: RisksContent | null;
  people: People;
  /** London date. */
  today: string;
}

/** The register that was asked for: the one at work, else the one that was approved last; where there is only one, that one. */
export const registerOf = (
  { approved, atWork }: ProgrammeRegisters,
  asked: ChosenRisks['register'],
): ProgrammeRegister | null => (asked === 'draft' ? (atWork ?? approved) : (approved ?? atWork));

const MOVEMENT_WORDS: Readonly<Record<(typeof MOVEMENTS)[number], string>> = {
  new: 'New',
  up: 'Up',
  down: 'Down',
  same: 'Unchanged',
  converted: 'Was of the other kind',
  not_comparable: 'Cannot be compared',
  closed: 'Closed',
};

export function presentProgrammeRisks(
  actor: Actor,
  looked: LookedAt,
  chosen: ChosenRisks,
): ProgrammeRisksPage {
  const { programmeId, registers, register, content, today } = looked;
  const shared = { tabs: tabsOf(looked, 'register'), registers: switchOf(looked, paths.risks(programmeId)) };
  if (register === null || content === null)
    return {
      head: head('Risks and issues', {
        wide: true,
        programme: registers.programmeName,
        lead: 'There is no register of risks yet.',
      }),
      ...shared,
      filter: null,
      result: null,
      cell: null,
      rows: [],
      empty: 'It begins with the first period whose parts include risks.',
      closed: [],
      before: null,
      next: null,
      part: null,
    };
  const sorted = content.entries.toSorted((a, b) => weight(b) - weight(a) || a.number - b.number);
  const open = sorted.filter(({ status }) => status === 'open');
  const isFiltered = hasFilter(chosen);
  const fitting = open.filter((entry) => fits(entry, chosen, today));
  const { shown, range, before, next } = listPage(fitting, chosen.page, (page) =>
    withQuery(paths.risks(programmeId), queryOf(looked, { ...chosen, page })),
  );
  return {
    head: head('Risks and issues', {
      wide: true,
      programme: registers.programmeName,
      lead: firstSentence(looked, register, open),
    }),
    ...shared,
    filter: filterOf(looked, content, chosen, isFiltered),
    result: `${fitting.length === open.length ? capitalised(count(open.length, 'open risk or issue', 'open risks and issues')) : `${fitting.length === 0 ? 'None' : fitting.length} of ${count(open.length, 'open risk or issue', 'open risks and issues')}`}${range === null ? '' : `: ${range}`}`,
    cell: cellWords(content, chosen),
    rows: wordRows(shown.map((entry) => rowOf(entry, looked, content))),
    empty:
      shown.length > 0
        ? null
        : isFiltered && open.length > 0
          ? 'No risk fits this filter.'
          : 'No risk is open.',
    closed: isFiltered
      ? []
      : wordRows(
          sorted.filter(({ status }) => status === 'closed').map((entry) => rowOf(entry, looked, content)),
        ),
    before,
    next,
    part: partLink(actor, looked),
  };
}

function fits(entry: Entry, chosen: ChosenRisks, today: string): boolean {
  const { kind, ownerId, derived, current } = entry;
  return (
    (chosen.kind === undefined || kind === chosen.kind) &&
    (chosen.owner === undefined || (ownerId ?? NOBODY) === chosen.owner) &&
    (chosen.band === undefined ||
      (kind === 'risk' && (derived.scores.current?.band ?? NO_SCORE) === chosen.band)) &&
    (chosen.movement === undefined || derived.movement === chosen.movement) &&
    (chosen.accepted === undefined || acceptanceOf(entry, today) === chosen.accepted) &&
    (!chosen.overdue || isOverdue(entry, today)) &&
    (chosen.probability === undefined || current.probability === chosen.probability) &&
    (chosen.impact === undefined || current.impact === chosen.impact)
  );
}

const acceptanceOf = ({ acceptance }: Entry, today: string): (typeof ACCEPTANCES)[number] =>
  acceptance === null ? 'none' : acceptance.until < today ? 'over' : 'in-force';

const isOverdue = ({ reviewOn }: Pick<Entry, 'reviewOn'>, today: string): boolean =>
  reviewOn !== null && reviewOn < today;

const hasFilter = ({ register: _, page: __, overdue, ...rest }: ChosenRisks): boolean =>
  overdue || Object.values(rest).some((value) => value !== undefined);

/** As an address has it: the register only where it is not the usual one. */
const queryOf = (
  { registers, register }: LookedAt,
  { page, overdue, register: _, ...rest }: ChosenRisks,
): Record<string, string | number | undefined> => ({
  ...rest,
  register: isDraft({ registers, register }) ? 'draft' : undefined,
  only: overdue ? 'overdue' : undefined,
  page: page === 1 ? undefined : page,
});

const isDraft = ({ registers, register }: Pick<LookedAt, 'registers' | 'register'>): boolean =>
  registers.approved !== null && register !== null && register.partId === registers.atWork?.partId;

function firstSentence({ today }: LookedAt, register: ProgrammeRegister, open: readonly Entry[]): string {
  const which =
    register.status === 'approved'
      ? `The register of ${register.period.label}, as approved`
      : `The register of ${register.period.label}, which is not approved yet`;
  if (open.length === 0) return `${which}: no risk is open.`;
  const higher = open.filter(({ derived }) => derived.movement === 'up').length;
  const overdue = open.filter((entry) => isOverdue(entry, today)).length;
  const over = open.filter((entry) => acceptanceOf(entry, today) === 'over').length;
  return `${which}: ${inWords([
    `${open.length} ${open.length === 1 ? 'is' : 'are'} open`,
    ...(higher === 0 ? [] : [`${higher} ${higher === 1 ? 'is' : 'are'} higher than before`]),
    ...(overdue === 0 ? [] : [`the review of ${overdue} is overdue`]),
    ...(over === 0 ? [] : [`the acceptance of ${over} has run out`]),
  ])}.`;
}

function rowOf(entry: Entry, { programmeId, people, today }: LookedAt, content: RisksContent): WordRow {
  const { kind, number, event, ownerId, reviewOn } = entry;
  return {
    cells: [
      `${capitalised(kind)} ${number}: ${event}`,
      scoreWords(entry, content.matrix),
      sinceWords(entry),
      ownerId === null ? 'Not assigned' : (people.get(ownerId)?.name ?? 'Not assigned'),
      reviewOn === null
        ? 'No review date'
        : `${isOverdue(entry, today) && entry.status === 'open' ? 'Overdue since' : 'Next'} ${longDate(reviewOn)}`,
    ],
    link: { text: 'Look', about: `at ${kind} ${number}`, href: paths.risk(programmeId, number) },
  };
}

function filterOf(
  looked: LookedAt,
  { matrix, entries }: RisksContent,
  chosen: ChosenRisks,
  isFiltered: boolean,
): RiskFilter {
  const { programmeId, people } = looked;
  const owners = [...new Set(entries.flatMap(({ ownerId }) => ownerId ?? []))]
    .map((id) => people.get(id))
    .filter((person): person is Person => person !== undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  const any: Choice = { value: '', text: 'Any' };
  const usual: ChosenRisks = { overdue: false, page: 1 };
  return {
    action: paths.risks(programmeId),
    form: {
      values: {
        kind: chosen.kind ?? '',
        owner: chosen.owner ?? '',
        band: chosen.band ?? '',
        movement: chosen.movement ?? '',
        accepted: chosen.accepted ?? '',
        only: chosen.overdue ? ['overdue'] : [],
      },
      errors: { kind: null, owner: null, band: null, movement: null, accepted: null, only: null },
      problems: [],
    },
    register: isDraft(looked) ? 'draft' : 'approved',
    kinds: choices([any, { value: 'risk', text: 'Risks' }, { value: 'issue', text: 'Issues' }]),
    owners: choices([
      { value: '', text: 'Anybody' },
      { value: NOBODY, text: 'Nobody is assigned' },
      ...owners.map((person) => ({ value: person.id, text: personLabel(person) })),
    ]),
    bands: choices([
      any,
      ...matrix.bands.toReversed().map(({ key, name }) => ({ value: key, text: name })),
      { value: NO_SCORE, text: 'No score' },
    ]),
    movements: choices([
      any,
      ...MOVEMENTS.filter((one) => one !== 'closed').map((value) => ({ value, text: MOVEMENT_WORDS[value] })),
    ]),
    acceptances: choices([
      any,
      { value: 'in-force', text: 'Accepted until a day to come' },
      { value: 'over', text: 'Acceptance has run out' },
      { value: 'none', text: 'Not accepted' },
    ]),
    only: choices([{ value: 'overdue', text: 'Their review is overdue' }]),
    clear: isFiltered ? withQuery(paths.risks(programmeId), queryOf(looked, usual)) : null,
  };
}

function cellWords({ matrix }: RisksContent, { probability, impact }: ChosenRisks): string | null {
  const cell = matrix.cells.find((one) => one.probability === probability && one.impact === impact);
  return cell
    ? `Only those with probability ${probability} and impact ${impact}: ${cell.score}, ${bandName(matrix, cell.band)}.`
    : null;
}

const tabsOf = (looked: LookedAt, at: 'register' | 'map'): readonly Tab[] => {
  const query = isDraft(looked) ? { register: 'draft' } : {};
  return [
    { text: 'Register', href: withQuery(paths.risks(looked.programmeId), query), current: at === 'register' },
    { text: 'Risk matrix', href: withQuery(paths.riskMap(looked.programmeId), query), current: at === 'map' },
  ];
};

/** Between the two registers of a programme, where there are two. */
function switchOf({ registers: { approved, atWork }, register }: LookedAt, page: Path): readonly Tab[] {
  if (approved === null || atWork === null) return [];
  return [
    {
      text: `${approved.period.label}, as approved`,
      href: page,
      current: register?.partId === approved.partId,
    },
    {
      text: `${atWork.period.label}, ${atWork.status === 'draft' ? 'a draft' : 'with the reviewer'}`,
      href: withQuery(page, { register: 'draft' }),
      current: register?.partId === atWork.partId,
    },
  ];
}

function partLink(actor: Actor, { programmeId, registers: { atWork } }: LookedAt): Link | null {
  if (atWork === null) return null;
  return atWork.status === 'draft' && actor.can('contribution.edit', programmeId)
    ? {
        text: `Write the register of ${atWork.period.label}`,
        href: paths.partBlock(atWork.partId, 'risks'),
      }
    : { text: `The part of ${atWork.period.label}`, href: paths.part(atWork.partId) };
}

const SHADES = 4;

export function presentRiskMap(looked: LookedAt): RiskMapPage {
  const { programmeId, registers, register, content } = looked;
  const shared = { tabs: tabsOf(looked, 'map'), registers: switchOf(looked, paths.riskMap(programmeId)) };
  const title = { wide: true, programme: registers.programmeName };
  if (register === null || content === null)
    return {
      head: head('Risk matrix', { ...title, lead: 'There is no register of risks yet.' }),
      ...shared,
      rows: [],
      beside: [],
    };
  const { matrix, entries } = content;
  const open = entries.filter(({ status }) => status === 'open');
  const risks = open.filter(({ kind }) => kind === 'risk');
  const without = risks.filter(({ derived }) => derived.scores.current === null).length;
  const issues = open.length - risks.length;
  const asked = isDraft(looked) ? 'draft' : undefined;
  return {
    head: head('Risk matrix', {
      ...title,
      lead: `Where the ${count(risks.length, 'open risk')} of ${register.period.label} ${risks.length === 1 ? 'stands' : 'stand'} in the matrix “${matrix.name}”.`,
    }),
    ...shared,
    rows: [5, 4, 3, 2, 1].map((probability) => ({
      probability,
      cells: [1, 2, 3, 4, 5].flatMap((impact) => {
        const cell = matrix.cells.find((one) => one.probability === probability && one.impact === impact);
        if (!cell) return [];
        const here = risks.filter(
          ({ current }) => current.probability === probability && current.impact === impact,
        ).length;
        const rank = matrix.bands.findIndex(({ key }) => key === cell.band);
        return [
          {
            score: cell.score,
            band: bandName(matrix, cell.band),
            shade: Math.round((rank * (SHADES - 1)) / Math.max(1, matrix.bands.length - 1)),
            link:
              here === 0
                ? null
                : {
                    text: count(here, 'risk'),
                    about: `with probability ${probability} and impact ${impact}`,
                    href: withQuery(paths.risks(programmeId), { register: asked, probability, impact }),
                  },
          },
        ];
      }),
    })),
    beside: [
      ...(without === 0
        ? []
        : [`${capitalised(count(without, 'open risk has', 'open risks have'))} no score.`]),
      ...(issues === 0
        ? []
        : [
            `${capitalised(count(issues, 'issue has', 'issues have'))} a severity, and no place in the matrix.`,
          ]),
    ],
  };
}
