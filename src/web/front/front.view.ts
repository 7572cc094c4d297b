import { head, type Examples, type PageView } from '../shell/page-views.js';

/** Nothing in it depends on who asks. */
export type FrontPage = PageView;

declare module '../shell/page-views.js' {
  interface PageViews {
    front: FrontPage;
  }
}

export const frontPage: FrontPage = {
  head: head('Highlight reports', {
    lead: 'Monthly highlight reports for council improvement programmes: drafted, reviewed, approved, sealed, and delivered to committees on time.',
  }),
};

export const examples = { front: { usual: frontPage } } satisfies Examples;
