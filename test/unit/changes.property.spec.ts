import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesSince } from '../../src/reporting/changes/changes.rules.js';
import type { ChangeItem } from '../../src/reporting/changes/changes.js';
import { presentChanges } from '../../src/reporting/edition/changes.view.js';
import { editionOf } from '../../src/reporting/publication/edition.js';
import type { ReportSnapshot } from '../../src/reporting/index.js';
import { anyReport } from '../support/any-report.js';

/*
 * Two reports of the same programme: the later one is the earlier one with other figures, ratings, dates and states, and each of them
 * suppresses figures and withholds entries and parts of its own.
 */

type Draw = () => number;
const draws = fc.infiniteStream(fc.nat(99)).map(
  (stream): Draw =>
    () =>
      Number(stream.next().value),
);

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFigure = (value: Fields): boolean => 'nothing' in value && 'value' in value;

/** Every object in a value, the outer ones first. */
function objectsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isFields(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** Numbers that stand in no report by chance, so that one that is told can be found. */
const UNUSUAL = 100_000;

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
  let serial = UNUSUAL;
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
    if ('month' in one && draw() < 50) one['month'] = shifted(String(one['month']));
  }
  return next;
}

const shifted = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 7);

/** As an edition prints it that suppresses some figures and withholds some entries and parts. @returns what it does not print, too. */
function printed(report: ReportSnapshot, draw: Draw): { print: ReportSnapshot; hidden: Set<number> } {
  const print = structuredClone(report);
  const hidden = new Set<number>();
  let serial = UNUSUAL * (2 + draw());
  for (const one of objectsIn(print.sections)) {
    if (isFigure(one) && typeof one['value'] === 'number' && draw() < 25) {
      hidden.add((serial += 11));
      Object.assign(one, { value: null, nothing: 'suppressed', numerator: null, denominator: null });
    }
    for (const [key, list] of Object.entries(one))
      if (Array.isArray(list) && ['entries', 'lines', 'actions', 'measures'].includes(key))
        one[key] = list.filter(() => draw() >= 15);
  }
  print.sections = print.sections.filter(() => draw() >= 10);
  return { print, hidden };
}

/** Every number and decimal text that stands in a report. */
function valuesIn(report: ReportSnapshot): Set<unknown> {
  const found = new Set<unknown>();
  for (const one of objectsIn(report)) for (const value of Object.values(one)) found.add(value);
  return found;
}

/** The numbers in a text as it is printed. */
const numbersIn = (text: string): number[] =>
  [...text.replace(/,(?=\d{3})/g, '').matchAll(/\d+(?:\.\d+)?/g)].map(([one]) => Number(one));

describe('whatever two reports say', () => {
  const pair = fc.record({ report: anyReport, draw: draws, first: draws, second: draws });

  it('no value is told that the report does not print of which it is told', () => {
    const seen = new Set<ChangeItem['kind']>();
    fc.assert(
      fc.property(pair, ({ report, draw, first, second }) => {
        const before = printed(report, first).print;
        const after = printed(later(report, draw), second).print;
        const [printedBefore, printedAfter] = [valuesIn(before), valuesIn(after)];
        for (const { kind, was, now, sentence, title } of changesSince(before, after).items) {
          seen.add(kind);
          if (!['risk_closed', 'concern_closed', 'risk_reopened', 'risk_converted'].includes(kind)) {
            if (was) expect(printedBefore).toContain(was.value);
            if (now) expect(printedAfter).toContain(now.value);
          }
          // The words say no number that what was and what is do not: titles and days aside, nothing is worked out from the two.
          const told = new Set([was, now].flatMap((one) => numbersIn(`${one?.text ?? ''} ${one?.of ?? ''}`)));
          for (const number of numbersIn(sentence.replaceAll(title, ''))) expect(told).toContain(number);
          for (const one of [was, now])
            if (typeof one?.value === 'number') expect(numbersIn(one.text)).toEqual([one.value]);
        }
      }),
      { numRuns: 150 },
    );
    // What was never told was never checked.
    for (const kind of [
      'measure_figure',
      'figure_restated',
      'risk_level',
      'due_date',
      'budget_forecast',
      'theme_rating',
    ])
      expect(seen).toContain(kind);
  });

  it('an entry that one of the reports does not have is not told as gone, and nothing is told of a part that one withholds', () => {
    fc.assert(
      fc.property(pair, ({ report, draw, first, second }) => {
        const before = printed(report, first).print;
        const after = printed(later(report, draw), second).print;
        const [idsBefore, idsAfter] = [before, after].map(
          (one) => new Set(objectsIn(one.sections).map(({ id }) => id)),
        );
        for (const { kind, entryId } of changesSince(before, after).items) {
          expect(['part_added', 'part_dropped']).not.toContain(kind);
          if (entryId === null) continue;
          expect(idsAfter).toContain(entryId);
          if (kind !== 'risk_new' && kind !== 'concern_new') expect(idsBefore).toContain(entryId);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a report compared with itself gives nothing, and whatever is told can be presented', () => {
    fc.assert(
      fc.property(pair, ({ report, draw, first }) => {
        const { print } = printed(report, first);
        expect(changesSince(print, print).items).toEqual([]);
        expect(changesSince(report, report, { complete: true }).items).toEqual([]);
        const view = presentChanges(editionOf(later(report, draw), 'exempt'), editionOf(report, 'exempt'));
        expect(view.headline.sentences.length).toBeLessThanOrEqual(5);
        expect(JSON.stringify(view)).not.toMatch(/undefined|NaN|Invalid DateTime/);
      }),
      { numRuns: 100 },
    );
  });
});
