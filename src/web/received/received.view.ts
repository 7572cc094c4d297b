import { facts, type Fact } from '../shell/blocks.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

/** What a delivery brought, to whoever has its address. */
export interface ReceivedPage extends PageView {
  /** Why it gives nothing any more. */
  warnings: readonly string[];
  facts: readonly Fact[];
  /** Null where the file came with the mail, or there is nothing any more. */
  fetch: { action: Path; size: string } | null;
  acknowledge: Path | null;
  acknowledged: string | null;
  /** What anybody can read of it, or of the version in its place; null where that is nothing. */
  published: Link | null;
  /** Where anybody checks a copy. */
  check: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'received/papers': ReceivedPage;
  }
}

const token = 'Aa1-'.repeat(10) + 'Aa1';
const hash = '77ac 31f0 '.repeat(8).trim();
const programme = 'Children’s services improvement';
const pageHead = (lead: string) =>
  head(`${programme}: highlight report, January 2020`, { caption: 'Northcote Council', lead, programme });
const about = [
  { name: 'For', value: 'Health and Wellbeing Board, 11 February 2020 at 10:00' },
  { name: 'Version', value: '1' },
  { name: 'Marking', value: 'OFFICIAL' },
  {
    name: 'Approved',
    value: 'By Director of Children’s Services (Senior Responsible Officer), 3 February 2020 at 09:00',
  },
  { name: 'SHA-256 of what was approved', value: hash },
];
const file = [
  { name: 'File', value: 'csip-highlight-report-2020-01-v1.pdf, PDF, 329 KB' },
  { name: 'SHA-256 of the file', value: hash },
];
const open = {
  warnings: [],
  fetch: { action: paths.receivedStep(token, 'file'), size: '329 KB' },
  acknowledge: paths.receivedStep(token, 'acknowledgement'),
  acknowledged: null,
  published: null,
  check: paths.verify(),
};
const over = { fetch: null, acknowledge: null, acknowledged: null, published: null, check: paths.verify() };

export const examples = {
  'received/papers': {
    open: {
      ...open,
      head: pageHead('These papers are for you. Get the PDF here. Say here that you have received them.'),
      facts: facts([
        ...about,
        {
          name: 'For this committee',
          value: 'Establishment and vacancies (page 12); Risks and issues (page 15)',
        },
        ...file,
        { name: 'This page works until', value: '4 March 2020 at 09:00' },
      ]),
    },
    acknowledged: {
      ...open,
      head: pageHead('These papers are for you. The PDF came with your e-mail.'),
      facts: facts(about),
      fetch: null,
      acknowledge: null,
      acknowledged: 'It was acknowledged today at 10:05. Nothing more is asked of you.',
    },
    replaced: {
      ...over,
      published: {
        text: 'Read version 2 as it is published for everybody',
        href: paths.publishedVersion('5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10'),
      },
      head: pageHead(
        'This is no longer the newest version. Ask Committee Clerk, Democratic Services (clerk@example.org).',
      ),
      warnings: ['Version 2 has taken the place of version 1, which you should no longer use.'],
      facts: facts(about),
    },
    expired: {
      ...over,
      head: pageHead(
        'This address gives nothing any more. Ask Committee Clerk, Democratic Services (clerk@example.org).',
      ),
      warnings: ['This address worked until 4 March 2020 at 09:00.'],
      facts: facts(about),
    },
  },
} satisfies Examples;
