import {
  choices,
  facts,
  head,
  paths,
  type Examples,
  type Fact,
  type FormView,
  type PageView,
  type Path,
} from '../shell/index.js';

/** One decision about what the public edition leaves out, or publishes all the same. */
export interface DecisionPage extends PageView {
  form: FormView;
  action: Path;
  about: readonly Fact[] | null;
  /** To choose from; null where the page is about one block. */
  blocks: ReturnType<typeof choices> | null;
  block: string | null;
  /** From whose pieces one is chosen; null where the page is about one block. */
  part: string | null;
  /** Null where no ground is needed. */
  grounds: ReturnType<typeof choices> | null;
  paragraphs: ReturnType<typeof choices>;
  verb: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/decision': DecisionPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 report, version 1',
  back: { text: 'Before publication', href: paths.reportStep(id, 'publication') },
};
const paragraphs = choices([{ value: '1', text: '1: information relating to any individual' }]);

export const examples = {
  'report/decision': {
    'leave out': {
      head: head('Leave something out of the public edition', {
        ...around,
        lead: 'It stays in the edition that is not for publication.',
      }),
      form: {
        values: { block: '', ground: '', paragraphs: [], reason: '' },
        errors: { block: null, ground: 'Choose a ground', paragraphs: null, reason: null },
        problems: [{ text: 'Choose a ground', href: '#ground' }],
      },
      action: paths.publicationDecision(id, 'withhold'),
      about: null,
      blocks: choices([{ value: `entry/${id}`, text: 'Entry: Risk <4>' }], 'Choose what is left out'),
      part: id,
      block: null,
      grounds: choices([
        { value: 'exempt', text: 'Exempt' },
        { value: 'confidential', text: 'Confidential' },
      ]),
      paragraphs,
      verb: 'Leave it out',
    },
    lift: {
      head: head('Lift a decision', {
        ...around,
        lead: 'From now on it counts as if nobody had decided about it.',
      }),
      form: {
        values: { block: `entry/${id}`, reason: '' },
        errors: { block: null, reason: null },
        problems: [],
      },
      action: paths.publicationDecision(id, 'lift'),
      about: facts([{ name: 'What', value: 'Risk 4' }]),
      blocks: null,
      part: null,
      block: `entry/${id}`,
      grounds: null,
      paragraphs,
      verb: 'Lift it',
    },
  },
} satisfies Examples;
