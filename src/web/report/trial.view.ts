import { head, paths, type Examples, type Link, type PageView, type Path } from '../shell/index.js';

/** Whether the report can be printed as it is, and the way to find out. */
export interface TrialPage extends PageView {
  /** What was found, or what is waited for. */
  found: readonly string[];
  /** Both editions as they were printed; empty where there are none, or the reader neither prepares nor decides. */
  files: readonly Link[];
  /** Null where nobody needs to ask, or the reader may not. */
  ask: { action: Path; verb: string } | null;
  next: Link;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/trial': TrialPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 report, version 1',
  back: { text: 'The January 2020 report', href: paths.report(id) },
};
const next = { text: 'Look again', href: paths.reportStep(id, 'trial') };

export const examples = {
  'report/trial': {
    waiting: {
      head: head('Trial print', {
        ...around,
        lead: 'The report is being printed on trial. It takes about a minute.',
      }),
      found: [],
      files: [],
      ask: null,
      next,
    },
    failed: {
      head: head('Trial print', { ...around, lead: 'The report cannot be printed as it is.' }),
      found: [
        'In the public edition: Something in it is <wider> than the page.',
        'It was tried today at 10:14.',
      ],
      files: [],
      ask: { action: paths.reportStep(id, 'trial'), verb: 'Try again' },
      next: around.back,
    },
    'not asked': {
      head: head('Trial print', { ...around, lead: 'The report as it is now was not printed on trial yet.' }),
      found: [],
      files: [],
      ask: { action: paths.reportStep(id, 'trial'), verb: 'Print it on trial' },
      next: around.back,
    },
    passed: {
      head: head('Trial print', { ...around, lead: 'The report can be printed as it is now.' }),
      found: ['It was printed on trial today at 10:14.'],
      files: [
        { text: 'The public edition (PDF, 24 pages, 265 KB)', href: paths.trialFile(id, 'public') },
        {
          text: 'The whole, not for publication (PDF, 25 pages, 280 KB)',
          href: paths.trialFile(id, 'exempt'),
        },
      ],
      ask: null,
      next: around.back,
    },
  },
} satisfies Examples;
