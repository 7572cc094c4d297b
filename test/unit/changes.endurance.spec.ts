import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesSince } from '../../src/changes/changes.rules.js';
import type { ChangeItem } from '../../src/changes/changes.js';
import { presentChanges } from '../../src/document/changes.view.js';
import { editionOf } from '../../src/disclosure/edition.js';
import type { ReportSnapshot } from '../../src/snapshot/index.js';
import { anyReport } from '../support/any-report.js';
import { rounds } from '../support/endurance.js';

/*
 * Two reports of the same programme: the later one is the earlier one with other figures, ratings, dates and states, and each of them
 * suppresses figures and withholds entries and parts of its own.
 */

/** Each draws a whole report, which takes a while. */
const RUNS = rounds({ usual: 20, endurance: 100 });

/** The next of some drawn numbers below 100, from the first again after the last. */
type Draw = () => number;
const draws: fc.Arbitrary<Draw> = fc.array(fc.nat(99), { minLength: 50, maxLength: 150 }).map((all): Draw => {
  let at = 0;
  return () => all[at++ % all.length] ?? 0;
});

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFigure = (value: Fields): boolean => 'missingReason' in value && 'value' in value;

/** Every object in a value, the outer ones first. */
function objectsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isFields(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** The report with figures that stand nowhere twice, so that it is known where one that is told is from. */
function unmistakable(report: ReportSnapshot): ReportSnapshot {
  const copy = structuredClone(report);
  let serial = 200_000;
  for (const one of objectsIn(copy.sections))
    if (isFigure(one) && one['value'] !== null) one['value'] = serial += 3;
  return copy;
}

/** A month later, with much that changed. */
function later(report: ReportSnapshot, draw: Draw): ReportSnapshot {
  const next = structuredClone(report);
  next.period = {
    ...next.period,
    id: 'later',
    startsOn: '2020-02-01',
    endsOn: '2020-02-29',
    asAt: '2020-02-27',
  };
  let serial = 100_000;
  for (const one of objectsIn(next)) {
    if (isFigure(one) && one['value'] !== null && draw() < 50) one['value'] = serial += 7;
    if ('rag' in one && typeof one['rag'] === 'string' && draw() < 50)
      one['rag'] = ['RED', 'AMBER', 'GREEN'][draw() % 3];
    if ('dueOn' in one && draw() < 50) one['dueOn'] = `2020-0${1 + (draw() % 9)}-17`;
    if ('status' in one && 'id' in one && draw() < 30) one['status'] = 'closed';
    if ('number' in one && 'derived' in one && draw() < 50) {
      const derived = one['derived'] as { scores: { current: { score: number } } };
      derived.scores.current.score = 1 + (draw() % 25);
    }
    if (typeof one['forecast'] === 'string' && draw() < 50) one['forecast'] = `${(serial += 7)}.00`;
    if (Array.isArray(one['months']) && draw() < 70)
      for (const cell of objectsIn(one['months'])) cell['month'] = shifted(String(cell['month']));
  }
  return next;
}

const shifted = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 7);

/** As an edition prints it that suppresses some figures and withholds some entries and parts. */
function printed(report: ReportSnapshot, draw: Draw): ReportSnapshot {
  const print = structuredClone(report);
  for (const one of objectsIn(print.sections)) {
    if (isFigure(one) && draw() < 25)
      Object.assign(one, { value: null, missingReason: 'suppressed', numerator: null, denominator: null });
    for (const [key, list] of Object.entries(one))
      if (Array.isArray(list) && ['entries', 'lines', 'actions', 'measures'].includes(key))
        one[key] = list.filter(() => draw() >= 15);
  }
  print.sections = print.sections.filter(() => draw() >= 10);
  return print;
}

/** Every number and decimal text that stands in a report. */
function valuesIn(report: ReportSnapshot): Set<unknown> {
  const found = new Set<unknown>();
  for (const one of objectsIn(report)) for (const value of Object.values(one)) found.add(value);
  return found;
}

/** Of these, what was and what is are words of ours. */
const STATES: ReadonlySet<ChangeItem['kind']> = new Set([
  'risk_closed',
  'concern_closed',
  'risk_reopened',
  'risk_converted',
]);

/** The numbers in a text as it is printed. */
const numbersIn = (text: string): number[] =>
  [...text.replace(/,(?=\d{3})/g, '').matchAll(/\d+(?:\.\d+)?/g)].map(([one]) => Number(one));

describe('whatever two reports say', () => {
  const pair = fc.record({ report: anyReport, draw: draws, first: draws, second: draws });

  const both = (drawn: { report: ReportSnapshot; draw: Draw; first: Draw; second: Draw }) => {
    const report = unmistakable(drawn.report);
    return {
      before: printed(report, drawn.first),
      after: printed(later(report, drawn.draw), drawn.second),
    };
  };

  it('no value is told that the report does not print of which it is told', () => {
    fc.assert(
      fc.property(pair, (drawn) => {
        const { before, after } = both(drawn);
        const [inBefore, inAfter] = [valuesIn(before), valuesIn(after)];
        const wrong = changesSince(before, after).items.filter(({ kind, was, now, sentence, title }) => {
          const isPrinted =
            STATES.has(kind) ||
            ((was === null || inBefore.has(was.value)) && (now === null || inAfter.has(now.value)));
          // The words say no number that the two values do not: nothing is worked out from them.
          const values = new Set(
            [was, now].flatMap((one) => numbersIn(`${one?.text ?? ''} ${one?.of ?? ''}`)),
          );
          const saysNoOther = numbersIn(sentence.replaceAll(title, '')).every((number) => values.has(number));
          const saysThem = [was, now].every(
            (one) => typeof one?.value !== 'number' || numbersIn(one.text).join() === String(one.value),
          );
          return !isPrinted || !saysNoOther || !saysThem;
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  /* What is never told is never checked. The seed is fixed: a draw of forty may leave one kind out. */
  it('the reports drawn here change in every way that says a value', () => {
    const seen = new Set(
      fc
        .sample(pair, { numRuns: 100, seed: 20_200_131 })
        .map(both)
        .flatMap(({ before, after }) => changesSince(before, after).items.map(({ kind }) => kind)),
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'measure_figure',
        'figure_restated',
        'risk_level',
        'due_date',
        'budget_forecast',
      ]),
    );
  });

  it('what one of the reports does not have is not told as gone, and as new only by a fact of its own', () => {
    fc.assert(
      fc.property(pair, (drawn) => {
        const { before, after } = both(drawn);
        const idsOf = (report: ReportSnapshot) => new Set(objectsIn(report.sections).map(({ id }) => id));
        const [inBefore, inAfter] = [idsOf(before), idsOf(after)];
        const wrong = changesSince(before, after).items.filter(
          ({ kind, entryId }) =>
            kind === 'part_added' ||
            kind === 'part_dropped' ||
            (entryId !== null && !inAfter.has(entryId)) ||
            (entryId !== null && !inBefore.has(entryId) && kind !== 'risk_new' && kind !== 'concern_new'),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('a report compared with itself gives nothing, and whatever is told can be presented', () => {
    fc.assert(
      fc.property(pair, ({ report, draw, first }) => {
        const print = printed(report, first);
        expect(changesSince(print, print).items).toEqual([]);
        expect(changesSince(report, report, { complete: true }).items).toEqual([]);
        const view = presentChanges(editionOf(later(report, draw), 'exempt'), editionOf(report, 'exempt'));
        expect(view.headline.sentences.length).toBeLessThanOrEqual(6);
        expect(JSON.stringify(view)).not.toMatch(/undefined|NaN|Invalid DateTime/);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
