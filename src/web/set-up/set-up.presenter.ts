import type { Actor } from '../../identity/index.js';
import { counted } from '../../platform/index.js';
import type { PeriodView, ProgrammeView } from '../../programmes/index.js';
import {
  capitalised,
  count,
  head,
  inWords,
  longDate,
  paths,
  personLabel,
  taskRows,
  type Path,
  type Task,
} from '../shell/index.js';
import { sectionWords } from './section.words.js';
import { holdersOf, missingPeople, onlyReviewer, type Holder, type SetUpPermission } from './set-up.rules.js';
import type { SetUpGroup, SetUpPage } from './set-up.view.js';

/** How far a programme is set up: numbers and choices, nothing of what is written. */
export interface SetUpState {
  programme: ProgrammeView;
  holders: readonly Holder[];
  themes: number;
  /** `decided`: somebody has chosen, and it is not only the usual one. */
  matrix: { name: string; decided: boolean };
  budget: { thresholdPercent: number; decided: boolean };
  clock: { decided: boolean };
  questions: { answerDays: number; isOpen: boolean; decided: boolean };
  publication: { decided: boolean; terms: number };
  measures: { groups: number; measures: number; figures: number };
  committees: { committees: number; recipients: number; meetings: number };
  /** The newest. */
  period: PeriodView | null;
}

interface Row {
  text: string;
  needs: SetUpPermission;
  href: Path;
  status: string;
  /** A first period should not begin without it. */
  open: boolean;
  hint?: string;
  /** What has to be done before. */
  after?: string | undefined;
  /** Not for this programme: it has no such part. */
  absent?: boolean;
}

interface Group {
  heading: string;
  id: string;
  /** `programme manager`, for “Nobody is … yet”. */
  role: string;
  needs: SetUpPermission;
  rows: readonly Row[];
}

/** @param actor who looks. */
export function presentSetUp(state: SetUpState, actor: Pick<Actor, 'can' | 'holds'>): SetUpPage {
  const { programme, period } = state;
  const groups = groupsOf(state).map((group) => ({
    ...group,
    rows: group.rows.filter(({ absent }) => absent !== true),
  }));
  return {
    head: head(`Set up ${programme.name}`, {
      programme: programme.name,
      lead: programme.closed
        ? `It was closed by ${programme.closed.by}: ${programme.closed.reason}`
        : period
          ? `The set-up is done: ${period.label} is open.`
          : nextStep(groups, state.holders, actor, programme.id),
      breadcrumbs: [
        { text: 'Administration', href: paths.administration() },
        { text: 'Programmes', href: paths.programmes() },
      ].slice(actor.holds('programme.manage') ? 0 : 2),
    }),
    groups: groups.map((group) => viewOf(group, state, actor)),
    weeks: period && !programme.closed ? weeksOf(period) : [],
    takeOut: actor.can('programme.export', programme.id) ? paths.archive(programme.id) : null,
    end: !actor.can('programme.close', programme.id)
      ? null
      : programme.closed
        ? { text: 'Open this programme again', href: paths.openProgrammeAgain(programme.id) }
        : { text: 'Close this programme', href: paths.closeProgramme(programme.id) },
  };
}

/** The first thing that is still to be done, and whose it is. */
function nextStep(
  groups: readonly Group[],
  holders: readonly Holder[],
  actor: Pick<Actor, 'can'>,
  programmeId: string,
): string {
  const open = groups.flatMap(({ rows }) => rows).filter((row) => row.open && row.after === undefined);
  const mine = open.find(({ needs }) => actor.can(needs, programmeId));
  if (mine) return `Next: ${mine.text.charAt(0).toLowerCase()}${mine.text.slice(1)}.`;
  const [first] = open;
  if (!first) return 'Everything is there.';
  return `Nothing of it is yours at the moment. Next comes “${first.text}”: ${waitingFor(holders, first.needs)}`;
}

