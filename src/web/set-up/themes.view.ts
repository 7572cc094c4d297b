import {
  choices,
  head,
  paths,
  wordRows,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** The themes of a programme. */
export interface ThemesPage extends PageView {
  /** Number, title, owner. */
  themes: readonly WordRow[];
  /** Null where this person may not add any. */
  add: { one: Path; several: Path } | null;
  setUp: Path;
}

/** A new theme, or one that is changed. */
export interface EditThemePage extends PageView {
  form: FormView;
  action: Path;
  /** Null for a new one. */
  version: number | null;
  owners: ReturnType<typeof choices>;
  button: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'set-up/themes': ThemesPage;
    'set-up/theme': EditThemePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const programme = 'Planning improvement';
const crumbs = [{ text: 'Set-up', href: paths.setUp(id) }];
const back = { text: 'Themes', href: paths.themes(id) };
const owners = choices([{ value: id, text: 'Pat Owner, Head of Planning' }], 'Nobody yet');

export const examples = {
  'set-up/themes': {
    none: {
      head: head('Themes', {
        programme,
        breadcrumbs: crumbs,
        wide: true,
        lead: 'There is no theme yet. Add one, or paste several from a spreadsheet.',
      }),
      themes: [],
      add: { one: paths.newTheme(id), several: paths.pasteThemes(id) },
      setUp: paths.setUp(id),
    },
    'read only': {
      head: head('Themes', {
        programme,
        breadcrumbs: crumbs,
        wide: true,
        lead: '2 themes. Each is a part of every report.',
      }),
      themes: wordRows([
        { cells: ['1', 'Leadership', 'Pat Owner, Head of Planning'] },
        { cells: ['2', 'Decisions <in time>', 'Nobody yet'] },
      ]),
      add: null,
      setUp: paths.setUp(id),
    },
    filled: {
      head: head('Themes', {
        programme,
        breadcrumbs: crumbs,
        wide: true,
        lead: '1 theme. Each is a part of every report.',
      }),
      themes: wordRows([
        {
          cells: ['1', 'Leadership', 'Pat Owner, Head of Planning'],
          link: { text: 'Change', about: 'theme 1', href: paths.changeTheme(id) },
        },
      ]),
      add: { one: paths.newTheme(id), several: paths.pasteThemes(id) },
      setUp: paths.setUp(id),
    },
  },
  'set-up/theme': {
    'a new one, refused': {
      head: head('Add a theme', {
        programme,
        back,
        lead: 'It is a part of the report from the next period that is opened.',
      }),
      form: {
        values: { number: '1', title: '', owner: '' },
        errors: { number: 'Another theme has this number', title: 'Enter a title', owner: null },
        problems: [
          { text: 'Another theme has this number', href: '#number' },
          { text: 'Enter a title', href: '#title' },
        ],
      },
      action: paths.newTheme(id),
      version: null,
      owners,
      button: 'Add the theme',
    },
    change: {
      head: head('Change this theme', {
        programme,
        back,
        lead: 'Reports that are sealed keep what they said.',
      }),
      form: {
        values: { number: '1', title: 'Leadership', owner: id },
        errors: { number: null, title: null, owner: null },
        problems: [],
      },
      action: paths.changeTheme(id),
      version: 2,
      owners,
      button: 'Save',
    },
  },
} satisfies Examples;
