import {
  facts,
  head,
  paths,
  textChanges,
  type Examples,
  type Fact,
  type Link,
  type PageView,
  type TextRun,
} from '../../shell/index.js';

/** A risk or an issue from register to register. */
export interface RiskHistoryPage extends PageView {
  facts: readonly Fact[];
  /** What it says now, paragraph by paragraph. */
  texts: readonly { label: string; text: string }[];
  /** With what it is connected, by name; without an address where the reader has no page of it. */
  links: readonly { text: string; href: Link['href'] | null }[];
  /** The newest first. */
  rows: readonly {
    link: Link;
    /** `as approved`, `a draft` */
    state: string;
    score: string;
    movement: string;
    /** Which of its texts changed: `What may happen, Owner`; “The same words” otherwise. */
    wording: string;
    /** What changed in them, word by word. */
    changes: readonly { label: string; runs: readonly TextRun[] }[];
  }[];
  /** Where it is written now; null for who may not. */
  write: Link | null;
}

declare module '../../shell/page-views.js' {
  interface PageViews {
    'risks/history': RiskHistoryPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const breadcrumbs = [{ text: 'Risks', href: paths.risks(id) }];

export const examples = {
  'risks/history': {
    'in many registers': {
      head: head('Risk 4', {
        breadcrumbs,
        wide: true,
        lead: 'First raised in November 2019, and in 3 registers. Its score is 20, up from 12.',
      }),
      facts: facts([
        { name: 'Now', value: '4 × 5 = 20, Very high' },
        { name: 'Owner', value: 'Sam Shaw, Director' },
        { name: 'Review', value: 'Overdue since 31 December 2019' },
        { name: 'Accepted', value: 'Until 31 March 2020 by Kim Lee, Chief Executive: It costs <too> much.' },
      ]),
      texts: [
        { label: 'What may happen', text: 'Too few <social> workers apply' },
        { label: 'What is done about it', text: 'A campaign, and a retention payment.' },
      ],
      links: [
        { text: '1.2.1 % Vacancies', href: paths.measure(id) },
        { text: 'Theme 1: Recruit <more>', href: null },
      ],
      rows: [
        {
          link: { text: 'January 2020', href: paths.part(id) },
          state: 'a draft',
          score: '4 × 5 = 20, Very high',
          movement: 'Up from 12',
          wording: 'What is done about it',
          changes: [
            {
              label: 'What is done about it',
              runs: textChanges('A campaign.', 'A campaign, and a retention payment.'),
            },
          ],
        },
        {
          link: { text: 'December 2019', href: paths.version(id) },
          state: 'as approved',
          score: '4 × 3 = 12, High',
          movement: 'Scored for the first time',
          wording: 'The same words',
          changes: [],
        },
        {
          link: { text: 'November 2019', href: paths.version(id) },
          state: 'as approved',
          score: 'No score',
          movement: 'New',
          wording: 'First',
          changes: [],
        },
      ],
      write: { text: 'Change it in the register of January 2020', href: paths.partItem(id, 'risks', id) },
    },
    'in a draft alone': {
      head: head('Issue 9', {
        breadcrumbs,
        wide: true,
        lead: 'First raised on 3 January 2020. It is in no approved register yet.',
      }),
      facts: facts([{ name: 'Now', value: 'Severity: high' }]),
      texts: [{ label: 'What has happened', text: 'The case system was away for a day' }],
      links: [],
      rows: [
        {
          link: { text: 'January 2020', href: paths.part(id) },
          state: 'a draft',
          score: 'Severity: high',
          movement: 'New',
          wording: 'First',
          changes: [],
        },
      ],
      write: null,
    },
  },
} satisfies Examples;
