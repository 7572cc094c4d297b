import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetLine } from './budget.content.js';
import { budgetBlockers, budgetContentOf, varianceOf, variancePercentOf } from './budget.rules.js';
import { pence, pounds } from './money.rules.js';

const line = (changes: Partial<BudgetLine> = {}): BudgetLine => ({
  id: 'b1',
  title: 'Programme budget',
  financialYear: null,
  budget: '1000.00',
  actual: '700.00',
  forecast: '1050.00',
  comment: null,
  ...changes,
});
const content = (lines: BudgetLine[], thresholdPercent = 5) => budgetContentOf({ lines, thresholdPercent });
const derived = (changes: Partial<BudgetLine>, threshold = 5) =>
  content([line(changes)], threshold).lines[0]?.derived;

describe('variance', () => {
  it('is forecast minus budget: positive is an overspend', () => {
    expect(derived({})).toMatchObject({ variance: '50.00', variancePercent: 5 });
    expect(derived({ forecast: '900.00' })).toMatchObject({ variance: '-100.00', variancePercent: -10 });
    expect(content([line()]).derived.signConvention).toBe(
      'Variance is forecast minus budget. A positive variance is an overspend, a negative one an underspend.',
    );
  });

  it('is unknown when a side is blank, which is not zero', () => {
    expect(derived({ budget: null })).toMatchObject({ variance: null, variancePercent: null });
    expect(derived({ forecast: null })).toMatchObject({ variance: null, variancePercent: null });
    expect(derived({ actual: null })).toMatchObject({ variance: '50.00' });
    expect(derived({ budget: '0.00', forecast: '0.00' })).toMatchObject({
      variance: '0.00',
      variancePercent: null,
    });
  });

  it('means the same for an income line, whose budget is negative', () => {
    expect(derived({ budget: '-1000.00', forecast: '-900.00' })).toMatchObject({
      variance: '100.00',
      variancePercent: 10,
    });
  });

  it.each([
    ['3.00', '3.10', 3.3],
    ['800.00', '802.80', 0.4],
    ['800.00', '797.20', -0.4],
    ['1000.00', '1000.50', 0.1],
    ['1000.00', '999.50', -0.1],
  ])('of %s to %s is %d per cent, halves away from zero', (budget, forecast, percent) => {
    expect(variancePercentOf({ budget, forecast })).toBe(percent);
  });

  it('has no floating point in it', () => {
    const amount = fc.bigInt({ min: -99_999_999_999_999n, max: 99_999_999_999_999n });
    fc.assert(
      fc.property(amount, amount, (budget, forecast) => {
        const variance = varianceOf({ budget: pounds(budget), forecast: pounds(forecast) });
        expect(variance === null ? null : pence(variance)).toBe(forecast - budget);
      }),
    );
  });
});

describe('totals', () => {
  it('add up to the penny, and the total’s variance is the sum of the variances', () => {
    const amount = fc.bigInt({ min: -9_999_999_999n, max: 9_999_999_999n }).map(pounds);
    fc.assert(
      fc.property(
        fc.array(fc.record({ budget: amount, actual: amount, forecast: amount }), { minLength: 1 }),
        (cells) => {
          const { lines, derived: whole } = content(cells.map((each) => line(each)));
          const sum = (amounts: (string | null)[]) =>
            amounts.reduce((total, one) => total + pence(one ?? '0'), 0n);
          expect(pence(whole.totals.budget ?? '')).toBe(sum(cells.map(({ budget }) => budget)));
          expect(pence(whole.totals.variance ?? '')).toBe(sum(lines.map((each) => each.derived.variance)));
        },
      ),
    );
  });

  it('are null where a part is, column by column', () => {
    expect(content([line(), line({ actual: null })]).derived.totals).toEqual({
      budget: '2000.00',
      actual: null,
      forecast: '2100.00',
      variance: '100.00',
    });
    expect(content([line(), line({ forecast: null })]).derived.totals).toMatchObject({
      forecast: null,
      variance: null,
    });
    expect(content([]).derived.totals).toEqual({
      budget: null,
      actual: null,
      forecast: null,
      variance: null,
    });
  });
});

describe('what keeps a budget from being submitted', () => {
  const paths = (lines: BudgetLine[], threshold = 5) =>
    budgetBlockers(content(lines, threshold)).map(({ path }) => path);

  it('is nothing on the threshold itself, and a missing comment a penny beyond it', () => {
    expect(paths([line({ forecast: '1050.00' })])).toEqual([]);
    expect(paths([line({ forecast: '1050.01' })])).toEqual(['lines[0].comment']);
    expect(paths([line({ forecast: '950.00' })])).toEqual([]);
    expect(paths([line({ forecast: '949.99' })])).toEqual(['lines[0].comment']);
    expect(paths([line({ forecast: '1050.01', comment: 'Agency cover.' })])).toEqual([]);
    expect(paths([line({ forecast: '1012.51' })], 1.25)).toEqual(['lines[0].comment']);
    expect(paths([line({ forecast: '1012.50' })], 1.25)).toEqual([]);
  });

  it('is any variance from a budget of zero without a comment', () => {
    expect(paths([line({ budget: '0.00', forecast: '0.01' })])).toEqual(['lines[0].comment']);
    expect(paths([line({ budget: '0.00', forecast: '0.00' })])).toEqual([]);
  });

  it('is a blank cell without a comment, named', () => {
    const blank = line({ budget: null, actual: null, forecast: null });
    expect(budgetBlockers(content([line(), blank]))).toEqual([
      {
        path: 'lines[1].comment',
        message: '“Programme budget” has no figure for budget, actual, forecast: say why in a comment.',
      },
    ]);
    expect(paths([{ ...blank, comment: 'To be updated' }])).toEqual([]);
  });

  it('is a budget without lines', () => {
    expect(paths([])).toEqual(['lines']);
  });
});
