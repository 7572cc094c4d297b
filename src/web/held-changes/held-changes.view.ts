import {
  facts,
  head,
  paths,
  wordRows,
  type Examples,
  type Fact,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

export interface HeldChangesPage extends PageView {
  /** What, by whom and when it was asked for, and how it stands. */
  waiting: readonly WordRow[];
  decided: readonly WordRow[];
  /** To older ones; null on the last page. */
  next: Path | null;
}

export interface HeldChangePage extends PageView {
  facts: readonly Fact[];
  version: number;
  /** Null where this person cannot carry it out, or not yet. */
  carryOut: Path | null;
  /** Why the one who asked cannot do it yet. */
  whyNot: string | null;
  form: FormView;
  /** Null once it is decided. */
  refuse: { action: Path; verb: string } | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'held-changes/list': HeldChangesPage;
    'held-changes/change': HeldChangePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const what =
  'To give Person of a Long Name (Director of Children’s Services), person.of.a.long.name@example.org, the role “Senior Responsible Officer” in the programme “Children’s services improvement”';
const HEADING = 'Changes to who approves or administers';
const row = (state: string): WordRow => ({
  cells: [what, 'First Admin, today at 10:00', state],
  link: { text: 'Look', about: what, href: paths.heldChange(id) },
});
const asked = [
  { name: 'What', value: what },
  { name: 'Asked for by', value: 'First Admin, today at 10:00' },
  { name: 'By another administrator', value: 'at once' },
  { name: 'By First Admin alone', value: 'from 3 February 2026 at 10:00' },
];
const change: HeldChangePage = {
  head: head('Give a role: Person of a Long Name', {
    back: { text: HEADING, href: paths.heldChanges() },
    lead: 'First Admin asked for this. It is not done yet.',
  }),
  facts: facts(asked),
  version: 1,
  carryOut: paths.carryOutHeldChange(id),
  whyNot: null,
  form: { values: { reason: '' }, errors: { reason: null }, problems: [] },
  refuse: { action: paths.refuseHeldChange(id), verb: 'Refuse it' },
};

export const examples = {
  'held-changes/list': {
    none: {
      head: head(HEADING, { lead: 'No change waits for a decision.', wide: true }),
      waiting: [],
      decided: [],
      next: null,
    },
    both: {
      head: head(HEADING, { lead: '1 change waits for a decision.', wide: true }),
      waiting: wordRows([row('Waits; without another administrator until 3 February 2026 at 10:00')]),
      decided: wordRows([row('Refused by Sally Sro, today at 11:30')]),
      next: paths.heldChanges(),
    },
  },
  'held-changes/change': {
    'to do': change,
    'asked for by oneself': {
      ...change,
      carryOut: null,
      whyNot:
        'You asked for it yourself, so you can do it from 3 February 2026 at 10:00, or another administrator at once.',
      refuse: { action: paths.refuseHeldChange(id), verb: 'Withdraw it' },
    },
    'refused without a reason': {
      ...change,
      carryOut: null,
      form: {
        values: { reason: '' },
        errors: { reason: 'Say why' },
        problems: [{ text: 'Say why', href: '#reason' }],
      },
    },
    decided: {
      ...change,
      head: head('Give a role: Person of a Long Name', {
        back: { text: HEADING, href: paths.heldChanges() },
        lead: 'Refused by Sally Sro, today at 11:30.',
      }),
      facts: facts([...asked.slice(0, 2), { name: 'Reason', value: 'Nobody asked us.' }]),
      carryOut: null,
      refuse: null,
    },
  },
} satisfies Examples;
