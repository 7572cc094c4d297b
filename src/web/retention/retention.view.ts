import {
  ASKED,
  choices,
  facts,
  head,
  paths,
  wordRows,
  type Examples,
  type Fact,
  type FormView,
  type Link,
  type PageView,
  type Path,
  type StepUp,
  type WordRow,
} from '../shell/index.js';

/** Every class of data: how long, and what is due. */
export interface RetentionPage extends PageView {
  swept: readonly WordRow[];
  others: readonly WordRow[];
  holds: Path;
}

/** The dry run of one class. */
export interface DryRunPage extends PageView {
  facts: readonly Fact[];
  caption: string;
  items: readonly WordRow[];
  kept: readonly WordRow[];
  /** Null where there is nothing to do, or this person may not. */
  sweep: { action: Path; sha256: string; button: string } | null;
  stepUp: StepUp;
  form: FormView;
}

export interface HoldsPage extends PageView {
  standing: readonly WordRow[];
  lifted: readonly WordRow[];
  place: Path | null;
}

export interface NewHoldPage extends PageView {
  form: FormView;
  action: Path;
  /** Of whom; empty: of everybody. */
  person: string;
  programmes: ReturnType<typeof choices>;
}

export interface HoldPage extends PageView {
  facts: readonly Fact[];
  /** Null where it is lifted, or this person may not. */
  lift: { action: Path; version: number } | null;
  stepUp: StepUp;
  form: FormView;
}

export interface ErasurePage extends PageView {
  refused: readonly string[];
  goes: readonly string[];
  stays: readonly string[];
  erase: { action: Path; version: number } | null;
  stepUp: StepUp;
  links: readonly Link[];
  form: FormView;
}

/** Asks who it is before everything that is held on a person goes out. */
export interface PersonDataPage extends PageView {
  action: Path;
  stepUp: StepUp;
  form: FormView;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'retention/classes': RetentionPage;
    'retention/dry-run': DryRunPage;
    'retention/holds': HoldsPage;
    'retention/new-hold': NewHoldPage;
    'retention/hold': HoldPage;
    'retention/erasure': ErasurePage;
    'retention/person-data': PersonDataPage;
  }
}

const administration = { text: 'Administration', href: paths.administration() };
const retention = { text: 'How long things are kept', href: paths.retention() };
const holds = { text: 'Legal holds', href: paths.holds() };

export const retentionHead = (lead: string) =>
  head('How long things are kept', { lead, breadcrumbs: [administration], wide: true });
export const dryRunHead = (name: string, lead: string) =>
  head(name, { lead, breadcrumbs: [administration, retention], wide: true });
export const holdsHead = (lead: string) =>
  head('Legal holds', { lead, breadcrumbs: [administration, retention], wide: true });
export const newHoldHead = head('Place a legal hold', {
  back: holds,
  lead: 'What it names is not deleted, whatever its time. It counts at once.',
});
export const holdHead = (lead: string) => head('Legal hold', { back: holds, lead });
export const erasureHead = (id: string, name: string, lead: string) =>
  head('Erase this person?', { back: { text: name, href: paths.user(id) }, caption: name, lead });
export const personDataHead = (person: { id: string; name: string } | null) =>
  person === null
    ? head('What is held on you', {
        back: { text: 'Your account', href: paths.account() },
        lead: 'You get one archive: a page to read, and the same as data.',
      })
    : head('What is held on this person', {
        back: { text: person.name, href: paths.user(person.id) },
        caption: person.name,
        lead: 'You get one archive: a page to read, and the same as data.',
      });

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const noPassword = { values: { password: '' }, errors: { password: null }, problems: [] };
const missing = {
  values: { password: '' },
  errors: { password: 'Enter your password' },
  problems: [{ text: 'Enter your password', href: '#password' }],
};
const noLift = {
  values: { reason: '', password: '' },
  errors: { reason: null, password: null },
  problems: [],
};
const aboutTokens = facts([
  { name: 'What', value: 'What each was for, what it let do, when it was last used; a hash of it' },
  { name: 'Kept for', value: '365 days after it ended or was revoked' },
  { name: 'An operator sets it with', value: 'RETAIN_TOKENS_DAYS' },
  { name: 'Why', value: 'A year is long enough to ask what a token did; the trail says so for good.' },
  { name: 'In the end', value: 'A sweep deletes it' },
  { name: 'Stays all the same', value: 'A legal hold.' },
]);
const aboutHold = facts([
  { name: 'Held', value: 'Children’s services improvement programme' },
  { name: 'Why', value: 'Claim 17 of the county court' },
  { name: 'Placed', value: 'by Adam Admin on 3 March 2026' },
]);
const holdValues = {
  programme: '',
  reason: '',
  'from-day': '',
  'from-month': '',
  'from-year': '',
  'until-day': '',
  'until-month': '',
  'until-year': '',
};
const noHoldErrors = { programme: null, from: null, until: null, reason: null };
const newHoldPage = {
  head: newHoldHead,
  action: paths.newHold(),
  person: '',
  programmes: choices(
    [
      { value: 'every', text: 'Everything' },
      { value: id, text: 'Children’s services improvement programme' },
    ],
    'Choose what is held',
  ),
};
const erasing = {
  goes: ['Name, job title and e-mail address', 'Sessions, API tokens'],
  stays: [
    'Sealed reports keep the name that they were published with: their hash proves the text only while it is whole',
  ],
  links: [{ text: 'Everything that is held on this person', href: paths.personData(id) }],
};

