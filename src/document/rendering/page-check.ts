/**
 * Holds the page form against WCAG 2.0, 2.1 and 2.2, levels A and AA, and against what axe-core calls best practice. Half of what
 * the guidelines ask takes a person to judge; a page that passes is checked, not conforming.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { MAKE_DISTINCT, TOLD_BY_STYLE } from './quick-look.js';
import { RenderError } from './render-error.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ALL = { type: 'tag', values: TAGS };
/** What only a wider window changes. All of it once more would cost as much again; colours stay, and targets are nowhere smaller than on a phone. */
const OF_LAYOUT = ['scrollable-region-focusable'];

/** In CSS pixels. 320 is what WCAG 1.4.10 (reflow) names, a phone; wide enough on the other side for every table. */
export const PHONE = { width: 320, height: 640 };
export const DESKTOP = { width: 1280, height: 800 };

/**
 * axe-core itself. Timers do not run where page scripts are off, and it needs them only to give way to others, so in its own
 * world they are promises. Preloading (it would fetch style sheets) is off and there are no frames.
 */
export function pageChecker(): string {
  checker ??=
    'globalThis.setTimeout = (work) => { void Promise.resolve().then(work); return 0; };' +
    'globalThis.clearTimeout = () => undefined;' +
    readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') +
    ';axe.configure({ noHtml: true });'; // nobody reads the source of what passed
  return checker;
}
let checker: string | undefined;

/** What one look at the page found; small enough to be sent through the protocol however many cells a table has. */
export interface PageFindings {
  passed: string[];
  faults: { rule: string; places: string[] }[];
  /** Where it could not be told. */
  open: { rule: string; reason: string; place: string; drawing: boolean }[];
  /** The page is wider than the window. */
  overflows: boolean;
  /** Nothing is shown, so nothing can be wrong: the form that prints, by mistake. */
  empty: boolean;
}

/** What a phone-wide and a desktop-wide window show. */
export interface WholeFindings {
  phone: PageFindings;
  desktop: PageFindings;
}

/** What the quick look answers with: how many rules passed, and what the whole look has to decide. */
export interface QuickFindings {
  passed: number;
  doubts: string[];
}

const QUICK_LOOK = `async (rules, told) => {
  const odd = (${MAKE_DISTINCT})();
  if (odd.length > 0) return { passed: 0, doubts: odd };
  const { passes, violations, incomplete } = await axe.run(document, {
    runOnly: rules, rules: Object.fromEntries(told.map((rule) => [rule, { enabled: false }])),
    preload: false, iframes: false, selectors: false, resultTypes: ['violations', 'incomplete'],
  });
  return { passed: passes.length + told.length, doubts: [...violations, ...incomplete].map(({ id }) => id) };
}`;

/** @returns what is evaluated in the page beside the checker, phone-wide. The document is good for nothing else afterwards. */
export function quickLook(): string {
  return `(${QUICK_LOOK})(${JSON.stringify(ALL)}, ${JSON.stringify(TOLD_BY_STYLE)})`;
}

const LOOK = `async (rules) => {
  const results = await axe.run(document, {
    runOnly: rules, preload: false, iframes: false, selectors: true, ancestry: false, resultTypes: ['violations', 'incomplete'],
  });
  const placeOf = ({ target }) => target.flat(2).join(' ');
  const within = (place, what) => { try { return document.querySelector(place)?.closest(what) != null; } catch { return false; } };
  return {
    passed: results.passes.map(({ id }) => id),
    faults: results.violations.map(({ id, nodes }) => ({ rule: id, places: nodes.slice(0, 3).map(placeOf) })),
    open: results.incomplete.flatMap(({ id, nodes }) => nodes.map((node) => ({
      rule: id,
      reason: [...node.any, ...node.all, ...node.none].map(({ id, data }) => data?.messageKey ?? id).join(' '),
      place: placeOf(node),
      drawing: within(placeOf(node), 'svg'),
    }))),
    overflows: document.documentElement.scrollWidth > innerWidth,
    empty: document.body.getBoundingClientRect().height === 0,
  };
}`;

/** @returns what is evaluated in the page, beside the checker. */
export function lookAt(window: 'phone' | 'desktop'): string {
  const rules = window === 'phone' ? ALL : { type: 'rule', values: OF_LAYOUT };
  return `(${LOOK})(${JSON.stringify(rules)})`;
}

/**
 * What could not be told counts as a fault, because our own style sheet has plain colours and plain boxes: who cannot tell here
 * looks at a mistake. Two places are let pass:
 * - words in a drawing: what colour the shapes behind them have, the checker does not see. Everything that a drawing says, its
 *   text alternative says too. A text outside of it would be seen.
 * - signs that are no letters (an arrow before “better”, a tick that somebody typed): which colours a font gives them is not known.
 *
 * @returns how many rules the page passed.
 * @throws RenderError `inaccessible-html` with the rules and their first places.
 */
export function refuseInaccessible({ phone, desktop }: WholeFindings): number {
  const faults = new Map<string, string>();
  const note = (rule: string, place: string): void => {
    if (!faults.has(rule)) faults.set(rule, place);
  };
  for (const { faults: found, open } of [phone, desktop]) {
    for (const { rule, places } of found) note(rule, places.join(', '));
    for (const one of open)
      if (!isLetPass(one)) note(`${one.rule} (cannot be told: ${one.reason})`, one.place);
  }
  if (phone.empty) note('visible', 'the whole page, which shows nothing');
  if (phone.overflows) note('reflow', `the page is wider than a window of ${PHONE.width} pixels`);
  if (faults.size > 0) {
    const list = [...faults].map(([rule, place]) => `${rule} at ${place}`).join('; ');
    throw new RenderError('inaccessible-html', `The page is not accessible: ${list}.`);
  }
  return new Set([...phone.passed, ...desktop.passed]).size;
}

function isLetPass({ rule, reason, drawing }: PageFindings['open'][number]): boolean {
  if (rule !== 'color-contrast') return false;
  return drawing || reason === 'nonBmp';
}
