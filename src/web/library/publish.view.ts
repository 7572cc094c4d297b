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

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'January 2020, version 1', href: paths.version(id) };
const publishHead = head('Publish the public edition', {
  back,
  lead: 'Anybody can read it on the page Published reports from the day that you choose.',
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
      head: head('Take the public edition down', {
        back,
        lead: 'From now on nobody finds it on the public page. Copies that people have stay where they are.',
      }),
      form: { values: { reason: '' }, errors: { reason: null }, problems: [] },
      action: paths.versionStep(id, 'take-down'),
    },
  },
} satisfies Examples;
