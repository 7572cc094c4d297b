import type { Recognised } from './recognised.js';
import { plain } from './words.js';

/**
 * Tables of figures between the plan of one theme and the heading of the next are asked about: they may belong to either. Two facts that do not
 * hang together settle it without a question: elsewhere in the document figures stand before the plan of their theme, and a group of these
 * tables is called what an objective of the next theme is called, while none is called what one of the theme before is. Two others say that
 * they belong to the theme before: no figures stand before the first plan of the document, and after its last plan figures stand. Else they
 * are one question for all of them, not one for each. Pure.
 */
export function settleThemes(found: readonly Recognised[]): Recognised[] {
  const settled = [...found];
  for (const run of runsOf(found)) {
    const [first] = run;
    if (!first) continue;
    const sure = figuresComeFirst(found, run) && namedByPlan(found, run);
    const planBefore = found.findLast(({ kind, number }) => kind === 'plan' && number < first.number);
    if (!sure && planBefore && figuresComeLast(found)) {
      for (const one of run)
        settled[one.number - 1] = {
          ...one,
          theme: planBefore.theme,
          themeTitle: planBefore.themeTitle,
          doubts: one.doubts.filter(({ key }) => key !== 'theme'),
        };
      continue;
    }
    for (const one of run)
      settled[one.number - 1] = {
        ...one,
        doubts: sure
          ? one.doubts.filter(({ key }) => key !== 'theme')
          : one.doubts.map((doubt) =>
              doubt.key === 'theme' ? { ...doubt, once: `theme ${first.number}` } : doubt,
            ),
      };
  }
  return settled;
}

const isAsked = ({ kind, doubts }: Recognised): boolean =>
  kind === 'measures' && doubts.some(({ key }) => key === 'theme');

/** Tables that follow each other and are asked about for the same theme. */
function runsOf(found: readonly Recognised[]): Recognised[][] {
  const runs: Recognised[][] = [];
  found.forEach((one, at) => {
    if (!isAsked(one)) return;
    const run = runs.at(-1);
    const before = found[at - 1];
    if (run && before && run.includes(before) && before.theme === one.theme) run.push(one);
    else runs.push([one]);
  });
  return runs;
}

/** No figures stand before the first plan, and some stand after the last one, where no theme follows to which they could belong. */
function figuresComeLast(found: readonly Recognised[]): boolean {
  const kinds = found.filter(({ kind }) => kind === 'plan' || kind === 'measures').map(({ kind }) => kind);
  return kinds[0] === 'plan' && kinds.at(-1) === 'measures';
}

/** In every other theme that has both, its figures stand before its plan; and there is such a theme. */
function figuresComeFirst(found: readonly Recognised[], run: readonly Recognised[]): boolean {
  const themes = new Set(
    found.flatMap(({ kind, theme }) => (kind === 'plan' && theme !== null ? [theme] : [])),
  );
  const orders = [...themes].flatMap((theme) => {
    const figures = found.filter(
      (one) => one.kind === 'measures' && one.theme === theme && !run.includes(one),
    );
    const plan = found.find((one) => one.kind === 'plan' && one.theme === theme);
    return figures.length === 0 || !plan ? [] : [figures.every(({ number }) => number < plan.number)];
  });
  return orders.length > 0 && orders.every(Boolean);
}

/** Some group of the run is called what an objective of its theme is called, and none what one of another theme is. */
function namedByPlan(found: readonly Recognised[], run: readonly Recognised[]): boolean {
  const theme = run[0]?.theme;
  const objectives = found
    .filter(({ kind }) => kind === 'plan')
    .flatMap(({ theme: of, columns, table, heads }) =>
      table.rows
        .slice(heads)
        .map((row) => ({ of, title: plain(row[columns.indexOf('objective')]?.text ?? '') }))
        .filter(({ title }) => title !== ''),
    );
  const meant = run.flatMap(({ group }) =>
    group === null ? [] : objectives.filter(({ title }) => title === plain(group)).map(({ of }) => of),
  );
  return meant.length > 0 && meant.every((of) => of === theme);
}
