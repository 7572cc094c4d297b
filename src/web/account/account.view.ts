import { facts, type Fact } from '../shell/blocks.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';

export interface AccountPage extends PageView {
  facts: readonly Fact[];
  /** Role, where it counts, until when. */
  roles: readonly string[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'account/account': AccountPage;
  }
}

const person = facts([
  { name: 'Name', value: 'Pat Lee' },
  { name: 'Job title', value: 'Programme Manager' },
  { name: 'E-mail address', value: 'manager@example.org' },
]);

export const examples = {
  'account/account': {
    'with a role': {
      head: head('Your account', { lead: 'Your roles say what you can do here, and in which programme.' }),
      facts: person,
      roles: ['Reviewer (programme manager), Improvement Programme'],
    },
    'no role': {
      head: head('Your account', { lead: 'You have no role yet. Ask your administrator for one.' }),
      facts: person,
      roles: [],
    },
  },
} satisfies Examples;
