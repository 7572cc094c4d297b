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
  /** Of the way “To a program”. */
  secret: Path | null;
  /** Where to remove them; null for a new one. */
  remove: Path | null;
}

/** Whether messages to somebody's program can be signed. */
export interface RecipientSecretPage extends PageView {
  action: Path;
  version: number;
  button: string;
  replaces: boolean;
}

/** Shows a secret this once. */
export interface SecretMadePage extends PageView {
  secret: string;
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
    'committees/recipient-secret': RecipientSecretPage;
    'committees/secret-made': SecretMadePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Cabinet', href: paths.committee(id) };
const ways = choices(
  [{ value: 'link', text: 'By e-mail, with a link' }],
  'As Cabinet gets them: by e-mail, with the file',
);
const TERM = {
  'from-day': '',
  'from-month': '',
  'from-year': '',
  'until-day': '',
  'until-month': '',
  'until-year': '',
};
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
  secret: null,
  remove: null,
};

export const examples = {
  'committees/edit-recipient': {
    'a new one': {
      ...added,
      form: {
        values: { name: '', email: '', way: '', url: '', folder: '', ...TERM },
        errors: { name: null, email: null, way: null, url: null, folder: null, from: null, until: null },
        problems: [],
      },
    },
    refused: {
      ...added,
      form: {
        values: { name: '', email: 'leader@', way: '', url: '', folder: '', ...TERM },
        errors: {
          name: 'Enter a name',
          email: 'Enter an e-mail address, such as name@example.org',
          way: null,
          url: null,
          folder: null,
          from: null,
          until: null,
        },
        problems: [
          { text: 'Enter a name', href: '#name' },
          { text: 'Enter an e-mail address, such as name@example.org', href: '#email' },
        ],
      },
    },
    change: {
      head: head('Change this recipient', {
        back,
        caption: 'Cabinet',
        lead: 'They get the public edition. What you change counts from their next papers on.',
      }),
      form: {
        values: {
          name: 'Leader of the Council',
          email: 'leader@example.org',
          way: 'webhook',
          url: 'https://papers.example.org/inbox',
          folder: '',
          ...TERM,
          'until-day': '31',
          'until-month': '3',
          'until-year': '2020',
        },
        errors: { name: null, email: null, way: null, url: null, folder: null, from: null, until: null },
        problems: [],
      },
      action: paths.recipientStep(id, id, 'change'),
      button: 'Save',
      ways,
      version: 2,
      secret: paths.recipientStep(id, id, 'secret'),
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
  'committees/recipient-secret': {
    none: {
      head: head('Secret of their program', {
        back,
        caption: 'Case Management System',
        lead: 'There is no secret yet: nothing can be sent to this program.',
      }),
      action: paths.recipientStep(id, id, 'secret'),
      version: 1,
      button: 'Make a secret',
      replaces: false,
    },
    'there is one': {
      head: head('Secret of their program', {
        back,
        caption: 'Case Management System',
        lead: 'The secret was made on 27 January 2020 at 10:05.',
      }),
      action: paths.recipientStep(id, id, 'secret'),
      version: 2,
      button: 'Replace the secret',
      replaces: true,
    },
  },
  'committees/secret-made': {
    usual: {
      head: head('The secret was made', { back, lead: 'Copy the secret now: it is shown this once.' }),
      secret: `whsec_${'Aa1+'.repeat(8)}`,
    },
  },
} satisfies Examples;
