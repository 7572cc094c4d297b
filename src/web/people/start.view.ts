import { facts, head, paths, type Examples, type Fact, type PageView } from '../shell/index.js';

/** Where administration starts. */
export interface AdministrationPage extends PageView {
  /** What there is for this person, each with how it stands and a link. */
  places: readonly Fact[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'people/start': AdministrationPage;
  }
}

const held = {
  name: 'Changes to who approves or administers',
  value: '1 change waits for a decision',
  action: { text: 'Look', about: 'at changes to who approves or administers', href: paths.heldChanges() },
};

export const examples = {
  'people/start': {
    everything: {
      head: head('Administration', { lead: '1 change waits for a decision.' }),
      places: facts([
        {
          name: 'People',
          value: 'Accounts, and the roles of each',
          action: { text: 'Open', about: 'people', href: paths.users() },
        },
        held,
      ]),
    },
    'held changes alone': {
      head: head('Administration', { lead: 'No change waits for a decision.' }),
      places: facts([{ ...held, value: 'No change waits for a decision' }]),
    },
  },
} satisfies Examples;
