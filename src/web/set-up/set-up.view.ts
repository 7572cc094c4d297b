import { head, paths, taskRows, type Examples, type Link, type PageView, type Path } from '../shell/index.js';

/** One of the three kinds of people who set a programme up. */
export interface SetUpGroup {
  heading: string;
  /** The rows of the task list. */
  id: string;
  /** Whose it is, where it is not this person's. */
  who: string | null;
  /** Where nobody has the role, and this person may give it. */
  give: Link | null;
  rows: ReturnType<typeof taskRows>;
}

/** Everything that a programme needs before its first period. */
export interface SetUpPage extends PageView {
  groups: readonly SetUpGroup[];
  /** What happens when, once the first period is open. */
  weeks: readonly string[];
  /** To everything of the programme as files; null where this person may not have it. */
  takeOut: Path | null;
  /** To closing the programme, or opening it again; null where this person may not. */
  end: Link | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'set-up/set-up': SetUpPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const crumbs = [
  { text: 'Administration', href: paths.administration() },
  { text: 'Programmes', href: paths.programmes() },
];
const pageHead = (lead: string) =>
  head('Set up Planning improvement', { programme: 'Planning improvement', lead, breadcrumbs: crumbs });
const administrator: SetUpGroup = {
  heading: 'Administrator',
  id: 'administrator',
  who: null,
  give: null,
  rows: taskRows([
    { text: 'Name, council and parts', href: paths.changeProgramme(id), status: 'Done' },
    {
      text: 'People and roles',
      href: paths.users(),
      hint: 'Missing: a programme manager and an SRO (approves the report)',
      status: '2 are missing',
      waits: true,
    },
    { text: 'Themes', href: paths.themes(id), status: 'Not started', waits: true },
    {
      text: 'Risk matrix',
      href: paths.riskMatrix(id),
      hint: 'The usual one, until you choose another',
      status: 'Usual',
    },
  ]),
};

export const examples = {
  'set-up/set-up': {
    'an administrator begins': {
      head: pageHead('Next: people and roles.'),
      groups: [
        administrator,
        {
          heading: 'Programme manager',
          id: 'manager',
          who: 'Nobody is programme manager yet.',
          give: { text: 'Give the role', href: paths.users() },
          rows: taskRows([
            { text: 'Measures', href: null, status: 'Not started' },
            { text: 'Past figures', href: null, hint: 'After the measures', status: 'Cannot start yet' },
            { text: 'First period', href: null, status: 'Not started' },
          ]),
        },
        {
          heading: 'Democratic services',
          id: 'clerk',
          who: 'Waiting for Cleo Clerk, Democratic Services Officer.',
          give: null,
          rows: taskRows([
            { text: 'Committees, recipients and meetings', href: null, status: 'Not started' },
          ]),
        },
      ],
      weeks: [],
      takeOut: null,
      end: null,
    },
    done: {
      head: pageHead('The set-up is done: January 2020 is open.'),
      groups: [
        {
          ...administrator,
          rows: taskRows([
            { text: 'Name, council and parts', href: paths.changeProgramme(id), status: 'Done' },
            { text: 'People and roles', href: paths.users(), status: 'Done' },
            { text: 'Themes', href: paths.themes(id), status: 'Done' },
            { text: 'Risk matrix', href: paths.riskMatrix(id), status: 'Usual' },
          ]),
        },
      ],
      takeOut: paths.archive(id),
      end: { text: 'Close this programme', href: paths.closeProgramme(id) },
      weeks: [
        'Owners write their parts until Monday 20 January 2020.',
        'The programme manager reviews them until Thursday 23 January 2020.',
        'The SRO approves the report by Monday 27 January 2020. It is sealed then, printed, and sent to the committees whose papers are planned.',
      ],
    },
  },
} satisfies Examples;
