import { z } from 'zod';

/** `neutral`: it is neither better nor worse by itself, or nobody has said which direction is. */
export const DIRECTIONS = ['worse', 'better', 'neutral'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The most important first. */
export const CHANGE_KINDS = [
  'overall_rating',
  'theme_rating',
  'risk_new',
  'risk_converted',
  'risk_reopened',
  'risk_level',
  'risk_matrix',
  'measure_rating',
  'measure_figure',
  'action_rating',
  'action_completed',
  'budget_variance',
  'due_date',
  'concern_new',
  'part_not_updated',
  'part_dropped',
  'figure_restated',
  'measure_target',
  'measure_redefined',
  'measure_dropped',
  'renamed',
  'risk_closed',
  'concern_closed',
  'question_answered',
  'question_asked',
  'budget_forecast',
  'part_added',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const told = z.object({
  text: z.string().describe('As it is printed: “Amber”, “15.8%”, “29 February 2020”.'),
  value: z
    .union([z.string(), z.number()])
    .nullable()
    .describe(
      'The same for a machine: RED, 15.8, 2020-02-29; null for a rating or a date that is not there.',
    ),
  of: z
    .string()
    .nullable()
    .describe('What it is the rating or figure of, where that must be known: “November 2019”, “Q3 2019/20”.'),
});
export type Told = z.infer<typeof told>;

const changeItem = z
  .object({
    kind: z.enum(CHANGE_KINDS),
    direction: z.enum(DIRECTIONS),
    section: z.string().nullable().describe('The kind of part that it is about; null for the whole report.'),
    contributionId: z
      .uuid()
      .nullable()
      .describe('In the later report; of a part that was dropped, in the earlier.'),
    entryId: z
      .uuid()
      .nullable()
      .describe('Of the action, measure, risk, concern, budget line or question of a member.'),
    place: z.string().describe('The part that it stands in: “Theme 1: Leadership”.'),
    title: z.string().describe('As it is in the later report.'),
    was: told.nullable().describe('As the earlier report printed it; null where there is no such value.'),
    now: told.nullable().describe('As the later report prints it; null where there is no such value.'),
    sentence: z.string().describe('The change in plain English.'),
  })
  .meta({ id: 'Change', description: 'One thing that is not as it was in the earlier report.' });
export type ChangeItem = z.infer<typeof changeItem>;

const namedReport = z.object({
  periodId: z.uuid(),
  periodLabel: z.string(),
  asAt: z.iso.date(),
  version: z.int().min(1),
});
export type NamedReport = z.infer<typeof namedReport>;

/** What a reader of one report is told against another one that they had before. */
export const changes = z
  .object({
    report: namedReport,
    since: namedReport.nullable().describe('Null when there is no earlier report to compare with.'),
    counts: z.object({
      worse: z.int().min(0),
      better: z.int().min(0),
      neutral: z.int().min(0),
    }),
    items: z.array(changeItem).describe('The most important first; all of them.'),
  })
  .meta({
    id: 'Changes',
    description:
      'What changed since an earlier report, made only of what the same edition of both reports prints.',
  });
export type Changes = z.infer<typeof changes>;
