import {
  head,
  paths,
  wordRows,
  type Examples,
  type Link,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** The page in plain text. */
export interface PublicationPage extends PageView {
  /** Where each edition of the draft can be looked at. */
  editions: readonly Link[];
  /** What the search is not: a proof. */
  scan: string;
  /** Where, passage, why, and the way to leave it out. */
  hits: readonly WordRow[];
  /** What, ground, public interest. */
  withheld: readonly WordRow[];
  /** Left out before, and not there as it was: what, public interest, and the way to lift it. */
  lost: readonly WordRow[];
  /** Measure, periods, why. */
  suppressed: readonly WordRow[];
  /** Small numbers that nothing can protect any more: measure, periods. */
  disclosed: readonly WordRow[];
  /** What, reason. */
  released: readonly WordRow[];
  /** Decisions of people who may approve, which somebody else has to take as well: what, whose, and the way to do so. */
  alone: readonly WordRow[];
  rule: string;
  /** Null where the reader may leave nothing out. */
  withhold: Path | null;
  next: Link;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/publication': PublicationPage;
  }
}

const reportId = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const rule =
  'Counts of people from 1 to 4 are suppressed. The public edition prints job titles instead of names.';
const scan = 'It looks for names and addresses in every text of the report.';
const withhold = paths.reportStep(reportId, 'publication');
const next = { text: 'Next: send the report to the SRO', href: paths.reportStep(reportId, 'submit') };
const nothing = {
  hits: [],
  withheld: [],
  lost: [],
  suppressed: [],
  disclosed: [],
  released: [],
  alone: [],
  next,
};

export const examples = {
  'report/publication': {
    'nothing left out': {
      head: head('Before publication: January 2020', {
        wide: true,
        lead: 'Nothing is withheld and no figure is suppressed: the public edition would be the whole report.',
      }),
      editions: [
        { text: 'Look at the public edition of the draft', href: paths.readDraft(reportId, 'public') },
      ],
      scan,
      rule,
      ...nothing,
      withhold: null,
    },
    'something of each': {
      head: head('Before publication: January 2020', {
        wide: true,
        lead: 'The report cannot go on: 1 paragraph was left out before and is not in it as it was.',
      }),
      editions: [
        { text: 'Look at the public edition of the draft', href: paths.readDraft(reportId, 'public') },
        {
          text: 'Look at the whole draft, which is not for publication',
          href: paths.readDraft(reportId, 'exempt'),
        },
      ],
      scan,
      rule,
      withhold,
      next,
      hits: wordRows([
        {
          cells: ['Theme 1, overview', '… the young person …', 'May name a person'],
          link: { text: 'Leave this out', about: 'the passage “… the young person …”', href: withhold },
        },
      ]),
      withheld: wordRows([
        {
          cells: ['Risk 4', 'Paragraph 3 of Schedule 12A.', 'The contract is being negotiated.'],
          link: { text: 'Lift', about: 'the decision about Risk 4', href: withhold },
        },
      ]),
      lost: wordRows([
        {
          cells: ['Twelve posts will be <filled> by 30 June: eight in the …', 'As in January.'],
          link: { text: 'Lift', about: 'the decision about Twelve posts', href: withhold },
        },
      ]),
      suppressed: wordRows([{ cells: ['1.1.2 Complaints', 'December 2019', 'small'] }]),
      disclosed: wordRows([{ cells: ['1.1.3 Accidents', 'November 2019'] }]),
      released: wordRows([{ cells: ['Theme 2, overview', 'It is known already.'] }]),
      alone: wordRows([
        {
          cells: ['Risk 4', 'Leave it out', 'Dr A. Officer'],
          link: { text: 'Decide the same', about: 'Risk 4', href: withhold },
        },
      ]),
    },
  },
} satisfies Examples;
