import { formatPounds, sectionsOf, type Sealed, type SnapshotSection } from '../snapshot/index.js';
import type { BudgetContent } from '../finance/index.js';
import type { ChangeItem, Direction, Told } from './changes.js';
import { counterpart, placeOf, quoted, type Pair } from './pair.js';

type Budget = Sealed<BudgetContent>;

/** Of a line, or of all of them. */
interface Amounts {
  /** Null for the total. */
  id: string | null;
  title: string;
  forecast: string | null;
  variance: string | null;
}

/**
 * Lines whose forecast changed, or is over where it was under budget or the other way round, and the total of them. A line of another
 * year is another line; totals of other lines are not compared. What a changed forecast means is not said: the budget may have changed with it.
 */
export function budgetChanges({ before, after }: Pair): ChangeItem[] {
  const earlier = sectionsOf(before, 'budget');
  return sectionsOf(after, 'budget').flatMap(({ section, content }) => {
    const same = counterpart(before, section);
    const was = earlier.find((one) => one.section === same)?.content;
    if (!was) return [];
    const old = new Map(was.lines.map((line) => [keyOf(line), line]));
    const isWhole =
      was.lines.length === content.lines.length && content.lines.every((line) => old.has(keyOf(line)));
    return [
      ...(isWhole && content.lines.length > 1 ? amountChange(totalOf(was), totalOf(content), section) : []),
      ...content.lines.flatMap((line) => {
        const known = old.get(keyOf(line));
        return known ? amountChange(lineOf(known), lineOf(line), section) : [];
      }),
    ];
  });
}

type Line = Budget['lines'][number];
const keyOf = ({ id, financialYear }: Line): string => `${id} ${financialYear ?? ''}`;
const lineOf = ({ id, title, forecast, derived: { variance } }: Line): Amounts => ({
  id,
  title,
  forecast,
  variance,
});
const totalOf = ({ derived: { totals } }: Budget): Amounts => ({
  id: null,
  title: 'All budget lines together',
  forecast: totals.forecast,
  variance: totals.variance,
});

function amountChange(was: Amounts, now: Amounts, section: SnapshotSection): ChangeItem[] {
  const place = { ...placeOf(section, now.id), title: now.title };
  const name = now.id === null ? now.title : quoted(now.title);
  if (was.variance !== null && now.variance !== null && signOf(was.variance) !== signOf(now.variance)) {
    const [before, after] = [toldVariance(was.variance), toldVariance(now.variance)];
    return [
      {
        kind: 'budget_variance',
        direction: varianceDirection(signOf(was.variance), signOf(now.variance)),
        ...place,
        was: before,
        now: after,
        sentence: `${name}: the forecast was ${lower(before.text)} and is now ${lower(after.text)}.`,
      },
    ];
  }
  if (was.forecast === null || now.forecast === null || was.forecast === now.forecast) return [];
  const [before, after] = [toldPounds(was.forecast), toldPounds(now.forecast)];
  return [
    {
      kind: 'budget_forecast',
      direction: 'neutral',
      ...place,
      was: before,
      now: after,
      sentence: `${name}: the forecast spend was ${before.text} and is now ${after.text}.`,
    },
  ];
}

const varianceDirection = (was: number, now: number): Direction =>
  now > 0 ? 'worse' : was > 0 ? 'better' : 'neutral';

/** @param amount decimal text. @returns 1 over, -1 under, 0 on budget. */
const signOf = (amount: string): -1 | 0 | 1 =>
  /^-?[0.]+$/.test(amount) ? 0 : amount.startsWith('-') ? -1 : 1;

function toldVariance(amount: string): Told {
  const sign = signOf(amount);
  const text =
    sign === 0
      ? 'On budget'
      : `${formatPounds(amount.replace(/^-/, ''))} ${sign > 0 ? 'over budget' : 'under budget'}`;
  return { text, value: amount, of: null };
}

const toldPounds = (amount: string): Told => ({ text: formatPounds(amount), value: amount, of: null });

const lower = (text: string): string => text.replace(/^On/, 'on');
