import {
  facts,
  head,
  paths,
  type Examples,
  type Fact,
  type FormView,
  type PageView,
  type Path,
} from '../shell/index.js';

/** Before something is done with one item of a part. */
export interface ItemStepPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  block: string;
  about: readonly Fact[];
  /** What the button says. */
  verb: string;
}

/** A step that needs no more than a reason, and mostly not even that. */
export interface AskedStepPage extends ItemStepPage {
  /** The words of the field `reason`; null where none is asked for. */
  why: { label: string; hint: string } | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'part/item-step': AskedStepPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const nothing: FormView = { values: {}, errors: {}, problems: [] };
const reason: FormView = { values: { reason: '' }, errors: { reason: null }, problems: [] };
const register = {
  caption: 'January 2020 · Risks and issues',
  back: { text: 'Register', href: paths.partBlock(id, 'risks') },
};
const ofRisk = {
  version: 3,
  block: '0123456789abcdef',
  about: facts([{ name: 'What may happen', value: 'Too few <social> workers' }]),
};
const closing = {
  ...ofRisk,
  head: head('Close risk 4', { ...register, lead: 'It will be printed once more, with the reason.' }),
  action: paths.partItemStep(id, 'risks', id, 'close'),
  verb: 'Close it',
  why: { label: 'Why is it closed?', hint: 'It will be printed once.' },
};

export const examples = {
  'part/item-step': {
    'remove an action': {
      head: head('Remove this action', {
        caption: 'January 2020 · Theme 1: Leadership',
        back: { text: 'Objective', href: paths.partItem(id, 'objectives', id) },
        lead: 'It goes from this draft. Reports that are sealed keep it.',
      }),
      form: nothing,
      action: paths.removeObjectiveItem(id, id, 'actions', id),
      version: 3,
      block: '0123456789abcdef',
      about: facts([
        { name: 'Action', value: 'Member <induction>' },
        { name: 'Owner', value: 'Head of Democratic Services' },
        { name: 'What goes with it', value: '3 ratings of quarters' },
        {
          name: 'This text is only about it, and goes too',
          value: 'Eleven of fourteen members were trained.',
        },
      ]),
      verb: 'Remove the action',
      why: null,
    },
    'not to be removed': {
      ...ofRisk,
      head: head('Remove risk 4', {
        ...register,
        lead: 'It goes from this draft for good. What has stood in an approved report cannot be removed: close it with a reason.',
      }),
      form: {
        ...nothing,
        problems: [
          {
            text: 'Entry 4 was open in an approved register. It is carried forward until it is closed with a reason; it cannot be left out.',
            href: paths.partItemStep(id, 'risks', id, 'close'),
          },
        ],
      },
      action: paths.partItemStep(id, 'risks', id, 'remove'),
      verb: 'Remove the entry',
      why: null,
    },
    close: { ...closing, form: reason },
    'close without a reason': {
      ...closing,
      form: {
        values: { reason: '' },
        errors: { reason: 'Say why it is closed' },
        problems: [{ text: 'Say why it is closed', href: '#reason' }],
      },
    },
    'open again': {
      ...ofRisk,
      head: head('Open risk 4 again', { ...register, lead: 'It is closed in this draft.' }),
      form: nothing,
      action: paths.partItemStep(id, 'risks', id, 'close'),
      verb: 'Open it again',
      why: null,
    },
  },
} satisfies Examples;
