import { head, paths, type Examples, type Link, type PageView, type Path } from '../shell/index.js';

export interface PublishedListPage extends PageView {
  entries: readonly { link: Link; sentence: string }[];
  next: Path | null;
}

export interface PublishedVersionPage extends PageView {
  /** That it was replaced, and by what. */
  replaced: { sentence: string; link: Link | null } | null;
  files: readonly Link[];
  /** Background papers that were released, and that the edition lists. */
  evidence: readonly Link[];
  check: Path;
  /** Where the public asks; null where the programme takes no questions. */
  ask: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'published/list': PublishedListPage;
    'published/version': PublishedVersionPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const published: PublishedVersionPage = {
  head: head('January 2020', {
    caption: 'Improvement <Programme>, Sample Council',
    breadcrumbs: [{ text: 'Published reports', href: paths.published() }],
    lead: 'This is the public edition of the highlight report, version 1, approved on 27 January 2020.',
  }),
  replaced: null,
  files: [
    { text: 'Read it as a web page, 310 KB', href: paths.publishedFile(id, 'report.html') },
    { text: 'PDF, 42 pages, 329 KB', href: paths.publishedFile(id, 'report.pdf') },
    { text: 'Data file (CSV), 12 KB', href: paths.publishedFile(id, 'report.csv') },
  ],
  evidence: [],
  check: paths.verify(),
  ask: paths.askProgramme(id),
};

export const examples = {
  'published/list': {
    none: {
      head: head('Published reports', { lead: 'No report has been published here yet.' }),
      entries: [],
      next: null,
    },
    some: {
      head: head('Published reports', { lead: 'The newest is January 2020.' }),
      entries: [
        {
          link: { text: 'January 2020, version 2', href: paths.publishedVersion(id) },
          sentence: 'Improvement <Programme>, Sample Council. Published 3 February 2020.',
        },
        {
          link: { text: 'January 2020, version 1 (replaced)', href: paths.publishedVersion(id) },
          sentence: 'Improvement <Programme>, Sample Council. Published 28 January 2020.',
        },
      ],
      next: paths.published(),
    },
  },
  'published/version': {
    'in force': published,
    'without a form for questions': { ...published, ask: null },
    'with background papers': {
      ...published,
      evidence: [
        {
          text: 'Minutes of the <board>, 12 March (PDF, 210 KB)',
          href: paths.publishedEvidence(id, 'ab12'.repeat(16)),
        },
      ],
    },
    replaced: {
      ...published,
      replaced: {
        sentence: 'This report was replaced by version 2 on 31 January 2020: “A <date> was wrong.”',
        link: { text: 'Read version 2', href: paths.publishedVersion(id) },
      },
    },
    'replaced by one that is not here': {
      ...published,
      replaced: { sentence: 'This report was replaced by version 2 on 31 January 2020.', link: null },
    },
  },
} satisfies Examples;
