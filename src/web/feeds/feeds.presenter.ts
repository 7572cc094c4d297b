import type { FeedView } from '../../notices/index.js';
import { head, instantWords, paths, type Link, type Path } from '../shell/index.js';
import type { FeedMadePage, FeedPage } from './feeds.view.js';

/** Whose calendar it is: its title, the way back, and where its steps go. */
export interface FeedPlace {
  title: string;
  back: Link;
  make: Path;
  giveUp: Path;
}

export const ownPlace: FeedPlace = {
  title: 'Your dates in a calendar',
  back: { text: 'Your account', href: paths.account() },
  make: paths.ownCalendar('make'),
  giveUp: paths.ownCalendar('give-up'),
};

export const committeePlace = ({ id, name }: { id: string; name: string }): FeedPlace => ({
  title: `Meetings of ${name} in a calendar`,
  back: { text: name, href: paths.committee(id) },
  make: paths.committeeCalendar(id, 'make'),
  giveUp: paths.committeeCalendar(id, 'give-up'),
});

export const presentFeed = (
  { title, back, make, giveUp }: FeedPlace,
  { madeAt, version }: FeedView,
  now: Date,
): FeedPage => ({
  head: head(title, {
    back,
    lead:
      madeAt === null
        ? 'There is no address yet under which a calendar could read these dates.'
        : `The address was made ${instantWords(madeAt, now)}.`,
  }),
  version,
  make: { action: make, text: madeAt === null ? 'Make an address' : 'Replace the address' },
  giveUp: madeAt === null ? null : giveUp,
});

export const presentFeedMade = ({ title, back }: FeedPlace, address: string): FeedMadePage => ({
  head: head(title, { back, lead: 'Copy the address now: it is shown this once.' }),
  address,
});
