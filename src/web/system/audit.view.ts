import {
  choices,
  facts,
  head,
  paths,
  withQuery,
  wordRows,
  type Examples,
  type Fact,
  type FormView,
  type PageView,
  type Path,
} from '../shell/index.js';

export interface TrailEvent {
  when: string;
  who: string;
  what: string;
  /** What it is about, by name; `href` where the reader may open it. Null where it has no name. */
  subject: { name: string; href: Path | null } | null;
  /** Measures and periods whose figures it recorded; `href` where the reader may see their values. */
  figures: readonly { name: string; href: Path | null }[];
  /** How often, since when; null where it is one event. */
  times: string | null;
  /** Everything about the same thing; null where the event is about nothing that has an id. */
  about: Path | null;
  /** For hearing: what makes the row unique. */
  seq: string;
  lines: readonly string[];
}

/** The audit trail, newest first. */
export interface AuditPage extends PageView {
  form: FormView;
  nouns: readonly object[];
  programmes: readonly object[];
  /** Somebody filters: the link clears it. */
  clear: Path | null;
  /** All events about one thing; kept when the form is sent. Null where that is not asked for. */
  subjectId: string | null;
  caption: string;
  events: readonly TrailEvent[];
  next: Path | null;
  export: Path;
  check: Path | null;
}

/** The check of the chain of hashes. */
export interface AuditCheckPage extends PageView {
  result: readonly Fact[];
  whole: Path;
  newest: Path;
  /** Where the form goes. */
  check: Path;
  /** An event that somebody noted down: `seq`, `hash`. */
  form: FormView;
  /** The last checks that somebody asked for, the newest first. */
  last: ReturnType<typeof wordRows>;
  /** Outside of the database. */
  places: ReturnType<typeof wordRows>;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'system/audit': AuditPage;
    'system/audit-check': AuditCheckPage;
  }
}

const breadcrumbs = [{ text: 'Administration', href: paths.administration() }];
export const auditHead = (lead: string) => head('Audit trail', { lead, breadcrumbs, wide: true });
export const auditCheckHead = (lead: string) =>
  head('Check the chain', { lead, back: { text: 'Audit trail', href: paths.auditTrail() } });

const blank = { actor: '', action: '', programmeId: '', from: '', until: '' };
const noErrors = { actor: null, action: null, programmeId: null, from: null, until: null };
const ALL = 'Everything that anybody did here, the newest first. Nothing of it can be changed.';
const noDay = 'From: enter a day that exists, such as 29/2/2020';
const page: AuditPage = {
  head: auditHead(ALL),
  form: { values: blank, errors: noErrors, problems: [] },
  nouns: choices([{ value: 'contribution', text: 'Part' }], 'Everything'),
  programmes: choices([{ value: 'x', text: 'Children’s services improvement' }], 'Every programme'),
  clear: null,
  subjectId: null,
  caption: 'Events',
  events: [
    {
      when: 'today at 14:05:09',
      who: 'Person of a Long Name (Director of Children’s Services)',
      what: 'Part: saved',
      subject: { name: 'Theme 1: Leadership <and> governance, January 2020', href: paths.part('x') },
      figures: [
        { name: '1.1 Assessments in <time>, January 2020', href: paths.measure('x') },
        { name: '1.2 Contacts, January 2020, year to date', href: null },
      ],
      times: '14 times since today at 13:20',
      about: withQuery(paths.auditTrail(), { subjectId: 'x' }),
      seq: '1204',
      lines: ['status: draft', 'Event 1204, hash 4e0d…', 'Request 3f2a'],
    },
    {
      when: '26 January 2020 at 09:00:31',
      who: 'Nobody who is signed in',
      what: 'Sign-in: refused',
      subject: null,
      figures: [],
      times: null,
      about: null,
      seq: '1190',
      lines: ['Event 1190, hash 77aa…', 'Request 99ab'],
    },
  ],
  next: withQuery(paths.auditTrail(), { cursor: 'x' }),
  export: paths.exportAudit({}),
  check: paths.checkAudit(),
};

const checkLinks = {
  whole: withQuery(paths.checkAudit(), { what: 'whole' }),
  newest: withQuery(paths.checkAudit(), { what: 'newest' }),
  check: paths.checkAudit(),
  form: {
    values: { seq: '', hash: '' },
    errors: { seq: null, hash: null },
    problems: [],
  } satisfies FormView,
  last: wordRows([
    {
      cells: [
        'today at 14:05',
        'Person of a Long Name (Director of Children’s Services)',
        'The whole chain',
        'Whole, up to event 1204',
      ],
    },
    {
      cells: ['26 January 2020 at 09:00', 'Ada Admin <b>', 'What was new', 'Not whole: event 804'],
    },
  ]),
  places: wordRows([]),
};

export const examples = {
  'system/audit': {
    everything: page,
    'one thing, filtered': {
      ...page,
      form: { ...page.form, values: { ...blank, actor: 'olive <b>', from: '1/1/2020' } },
      clear: paths.auditTrail(),
      subjectId: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10',
      next: null,
      check: null,
    },
    'no event fits': {
      ...page,
      head: auditHead('No event fits this filter.'),
      form: { ...page.form, values: { ...blank, actor: 'nobody' } },
      clear: paths.auditTrail(),
      events: [],
      next: null,
    },
    'a day that does not exist': {
      ...page,
      head: auditHead('Nothing is shown until the filter is mended.'),
      form: {
        values: { ...blank, from: '30/2/2020' },
        errors: { ...noErrors, from: noDay },
        problems: [{ text: noDay, href: '#from' }],
      },
      events: [],
      next: null,
    },
  },
  'system/audit-check': {
    'not checked yet': {
      head: auditCheckHead('Each event holds the hash of the one before. A check works them out again.'),
      result: [],
      ...checkLinks,
      last: wordRows([]),
    },
    whole: {
      head: auditCheckHead('The chain is whole.'),
      result: facts([
        { name: 'Events checked', value: '1,204' },
        { name: 'Last event', value: '1204' },
        { name: 'Its hash', value: '4e0d 11c2 9a7f' },
      ]),
      ...checkLinks,
    },
    broken: {
      head: auditCheckHead('The trail is not whole: event 804. Tell internal audit, and change nothing.'),
      result: facts([{ name: 'Why', value: 'the hash of the event before is another one' }]),
      ...checkLinks,
      places: wordRows([
        { cells: ['Bucket council-audit', 'Event 1204, today at 14:05', 'Has everything'] },
        {
          cells: [
            'Syslog at logs.council.example:6514',
            'Event 1190, 26 January 2020 at 09:00',
            'The syslog at logs.council.example:6514 did not take events of the audit trail: nothing listens there (ECONNREFUSED).',
          ],
        },
      ]),
    },
    'a hash that is none': {
      head: auditCheckHead('Each event holds the hash of the one before. A check works them out again.'),
      result: [],
      ...checkLinks,
      form: {
        values: { seq: '1204', hash: '4e0d' },
        errors: { seq: null, hash: 'Enter the whole hash: 64 digits and letters from a to f' },
        problems: [{ text: 'Enter the whole hash: 64 digits and letters from a to f', href: '#hash' }],
      },
    },
  },
} satisfies Examples;
