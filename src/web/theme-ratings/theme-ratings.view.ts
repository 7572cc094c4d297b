import { ratingView } from '../../snapshot/index.js';
import { head, paths, type Examples, type Link, type PageView, type Path } from '../shell/index.js';

/** How one theme and its actions were rated in the last twelve periods. */
export interface ThemeRatingsPage extends PageView {
  /** The others. */
  themes: readonly Link[];
  caption: string;
  /** Periods, the earliest first; with the sealed report where the reader may see it. */
  columns: readonly { text: string; href: Path | null; without: string }[];
  rows: readonly {
    text: string;
    href: Path;
    /** Null where its report did not have it. */
    cells: readonly ({ rating: ReturnType<typeof ratingView>; note: string | null } | null)[];
  }[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'theme-ratings/theme-ratings': ThemeRatingsPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';

export const examples = {
  'theme-ratings/theme-ratings': {
    none: {
      head: head('Ratings of themes and actions over time', {
        wide: true,
        lead: 'No theme has been approved yet.',
      }),
      themes: [],
      caption: 'Ratings as approved',
      columns: [],
      rows: [],
    },
    some: {
      head: head('Ratings of themes and actions over time', {
        wide: true,
        lead: 'How December 2019 to January 2020 rate Theme 1: Leadership, as it was approved.',
      }),
      themes: [{ text: 'Theme 2: <Practice>', href: paths.themeRatings(id, id) }],
      caption: 'Ratings as approved',
      columns: [
        { text: 'December 2019', href: paths.version(id), without: 'Not in it' },
        { text: 'January 2020', href: null, without: 'Not approved yet' },
      ],
      rows: [
        {
          text: 'Theme 1: Leadership: the whole theme',
          href: paths.part(id),
          cells: [{ rating: ratingView('AMBER'), note: null }, null],
        },
        {
          text: 'Brief members each quarter',
          href: paths.part(id),
          cells: [
            { rating: ratingView('AMBER'), note: 'Q3 2019/20; rated differently later' },
            { rating: ratingView('RED'), note: 'Q3 2019/20' },
          ],
        },
      ],
    },
  },
} satisfies Examples;
