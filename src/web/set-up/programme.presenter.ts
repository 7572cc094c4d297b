import type { Page } from '../../platform/index.js';
import type { ProgrammeView, ProgrammeWithPeriod } from '../../programmes/index.js';
import { capitalised, count, head, paths, withQuery, wordRows, type FormView } from '../shell/index.js';
import { quarterChoices, type EditProgrammePage, type ProgrammesPage } from './programme.view.js';
import { sectionChoices } from './section.words.js';

/** @param newest with their newest periods, by id of the programme. */
export function presentProgrammes(
  { items, nextCursor }: Page<ProgrammeView>,
  newest: ReadonlyMap<string, ProgrammeWithPeriod['period']>,
  mayManage: boolean,
): ProgrammesPage {
  const open = items.filter(({ id, closed }) => closed === null && (newest.get(id) ?? null) === null).length;
  return {
    head: head('Programmes', {
      lead:
        items.length === 0
          ? `There is no programme yet.${mayManage ? ' Create the first one.' : ''}`
          : open === 0
            ? 'Each has a period.'
            : `${capitalised(count(open, 'programme has', 'programmes have'))} no period yet.`,
      breadcrumbs: [{ text: 'Administration', href: paths.administration() }],
      wide: true,
    }),
    programmes: wordRows(
      items.map(({ id, name, council, code, closed }) => {
        const period = newest.get(id) ?? null;
        return {
          cells: [name, council, code, closed ? 'Closed' : (period?.label ?? 'No period yet')],
          link: {
            text: period === null && closed === null ? 'Go on with the set-up' : 'Open',
            about: period === null && closed === null ? `of ${name}` : `the set-up of ${name}`,
            href: paths.setUp(id),
          },
        };
      }),
    ),
    next: nextCursor === null ? null : withQuery(paths.programmes(), { cursor: nextCursor }),
    add: mayManage ? paths.newProgramme() : null,
  };
}

export const presentNewProgramme = (form: FormView): EditProgrammePage => ({
  head: head('Create a programme', {
    back: { text: 'Programmes', href: paths.programmes() },
    lead: 'What a council improves, and reports on. The rest of its set-up comes next.',
  }),
  form,
  action: paths.newProgramme(),
  version: null,
  sections: sectionChoices(),
  quarters: quarterChoices(),
  button: 'Create the programme',
});

export const presentChangeProgramme = (
  form: FormView,
  { id, name }: ProgrammeView,
  version: number,
): EditProgrammePage => ({
  head: head('Change the programme', {
    back: { text: 'Set-up', href: paths.setUp(id) },
    programme: name,
    lead: 'What you change counts from the next reports on. What is sealed stays as it is.',
  }),
  form,
  action: paths.changeProgramme(id),
  version,
  sections: sectionChoices(),
  quarters: quarterChoices(),
  button: 'Save',
});
