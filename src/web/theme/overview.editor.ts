import type { ThemeContent } from '../../themes/index.js';
import { aroundPart, fieldBlock, type Editor, type PartStore } from '../part/index.js';
import { choices, head, paths, show } from '../shell/index.js';
import { overviewForm } from './overview.form.js';
import { RATING_CHOICES, ratingWord } from './theme.words.js';

type Overview = ThemeContent['overview'];

/** How the theme is going, and its rating. */
export const overviewEditor = (
  store: PartStore<ThemeContent>,
  partId: string,
): Editor<ThemeContent, Overview, typeof overviewForm.schema, 'theme/overview'> => ({
  store,
  block: fieldBlock('overview'),
  form: overviewForm,
  action: paths.partBlock(partId, 'overview'),
  fields: {
    narrative: { label: 'How is the theme going?' },
    rag: { label: 'Rating of the theme', value: ratingWord },
  },
  shown: (overview) => overview,
  change: (typed) => typed,
  texts: ({ narrative, rag }) => [
    { label: 'How is the theme going?', text: narrative ?? '', isNarrative: true },
    { label: 'Rating of the theme', text: ratingWord(rag ?? '') },
  ],
  page: ({ part, form, editor }) =>
    show('theme/overview', {
      head: head('Overview', {
        ...aroundPart(part),
        lead: 'Say how the theme is going and rate it. Members who read nothing else read this.',
        wide: true,
        script: 'editor.js',
      }),
      form,
      editor,
      ratings: choices(RATING_CHOICES),
    }),
});
