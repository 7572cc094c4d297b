import { wordRows, type WordRow } from '../shell/blocks.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';

/** The page in plain text. */
export interface PublicationPage extends PageView {
  /** Where each edition of the draft can be looked at. */
  editions: readonly { reportId: string; edition: string; words: string }[];
  /** What the search is not: a proof. */
  scan: string;
  /** Where, passage, why. */
  hits: readonly WordRow[];
  /** What, ground, public interest. */
  withheld: readonly WordRow[];
  /** Measure, periods, why. */
  suppressed: readonly WordRow[];
  /** Small numbers that nothing can protect any more: measure, periods. */
  disclosed: readonly WordRow[];
  /** What, reason. */
  released: readonly WordRow[];
  rule: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    publication: PublicationPage;
  }
}

const reportId = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const rule =
  'Counts of people from 1 to 4 are suppressed. The public edition prints job titles instead of names.';
const scan = 'It looks for names and addresses in every text of the report.';
const nothing = { hits: [], withheld: [], suppressed: [], disclosed: [], released: [] };

export const examples = {
  publication: {
    'nothing left out': {
      head: head('Before publication: January 2020', {
        wide: true,
        lead: 'Nothing is withheld and no figure is suppressed: the public edition would be the whole report.',
      }),
      editions: [{ reportId, edition: 'public', words: 'Look at the public edition of the draft' }],
      scan,
      rule,
      ...nothing,
    },
    'something of each': {
      head: head('Before publication: January 2020', {
        wide: true,
        lead: 'Approval would make two editions: one for everybody, and one that is not for publication.',
      }),
      editions: [
        { reportId, edition: 'public', words: 'Look at the public edition of the draft' },
        { reportId, edition: 'exempt', words: 'Look at the whole draft, which is not for publication' },
      ],
      scan,
      rule,
      hits: wordRows([{ cells: ['Theme 1, overview', '… the young person …', 'May name a person'] }]),
      withheld: wordRows([
        { cells: ['Risk 4', 'Paragraph 3 of Schedule 12A.', 'The contract is being negotiated.'] },
      ]),
      suppressed: wordRows([{ cells: ['1.1.2 Complaints', 'December 2019', 'small'] }]),
      disclosed: wordRows([{ cells: ['1.1.3 Accidents', 'November 2019'] }]),
      released: wordRows([{ cells: ['Theme 2, overview', 'It is known already.'] }]),
    },
  },
} satisfies Examples;
