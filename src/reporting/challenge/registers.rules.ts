import { DateTime } from 'luxon';
import { quarterOf, type Quarter } from '../../programmes/index.js';
import { inWords, longDate, monthWords } from '../edition/words.js';
import { lastDayOf, latest, placeIn, sectionsOf, type Challenged, type Place } from './challenge.content.js';
import { rule, type Rule } from './rule.js';

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
      return openRisks(report).flatMap(({ risk: { number, raised, lastReviewedOn }, place }) => {
        const since = lastReviewedOn ?? (raised.length === 7 ? lastDayOf(raised) : raised);
        return since < before ? [{ place, facts: { number, raised, lastReviewedOn } }] : [];
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
          ? [{ place: placeIn(section), facts: { owner: owner.name, ownerId: owner.id, risks: open.length } }]
          : [];
      }),
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
    look: (report) => [...overdueEntries(report), ...overdueActions(report)],
    ask: ({ what, due, asAt }) =>
      `${what} was due on ${longDate(due)} and the report is as at ${longDate(asAt)}, but nothing says that it is done or when it will be. How does it stand?`,
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
                  place: placeIn(section, `lines[${index}]`, line.id, line.title),
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

function openRisks(report: Challenged) {
  return sectionsOf(report, 'risks').flatMap(({ section, content }) =>
    content.entries.flatMap((risk, index) =>
      risk.status === 'open' && risk.kind === 'risk'
        ? [{ risk, place: placeIn(section, `entries[${index}]`, risk.id, `risk ${risk.number}`) }]
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
function overdueEntries(report: Challenged): { place: Place; facts: Overdue }[] {
  const { asAt } = report.period;
  return (['concerns', 'developments'] as const).flatMap((kind) =>
    sectionsOf(report, kind).flatMap(({ section, content }) =>
      content.entries.flatMap(({ id, reference, title, status, due }, index) =>
        status === 'open' && due.on !== null && due.on < asAt
          ? [
              {
                place: placeIn(section, `entries[${index}].due`, id, `entry ${reference}`),
                facts: { what: `“${title}”`, due: due.on, asAt },
              },
            ]
          : [],
      ),
    ),
  );
}

/** Actions that were due in a quarter for which, or after which, nobody has rated them; complete ones are done. */
function overdueActions(report: Challenged): { place: Place; facts: Overdue }[] {
  const { asAt } = report.period;
  return sectionsOf(report, 'theme').flatMap(({ section, content }) =>
    content.objectives.flatMap(({ actions }, o) =>
      actions.flatMap(({ id, title, dueOn, ratings }, a) =>
        dueOn !== null && dueOn < asAt && !ratedAfter(latest(ratings), dueOn)
          ? [
              {
                place: placeIn(section, `objectives[${o}].actions[${a}]`, id, `objective ${o + 1}`),
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
