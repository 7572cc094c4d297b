import type { FormView } from './form.js';
import type { Path } from './paths.js';

export interface Link {
  text: string;
  href: Path;
}

/** What the layout prints of every page. */
export interface PageHead {
  /** The one `h1`. */
  heading: string;
  /** In the title, where it says more than the heading; otherwise null. */
  title: string | null;
  /** Above the heading: what the page belongs to, such as `January 2020 · Theme 1`. */
  caption: string | null;
  /** The first sentence: where things stand, and what to do next. */
  lead: string | null;
  /** For the title of pages that belong to a programme. */
  programme: string | null;
  /** On every form page. */
  back: Link | null;
  breadcrumbs: readonly Link[];
  /** Full width, for tables; otherwise two thirds, for words. */
  wide: boolean;
  /** A script of scripts/assets.mjs that this page needs beside `app.js`. */
  script: string | null;
}

/** The head of a page: its heading, and what differs from the usual. */
export const head = (heading: string, more: Partial<Omit<PageHead, 'heading'>> = {}): PageHead => ({
  title: null,
  caption: null,
  lead: null,
  programme: null,
  back: null,
  breadcrumbs: [],
  wide: false,
  script: null,
  heading,
  ...more,
});

/** What every page's view has. A page with a form shows its problems above the heading. */
export interface PageView {
  head: PageHead;
  form?: FormView;
}

/**
 * Every template below templates/pages with the type of its view. Each `*.view.ts` adds its own:
 *
 *     declare module '../shell/page-views.js' {
 *       interface PageViews { 'account/stand-ins': StandInsPage }
 *     }
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface PageViews {}
export type PageName = keyof PageViews;

/** The states of each page that the catalogue run renders, checks and photographs; by template and by the state's name. */
export type Examples = { readonly [N in PageName]?: Readonly<Record<string, PageViews[N]>> };
