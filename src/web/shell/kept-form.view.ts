import type { KeptForm } from './kept-form.js';
import { head, type Examples, type PageView } from './page-views.js';
import { paths, type Path } from './paths.js';
import { forMacro } from './strict-view.js';

/** What was typed before somebody was signed out, to be saved or thrown away. */
export interface UnsavedPage extends PageView {
  /** Where the form was going. */
  action: Path;
  fields: readonly { name: string; value: string }[];
  /** Where to go without it. */
  away: Path;
}

declare module './page-views.js' {
  interface PageViews {
    unsaved: UnsavedPage;
    'unsaved-of-another': PageView;
  }
}

/** @param stoodOn the page of the form, where it is known. */
export const unsavedPage = (kept: KeptForm, stoodOn: Path | undefined): UnsavedPage => ({
  head: head('Nothing was saved while you were signed out', {
    lead: 'What you typed is still here. Save it now, or throw it away.',
  }),
  action: kept.path,
  fields: forMacro(kept.fields.map(([name, value]) => ({ name, value }))),
  away: stoodOn ?? paths.myWork(),
});

export const unsavedOfAnother: PageView = {
  head: head('Somebody else was typing here', {
    lead: 'What they typed was not saved, and it is not shown to you. They have to write it again.',
  }),
};

export const examples = {
  unsaved: {
    usual: unsavedPage(
      {
        person: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10',
        path: paths.newStandIn(),
        fields: [['reason', 'Annual leave']],
        at: 0,
      },
      paths.newStandIn(),
    ),
  },
  'unsaved-of-another': { usual: unsavedOfAnother },
} satisfies Examples;
