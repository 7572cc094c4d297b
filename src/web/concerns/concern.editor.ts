import type { ConcernEntry, ConcernsDocument } from '../../concerns/index.js';
import type { Person } from '../../identity/index.js';
import type { Linkable } from '../../reporting/index.js';
import { linkChoices, linksWith, linkWords, nameAmong, type Editor } from '../part/index.js';
import { paths, show } from '../shell/index.js';
import { CONCERN_LINKS, concernForm } from './concern.form.js';
import { presentConcern, UNIT_WORDS } from './concern.presenter.js';
import { concernBlock, type ConcernStore } from './concern.store.js';

/** One area of concern, or one development. @param candidates who can own it. @param linkable what it may be connected with. */
export const concernEditor = (
  store: ConcernStore,
  candidates: readonly Person[],
  linkable: readonly Linkable[],
  partId: string,
  entryId: string,
): Editor<ConcernsDocument, ConcernEntry, typeof concernForm.schema, 'concerns/entry'> => ({
  store,
  block: concernBlock(entryId),
  form: concernForm,
  action: paths.partItem(partId, 'entries', entryId),
  fields: {
    title: { label: 'Title' },
    description: { label: 'What is it?' },
    owners: { label: 'Owners', value: nameAmong(candidates, 'Nobody yet') },
    words: { label: 'By when, as it is printed' },
    on: { label: 'Due date' },
    every: { label: 'Every' },
    unit: { label: 'Weeks, months or quarters', value: (value) => UNIT_WORDS[value] ?? value },
    ...linkWords(CONCERN_LINKS, linkable),
  },
  shown: (entry) => entry,
  blank: () => ({}),
  change: ({ due: { words, on, every }, ...typed }, current, { entries }) => ({
    ...typed,
    due: {
      words,
      on,
      every: every.count === null || every.unit === null ? null : { count: every.count, unit: every.unit },
    },
    id: entryId,
    reference: current?.reference ?? Math.max(0, ...entries.map(({ reference }) => reference)) + 1,
    status: current?.status ?? 'open',
    closedReason: current?.closedReason ?? null,
    links: linksWith(typed.links, current?.links, linkable),
  }),
  texts: ({ title, description, due }) => [
    { label: 'Title', text: title },
    { label: 'What is it?', text: description, isNarrative: true },
    { label: 'By when, as it is printed', text: due.words },
  ],
  page: async (context) => {
    const { entries } = await store.content(context.actor, partId);
    const slipped = entries.find(({ id }) => id === entryId)?.derived.slipped ?? null;
    return show(
      'concerns/entry',
      presentConcern(context, candidates, linkChoices(CONCERN_LINKS, linkable), slipped),
    );
  },
});
