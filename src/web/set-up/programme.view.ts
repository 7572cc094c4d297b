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
import { sectionChoices } from './section.words.js';

/** Every programme that the reader may see. */
export interface ProgrammesPage extends PageView {
  /** Name, council, code, newest period. */
  programmes: readonly WordRow[];
  next: Path | null;
  /** Null where this person may not create one. */
  add: Path | null;
}

/** A new programme, or one that is changed. */
export interface EditProgrammePage extends PageView {
  form: FormView;
  action: Path;
  /** Null for a new one, which has a code. */
  version: number | null;
  sections: ReturnType<typeof choices>;
  quarters: ReturnType<typeof choices>;
  button: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'set-up/programmes': ProgrammesPage;
    'set-up/programme': EditProgrammePage;
  }
}

export const quarterChoices = () =>
  choices([
    {
      value: 'trailing',
      text: 'The quarters behind',
      hint: 'The last four that ended and, once it is rated, the one that runs',
    },
    { value: 'forward', text: 'The quarters ahead', hint: 'The one that runs, and the next three' },
  ]);

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const crumbs = [{ text: 'Administration', href: paths.administration() }];
const listHead = (lead: string) => head('Programmes', { lead, breadcrumbs: crumbs, wide: true });
const lists = { sections: sectionChoices(), quarters: quarterChoices() };
const blank: EditProgrammePage = {
  head: head('Create a programme', {
    back: { text: 'Programmes', href: paths.programmes() },
    lead: 'What a council improves, and reports on. The rest of its set-up comes next.',
  }),
  form: {
    values: { code: '', name: '', council: '', sections: [], quarters: 'trailing' },
    errors: { code: null, name: null, council: null, sections: null, quarters: null },
    problems: [],
  },
  action: paths.newProgramme(),
  version: null,
  button: 'Create the programme',
  ...lists,
};

export const examples = {
  'set-up/programmes': {
    none: {
      head: listHead('There is no programme yet. Create the first one.'),
      programmes: [],
      next: null,
      add: paths.newProgramme(),
    },
    'one that is not set up': {
      head: listHead('1 programme has no period yet.'),
      programmes: wordRows([
        {
          cells: ['Planning improvement', 'Example District Council', 'PIP', 'No period yet'],
          link: { text: 'Go on with the set-up', about: 'of Planning improvement', href: paths.setUp(id) },
        },
        {
          cells: ['Children’s services improvement', 'Sample Council', 'csip', 'January 2020'],
          link: {
            text: 'Open',
            about: 'the set-up of Children’s services improvement',
            href: paths.setUp(id),
          },
        },
      ]),
      next: paths.programmes(),
      add: null,
    },
  },
  'set-up/programme': {
    'a new one': blank,
    refused: {
      ...blank,
      form: {
        values: { code: 'x', name: 'Planning', council: '', sections: [], quarters: 'trailing' },
        errors: {
          code: 'Use 2 to 40 letters, digits and hyphens.',
          name: null,
          council: 'Enter the council’s name',
          sections: 'Choose at least one kind of part',
          quarters: null,
        },
        problems: [
          { text: 'Use 2 to 40 letters, digits and hyphens.', href: '#code' },
          { text: 'Enter the council’s name', href: '#council' },
          { text: 'Choose at least one kind of part', href: '#sections' },
        ],
      },
    },
    change: {
      ...blank,
      head: head('Change the programme', {
        back: { text: 'Set-up', href: paths.setUp(id) },
        programme: 'Planning improvement',
        lead: 'What you change counts from the next reports on. What is sealed stays as it is.',
      }),
      form: {
        values: { name: 'Planning', council: 'Example', sections: ['theme', 'risks'], quarters: 'forward' },
        errors: { name: null, council: null, sections: null, quarters: null },
        problems: [],
      },
      action: paths.changeProgramme(id),
      version: 2,
      button: 'Save',
    },
  },
} satisfies Examples;
