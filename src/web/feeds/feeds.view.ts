import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

/** Whether a calendar has an address. */
export interface FeedPage extends PageView {
  version: number;
  make: { action: Path; text: string };
  /** Null where there is none. */
  giveUp: Path | null;
}

export interface FeedMadePage extends PageView {
  address: string;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'feeds/feed': FeedPage;
    'feeds/made': FeedMadePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const own = (lead: string) =>
  head('Your dates in a calendar', { lead, back: { text: 'Your account', href: paths.account() } });

export const examples = {
  'feeds/feed': {
    none: {
      head: own('There is no address yet under which your calendar could read your dates.'),
      version: 1,
      make: { action: paths.ownCalendar('make'), text: 'Make an address' },
      giveUp: null,
    },
    'of a committee': {
      head: head('Meetings of Cabinet in a calendar', {
        lead: 'The address was made on 27 January 2020 at 10:05.',
        back: { text: 'Cabinet', href: paths.committee(id) },
      }),
      version: 3,
      make: { action: paths.committeeCalendar(id, 'make'), text: 'Replace the address' },
      giveUp: paths.committeeCalendar(id, 'give-up'),
    },
  },
  'feeds/made': {
    usual: {
      head: own('Copy the address now: it is shown this once.'),
      address: `https://reports.example.org/api/v1/calendars/${'Aa1-'.repeat(10)}Aa1.ics`,
    },
  },
} satisfies Examples;
