import type { BudgetDocument, BudgetLine } from '../../finance/index.js';
import { removing, type Editor, type ItemStep } from '../part/index.js';
import { paths, show } from '../shell/index.js';
import { lineForm } from './budget.form.js';
import { lineFacts, presentLine } from './budget.presenter.js';
import { lineBlock, type BudgetStore } from './budget.store.js';
import { poundsWords, yearWords } from './budget.words.js';

/** One line of the budget. */
export const lineEditor = (
  store: BudgetStore,
  partId: string,
  lineId: string,
): Editor<BudgetDocument, BudgetLine, typeof lineForm.schema, 'budget/line'> => ({
  store,
  block: lineBlock(lineId),
  form: lineForm,
  action: paths.partItem(partId, 'lines', lineId),
  fields: {
    title: { label: 'Line' },
    year: { label: 'Year', value: (year) => yearWords(year === '' ? null : Number(year)) },
    budget: { label: 'Budget' },
    actual: { label: 'Actual' },
    forecast: { label: 'Forecast' },
    comment: { label: 'Comment' },
  },
  shown: (line) => line,
  blank: () => ({}),
  change: (typed) => ({ ...typed, id: lineId }),
  texts: ({ budget, actual, forecast, comment }) => [
    {
      label: 'Amounts',
      text: `Budget: ${poundsWords(budget)}\nActual: ${poundsWords(actual)}\nForecast: ${poundsWords(forecast)}`,
    },
    ...(comment === null ? [] : [{ label: 'Comment', text: comment, isNarrative: true as const }]),
  ],
  page: async (context) =>
    show(
      'budget/line',
      presentLine({ ...context, content: await store.content(context.actor, partId), lineId }),
    ),
});

export const removeLine = (
  store: BudgetStore,
  partId: string,
  lineId: string,
): ItemStep<BudgetDocument, BudgetLine> => ({
  store,
  block: lineBlock(lineId),
  action: paths.partItemStep(partId, 'lines', lineId, 'remove'),
  back: { text: 'Budget lines', href: paths.partBlock(partId, 'lines') },
  done: paths.partBlock(partId, 'lines'),
  of: (line) => removing('budget line', lineFacts(line)),
});
