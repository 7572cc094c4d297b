import type { KeptForm } from './kept-form.js';
import { facts, type Fact } from './blocks.js';
import { head, type Examples, type PageView } from './page-views.js';
import { paths, type Path } from './paths.js';
import { forMacro } from './strict-view.js';
import { capitalised } from './words.js';

/** What was typed before somebody was signed out, to be saved or thrown away. */
export interface UnsavedPage extends PageView {
  /** Where the form was going. */
  action: Path;
  fields: readonly { name: string; value: string }[];
  /** What of it people see: the words of each field that has any. */
  typed: readonly Fact[];
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
  typed: facts(
    kept.fields.flatMap(([name, value]) =>
      name.startsWith('_') || value.trim() === '' || UUID.test(value)
        ? []
        : [{ name: fieldWords(name), value }],
    ),
  ),
  away: stoodOn ?? paths.myWork(),
});

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The form is not there, so its fields are told by their names. @returns `Actions 2: due month` of `actions.1.due-month` */
function fieldWords(name: string): string {
  const [, figure] = /^f_[0-9a-f-]{36}_[mqty](.+)$/.exec(name) ?? [];
  if (figure !== undefined) return `Figure for ${figure}`;
  return capitalised(
    name
      .replace(/\.(\d+)\.?/g, (_, row) => ` ${Number(row) + 1}: `)
      .replace(/[._-]+/g, ' ')
      .trim(),
  );
}

/** @param name of the person who is signed in now. */
export const unsavedOfAnother = (name: string): PageView => ({
  head: head('Somebody else was typing here', {
    lead: `You are signed in as ${name}. What the other person typed was not saved, was not sent under your name, and is not shown to you. While this tab stays open, it may be offered to them when they sign in here.`,
  }),
});

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
  'unsaved-of-another': { usual: unsavedOfAnother('Deputy Director') },
} satisfies Examples;
