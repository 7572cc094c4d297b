/** Measures as a sealed report holds them, for the specs of their view. */
import type { Figure } from '../performance/index.js';
import { presentMeasures, type MeasuresView } from './measures.view.js';

export const figure = (changes: Partial<Figure> = {}): Figure => ({
  missingReason: null,
  value: 15.8,
  decimals: 1,
  numerator: null,
  denominator: null,
  asAt: null,
  state: 'validated',
  partMonth: false,
  ...changes,
});
export const none = (missingReason: NonNullable<Figure['missingReason']>) =>
  figure({ missingReason, value: null, state: null });
export const WINDOW = ['2019-08', '2019-09', '2019-10', '2019-11', '2019-12', '2020-01'];

export function measure(changes: object = {}, definition: object = {}) {
  const cells = [
    figure(),
    figure({ value: 0, decimals: 0 }),
    none('not_collected'),
    none('no_data'),
    none('not_applicable'),
    figure({ value: 1234.5, state: 'provisional' }),
  ];
  return {
    id: 'm1',
    definition: {
      reference: '1.2.1',
      title: '% Vacancies',
      unit: 'percent',
      decimals: 1,
      polarity: 'lower',
      basis: 'snapshot',
      cellBasis: 'snapshot',
      frequency: 'month',
      statutory: false,
      availabilityNote: null,
      target: { minimum: null, upper: null, from: null, until: null },
      tolerance: null,
      deadBand: null,
      owner: null,
      ...definition,
    },
    months: cells.map((cell, index) => ({ month: WINDOW[index], ...cell })),
    current: { ...figure({ value: 19.9 }), month: '2019-12', span: 'month', computed: false },
    baseline: null,
    direction: { performance: 'worse', value: 'up', fromMonth: '2019-11', toMonth: '2019-12' },
    rag: { derived: null, override: null, printed: null },
    benchmarks: [] as object[],
    spc: null,
    ...changes,
  };
}

export function present(measures: object[], changes: object = {}): NonNullable<MeasuresView['content']> {
  const { content } = presentMeasures({
    kind: 'measures',
    contributionId: 'c',
    subject: { id: 'g', number: 1, title: 'Workforce strategy' },
    content: {
      title: 'Workforce strategy',
      themeId: null,
      commentary: null,
      window: WINDOW,
      measures,
      restatements: [],
      ...changes,
    },
    notUpdatedSince: null,
    history: { editors: [], submittedBy: null, approvedBy: null, approvedAt: null },
  });
  if (!content) throw new Error('no content');
  return content;
}
