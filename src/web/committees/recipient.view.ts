import { choices } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface EditRecipientPage extends PageView {
  form: FormView;
  action: Path;
  button: string;
  ways: ReturnType<typeof choices>;
  /** Null for a new one. */
  version: number | null;
  /** Where to remove them; null for a new one. */
  remove: Path | null;
}

/** Asks before somebody gets nothing any more, or papers again. */
export interface RecipientListPage extends PageView {
  consequence: string;
  action: Path;
  version: number;
  button: string;
  warning: boolean;
  cancel: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'committees/edit-recipient': EditRecipientPage;
    'committees/recipient-list': RecipientListPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Cabinet', href: paths.committee(id) };
const ways = choices(
  [{ value: 'link', text: 'By e-mail, with a link' }],
  'As Cabinet gets them: by e-mail, with the file',
);
const added = {
  head: head('Add a recipient', {
    back,
    caption: 'Cabinet',
    lead: 'They get the public edition.',
  }),
  action: paths.newRecipient(id),
  button: 'Add the recipient',
  ways,
  version: null,
  remove: null,
};

export const examples = {
  'committees/edit-recipient': {
    'a new one': {
      ...added,
      form: {
        values: { name: '', email: '', way: '' },
        errors: { name: null, email: null, way: null },
        problems: [],
      },
    },
    refused: {
      ...added,
      form: {
        values: { name: '', email: 'leader@', way: '' },
        errors: {
          name: 'Enter a name',
          email: 'Enter an e-mail address, such as name@example.org',
          way: null,
        },
        problems: [
          { text: 'Enter a name', href: '#name' },
          { text: 'Enter an e-mail address, such as name@example.org', href: '#email' },
        ],
      },
    },
    change: {
      head: head('Change this recipient', { back, caption: 'Cabinet' }),
      form: {
        values: { name: 'Leader of the Council', email: 'leader@example.org', way: 'link' },
        errors: { name: null, email: null, way: null },
        problems: [],
      },
      action: paths.recipientStep(id, id, 'change'),
      button: 'Save',
      ways,
      version: 2,
      remove: paths.recipientStep(id, id, 'remove'),
    },
  },
  'committees/recipient-list': {
    remove: {
      head: head('Remove Leader of the Council', { back, caption: 'Cabinet' }),
      consequence:
        'From now on nothing of this committee goes to leader@example.org. What was sent already stays in the ledger.',
      action: paths.recipientStep(id, id, 'remove'),
      version: 2,
      button: 'Remove',
      warning: true,
      cancel: paths.committee(id),
    },
    restore: {
      head: head('Take back Leader of the Council', { back, caption: 'Cabinet' }),
      consequence: 'From its next papers on, leader@example.org gets the public edition again.',
      action: paths.recipientStep(id, id, 'restore'),
      version: 3,
      button: 'Take back',
      warning: false,
      cancel: paths.committee(id),
    },
  },
} satisfies Examples;
