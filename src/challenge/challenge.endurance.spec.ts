import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rounds } from '../../test/support/endurance.js';
import type { ReportContent, SnapshotSection } from '../snapshot/index.js';
import { themeSection } from '../snapshot/testing.js';
import { report } from './challenge.fixture.js';
import { challenge } from './challenge.rules.js';

describe('whatever a report says', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      'Vacancies in the SATs are 78%.',
      'Measure 1.2.1 is 5%',
      'Two children aged 11',
      '(((',
      '%',
      '“[x](”',
      'SATs (SATs)',
      '((',
      '1.2.1',
      'Number of missing children during period',
      'There were 12 missing children during the period.',
      'Average length of pre-proceedings (calendar days)',
      'The average length of pre-proceedings rose to 120 days.',
      '% of reviews held within timescales',
      '85% of reviews were held within timescales, 90% nationally.',
      'Bring the reviews held within timescales to 100%.',
    ),
  );
  const date = fc
    .date({ min: new Date('2018-01-01'), max: new Date('2022-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  const id = fc.constantFrom('a', 'b', 'c');
  const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
  const number = orNull(
    fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
  );
  const figure = fc.record({ value: number, decimals: fc.nat(4), denominator: number });
  const period = orNull(fc.constantFrom('2018', '30 September 2018', 'x'));
  const rag = fc.constantFrom('RED' as const, 'AMBER' as const, 'GREEN' as const);
  const person = fc.record({ id, name: words, jobTitle: words });
  const content: Record<string, fc.Arbitrary<unknown>> = {
    budget: fc.record({
      lines: fc.array(
        fc.record({
          id,
          title: words,
          budget: orNull(words),
          actual: orNull(words),
          forecast: orNull(words),
          comment: orNull(words),
        }),
      ),
    }),
    concerns: fc.record({
      entries: fc.array(
        fc.record({
          id,
          reference: fc.nat(),
          title: words,
          description: words,
          closedReason: orNull(words),
          status: fc.constantFrom('open', 'closed'),
          due: fc.record({
            words,
            on: orNull(date),
            every: orNull(
              fc.record({
                count: fc.integer({ min: 1, max: 99 }),
                unit: fc.constantFrom('week', 'month', 'quarter'),
              }),
            ),
          }),
        }),
      ),
    }),
    risks: fc.record({
      entries: fc.array(
        fc.record({
          id,
          number: fc.nat(),
          kind: fc.constantFrom('risk', 'issue'),
          cause: orNull(words),
          event: words,
          consequence: orNull(words),
          mitigation: orNull(words),
          owner: orNull(person),
          raised: fc.oneof(
            date,
            date.map((day) => day.slice(0, 7)),
          ),
          lastReviewedOn: orNull(date),
          reviewOn: orNull(date),
          nextAction: orNull(words),
          status: fc.constantFrom('open', 'closed'),
          closedReason: orNull(words),
          acceptance: orNull(fc.record({ until: date, reason: words })),
          links: fc.record({ actionIds: fc.array(id) }),
          derived: fc.record({ scores: fc.record({ current: orNull(fc.record({ score: fc.nat(25) })) }) }),
        }),
      ),
    }),
    theme: fc.record({
      overview: fc.record({ narrative: orNull(words), rag: orNull(rag) }),
      objectives: fc.array(
        fc.record({
          id,
          title: words,
          actions: fc.array(
            fc.record({
              id,
              title: words,
              owner: orNull(person),
              dueOn: orNull(date),
              ratings: fc.array(
                fc.record({
                  financialYear: fc.integer({ min: 2018, max: 2021 }),
                  quarter: fc.constantFrom(1, 2, 3, 4),
                  rag,
                }),
              ),
            }),
          ),
          narratives: fc.array(fc.record({ id, text: words, actionIds: fc.array(id) })),
        }),
        { maxLength: 3 },
      ),
    }),
    measures: fc.record({
      title: orNull(words),
      themeId: orNull(id),
      commentary: orNull(words),
      measures: fc.array(
        fc.record({
          id,
          definition: fc.record({
            reference: orNull(words),
            title: words,
            availabilityNote: orNull(words),
            unit: fc.constantFrom('percent', 'count', 'days', 'weeks', null),
            basis: fc.constantFrom('year_to_date', 'snapshot', null),
            fedBy: orNull(fc.constantFrom('workforce:vacancyLocal', 'workforce:x')),
            numerator: orNull(fc.constantFrom('Adoptions', 'x')),
            denominator: orNull(fc.constantFrom('Ceased', 'All')),
            target: fc.record({ minimum: number, upper: number }),
          }),
          months: fc.array(
            fc.tuple(date, figure).map(([day, one]) => ({ month: day.slice(0, 7), ...one })),
            { maxLength: 6 },
          ),
          current: orNull(figure),
          baseline: orNull(figure),
          rag: fc.record({ printed: orNull(rag), override: orNull(fc.record({ rag, reason: words })) }),
          benchmarks: fc.array(
            fc.record({
              area: fc.constantFrom('national', 'region', 'neighbours'),
              figure,
              period,
              source: orNull(words),
            }),
            { maxLength: 3 },
          ),
        }),
        { maxLength: 5 },
      ),
      restatements: fc.array(fc.record({ measureId: id, title: words, reason: orNull(words) }), {
        maxLength: 2,
      }),
    }),
    workforce: fc.record({
      teams: fc.array(
        fc.record({
          id,
          name: words,
          reportedVacancyPercent: number,
          note: orNull(words),
          derived: fc.record({ rates: fc.record({ vacancyLocal: number, vacancyDfe: number }) }),
        }),
      ),
      asAt: date,
      benchmarks: fc.array(
        fc.record({
          rate: fc.constantFrom('vacancyLocal', 'turnoverDfe'),
          area: fc.constantFrom('england', 'region', 'neighbours'),
          value: fc.double({ min: 0, max: 100, noNaN: true }),
          period: words,
          source: words,
        }),
        { maxLength: 3 },
      ),
      derived: fc.record({
        total: fc.record({ rates: fc.record({ vacancyLocal: number, turnoverDfe: number }) }),
      }),
    }),
  };
  content['developments'] = content['concerns'] ?? fc.constant(null);
  const sections = fc.array(fc.constantFrom(...Object.keys(content)), { maxLength: 8 }).chain((kinds) =>
    fc.tuple(
      ...kinds.map((kind, index) =>
        fc
          .record({
            content: orNull(content[kind] ?? fc.constant(null)),
            notUpdatedSince: orNull(date),
            title: words.map((text) => `T${text}`),
          })
          .map((one): SnapshotSection => ({
            ...themeSection(),
            kind,
            contributionId: `c${index}`,
            subject: { id: 'a', number: 1, title: one.title },
            content: one.content,
            notUpdatedSince: one.notUpdatedSince,
          })),
      ),
    ),
  );
  const any: fc.Arbitrary<ReportContent> = fc
    .record({
      sections,
      asAt: date,
      overall: orNull(
        fc.record({ rag, narrative: words, summary: orNull(words), asks: fc.array(words, { maxLength: 2 }) }),
      ),
    })
    .map(({ sections: all, asAt, overall }) => {
      const { period } = report();
      return { sections: all, overall, period: { ...period, asAt } };
    });

  it('no rule throws, every question reads as one, and the same content gives the same questions', () => {
    fc.assert(
      fc.property(any, (one) => {
        const findings = challenge(one);
        for (const { key, question, place } of findings) {
          expect(key).toMatch(/^[0-9a-f]{32}$/);
          expect(question).toMatch(/\?$/);
          expect(question).not.toMatch(/undefined|NaN|Invalid DateTime/);
          expect(place.label).not.toBe('');
        }
        expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length);
        expect(challenge(structuredClone(one))).toEqual(findings);
      }),
      { numRuns: rounds({ usual: 100, endurance: 600 }) },
    );
  });
});
