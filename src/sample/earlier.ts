/** The sample one month earlier, and the sample with dates around today. */
import type { Sample } from './sample-schema.js';

type Cell = Sample['measures'][number]['measures'][number]['current'];
const NOT_COLLECTED: Cell = { kind: 'empty' };

/** The sample as it was in the period before: what `december.json` says, and otherwise the same. Pure. */
export function earlierSample(sample: Sample): Sample {
  const { earlier } = sample;
  const { period, notYet, raised } = earlier;
  const came = <T extends { id: string }>(entries: readonly T[]): T[] =>
    entries.filter(({ id }) => !notYet.includes(id));
  const until = period.asAt.slice(0, 7);
  return {
    ...sample,
    programme: { ...sample.programme, period: { ...sample.programme.period, ...period } },
    themes: sample.themes.map((theme) => ({
      ...theme,
      overview: overviewOf(sample, theme.number) ?? theme.overview,
      objectives: theme.objectives.map((objective) => ({
        ...objective,
        narratives: objective.narratives.map((one) => ({
          ...one,
          text: earlier.narratives.find(({ id }) => id === one.id)?.text ?? one.text,
        })),
      })),
    })),
    overall: {
      ...sample.overall,
      summary: earlier.summary,
      narrative: earlier.narrative,
      asks: earlier.asks,
    },
    // A year's figure up to a later month says nothing about this one.
    measures: sample.measures.map((group) => ({
      ...group,
      measures: group.measures.map((measure) => ({
        ...measure,
        current: NOT_COLLECTED,
        months: measure.months.filter(({ month }) => month <= until),
      })),
    })),
    quarterly: sample.quarterly.map((measure) => ({
      ...measure,
      quarters: measure.known > period.asAt ? measure.quarters.slice(0, -1) : measure.quarters,
    })),
    risks: came(sample.risks).map((risk) => ({
      ...risk,
      ...earlier.risks.find(({ id }) => id === risk.id),
      raised,
    })),
    concerns: came(sample.concerns).map((entry) => dueEarlier(sample, entry)),
    developments: came(sample.developments).map((entry) => dueEarlier(sample, entry)),
    workforce: { ...sample.workforce, asAt: period.asAt },
  };
}

function overviewOf({ earlier }: Sample, number: number): Sample['themes'][number]['overview'] | undefined {
  const found = earlier.overviews.find(({ theme }) => theme === number);
  return found && { rag: found.rag, narrative: found.narrative };
}

function dueEarlier(sample: Sample, entry: Sample['concerns'][number]): Sample['concerns'][number] {
  const due = sample.earlier.due.find(({ id }) => id === entry.id);
  return due ? { ...entry, byWhen: { ...entry.byWhen, text: due.text, on: due.on } } : entry;
}

/** As it follows from the month before: risks keep the month in which they were raised there. Pure. */
export function followingSample(sample: Sample): Sample {
  const { raised, notYet } = sample.earlier;
  return {
    ...sample,
    risks: sample.risks.map((risk) => (notYet.includes(risk.id) ? risk : { ...risk, raised })),
  };
}

/** Dates of a period in weekdays from today: due drafts, review, approval. */
type DaysAway = readonly [drafts: number, review: number, approval: number];

/**
 * With deadlines around today. The months of the figures stay what they are; only by when people have to be ready is told against the
 * day on which somebody looks. Pure.
 */
export function withDeadlines(sample: Sample, today: string, [drafts, review, approval]: DaysAway): Sample {
  const { programme } = sample;
  return {
    ...sample,
    programme: {
      ...programme,
      period: {
        ...programme.period,
        draftsDueOn: weekdaysFrom(today, drafts),
        reviewDueOn: weekdaysFrom(today, review),
        approvalDueOn: weekdaysFrom(today, approval),
      },
    },
  };
}

/**
 * Without bank holidays, so that it works in every year.
 * @param count negative = before. @returns an ISO local date.
 */
export function weekdaysFrom(today: string, count: number): string {
  const day = new Date(`${today}T00:00:00Z`);
  for (let left = Math.abs(count); left > 0;) {
    day.setUTCDate(day.getUTCDate() + Math.sign(count));
    if (day.getUTCDay() % 6 !== 0) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}
