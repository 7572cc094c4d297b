import { DateTime } from 'luxon';
import { lastDayOf, monthWords, quarterOf, type Quarter } from '../programmes/index.js';
import {
  inWords,
  locationIn,
  longDate,
  sectionsOf,
  type ReportContent,
  type SectionContents,
  type TextLocation,
} from '../snapshot/index.js';
import { latest } from './ratings.rules.js';
import { rule, type Rule } from './finding.js';

/** From this score on (of 25) a risk needs something that is being done about it. */
const HIGH_SCORE = 20;
const MONTHS_WITHOUT_REVIEW = 6;
/** The fewest risks that can be called concentrated in one owner. */
const MANY_RISKS = 3;
const BUDGET_WORDS = { budget: 'budget', actual: 'actual spend', forecast: 'forecast' } as const;

/** About risks, days that have passed, and money. */
export const REGISTER_RULES: readonly Rule[] = [
  rule({
    key: 'risk-not-reviewed',
    look: (report) => {
      const before = monthsBefore(report.period.asAt, MONTHS_WITHOUT_REVIEW);
      return openRisks(report).flatMap(({ risk, place }) => {
        const { number, raised, lastReviewedOn } = risk;
        const since = lastReviewedOn ?? (raised.length === 7 ? lastDayOf(raised) : raised);
        // A review that was due and did not take place is asked about as such.
        return since < before && !isReviewOverdue(risk, report.period.asAt)
          ? [{ place, facts: { number, raised, lastReviewedOn } }]
          : [];
      });
    },
    ask: ({ number, raised, lastReviewedOn }) => {
      const since =
        lastReviewedOn !== null
          ? longDate(lastReviewedOn)
          : `it was raised ${raised.length === 7 ? `in ${monthWords(raised)}` : `on ${longDate(raised)}`}`;
      return `Risk ${number} has not been reviewed since ${since}. Is it still rated as it should be?`;
    },
  }),
  rule({
    key: 'one-owner-for-all-risks',
    look: (report) =>
      sectionsOf(report, 'risks').flatMap(({ section, content }) => {
        const open = content.entries.filter(({ status }) => status === 'open');
        const owner = open[0]?.owner ?? null;
        return owner !== null &&
          open.length >= MANY_RISKS &&
          open.every((risk) => risk.owner?.id === owner.id)
          ? [
              {
                place: locationIn(section),
                facts: { owner: owner.name, ownerId: owner.id, risks: open.length },
              },
            ]
          : [];
      }),
    rests: ({ ownerId }) => ({ ownerId }),
    ask: ({ owner, risks }) =>
      `${owner} owns every one of the ${risks} risks. Can one person look after them all, and who would say so if not?`,
  }),
  rule({
    key: 'high-risk-without-action',
    look: (report) =>
      openRisks(report).flatMap(({ risk, place }) => {
        const score = risk.derived.scores.current?.score ?? null;
        return score !== null &&
          score >= HIGH_SCORE &&
          risk.links.actionIds.length === 0 &&
          risk.nextAction === null
          ? [{ place, facts: { number: risk.number, event: risk.event, score } }]
          : [];
      }),
    ask: ({ number, score }) =>
      `Risk ${number} scores ${score} of 25, but neither a next action nor an action of the plan stands beside it. What will be done, and by when?`,
  }),
  rule({
    key: 'due-passed',
    look: (report) => [...overdueEntries(report), ...overdueRisks(report), ...overdueActions(report)],
    ask: ({ what, due, asAt }) =>
      `${what} was due on ${longDate(due)} and the report is as at ${longDate(asAt)}, but nothing says that it is done or when it will be. How does it stand?`,
  }),
  rule({
    key: 'recurrence-untold',
    look: untoldRecurrences,
    ask: ({ title, every, since }) =>
      `“${title}” is due every ${everyWords(every)}. Its text is of ${longDate(since)}, so it has been due since, and nothing says what came of it. How does it stand?`,
  }),
  rule({
    key: 'budget-blank',
    look: (report) =>
      sectionsOf(report, 'budget').flatMap(({ section, content }) =>
        content.lines.flatMap((line, index) => {
          const blank = (['budget', 'actual', 'forecast'] as const).filter((column) => line[column] === null);
          return blank.length === 0
            ? []
            : [
                {
                  place: locationIn(section, `lines[${index}]`, line.id, line.title),
                  facts: { title: line.title, blank },
                },
              ];
        }),
      ),
    ask: ({ title, blank }) =>
      `The budget line “${title}” gives ${inWords(blank.map((column) => `no ${BUDGET_WORDS[column]}`))}. What has been spent, and will the money last?`,
  }),
];

function monthsBefore(date: string, months: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).minus({ months }).toISODate() ?? date;
}