function waitingFor(holders: readonly Holder[], needs: SetUpPermission): string {
  const found = holdersOf(holders, needs).slice(0, 3);
  return found.length === 0 ? 'nobody can do it yet.' : `waiting for ${inWords(found.map(personLabel))}.`;
}

/** Whose the tasks of a group are; nobody is waited for once none is open. */
const whoseWords = (group: Group, holders: readonly Holder[], isClosed: boolean): string =>
  !isClosed && group.rows.some(({ open }) => open)
    ? capitalised(waitingFor(holders, group.needs))
    : `Kept by ${inWords(holdersOf(holders, group.needs).slice(0, 3).map(personLabel))}.`;

function viewOf(
  group: Group,
  { programme, holders }: SetUpState,
  actor: Pick<Actor, 'can' | 'holds'>,
): SetUpGroup {
  const nobody = holdersOf(holders, group.needs).length === 0;
  const theirs = !actor.can(group.needs, programme.id);
  return {
    heading: group.heading,
    id: group.id,
    who: nobody
      ? `Nobody is ${group.role} yet.${actor.holds('assignment.manage') ? '' : ' An administrator gives the role.'}`
      : theirs
        ? whoseWords(group, holders, programme.closed !== null)
        : null,
    give: nobody && actor.holds('assignment.manage') ? { text: 'Give the role', href: paths.users() } : null,
    rows: taskRows(
      group.rows.map(({ text, needs, href, status, open, hint, after }): Task => {
        const may = actor.can(needs, programme.id);
        return {
          text,
          href: may && after === undefined ? href : null,
          ...(after === undefined ? (hint === undefined ? {} : { hint }) : { hint: after }),
          status: after === undefined ? status : 'Cannot start yet',
          waits: may && open && after === undefined,
        };
      }),
    ),
  };
}

const NOT_STARTED = 'Not started';

