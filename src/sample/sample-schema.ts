import { z } from 'zod';
import { BUILT_IN_ROLES, type BuiltInRoleKey } from '../identity/index.js';
import { line, narrative } from '../platform/index.js';
import { ACTION_RATINGS, month, QUARTER_WINDOWS, RAGS } from '../programmes/index.js';

const key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const date = z.iso.date();
/** What a reader of the file should know; the programme itself does not use it. */
const note = line(1000);
const email = z.string().regex(/^[a-z.]+@example\.org$/, 'Sample accounts live under example.org.');
const roleKeys = BUILT_IN_ROLES.map((role) => role.key) as [BuiltInRoleKey, ...BuiltInRoleKey[]];

const programme = z.strictObject({
  note,
  code: key,
  name: line(200),
  council: line(200),
  quarterWindow: z.enum(QUARTER_WINDOWS),
  sections: z.array(z.string()).min(1),
  /** What the programme is for: this judgement, by this month. */
  goal: z.strictObject({ judgement: line(40), by: month }),
  period: z.strictObject({
    label: line(60),
    startsOn: date,
    endsOn: date,
    asAt: date,
    draftsDueOn: date,
    reviewDueOn: date,
    approvalDueOn: date,
  }),
  /** Its own abbreviations, explained in every report that uses them. */
  glossary: z.array(z.strictObject({ term: line(40), meaning: line(300) })),
  roles: z.array(z.strictObject({ role: line(100), person: key })),
});

const people = z.strictObject({
  note,
  people: z.array(
    z.strictObject({
      key,
      name: line(200),
      jobTitle: line(200),
      email,
      /** Built-in roles; the administrator's and the auditor's are not bound to the programme. */
      roles: z.array(z.enum(roleKeys)),
    }),
  ),
});

/** A body, and the key of the one that it reports to. */
const body = z.strictObject({
  key,
  name: line(200),
  kind: z.enum(['cabinet', 'scrutiny', 'statutory', 'board', 'internal']),
  reportsTo: key.nullable(),
  chair: line(200),
  frequency: z.enum(['monthly', 'six_weekly', 'quarterly']),
  edition: z.enum(['public', 'exempt']),
  /** The sections of the report that are its business; a theme by its number. Empty: the report as a whole. */
  sections: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('theme'), number: z.int().min(1) }),
      z.strictObject({ kind: z.enum(['budget', 'concerns', 'developments', 'risks', 'workforce']) }),
    ]),
  ),
});

const committees = z.strictObject({
  note,
  committees: z.array(
    body.extend({
      recipients: z.array(z.strictObject({ name: line(200), email })).min(1),
      meeting: z.strictObject({ on: date }),
    }),
  ),
  /** Bodies that the directory names, and that get nothing of the sample's report. */
  others: z.array(body),
});

/** The shape of the themes room's content, with keys instead of UUIDs and `owner` instead of `ownerId`. */
const objective = z.strictObject({
  id: key,
  title: line(500),
  actions: z.array(
    z.strictObject({
      id: key,
      title: line(500),
      owner: key.nullable(),
      dueOn: date.nullable(),
      ratings: z.array(
        z.strictObject({
          financialYear: z.int(),
          quarter: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
          rag: z.enum(ACTION_RATINGS),
        }),
      ),
    }),
  ),
  narratives: z.array(z.strictObject({ id: key, text: narrative(), actionIds: z.array(key).min(1) })),
});

const themes = z.strictObject({
  note,
  themes: z.array(
    z.strictObject({
      number: z.int().min(1),
      id: key,
      title: line(300),
      owner: key,
      overview: z.strictObject({ rag: z.enum(RAGS).nullable(), narrative: narrative().nullable() }),
      objectives: z.array(objective),
    }),
  ),
});

const overall = z.strictObject({
  note,
  rag: z.enum(RAGS),
  /** At most three sentences; counted at the API's edge. */
  summary: narrative(600),
  narrative: narrative(),
  /** What the committees are asked to do. */
  asks: z.array(line(300)).min(1),
  backgroundPapers: z.array(line(300)),
});

/** How a missing figure is printed: not at all, as a dash, as "n/a". None of them is zero. */
const nothing = z.strictObject({ kind: z.enum(['empty', 'dash', 'not_applicable']) });
const value = z.strictObject({
  kind: z.literal('value'),
  value: z.number(),
  /** Printed places after the point. */
  decimals: z.int().min(0).max(2),
});
const cell = z.union([nothing, value]);

