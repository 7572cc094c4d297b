import { head, paths, withQuery, type Examples, type PageView, type Path } from '../shell/index.js';

/** What was typed could not be saved, and stands here to be copied. */
export interface TooLatePage extends PageView {
  texts: readonly { label: string; text: string }[];
  part: Path;
}

/** Before an approver writes in somebody else's part. */
export interface BecomeAuthorPage extends PageView {
  change: Path;
  part: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'part/too-late': TooLatePage;
    'part/become-author': BecomeAuthorPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 · Theme 1: Leadership',
  back: { text: 'Theme 1: Leadership', href: paths.part(id) },
};

export const examples = {
  'part/too-late': {
    submitted: {
      head: head('Your text was not saved', {
        ...around,
        lead: 'This part is with the reviewer: Deputy Director submitted it. It can be changed when it is given back. Copy what you need from below.',
      }),
      texts: [
        { label: 'How is the theme going?', text: 'Eleven of <fourteen> members have had their induction.' },
        { label: 'Rating of the theme', text: 'Amber' },
      ],
      part: paths.part(id),
    },
  },
  'part/become-author': {
    usual: {
      head: head('If you change this part, you cannot approve it', {
        ...around,
        lead: 'Everybody who writes in a part is one of its authors, and authors do not approve. Somebody else who may approve would have to.',
      }),
      change: withQuery(paths.partBlock(id, 'overview'), { change: 1 }),
      part: paths.part(id),
    },
  },
} satisfies Examples;