function groupsOf(state: SetUpState): Group[] {
  const { programme, holders, themes, matrix, budget, publication, measures, committees, period } = state;
  const { id, sections } = programme;
  const has = (kind: string): boolean => sections.includes(kind);
  const missing = missingPeople(holders);
  const noTheme = has('theme') && themes === 0;
  return [
    {
      heading: 'Administrator',
      id: 'administrator',
      role: 'administrator',
      needs: 'programme.manage',
      rows: [
        {
          text: 'Name, council and parts',
          needs: 'programme.manage',
          href: paths.changeProgramme(id),
          status: 'Done',
          open: false,
          hint: `${programme.council}: ${inWords(sections.map(sectionWords))}`,
        },
        {
          text: 'People and roles',
          needs: 'assignment.manage',
          href: paths.users(),
          status: missing.length === 0 ? 'Done' : `${missing.length} missing`,
          open: missing.length > 0,
          hint: peopleHint(holders, missing),
        },
        {
          text: 'Themes',
          needs: 'programme.manage',
          href: paths.themes(id),
          status: themes === 0 ? NOT_STARTED : count(themes, 'theme'),
          open: themes === 0,
          hint: 'Objectives and actions are written in the first period: there you paste your plan',
          absent: !has('theme'),
        },
        {
          text: 'Risk matrix',
          needs: 'programme.manage',
          href: paths.riskMatrix(id),
          status: matrix.decided ? 'Chosen' : 'The usual one',
          open: false,
          hint: `“${matrix.name}”${matrix.decided ? '' : ', until you choose another'}`,
          absent: !has('risks'),
        },
        {
          text: 'Budget rule',
          needs: 'programme.manage',
          href: paths.budgetRule(id),
          status: budget.decided ? 'Chosen' : 'The usual one',
          open: false,
          hint: `A variance over ${budget.thresholdPercent}% needs a comment`,
          absent: !has('budget'),
        },
        {
          text: 'Days before a meeting',
          needs: 'programme.manage',
          href: paths.clockSettings(id),
          status: state.clock.decided ? 'Chosen' : 'The usual ones',
          open: false,
          hint: 'From which the dates of each period are proposed',
        },
        {
          text: 'Questions of members and of the public',
          needs: 'programme.manage',
          href: paths.questionRules(id),
          status: state.questions.decided ? 'Chosen' : 'The usual ones',
          open: false,
          hint: `Answered within ${counted(state.questions.answerDays, 'working day')}. The public ${state.questions.isOpen ? 'can ask by a form' : 'has no form'}`,
        },
      ],
    },
    {
      heading: 'Programme manager',
      id: 'manager',
      role: 'programme manager',
      needs: 'period.open',
      rows: [
        {
          text: 'Bring last month’s report',
          needs: 'period.open',
          href: paths.bringReport(id),
          status: period ? 'Can be brought' : 'Once the first period is open',
          open: false,
          hint: 'A Word document: its plan, measures, figures, risks and concerns become drafts',
        },
        {
          text: 'Measures',
          needs: 'measure.manage',
          href: paths.pasteMeasures(id),
          status: measures.measures === 0 ? NOT_STARTED : count(measures.measures, 'measure'),
          open: measures.measures === 0,
          hint:
            measures.groups === 0
              ? 'They come with last month’s report. Or paste your dictionary, or choose it as a file'
              : `In ${counted(measures.groups, 'group')}. Add more here`,
          absent: !has('measures'),
        },
        {
          text: 'Past figures',
          needs: 'reading.record',
          href: paths.importFigures(id),
          status: measures.figures === 0 ? NOT_STARTED : count(measures.figures, 'figure'),
          open: measures.figures === 0,
          hint: 'With twelve months or more a chart tells what moved and what did not',
          after: measures.measures === 0 ? 'After the measures' : undefined,
          absent: !has('measures'),
        },
        {
          text: 'Publication rules',
          needs: 'publication.release',
          href: paths.publicationRules(id),
          status: publication.decided ? 'Chosen' : 'The usual ones',
          open: false,
          hint: 'Which small numbers and names public editions leave out',
        },
        {
          text: 'Glossary',
          needs: 'publication.release',
          href: paths.glossary(id),
          status: publication.terms === 0 ? 'No term' : count(publication.terms, 'term'),
          open: false,
        },
        {
          text: 'First period',
          needs: 'period.open',
          href: period ? paths.period(period.id) : paths.newPeriod(id),
          status: period ? 'Open' : NOT_STARTED,
          open: period === null,
          hint: period ? period.label : 'You see which parts begin before it is open',
          after: period === null && noTheme ? 'After the themes' : undefined,
        },
      ],
    },
    {
      heading: 'Democratic services',
      id: 'clerk',
      role: 'clerk',
      needs: 'committee.manage',
      rows: [
        {
          text: 'Committees, recipients and meetings',
          needs: 'committee.manage',
          href: paths.meetings(id),
          status: committeeStatus(committees),
          open: committees.committees === 0 || committees.recipients === 0 || committees.meetings === 0,
          hint: `${capitalised(count(committees.committees, 'committee'))}, ${count(committees.recipients, 'recipient')}, ${count(committees.meetings, 'meeting')}`,
        },
      ],
    },
  ];
}

function peopleHint(holders: readonly Holder[], missing: readonly string[]): string {
  if (missing.length > 0) return `Missing: ${inWords(missing)}`;
  const all = 'Somebody writes, reviews, approves and sends';
  const only = onlyReviewer(holders);
  return only === null
    ? all
    : `${all}. Only ${personLabel(only)} reviews parts, and nobody reviews what they write themselves: better have a second reviewer`;
}

function committeeStatus({ committees, recipients, meetings }: SetUpState['committees']): string {
  if (committees === 0) return NOT_STARTED;
  return recipients > 0 && meetings > 0 ? 'Done' : 'Begun';
}

const weeksOf = ({ draftsDueOn, reviewDueOn, approvalDueOn }: PeriodView): string[] => [
  `Owners write their parts until ${longDate(draftsDueOn)}.`,
  `The programme manager reviews them until ${longDate(reviewDueOn)}.`,
  `The SRO approves the report by ${longDate(approvalDueOn)}. It is sealed then, printed, and sent to the committees whose papers are planned.`,
];