export const examples = {
  'retention/classes': {
    filled: {
      head: retentionHead('3 rows are due now. The next sweep takes them away.'),
      swept: wordRows([
        {
          cells: ['API tokens', '365 days after it ended or was revoked', '3', '5', '1'],
          link: { text: 'Look', about: 'at API tokens', href: paths.retentionClass('tokens') },
        },
      ]),
      others: wordRows([
        {
          cells: [
            'The audit trail',
            'for good',
            'Accountability (UK GDPR, Article 5(2))',
            'The chain of hashes.',
          ],
        },
      ]),
      holds: paths.holds(),
    },
  },
  'retention/dry-run': {
    due: {
      head: dryRunHead('API tokens', '1 row goes with the next sweep. 1 stays.'),
      facts: aboutTokens,
      caption: 'What goes',
      items: wordRows([{ cells: ['“Old script” of Olive Owner', '2 January 2025'] }]),
      kept: wordRows([
        {
          cells: ['“Import” of Dan Deputy', 'A legal hold'],
          link: { text: 'Look', about: 'at the hold of “Import” of Dan Deputy', href: paths.hold(id) },
        },
      ]),
      sweep: { action: paths.sweep('tokens'), sha256: 'a'.repeat(64), button: 'Delete 1 row now' },
      stepUp: ASKED,
      form: noPassword,
    },
    'password missing': {
      head: dryRunHead('API tokens', '1 row goes with the next sweep.'),
      facts: aboutTokens,
      caption: 'What goes',
      items: wordRows([{ cells: ['“Old script” of Olive Owner', '2 January 2025'] }]),
      kept: [],
      sweep: { action: paths.sweep('tokens'), sha256: 'a'.repeat(64), button: 'Delete 1 row now' },
      stepUp: ASKED,
      form: missing,
    },
    'nothing due': {
      head: dryRunHead('API tokens', 'Nothing is due.'),
      facts: aboutTokens,
      caption: 'What goes',
      items: [],
      kept: [],
      sweep: null,
      stepUp: ASKED,
      form: noPassword,
    },
  },
  'retention/holds': {
    filled: {
      head: holdsHead('1 hold stands.'),
      standing: wordRows([
        {
          cells: [
            'Children’s services improvement programme',
            'Claim 17 of the county court',
            'Adam Admin, 3 March 2026',
          ],
          link: { text: 'Look', about: 'at the hold of 3 March 2026', href: paths.hold(id) },
        },
      ]),
      lifted: wordRows([
        {
          cells: ['Everything', 'Inquiry', 'Adam Admin, 1 March 2026', 'Ada Admin, 2 March 2026'],
          link: { text: 'Look', about: 'at the hold of 1 March 2026', href: paths.hold(id) },
        },
      ]),
      place: paths.newHold(),
    },
    'nothing is held': { head: holdsHead('Nothing is held.'), standing: [], lifted: [], place: null },
  },
  'retention/new-hold': {
    blank: { ...newHoldPage, form: { values: holdValues, errors: noHoldErrors, problems: [] } },
    refused: {
      ...newHoldPage,
      person: 'Olive Owner',
      form: {
        values: { ...holdValues, programme: 'every' },
        errors: { ...noHoldErrors, reason: 'Say why it is held' },
        problems: [{ text: 'Say why it is held', href: '#reason' }],
      },
    },
  },
  'retention/hold': {
    standing: {
      head: holdHead('Nothing that it names is deleted.'),
      facts: aboutHold,
      lift: { action: paths.liftHold(id), version: 1 },
      stepUp: ASKED,
      form: noLift,
    },
    lifted: {
      head: holdHead('Ada Admin lifted it, 9 March 2026 at 10:00. It keeps nothing any more.'),
      facts: facts([
        ...aboutHold,
        { name: 'Lifted', value: 'by Ada Admin, 9 March 2026 at 10:00' },
        { name: 'Why it was lifted', value: 'The claim was settled.' },
      ]),
      lift: null,
      stepUp: ASKED,
      form: noLift,
    },
  },
  'retention/erasure': {
    ready: {
      head: erasureHead(
        id,
        'Lee Leaver',
        'They are then shown everywhere as “A person who has left (5F0C7F3E)”. It cannot be undone.',
      ),
      refused: [],
      ...erasing,
      erase: { action: paths.erasure(id), version: 3 },
      stepUp: ASKED,
      form: noPassword,
    },
    'password missing': {
      head: erasureHead(
        id,
        'Lee Leaver',
        'They are then shown everywhere as “A person who has left (5F0C7F3E)”. It cannot be undone.',
      ),
      refused: [],
      ...erasing,
      erase: { action: paths.erasure(id), version: 3 },
      stepUp: ASKED,
      form: missing,
    },
    'kept for now': {
      head: erasureHead(id, 'Lee Leaver', 'It cannot be done now.'),
      refused: ['The account is in use. Disable it first.', 'A legal hold keeps it.'],
      ...erasing,
      erase: null,
      stepUp: ASKED,
      form: noPassword,
    },
  },
  'retention/person-data': {
    'one’s own': { head: personDataHead(null), action: paths.ownData(), stepUp: ASKED, form: noPassword },
    'with a security key': {
      head: personDataHead(null),
      action: paths.ownData(),
      stepUp: {
        confirmed: null,
        elsewhere: { text: 'Confirm with your security key', href: paths.confirm(paths.ownData()) },
      },
      form: noPassword,
    },
    'shown a moment ago': {
      head: personDataHead(null),
      action: paths.ownData(),
      stepUp: { confirmed: 'today at 10:17', elsewhere: null },
      form: noPassword,
    },
    'of another': {
      head: personDataHead({ id, name: 'Olive Owner' }),
      action: paths.personData(id),
      stepUp: ASKED,
      form: missing,
    },
  },
} satisfies Examples;
