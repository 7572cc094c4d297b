import type { Person } from '../../identity/index.js';
import type { ProgrammeView } from '../../programmes/index.js';
import type { ThemeView } from '../../themes/index.js';
import {
  capitalised,
  choices,
  count,
  facts,
  head,
  NO_FORM,
  paths,
  personLabel,
  wordRows,
  type CheckPastedPage,
  type FormView,
  type PastePage,
} from '../shell/index.js';
import type { ThemeRow } from './themes.rules.js';
import type { EditThemePage, ThemesPage } from './themes.view.js';

type Programme = Pick<ProgrammeView, 'id' | 'name'>;

/** @param people who own them, by id. */
export const presentThemes = (
  programme: Programme,
  themes: readonly ThemeView[],
  people: ReadonlyMap<string, Person>,
  mayManage: boolean,
): ThemesPage => ({
  head: head('Themes', {
    programme: programme.name,
    breadcrumbs: [{ text: 'Set-up', href: paths.setUp(programme.id) }],
    wide: true,
    lead:
      themes.length === 0
        ? `There is no theme yet.${mayManage ? ' Add one, or paste several from a spreadsheet.' : ''}`
        : `${capitalised(count(themes.length, 'theme'))}. Each is a part of every report.`,
  }),
  themes: wordRows(
    themes.map(({ id, number, title, ownerId }) => ({
      cells: [String(number), title, ownerWords(ownerId === null ? undefined : people.get(ownerId))],
      ...(mayManage
        ? { link: { text: 'Change', about: `theme ${number}`, href: paths.changeTheme(id) } }
        : {}),
    })),
  ),
  add: mayManage ? { one: paths.newTheme(programme.id), several: paths.pasteThemes(programme.id) } : null,
  setUp: paths.setUp(programme.id),
});

const ownerWords = (owner: Person | null | undefined): string => (owner ? personLabel(owner) : 'Nobody yet');

const around = ({ id, name }: Programme) => ({
  programme: name,
  back: { text: 'Themes', href: paths.themes(id) },
});

const ownerChoices = (people: readonly Person[]) =>
  choices(
    people.map((person) => ({ value: person.id, text: personLabel(person) })),
    'Nobody yet',
  );

export const presentNewTheme = (
  form: FormView,
  programme: Programme,
  people: readonly Person[],
): EditThemePage => ({
  head: head('Add a theme', {
    ...around(programme),
    lead: 'It is a part of the report from the next period that is opened.',
  }),
  form,
  action: paths.newTheme(programme.id),
  version: null,
  owners: ownerChoices(people),
  button: 'Add the theme',
});

export const presentChangeTheme = (
  form: FormView,
  programme: Programme,
  theme: ThemeView,
  version: number,
  people: readonly Person[],
): EditThemePage => ({
  head: head('Change this theme', {
    ...around(programme),
    lead: 'Reports that are sealed keep what they said.',
  }),
  form,
  action: paths.changeTheme(theme.id),
  version,
  owners: ownerChoices(people),
  button: 'Save',
});

export const presentPasteThemes = (form: FormView, programme: Programme): PastePage => ({
  head: head('Paste themes', {
    ...around(programme),
    lead: 'Copy the rows in your spreadsheet and paste them here. You see what is added before it is saved.',
  }),
  form,
  action: paths.pasteThemes(programme.id),
  fileAction: null,
  label: 'Your themes',
  hint: 'Columns: number, title, owner, with or without headings.',
  columns: facts([
    { name: 'Number', value: 'Its place in the report, from 1 to 99. Empty: the next one' },
    { name: 'Title', value: 'As the report prints it' },
    { name: 'Owner', value: 'Name or job title of somebody who has a role in this programme. May be empty' },
  ]),
});

export function presentCheckThemes(
  table: string,
  programme: Programme,
  rows: readonly ThemeRow[],
): CheckPastedPage {
  const added = rows.filter(({ there }) => !there).length;
  return {
    head: head('Check these themes', {
      ...around(programme),
      wide: true,
      lead:
        added === 0
          ? 'Every theme of this table is there already. There is nothing to add.'
          : `${capitalised(count(added, 'theme'))} would be added. Nothing is saved yet.`,
    }),
    form: NO_FORM,
    action: paths.pasteThemes(programme.id),
    table,
    add: added === 0 ? null : `Add ${count(added, 'theme')}`,
    notes: rows.flatMap(({ unknownOwner, there }) =>
      unknownOwner === null || there
        ? []
        : [`“${unknownOwner}” has no role in this programme: the theme begins without an owner.`],
    ),
    caption: 'Rows of your table',
    columns: ['Number', 'Title', 'Owner', 'What happens'],
    rows: wordRows(
      rows.map(({ number, title, owner, unknownOwner, there }) => ({
        cells: [
          String(number),
          title,
          unknownOwner === null ? ownerWords(owner) : `Not known: ${unknownOwner}`,
          there ? 'There already' : 'New',
        ],
      })),
    ),
  };
}
