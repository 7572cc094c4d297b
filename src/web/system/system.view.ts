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
  type WordRow,
} from '../shell/index.js';

/** How the installation is. */
export interface SystemPage extends PageView {
  /** Check, how it is, in figures. */
  checks: readonly WordRow[];
  states: readonly object[];
  form: FormView;
  caption: string;
  /** Kind, state, tried, since. */
  jobs: readonly WordRow[];
  next: Path | null;
  /** Variable, what counts. */
  settings: readonly WordRow[];
}

export interface JobPage extends PageView {
  /** As the program calls it. */
  kind: string;
  facts: readonly Fact[];
  /** As the worker told it; null where nothing went wrong. */
  error: string | null;
  /** Null where this person may not, or where it needs none. */
  retry: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'system/system': SystemPage;
    'system/job': JobPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
export const systemHead = (lead: string) =>
  head('System', {
    lead,
    breadcrumbs: [{ text: 'Administration', href: paths.administration() }],
    wide: true,
  });
export const jobHead = (kind: string, lead: string) =>
  head(kind, { lead, back: { text: 'System', href: paths.systemWork() } });

const system: SystemPage = {
  head: systemHead('Everything is well.'),
  checks: wordRows([
    { cells: ['Database and clock', 'Well', 'clock differs by 0.0 s from the database’s'] },
    { cells: ['Work', 'Well', '0 jobs waiting, the oldest due for 0 seconds; 0 jobs failed for good'] },
  ]),
  states: choices([{ value: 'dead_letter', text: 'Given up' }], 'Every state'),
  form: { values: { state: '' }, errors: { state: null }, problems: [] },
  caption: 'Background work, the newest first',
  jobs: wordRows([
    {
      cells: ['Send an e-mail', 'Done', '1 time', 'today at 10:23'],
      link: { text: 'Look', about: 'at send an e-mail of today at 10:23', href: paths.job(id) },
    },
  ]),
  next: withQuery(paths.systemWork(), { cursor: 'x' }),
  settings: wordRows([
    { cells: ['SESSION_IDLE_MINUTES', '30'] },
    { cells: ['SMTP_URL', 'A secret, which is set'] },
    { cells: ['S3_BUCKET', 'Not set'] },
  ]),
};

export const examples = {
  'system/system': {
    well: system,
    'needs a person': {
      ...system,
      head: systemHead(
        '2 things need a person: look at the checks that are not well, and at work that was given up.',
      ),
      checks: wordRows([
        { cells: ['Disk', 'Look at it', '3% free, 120 MB'] },
        { cells: ['Browser', 'Does not work', 'no browser was found'] },
      ]),
      form: { values: { state: 'dead_letter' }, errors: { state: null }, problems: [] },
      jobs: wordRows([
        {
          cells: ['Print an edition', 'Given up', '5 times', '26 January 2020 at 09:00'],
          link: {
            text: 'Look',
            about: 'at print an edition of 26 January 2020 at 09:00',
            href: paths.job(id),
          },
        },
      ]),
      next: null,
    },
    'no work of that state': {
      ...system,
      form: { values: { state: 'dead_letter' }, errors: { state: null }, problems: [] },
      jobs: [],
      next: null,
    },
  },
  'system/job': {
    'given up': {
      head: jobHead(
        'Print an edition',
        'This work was given up after 5 attempts. Mend the cause, then try it again.',
      ),
      facts: facts([
        { name: 'About', value: 'edition 5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10' },
        { name: 'Asked for', value: '26 January 2020 at 09:00' },
        { name: 'What to do', value: 'docs/runbooks/pdf-not-rendered.md' },
      ]),
      kind: 'edition.wanted',
      error: 'no-browser: no browser was found',
      retry: paths.retryJob(id),
    },
    done: {
      head: jobHead('Mail a notice about an account', 'This work is done.'),
      facts: facts([{ name: 'Asked for', value: 'today at 10:23' }]),
      kind: 'account_notice.send',
      error: null,
      retry: null,
    },
  },
} satisfies Examples;
