import { head, paths, type Examples, type FormView, type PageView, type Path } from '../shell/index.js';

export interface PublishPage extends PageView {
  form: FormView;
  action: Path;
}

export interface TakeDownPage extends PageView {
  form: FormView;
  action: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'library/publish': PublishPage;
    'library/take-down': TakeDownPage;
  }
}

/** What publishing does. Answers of the public pages may be kept for five minutes. */
export const PUBLISHED =
  'Anybody can read its public edition on the page Published reports, from the day that you choose. Whoever has opened that page before may see it as it was for five minutes more.';

/** What taking down does. */
export const TAKEN_DOWN =
  'From now on nobody finds its public edition on the public page. Its address says that it was taken down, and does not say why. Whoever has opened it before may see it for five minutes more. Copies that people have stay where they are.';

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'January 2020, version 1', href: paths.version(id) };
const publishHead = head('Publish January 2020, version 1', {
  back,
  lead: PUBLISHED,
});

export const examples = {
  'library/publish': {
    blank: {
      head: publishHead,
      form: {
        values: { 'from-day': '', 'from-month': '', 'from-year': '' },
        errors: { from: null },
        problems: [],
      },
      action: paths.versionStep(id, 'publish'),
    },
    refused: {
      head: publishHead,
      form: {
        values: { 'from-day': '1', 'from-month': '2', 'from-year': '2020' },
        errors: { from: 'Enter today or a later day.' },
        problems: [{ text: 'Enter today or a later day.', href: '#from-day' }],
      },
      action: paths.versionStep(id, 'publish'),
    },
  },
  'library/take-down': {
    blank: {
      head: head('Take down January 2020, version 1', {
        back,
        lead: TAKEN_DOWN,
      }),
      form: { values: { reason: '' }, errors: { reason: null }, problems: [] },
      action: paths.versionStep(id, 'take-down'),
    },
  },
} satisfies Examples;
