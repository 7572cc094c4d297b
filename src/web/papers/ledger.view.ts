import { choices, wordRows, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, withQuery, type Path } from '../shell/paths.js';

/** What can be asked for: a state, or what waits for somebody. */
export const LEDGER_STATES = [
  'needs_person',
  'accepted',
  'queued',
  'sending',
  'deferred',
  'bounced',
  'failed',
  'uncertain',
] as const;
export type LedgerState = (typeof LEDGER_STATES)[number];

/** Everything that a programme has sent, the newest first. */
export interface LedgerPage extends PageView {
  /** Where the form is sent. */
  action: Path;
  form: FormView;
  committees: ReturnType<typeof choices>;
  periods: ReturnType<typeof choices>;
  states: ReturnType<typeof choices>;
  /** Somebody filters: the link clears it. */
  clear: Path | null;
  caption: string;
  /** Asked for, to whom, what, what became of it; the link is what to do. */
  rows: readonly WordRow[];
  next: Path | null;
  export: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'papers/ledger': LedgerPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const values = { committeeId: '', periodId: '', recipient: '', state: '', from: '', until: '' };
const errors = { committeeId: null, periodId: null, recipient: null, state: null, from: null, until: null };
const page = {
  action: paths.deliveries(id),
  form: { values, errors, problems: [] },
  committees: choices([{ value: id, text: 'Cabinet' }], 'Every committee'),
  periods: choices([{ value: id, text: 'January 2020' }], 'Every period'),
  states: choices([{ value: 'needs_person', text: 'Needs somebody' }], 'Whatever became of it'),
  clear: null,
  caption: 'Everything that was sent, the newest first',
  next: null,
};
const noDay = 'From: enter a day that exists, such as 29/2/2020';
const ledgerHead = (lead: string) =>
  head('Who was sent what', {
    lead,
    wide: true,
    programme: 'Children’s services improvement',
    breadcrumbs: [{ text: 'Meetings', href: paths.meetings(id) }],
  });

export const examples = {
  'papers/ledger': {
    empty: { ...page, head: ledgerHead('Nothing has been sent yet.'), rows: [], export: null },
    filled: {
      ...page,
      head: ledgerHead('What was sent to whom, and what became of it. Open one that needs somebody.'),
      rows: wordRows([
        {
          cells: [
            '3 February 2020 at 09:00',
            'Leader of the Council, leader@example.org, for Cabinet',
            'January 2020, version 1, the public edition, SHA-256 77ac31f0…',
            'Accepted by the mail server; a notice says that it came back: 550 5.1.1 User unknown',
          ],
          link: { text: 'Mend it', about: 'the e-mail to Leader of the Council', href: paths.delivery(id) },
        },
        {
          cells: [
            '3 February 2020 at 09:00',
            'Clerk, clerk.to.the.cabinet.with.a.long.address@example.org, for Cabinet',
            'January 2020, version 1, the public edition, SHA-256 77ac31f0…',
            'Accepted by the mail server',
          ],
          link: { text: 'Look', about: 'the e-mail to Clerk', href: paths.delivery(id) },
        },
      ]),
      next: withQuery(paths.deliveries(id), { cursor: 'x' }),
      export: paths.exportDeliveries(id, {}),
    },
    'a day that is none': {
      ...page,
      head: ledgerHead('Nothing is shown until the filter is mended.'),
      form: {
        values: { ...values, from: '31 June' },
        errors: { ...errors, from: noDay },
        problems: [{ text: noDay, href: '#from' }],
      },
      clear: paths.deliveries(id),
      rows: [],
      export: null,
    },
  },
} satisfies Examples;
