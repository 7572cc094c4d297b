import { describe, expect, it } from '@jest/globals';
import type { PartView } from '../../programmes/index.js';
import { SECTION_KINDS, type SectionKind } from '../../snapshot/index.js';
import { partPieces } from '../part/index.js';
import { exampleFrame } from '../shell/frame.fixture.js';
import { renderPage } from '../shell/render.js';
import { fullParts } from './full-parts.fixture.js';
import { saidOf } from './part-words.js';
import { reviewForm } from './review.form.js';
import { presentReview } from './review.presenter.js';
import type { ReviewPage } from './review.view.js';
import { comparedFields, type ComparedField } from './said-fields.js';
import { whatChanged } from './what-changed.js';

const PART = {
  id: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10',
  title: 'The part',
  actions: [],
  takesReportBack: [],
  submitted: null,
  period: { id: 'p', label: 'January 2020' },
  programme: { id: 'q', name: 'Improvement' },
  predecessor: { id: 'b', periodLabel: 'December 2019', approvedAt: '2019-12-30T10:00:00Z' },
} as unknown as PartView;

function viewOf(kind: SectionKind, before: unknown, now: unknown, label = 'December 2019'): ReviewPage {
  const part = { ...PART, section: kind };
  const pieces = partPieces({ part, content: now }, () => true);
  const compared = { givenBack: null, earlier: [{ label, content: before }], now };
  return presentReview({
    part,
    pieces,
    notes: [],
    comparison: { ...compared, changes: null, moved: [], questions: [] },
    changed: whatChanged({ ...compared, kind, pieces }),
    parts: [],
    form: reviewForm.blank(),
    now: new Date('2020-01-30T10:00:00Z'),
  });
}

/** The words of the review page of such a part. */
const pageOf = (view: ReviewPage): string =>
  renderPage('review/review', view, exampleFrame())
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

/** Everything that a view shows as changed, as it was and as it is. */
const shownBy = ({ pieces }: ReviewPage): string[] =>
  pieces.flatMap(({ texts, table }) => [
    ...texts.flatMap((group) => group.texts.map(({ label }) => label)),
    ...(table?.rows ?? []).map(({ cells }) => cells.join(' ')),
  ]);

const changedIn = (kind: SectionKind, before: unknown, now: unknown): ComparedField[] =>
  comparedFields(
    { content: before, said: saidOf(kind, before) },
    { content: now, said: saidOf(kind, now) },
  ).filter(({ changed }) => changed);

/** The words of closed lists, each with another of the same list. */
const OTHERS: Readonly<Record<string, string>> = {
  RED: 'GREEN',
  AMBER: 'RED',
  GREEN: 'AMBER',
  percent: 'count',
  national: 'region',
  england: 'region',
  vacancyDfe: 'agencyDfe',
  month: 'year_to_date',
  '2018/19': '2017/18',
};

/** Something else of the same shape. */
function otherThan(value: string | number | boolean): unknown {
  if (typeof value === 'number') return value === 1 ? 2 : value - 1;
  if (typeof value === 'boolean') return !value;
  if (/^\d{4}-\d\d(-\d\d)?$/.test(value)) return value.replace(/^\d{4}/, '2018');
  if (/^\d+\.\d\d$/.test(value)) return `7${value}`;
  if (/^[0-9a-f-]{36}$/.test(value)) return value.replace(/^.{8}/, 'ffffffff');
  return OTHERS[value] ?? `${value} instead`;
}

/** Every place in a content with what else could stand there. */
function variants(content: unknown): { path: string; varied: unknown }[] {
  const found: { path: string; varied: unknown }[] = [];
  const walk = (value: unknown, path: string, put: (other: unknown) => unknown): void => {
    const add = (what: string, other: unknown) => found.push({ path: `${path} ${what}`, varied: put(other) });
    if (Array.isArray(value)) {
      add('without its first', value.slice(1));
      if (value.length > 1) add('in another order', value.toReversed());
      // The others of a list are like its first.
      walk(value[0], `${path}[0]`, (other) => put(value.with(0, other)));
    } else if (typeof value === 'object' && value !== null) {
      if (path.includes('.')) add('without it', null);
      for (const [name, inner] of Object.entries(value))
        walk(inner, `${path}.${name}`, (other) => put({ ...value, [name]: other }));
    } else {
      add('another', otherThan(value as string));
      if (value !== null) add('without it', null);
    }
  };
  walk(content, '', (other) => other);
  return found;
}

/**
 * What no room ever gives: an item without what it is known by, a thing of several fields without one of them, a set of fields left out
 * as a whole, months in another order than the calendar’s.
 */
const NEVER = [
  /\] without it$/,
  /\.(?:id|month|area|rate|period|span|measureId|financialYear|quarter|event|unit|value|kind|number|reference|status|name) without it$/,
  /\.(?:bands|cells|history|owners?|approver|every|slipped|spc|direction|inherent|current|target|previous)\b.*\.\w+ without it$/,
  /\.(?:definition|links|derived|scores|totals?|matrix|due|rag|inherent|current|target|rates|overview) without it$/,
  /(?:months|window) in another order$/,
  // The months that are printed are told as a whole.
  /months without its first$/,
];

/** By these an entry is followed: with another one it is another entry. */
const IDS = /\.(?:id|area|rate|month|measureId|period|span|financialYear|quarter)(?:\[0\])? another$/;

describe('what a review says of a part', () => {
  it.each(SECTION_KINDS)('of the kind %s: every field that differs, as it was and as it is', (kind) => {
    const content = fullParts[kind];
    const hidden: string[] = [];
    const all = variants(content).filter(({ path }) => !NEVER.some((never) => never.test(path)));
    expect(all.length).toBeGreaterThan(20);
    for (const { path, varied } of all) {
      const told = changedIn(kind, content, varied).filter(({ before, after }) => before !== after);
      const shown = shownBy(viewOf(kind, content, varied));
      const isShown = told.every(({ label, isText, before, after }) =>
        shown.some((words) =>
          isText ? words === label : [label, before, after].every((one) => words.includes(one ?? '')),
        ),
      );
      if (told.length === 0 || !isShown) hidden.push(path);
    }
    expect(hidden).toEqual([]);
  });

  it.each(SECTION_KINDS)('of the kind %s is on the page', (kind) => {
    const content = fullParts[kind];
    // One after the other, so that in the end every field of the first entry differs.
    let varied: unknown = content;
    for (const { path } of variants(content))
      if (path.endsWith(' another') && !IDS.test(path))
        varied = variants(varied).find((variant) => variant.path === path)?.varied;
    const view = viewOf(kind, content, varied);
    const [page, shown] = [pageOf(view), shownBy(view)];
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter((words) => !page.includes(words))).toEqual([]);
  });
});

describe('a part that is corrected', () => {
  it('is held against the version that is corrected', () => {
    const was = fullParts.theme;
    const now = { ...was, overview: { ...was.overview, narrative: 'It was otherwise.' } };
    const view = viewOf('theme', was, now, 'version 1 of January 2020');
    expect(view.head.lead).toContain('Since version 1 of January 2020: ');
    expect(pageOf(view)).not.toContain('December 2019');
  });
});