function openRisks(report: ReportContent) {
  return sectionsOf(report, 'risks').flatMap(({ section, content }) =>
    content.entries.flatMap((risk, index) =>
      risk.status === 'open' && risk.kind === 'risk'
        ? [{ risk, place: locationIn(section, `entries[${index}]`, risk.id, `risk ${risk.number}`) }]
        : [],
    ),
  );
}

interface Overdue {
  what: string;
  due: string;
  asAt: string;
}

/** Concerns and developments that are open after their day. */
function overdueEntries(report: ReportContent): { place: TextLocation; facts: Overdue }[] {
  const { asAt } = report.period;
  return (['concerns', 'developments'] as const).flatMap((kind) =>
    sectionsOf(report, kind).flatMap(({ section, content }) =>
      content.entries.flatMap(({ id, reference, title, status, due }, index) =>
        status === 'open' && due.on !== null && due.on < asAt
          ? [
              {
                place: locationIn(section, `entries[${index}].due`, id, `entry ${reference}`),
                facts: { what: `“${title}”`, due: due.on, asAt },
              },
            ]
          : [],
      ),
    ),
  );
}

/** Reviews of open risks and issues that have not taken place, and acceptances that have run out. */
function overdueRisks(report: ReportContent): { place: TextLocation; facts: Overdue }[] {
  const { asAt } = report.period;
  return sectionsOf(report, 'risks').flatMap(({ section, content }) =>
    content.entries.flatMap((risk, index) => {
      if (risk.status !== 'open') return [];
      const { id, kind, number, reviewOn, acceptance } = risk;
      const overdue = (path: string, what: string, due: string) => ({
        place: locationIn(section, `entries[${index}].${path}`, id, `${kind} ${number}`),
        facts: { what, due, asAt },
      });
      return [
        ...(reviewOn !== null && isReviewOverdue(risk, asAt)
          ? [overdue('reviewOn', `The review of ${kind} ${number}`, reviewOn)]
          : []),
        ...(acceptance !== null && acceptance.until < asAt
          ? [overdue('acceptance.until', `A new decision on accepting ${kind} ${number}`, acceptance.until)]
          : []),
      ];
    }),
  );
}

/** A review on the day or after it is that review. */
function isReviewOverdue(
  { reviewOn, lastReviewedOn }: SectionContents['risks']['entries'][number],
  asAt: string,
): boolean {
  return reviewOn !== null && reviewOn < asAt && (lastReviewedOn === null || lastReviewedOn < reviewOn);
}

type Recurrence = NonNullable<SectionContents['concerns']['entries'][number]['due']['every']>;

interface Untold {
  title: string;
  every: Recurrence;
  since: string;
}

/**
 * What recurs and has a text that is older than one recurrence. When it fell due is not known otherwise: a text of this period may
 * tell of the last time in words that nobody can check, and a day that is given is asked about when it has passed.
 */
function untoldRecurrences(report: ReportContent): { place: TextLocation; facts: Untold }[] {
  const { asAt } = report.period;
  return (['concerns', 'developments'] as const).flatMap((kind) =>
    sectionsOf(report, kind).flatMap(({ section, content }) => {
      const since = section.notUpdatedSince;
      if (since === null) return [];
      return content.entries.flatMap(({ id, reference, title, status, due: { on, every } }, index) =>
        status === 'open' && on === null && every !== null && nextOf(since, every) <= asAt
          ? [
              {
                place: locationIn(section, `entries[${index}].due`, id, `entry ${reference}`),
                facts: { title, every, since },
              },
            ]
          : [],
      );
    }),
  );
}

function nextOf(date: string, { count, unit }: Recurrence): string {
  return (
    DateTime.fromISO(date, { zone: 'utc' })
      .plus({ [unit]: count })
      .toISODate() ?? date
  );
}

/** @returns `quarter`, `6 weeks` */
const everyWords = ({ count, unit }: Recurrence): string => (count === 1 ? unit : `${count} ${unit}s`);

/** Actions that were due in a quarter for which, or after which, nobody has rated them; complete ones are done. */
function overdueActions(report: ReportContent): { place: TextLocation; facts: Overdue }[] {
  const { asAt } = report.period;
  return sectionsOf(report, 'theme').flatMap(({ section, content }) =>
    content.objectives.flatMap(({ actions }, o) =>
      actions.flatMap(({ id, title, dueOn, ratings }, a) =>
        dueOn !== null && dueOn < asAt && !ratedAfter(latest(ratings), dueOn)
          ? [
              {
                place: locationIn(section, `objectives[${o}].actions[${a}]`, id, `objective ${o + 1}`),
                facts: { what: `“${title}”`, due: dueOn, asAt },
              },
            ]
          : [],
      ),
    ),
  );
}

function ratedAfter(rating: (Quarter & { rag: string }) | undefined, dueOn: string): boolean {
  if (!rating) return false;
  if (rating.rag === 'COMPLETE') return true;
  const due = quarterOf(dueOn);
  return (
    rating.financialYear > due.financialYear ||
    (rating.financialYear === due.financialYear && rating.quarter >= due.quarter)
  );
}