const measures = z.strictObject({
  note,
  groups: z.array(
    z.strictObject({
      id: key,
      /** Number of the theme that prints this group. */
      theme: z.int(),
      /** Null where the reference prints none. */
      title: line(300).nullable(),
      measures: z.array(
        z.strictObject({
          id: key,
          ref: line(20).nullable(),
          title: line(300),
          /** Null where the reference does not say. */
          unit: z.enum(['percent', 'count', 'days']).nullable(),
          /** Which direction is better. */
          polarity: z.enum(['higher', 'lower', 'neutral']),
          /** What the current figure covers, as printed; null where blank. */
          basis: z.enum(['snapshot', 'year_to_date']).nullable(),
          /** What a month's figure covers. */
          cellBasis: z.enum(['in_month', 'cumulative', 'snapshot', 'rolling']),
          /** The figure of another section that feeds it, where one does. */
          fedBy: z.string().nullable().default(null),
          availability: z
            .enum(['not_yet_available', 'calculation_to_be_developed', 'provisional'])
            .nullable(),
          baseline: z
            .union([
              nothing.extend({ year: z.string().regex(/^\d{4}\/\d{2}$/) }),
              value.extend({ year: z.string().regex(/^\d{4}\/\d{2}$/) }),
            ])
            .nullable(),
          current: cell,
          months: z
            .array(z.union([nothing.extend({ month }), value.extend({ month, provisional: z.boolean() })]))
            .length(6),
          target: z.strictObject({ minimum: z.number().nullable(), upper: z.number().nullable() }),
          /** Direction of performance (not of the value), as printed. */
          direction: z.enum(['better', 'same', 'worse']).nullable(),
          benchmarks: z.strictObject({ national: cell, neighbours: cell }),
        }),
      ),
    }),
  ),
});

/** Measures that are counted by quarter, all of them percentages of one decimal. */
const quarterly = z.strictObject({
  note,
  measures: z.array(
    z.strictObject({
      id: key,
      /** The group of `measures.json` that prints it. */
      group: key,
      ref: line(20),
      title: line(300),
      definition: line(300),
      source: line(300),
      polarity: z.enum(['higher', 'lower']),
      minimum: z.number(),
      /** The day on which the last figure became known. */
      known: date,
      quarters: z
        .array(z.strictObject({ quarter: z.string().regex(/^\d{4}\/\d{2} Q[1-4]$/), value: z.number() }))
        .min(1),
    }),
  ),
});

const score = z.int().min(1).max(5);
const risks = z.strictObject({
  note,
  risks: z.array(
    z.strictObject({
      ref: z.int(),
      id: key,
      type: z.enum(['risk', 'issue']),
      description: narrative(2000),
      mitigation: narrative(2000),
      /** Month; the day is not known. */
      raised: month,
      owner: key,
      probability: score.nullable(),
      impact: score.nullable(),
    }),
  ),
});

const entry = z.strictObject({
  ref: z.int(),
  id: key,
  title: line(200),
  owners: z.array(key).min(1),
  /** As printed, and as a date or a recurrence where it names one. */
  byWhen: z.strictObject({
    text: line(200),
    on: date.nullable(),
    every: z.strictObject({ count: z.int().min(1), unit: z.enum(['week', 'month', 'quarter']) }).nullable(),
  }),
  description: narrative(4000),
});
const concerns = z.strictObject({ note, concerns: z.array(entry) });
const developments = z.strictObject({ note, developments: z.array(entry) });

/** Pounds; null = left blank, which is not zero. */
const money = z.number().nullable();
const budget = z.strictObject({
  note,
  lines: z.array(
    z.strictObject({
      id: key,
      title: line(200),
      budget: money,
      actual: money,
      forecast: money,
      variance: money,
      comment: line(500).nullable(),
    }),
  ),
});

/** Full-time equivalents; null = not given. */
const fte = z.number().min(0).nullable();
const workforce = z.strictObject({
  note,
  asAt: date,
  /** Number of the theme that prints it. */
  theme: z.int(),
  teams: z.array(
    z.strictObject({
      id: key,
      name: line(200),
      establishmentFte: fte,
      permanentFte: fte,
      agencyFte: fte,
      /** Percent. */
      vacancyRate: z.strictObject({ value: z.number(), decimals: z.int() }).nullable(),
    }),
  ),
});

/** What differed in the period before; whatever is not named here was as it is in the sample. */
const earlier = z.strictObject({
  note,
  period: z.strictObject({ label: line(60), startsOn: date, endsOn: date, asAt: date }),
  summary: narrative(600),
  narrative: narrative(),
  asks: z.array(line(300)).min(1),
  overviews: z.array(z.strictObject({ theme: z.int(), rag: z.enum(RAGS), narrative: narrative() })),
  narratives: z.array(z.strictObject({ id: key, text: narrative() })),
  risks: z.array(z.strictObject({ id: key, probability: score, impact: score })),
  /** When those risks were raised that were known by then. */
  raised: month,
  /** Risks, concerns and developments that came later. */
  notYet: z.array(key),
  /** By when concerns and developments were due. */
  due: z.array(z.strictObject({ id: key, text: line(200), on: date })),
});

/** One schema for each file of a sample. */
export const sampleFiles = {
  programme,
  people,
  committees,
  themes,
  overall,
  measures,
  quarterly,
  risks,
  concerns,
  developments,
  budget,
  workforce,
  december: earlier,
};

/** A sample programme in memory. */
export interface Sample {
  programme: z.infer<typeof programme>;
  people: z.infer<typeof people>['people'];
  committees: z.infer<typeof committees>['committees'];
  otherBodies: z.infer<typeof committees>['others'];
  themes: z.infer<typeof themes>['themes'];
  overall: z.infer<typeof overall>;
  measures: z.infer<typeof measures>['groups'];
  quarterly: z.infer<typeof quarterly>['measures'];
  risks: z.infer<typeof risks>['risks'];
  concerns: z.infer<typeof concerns>['concerns'];
  developments: z.infer<typeof developments>['developments'];
  budget: z.infer<typeof budget>['lines'];
  workforce: z.infer<typeof workforce>;
  /** The period before. */
  earlier: z.infer<typeof earlier>;
}
