import {
  choices,
  forMacro,
  head,
  paths,
  wordRows,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** What of a part the public will not see. */
export interface PartPublicationPage extends PageView {
  /** What, on which ground, why. */
  left: readonly WordRow[];
  /** Figures that will not be printed: measure, when, why. */
  small: readonly WordRow[];
  /** Where, passage, why. */
  passages: readonly WordRow[];
  /** What the search is not: a proof. */
  scan: string;
  add: Path | null;
  why: string | null;
}

export interface LeaveOutPage extends PageView {
  form: FormView;
  action: Path;
  blocks: ReturnType<typeof choices>;
  grounds: ReturnType<typeof choices>;
  paragraphs: ReturnType<typeof choices>;
}

export interface LiftPage extends PageView {
  form: FormView;
  action: Path;
  consequence: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'part/publication': PartPublicationPage;
    'part/leave-out': LeaveOutPage;
    'part/lift': LiftPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const caption = 'January 2020 · Risks and issues';
const toPart = { caption, back: { text: 'Risks and issues', href: paths.part(id) }, wide: true };
const toList = {
  caption,
  back: { text: 'What the public will not see', href: paths.partStep(id, 'publication') },
};
const scan = 'It looks for names and addresses in every text. It is no proof that there are no others.';
const heading = 'What the public will not see';
const blocks = choices([{ value: `entry/${id}`, text: 'Risk 4' }], 'Choose what is left out');
const grounds = choices([
  { value: 'exempt', text: 'Exempt', hint: 'Schedule 12A, after weighing the public interest' },
  { value: 'confidential', text: 'Confidential', hint: 'Section 100A(3): nothing is left to weigh' },
]);
const paragraphs = choices([{ value: '3', text: 'Paragraph 3', hint: 'Financial or business affairs' }]);
const leaveOut = { action: paths.leaveOut(id), blocks, grounds, paragraphs };
const lead = 'It is left out of every public edition from now on, until the decision is lifted.';

export const examples = {
  'part/publication': {
    nothing: {
      head: head(heading, { ...toPart, lead: 'Nothing of this part is left out of the public edition.' }),
      left: [],
      small: [],
      passages: [],
      scan,
      add: paths.leaveOut(id),
      why: null,
    },
    'one thing': {
      head: head(heading, {
        ...toPart,
        lead: '1 thing is left out of the public edition. Look at 1 passage.',
      }),
      left: wordRows([
        {
          cells: ['Risk 4', 'Exempt under paragraph 3.', 'The <contract> is being negotiated.'],
          link: {
            text: 'Lift',
            about: 'the decision about Risk 4',
            href: paths.liftDecision(id, `entry/${id}`),
          },
        },
      ]),
      small: wordRows([
        { cells: ['Children who <went> missing', 'December 2019', 'A small number of people.'] },
      ]),
      passages: wordRows([{ cells: ['Risk 5', '… the young person …', 'May name a person'] }]),
      scan,
      add: paths.leaveOut(id),
      why: null,
    },
    'read only': {
      head: head(heading, { ...toPart, lead: '1 thing is left out of the public edition.' }),
      left: wordRows([
        { cells: ['Risk 4', 'Exempt under paragraph 3.', 'The contract is being negotiated.'] },
      ]),
      small: [],
      passages: [],
      scan,
      add: null,
      why: 'Your roles let you read this. Deputy Director can change it.',
    },
  },
  'part/leave-out': {
    blank: {
      head: head('Leave something out', { ...toList, lead }),
      form: {
        values: { block: '', ground: '', paragraphs: [], reason: '' },
        errors: { block: null, ground: null, paragraphs: null, reason: null },
        problems: [],
      },
      ...leaveOut,
    },
    'two errors': {
      head: head('Leave something out', { ...toList, lead }),
      form: {
        values: { block: '', ground: 'exempt', paragraphs: [], reason: 'Because' },
        errors: {
          block: 'Choose what is left out',
          ground: null,
          paragraphs: 'Choose at least one paragraph',
          reason: null,
        },
        problems: forMacro([
          { text: 'Choose what is left out', href: '#block' },
          { text: 'Choose at least one paragraph', href: '#paragraphs' },
        ]),
      },
      ...leaveOut,
    },
  },
  'part/lift': {
    usual: {
      head: head('Lift this decision', { ...toList, lead: 'Risk 4 is left out of the public edition.' }),
      form: {
        values: { block: `entry/${id}`, reason: '' },
        errors: { block: null, reason: null },
        problems: [],
      },
      action: paths.liftDecision(id, `entry/${id}`),
      consequence: 'From the next approval on, the public edition prints it.',
    },
    'no reason': {
      head: head('Lift this decision', { ...toList, lead: 'Risk 4 is left out of the public edition.' }),
      form: {
        values: { block: `entry/${id}`, reason: '' },
        errors: { block: null, reason: 'Say why' },
        problems: forMacro([{ text: 'Say why', href: '#reason' }]),
      },
      action: paths.liftDecision(id, `entry/${id}`),
      consequence: 'From the next approval on, the public edition prints it.',
    },
  },
} satisfies Examples;
