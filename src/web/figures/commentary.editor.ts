import type { MeasuresDocument } from '../../performance/index.js';
import { notFound } from '../../platform/index.js';
import type { Block, Editor } from '../part/index.js';
import { paths, show } from '../shell/index.js';
import { commentaryForm, ratingForm } from './commentary.form.js';
import { commentaryHead, ratingChoices, ratingHead, ratingRows, ratingWord } from './commentary.presenter.js';
import type { MeasuresStore } from './measures.store.js';
import { whyRated } from './rating.words.js';

type Text = Pick<MeasuresDocument, 'commentary'>;
type Override = MeasuresDocument['overrides'][number];

const textBlock: Block<MeasuresDocument, Text> = {
  of: ({ commentary }) => ({ commentary }),
  put: (document, block) => ({ ...document, ...block }),
  path: () => '',
};

/** The rating that is printed against the worked-out one; null where there is none. */
const overrideBlock = (measureId: string): Block<MeasuresDocument, Override | null> => {
  const at = ({ overrides }: MeasuresDocument): number =>
    overrides.findIndex((one) => one.measureId === measureId);
  return {
    of: (document) => document.overrides[at(document)] ?? null,
    put: (document, block) => {
      const index = at(document);
      const others = document.overrides.filter((one) => one.measureId !== measureId);
      if (block === null) return { ...document, overrides: others };
      return {
        ...document,
        overrides: index < 0 ? [...others, block] : document.overrides.with(index, block),
      };
    },
    path: (document) => {
      const index = at(document);
      return `overrides[${index < 0 ? document.overrides.length : index}]`;
    },
  };
};

/** What the figures of a part tell. */
export const commentaryEditor = (
  store: MeasuresStore,
  partId: string,
): Editor<MeasuresDocument, Text, typeof commentaryForm.schema, 'figures/commentary'> => ({
  store,
  block: textBlock,
  form: commentaryForm,
  action: paths.partBlock(partId, 'commentary'),
  fields: { commentary: { label: 'What do these figures tell?' } },
  shown: (text) => text,
  change: (typed) => typed,
  texts: ({ commentary }) => [
    { label: 'What do these figures tell?', text: commentary ?? '', isNarrative: true },
  ],
  page: async ({ actor, part, form, editor }) =>
    show('figures/commentary', {
      head: commentaryHead(part),
      form,
      editor,
      measures: ratingRows(part, await store.content(actor, partId)),
    }),
});

/** Another rating of one measure, with its reason. */
export const ratingEditor = (
  store: MeasuresStore,
  partId: string,
  measureId: string,
): Editor<MeasuresDocument, Override | null, typeof ratingForm.schema, 'figures/rating'> => ({
  store,
  block: overrideBlock(measureId),
  form: ratingForm,
  action: paths.printedRating(partId, measureId),
  fields: { rag: { label: 'Printed rating', value: ratingWord }, reason: { label: 'Why' } },
  shown: (override) => override ?? {},
  change: ({ rag, reason }) => (rag === null ? null : { measureId, rag, reason: reason ?? '' }),
  texts: (override) => [{ label: 'Why', text: override?.reason ?? '', isNarrative: true }],
  page: async ({ actor, part, form, editor }) => {
    const { measures } = await store.content(actor, partId);
    const measure = measures.find(({ id }) => id === measureId);
    if (!measure) throw notFound('measure');
    return show('figures/rating', {
      head: ratingHead(part, measure),
      form,
      editor,
      why: whyRated(measure),
      ratings: ratingChoices,
    });
  },
});
