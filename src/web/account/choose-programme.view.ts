import { choices, head, type Examples, type FormView, type PageView } from '../shell/index.js';

export interface ChooseProgrammePage extends PageView {
  form: FormView;
  /** Empty for somebody who may see none. */
  programmes: ReturnType<typeof choices>;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'account/choose-programme': ChooseProgrammePage;
  }
}

const pageHead = head('Choose a programme', {
  lead: 'You may see 2 programmes. The navigation leads to the one that you choose.',
});
const programmes = choices([
  { value: 'a', text: 'Children’s Services Improvement Programme', hint: 'Sample Council' },
  { value: 'b', text: 'Adult Social Care Recovery', hint: 'Sample Council' },
]);

export const examples = {
  'account/choose-programme': {
    chosen: {
      head: pageHead,
      form: { values: { programme: 'a' }, errors: { programme: null }, problems: [] },
      programmes,
    },
    'nothing chosen': {
      head: pageHead,
      form: {
        values: { programme: '' },
        errors: { programme: 'Choose a programme' },
        problems: [{ text: 'Choose a programme', href: '#programme' }],
      },
      programmes,
    },
    'no programme': {
      head: head('Choose a programme', {
        lead: 'You have no role in a programme yet. Ask your administrator for one.',
      }),
      form: { values: { programme: '' }, errors: { programme: null }, problems: [] },
      programmes: choices([]),
    },
  },
} satisfies Examples;
