import fc from 'fast-check';
import { budgetContentOf } from '../../src/finance/budget.rules.js';
import {
  measuresContentOf,
  type MeasureDefinition,
  type ReportedReading,
} from '../../src/performance/testing.js';
import type { ReportSnapshot, SectionKind, SnapshotPerson } from '../../src/snapshot/index.js';
import { reportSnapshot } from '../../src/snapshot/testing.js';
import { derive } from '../../src/risks/risks.rules.js';
import type { RiskEntryDocument } from '../../src/risks/risks.content.js';
import { workforceContentOf } from '../../src/workforce/workforce.rules.js';

/*
 * Reports of every shape, with every kind of section, made of the product's own rules from drawn documents. Ids are real ones, dates
 * are of one programme in 2020, and every text that somebody writes is drawn by `words`.
 */

type Section = ReportSnapshot['sections'][number];

const uuid = fc.uuid({ version: 4 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const rag = fc.constantFrom('RED' as const, 'AMBER' as const, 'GREEN' as const);
const day = fc
  .date({ min: new Date('2019-04-01'), max: new Date('2021-03-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const money = orNull(fc.nat(2_000_000).map((pounds) => `${pounds}.00`));
const fte = orNull(fc.nat(400).map((tenths) => tenths / 10));

/** Words as people type them, hostile ones among them. */
const words = fc.oneof(
  { weight: 6, arbitrary: fc.lorem({ maxCount: 12, mode: 'words' }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.lorem({ maxCount: 2, mode: 'sentences' }), { minLength: 1, maxLength: 3 })
      .map((all) => all.join('\n\n')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<script>alert(1)</script> and more',
      '**3 children** went missing, `aged 11`',
      '=HYPERLINK("http://evil.example","x")',
      '"><img src=x onerror=alert(1)>',
      '{{ report.title }} {% include "x" %}',
    ),
  },
);
const title = fc.lorem({ maxCount: 4, mode: 'words' });

const people: fc.Arbitrary<SnapshotPerson[]> = fc.array(uuid, { minLength: 3, maxLength: 3 }).map((ids) =>
  ids.map((id, index) => ({
    id,
    name: ['Ada Lovelock', 'Ben O’Example', 'Programme Manager'][index] ?? '',
    jobTitle: ['Director', 'Head of Service', 'Programme Manager'][index] ?? '',
  })),
);

/** Months from April 2019 on, so that years to date have all of theirs. */
const MONTHS = Array.from({ length: 10 }, (_, index) => {
  const month = 4 + index;
  return month > 12
    ? `2020-${String(month - 12).padStart(2, '0')}`
    : `2019-${String(month).padStart(2, '0')}`;
});

const definition = (owner: SnapshotPerson): fc.Arbitrary<MeasureDefinition & { owner: SnapshotPerson }> =>
  fc
    .record({
      title,
      definition: orNull(words),
      availabilityNote: orNull(title),
      unit: fc.constantFrom('count' as const, 'count' as const, 'percent' as const, 'days' as const, null),
      polarity: fc.constantFrom('higher' as const, 'lower' as const, 'neutral' as const),
      basis: fc.constantFrom('snapshot' as const, 'year_to_date' as const, 'in_month' as const),
      cellBasis: fc.constantFrom('in_month' as const, 'cumulative' as const, 'snapshot' as const),
      upper: orNull(fc.nat(40)),
      statutory: fc.boolean(),
    })
    .map(({ upper, ...one }) => ({
      ...one,
      reference: null,
      source: null,
      decimals: 0,
      numerator: null,
      denominator: null,
      ownerId: owner.id,
      owner,
      target: { minimum: null, upper, from: null, until: null },
      tolerance: null,
      deadBand: null,
      fedBy: null,
      belowZero: null,
      frequency: 'month',
    }));

const readings: fc.Arbitrary<ReportedReading[]> = fc
  .array(
    fc.record({
      value: fc.oneof(
        { weight: 3, arbitrary: fc.nat(9) },
        { weight: 2, arbitrary: fc.integer({ min: 6, max: 60 }) },
      ),
      missing: fc.nat(9).map((one) => one === 0),
      parts: fc.boolean(),
      before: orNull(fc.nat(30)),
    }),
    { minLength: MONTHS.length, maxLength: MONTHS.length },
  )
  .map((all) =>
    all.flatMap(({ value, missing, parts, before }, index): ReportedReading[] => {
      if (missing) return [];
      const said = {
        missingReason: null,
        value,
        decimals: 0,
        numerator: parts ? value : null,
        denominator: parts ? value + 7 : null,
        asAt: null,
        state: 'validated' as const,
        reason: before === null ? null : 'It was counted again.',
      };
      return [
        {
          span: 'month',
          period: `${MONTHS[index] ?? ''}-01`,
          ...said,
          before: before === null ? null : { ...said, value: before },
        },
      ];
    }),
  );

/** Why a definition was changed, from its second version on. */
const redefined = fc
  .array(words, { maxLength: 2 })
  .map((reasons) => reasons.map((reason, index) => ({ version: index + 2, reason })));

function measures(owner: SnapshotPerson): fc.Arbitrary<unknown> {
  return fc
    .record({
      title: orNull(title),
      commentary: orNull(words),
      measures: fc.array(fc.record({ id: uuid, definition: definition(owner), readings, redefined }), {
        minLength: 1,
        maxLength: 3,
      }),
    })
    .map(({ commentary, ...facts }) =>
      measuresContentOf(
        {
          themeId: null,
          month: '2020-01',
          asAt: '2020-01-27',
          ...facts,
          measures: facts.measures.map((one) => ({ ...one, benchmarks: [], rebases: [] })),
        },
        { commentary, overrides: [] },
      ),
    );
}

const MATRIX = {
  name: 'Five by five',
  bands: [
    { key: 'low', name: 'Low', rank: 1 },
    { key: 'high', name: 'High', rank: 2 },
  ],
  cells: Array.from({ length: 25 }, (_, index) => {
    const [probability, impact] = [Math.floor(index / 5) + 1, (index % 5) + 1];
    const score = probability * impact;
    return { probability, impact, score, band: score < 12 ? 'low' : 'high' };
  }),
};

function risks(owner: SnapshotPerson): fc.Arbitrary<unknown> {
  const likelihood = fc.integer({ min: 1, max: 5 });
  const rating = fc.record({ probability: likelihood, impact: likelihood });
  const entry = fc
    .record({
      id: uuid,
      cause: orNull(words),
      event: words,
      consequence: orNull(words),
      mitigation: orNull(words),
      nextAction: orNull(words),
      inherent: rating,
      current: rating,
      target: rating,
      reviewOn: orNull(day),
      raised: day,
      closedReason: orNull(words),
    })
    .map(({ closedReason, ...one }): RiskEntryDocument => ({
      ...one,
      number: 1,
      kind: 'risk',
      response: 'reduce',
      ownerId: owner.id,
      lastReviewedOn: null,
      proximity: null,
      severity: null,
      status: closedReason === null ? 'open' : 'closed',
      closedReason,
      acceptance: null,
      links: { actionIds: [], measureIds: [], concernIds: [] },
    }));
  return fc.array(entry, { minLength: 1, maxLength: 4 }).map((entries) => ({
    matrix: MATRIX,
    entries: entries.map(({ ownerId: _, ...one }, index) => ({
      ...one,
      number: index + 1,
      owner,
      derived: derive({ ...one, ownerId: owner.id, number: index + 1 }, MATRIX, null, false),
    })),
  }));
}

function concerns(owner: SnapshotPerson): fc.Arbitrary<unknown> {
  return fc
    .array(
      fc.record({ id: uuid, title, description: words, dueWords: title, on: orNull(day), note: words }),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((entries) => ({
      entries: entries.map(({ dueWords, on, note, ...one }, index) => ({
        ...one,
        reference: index + 1,
        owners: [owner],
        due: { words: dueWords, on, every: null },
        status: 'open',
        closedReason: null,
        links: { riskIds: [], measureIds: [], actionIds: [] },
        history: [{ on: '2020-01-20', status: 'open', note }],
        derived: { slipped: null, isNew: false },
      })),
    }));
}

const budget: fc.Arbitrary<unknown> = fc
  .array(
    fc.record({ id: uuid, title, budget: money, actual: money, forecast: money, comment: orNull(words) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((lines) =>
    budgetContentOf({ thresholdPercent: 5, lines: lines.map((one) => ({ ...one, financialYear: 2019 })) }),
  );

const workforce: fc.Arbitrary<unknown> = fc
  .array(
    fc.record({
      id: uuid,
      name: title,
      establishmentFte: fte,
      permanentFte: fte,
      agencyFte: fte,
      note: orNull(words),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((teams) =>
    workforceContentOf({
      asAt: '2020-01-27',
      themeId: null,
      teams: teams.map((one) => ({
        ...one,
        vacantFte: null,
        agencyCoveringFte: null,
        startersFte: null,
        leaversFte: null,
        reportedVacancyPercent: null,
        caseload: null,
      })),
      benchmarks: [],
    }),
  );

function theme(owner: SnapshotPerson): fc.Arbitrary<unknown> {
  const objective = fc
    .record({
      id: uuid,
      title,
      actions: fc.array(fc.record({ id: uuid, title, dueOn: orNull(day), rag }), {
        minLength: 1,
        maxLength: 3,
      }),
      texts: fc.array(fc.record({ id: uuid, text: words }), { minLength: 1, maxLength: 2 }),
    })
    .map(({ actions, texts, ...one }) => ({
      ...one,
      actions: actions.map(({ rag: rating, ...action }) => ({
        ...action,
        owner,
        ratings: [{ financialYear: 2019, quarter: 3, rag: rating }],
      })),
      narratives: texts.map((text, index) => ({
        ...text,
        actionIds: [actions[Math.min(index, actions.length - 1)]?.id ?? ''],
      })),
    }));
  return fc.record({
    overview: fc.record({ narrative: orNull(words), rag: orNull(rag) }),
    objectives: fc.array(objective, { minLength: 1, maxLength: 2 }),
  });
}

/** A report as it is assembled, before anything is decided about its publication. */
export const anyReport: fc.Arbitrary<ReportSnapshot> = people.chain((everybody) => {
  const [owner, manager] = everybody as [SnapshotPerson, SnapshotPerson, SnapshotPerson];
  const contents: Record<SectionKind, fc.Arbitrary<unknown>> = {
    budget,
    concerns: concerns(owner),
    developments: concerns(manager),
    risks: risks(owner),
    theme: theme(manager),
    measures: measures(owner),
    workforce,
  };
  const section = ([kind, content]: [string, fc.Arbitrary<unknown>]): fc.Arbitrary<Section> =>
    fc
      .record({ contributionId: uuid, subjectId: uuid, title, content })
      .map(({ contributionId, subjectId, title: subject, content: one }) => ({
        kind,
        contributionId,
        subject: { id: subjectId, number: 1, title: subject },
        content: one,
        notUpdatedSince: null,
        history: {
          editors: [owner],
          submittedBy: owner,
          approvedBy: manager,
          approvedAt: '2020-01-29T16:20:00Z',
        },
      }));
  return fc
    .record({
      ids: fc.array(uuid, { minLength: 3, maxLength: 3 }),
      sections: fc.tuple(...Object.entries(contents).map(section)),
      rag,
      narrative: words,
      summary: title,
      ask: title,
      question: words,
      // What is not for the public stands nowhere else, or there would be no public edition.
      closedQuestion: words,
      edition: fc.constantFrom('public' as const, 'exempt' as const),
    })
    .map(
      ({
        ids: [programme = '', period = '', report = ''],
        sections,
        question,
        closedQuestion,
        ask,
        edition,
        ...front
      }) =>
        reportSnapshot({
          programme: { id: programme, name: 'Improvement Programme', council: 'Sample Council' },
          period: { ...reportSnapshot().period, id: period },
          report: { id: report, revision: 1, correctionReason: null, corrects: null },
          roles: [{ role: 'Senior Responsible Officer', person: owner }],
          overall: { rag: front.rag, narrative: front.narrative, summary: front.summary, asks: [ask] },
          backgroundPapers: [],
          glossary: [],
          publication: null,
          quarters: [{ financialYear: 2019, quarter: 3 }],
          sections,
          challenges: sections.slice(0, 3).map((one, index) => ({
            rule: 'due-passed',
            key: String(index).repeat(32).slice(0, 32),
            place: one.subject.title,
            about: { contributionId: one.contributionId, entryId: null },
            question: 'Is that still so?',
            reason: question,
            print: true,
            answeredBy: manager,
            answeredAt: '2020-01-30T10:00:00Z',
          })),
          memberQuestions: sections.slice(0, 2).map((one, index) => ({
            id: one.subject.id.replace(/^........./u, `f00dfee${index}-`),
            number: index + 1,
            committee: 'Cabinet',
            edition: index === 0 ? 'public' : edition,
            meetingOn: '2020-01-14',
            askedBy: 'Councillor A. Example',
            askedOn: '2020-01-14',
            text: index === 0 ? question : closedQuestion,
            owner,
            dueOn: '2020-01-28',
            answer:
              index === 0
                ? { number: 1, text: question, by: owner, on: '2020-01-22', correctionReason: null }
                : null,
          })),
        }),
    );
});
