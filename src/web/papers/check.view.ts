import { facts, wordRows, type Fact, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { NO_FORM } from '../shell/pasted.view.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';
import { ASKED, type StepUp } from '../shell/step-up.view.js';

/** What goes to whom, to be looked at before it does: of papers that are planned, or that somebody is about to plan. */
export interface CheckPapersPage extends PageView {
  form: FormView;
  warnings: readonly string[];
  facts: readonly Fact[];
  /** Who, e-mail, how it goes, against the last papers, what they have now. */
  recipients: readonly WordRow[];
  /** Who got the last papers and gets none now, and why. */
  removed: readonly WordRow[];
  /** To plan them; null where they are planned. `verb`: what the button does. */
  plan: {
    verb: string;
    action: Path;
    hidden: readonly { name: string; value: string }[];
    /** Of all that this page shows; kept in the audit trail when the papers are planned. */
    sha256: string;
    /** Where what is planned leaves at once. */
    stepUp: StepUp | null;
  } | null;
  /** Away from here, without anything being sent. */
  leave: { text: string; href: Path } | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'papers/check': CheckPapersPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Papers for Cabinet', href: paths.dispatch(id) };
const checkHead = (lead: string) =>
  head('Check before sending', { back, caption: 'Cabinet, Tuesday 11 February at 10:00', lead, wide: true });
const recipients = wordRows([
  {
    cells: [
      'Leader of the Council',
      'leader@example.org',
      'By e-mail, with the file',
      'As before',
      'December 2019, version 1, since 6 January 2020 at 09:00',
    ],
  },
  {
    cells: [
      'Cabinet Clerk',
      'clerk.to.the.cabinet@example.org',
      'By e-mail, with a link',
      'New since 6 January 2020',
      'Nothing yet',
    ],
  },
]);
const sealed = facts([
  { name: 'What goes out', value: 'The public edition: January 2020, version 1' },
  { name: 'For this committee', value: 'Establishment and vacancies (page 12); Risks and issues (page 15)' },
  { name: 'Marking of the e-mail', value: 'OFFICIAL' },
  {
    name: 'File',
    value: 'csip-highlight-report-2020-01-v1.pdf, 329 KB; about 454 KB as an e-mail',
  },
  { name: 'SHA-256 of the file', value: '77ac 31f0 '.repeat(8).trim() },
  { name: 'They had last', value: 'December 2019, version 1, sent on 6 January 2020 at 09:00' },
  {
    name: 'They are told',
    value: '9 things got worse, 4 got better and 2 others changed since December 2019',
  },
]);
const waiting = facts([
  { name: 'What goes out', value: 'The public edition: January 2020' },
  { name: 'Marking of the e-mail', value: 'Known once the report is sealed' },
  { name: 'File', value: 'Known once the report is sealed' },
  { name: 'They had last', value: 'December 2019, version 1, sent on 6 January 2020 at 09:00' },
  { name: 'They are told', value: 'Known once the report is sealed' },
]);
const planned = {
  form: NO_FORM,
  warnings: [],
  facts: waiting,
  recipients,
  removed: [],
  plan: null,
  leave: { text: 'Cancel these papers', href: paths.dispatchStep(id, 'cancel') },
};

export const examples = {
  'papers/check': {
    planned: {
      ...planned,
      head: checkHead('2 people will get the report of January 2020 as soon as it is sealed.'),
    },
    'before planning': {
      ...planned,
      head: checkHead('2 people will get the report of January 2020 at once: it is sealed.'),
      facts: sealed,
      removed: wordRows([{ cells: ['Former Cabinet Member', 'former@example.org', 'Left office'] }]),
      plan: {
        verb: 'Send to 2 people now',
        action: paths.planDispatch(),
        hidden: [
          { name: 'meeting', value: id },
          { name: 'send', value: 'when_sealed' },
        ],
        sha256: 'a'.repeat(64),
        stepUp: null,
      },
      leave: { text: 'Do not plan them', href: paths.meetings(id) },
    },
    'wrong password': {
      ...planned,
      form: {
        values: { password: '' },
        errors: { password: 'This is not your password.' },
        problems: [{ text: 'This is not your password.', href: '#password' }],
      },
      head: checkHead('2 people will get the report of January 2020 at once: it is sealed.'),
      facts: sealed,
      plan: {
        verb: 'Send to 2 people now',
        action: paths.planDispatch(),
        hidden: [{ name: 'meeting', value: id }],
        sha256: 'a'.repeat(64),
        stepUp: ASKED,
      },
      leave: { text: 'Do not plan them', href: paths.meetings(id) },
    },
    warnings: {
      ...planned,
      head: checkHead('Nobody will get anything.'),
      warnings: [
        'The committee has no recipient on that day. Add somebody before its papers are due.',
        'The meeting has begun by then.',
      ],
      recipients: [],
    },
    'may not cancel': {
      ...planned,
      head: checkHead('2 people will get the report of January 2020 as soon as it is sealed.'),
      leave: null,
    },
  },
} satisfies Examples;
