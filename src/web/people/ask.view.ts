import { head, paths, type Examples, type Link, type PageView, type Path } from '../shell/index.js';

/** Asks before something about a person or a role is done. */
export interface AskPage extends PageView {
  sentences: readonly string[];
  /** What they alone write now, and where somebody else is named for it. */
  work: readonly { text: string; link: Link | null }[];
  /** What somebody can do more, or no more. */
  lists: readonly { heading: string; items: readonly string[] }[];
  /** What was typed on the page before. */
  hidden: readonly { name: string; value: string }[];
  /** Null where something new is made. */
  version: number | null;
  action: Path;
  button: string;
  warning: boolean;
  cancel: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'people/ask': AskPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Sally Sro', href: paths.user(id) };
const cancel = paths.user(id);

export const examples = {
  'people/ask': {
    'give a role that waits': {
      head: head('Give this role?', {
        back: { text: 'Give a role', href: paths.giveRole(id) },
        caption: 'Sally Sro',
        lead: 'Senior Responsible Officer in Children’s services improvement, from 1 March 2026.',
      }),
      sentences: [
        'This role approves or administers, so it is not given yet: another administrator has to do it, or you alone after a working day.',
      ],
      work: [],
      lists: [
        {
          heading: 'What they can do then that they cannot do today',
          items: ['Approve a part', 'Approve and so seal a report'],
        },
      ],
      hidden: [
        { name: 'role', value: id },
        { name: 'programme', value: 'every' },
      ],
      version: null,
      action: paths.giveRole(id),
      button: 'Ask for it',
      warning: false,
      cancel,
    },
    'end a role': {
      head: head('End this role?', {
        back,
        caption: 'Sally Sro',
        lead: 'Senior Responsible Officer in Children’s services improvement.',
      }),
      sentences: [
        'It ends at once, also for those who stand in for them in it.',
        'Nobody else is Senior Responsible Officer in Children’s services improvement.',
      ],
      work: [],
      lists: [{ heading: 'What they can no longer do', items: ['Approve a part'] }],
      hidden: [],
      version: 2,
      action: paths.endRole(id, id),
      button: 'End it',
      warning: true,
      cancel,
    },
    'disable an account': {
      head: head('Disable the account of Sally Sro?', { back }),
      sentences: ['They are signed out everywhere at once, and cannot sign in.'],
      work: [
        {
          text: '2 drafts and 1 part with the reviewer of January 2020 in Children’s services improvement are theirs. Nobody can write them until somebody else is named for them.',
          link: { text: 'See the parts of January 2020, and name somebody else', href: paths.period(id) },
        },
        {
          text: '1 draft of January 2020 in Adult social care is theirs. Nobody can write it until somebody else is named for it. Rita Reviewer (Programme Manager) can do that.',
          link: null,
        },
      ],
      lists: [],
      hidden: [],
      version: 2,
      action: paths.userStep(id, 'disable'),
      button: 'Disable it',
      warning: true,
      cancel,
    },
  },
} satisfies Examples;
