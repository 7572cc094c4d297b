import { z } from 'zod';
import { line, patchOf } from '../platform/index.js';
import { QUARTER_WINDOWS } from './quarter.rules.js';

/** One that is none ends the look: what compares days, or counts on from them, gets days. */
const date = z.iso.date({ abort: true });

export const programmeInput = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{1,39}$/, 'Use 2 to 40 letters, digits and hyphens.'),
  name: line(200),
  council: line(200),
  quarterWindow: z.enum(QUARTER_WINDOWS).default('trailing'),
  sections: z
    .array(line(40))
    .min(1)
    .max(20)
    .describe(
      'The kinds of section that its reports have. A kind that a later release adds is not among them until somebody adds it.',
    ),
});
export type ProgrammeInput = z.infer<typeof programmeInput>;

export const programmeChange = programmeInput.omit({ code: true });
export type ProgrammeChange = z.infer<typeof programmeChange>;
export const programmePatch = patchOf(programmeChange);

const dates = z.strictObject({ asAt: date, draftsDueOn: date, reviewDueOn: date, approvalDueOn: date });
type Dates = z.infer<typeof dates>;

/** The report is about its period: its state of affairs is of a day in it, or of the month after its end. */
const MOST_DAYS_AFTER = 31;

/** What is wrong with the as-at date of a period; undefined when nothing is. All are ISO local dates. */
export function asAtProblem(
  asAt: string,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): string | undefined {
  if (asAt < startsOn) return 'The as-at date cannot lie before the period starts.';
  const last = new Date(`${endsOn}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() + MOST_DAYS_AFTER);
  return asAt > last.toISOString().slice(0, 10)
    ? `The as-at date cannot lie more than ${MOST_DAYS_AFTER} days after the period ends.`
    : undefined;
}

/** What has happened in a period since it was opened. */
export interface Written {
  parts: number;
  /** In how many of them somebody has saved something or taken a step. */
  written: number;
  /** Whether its report was started. */
  report: boolean;
}

/** Why a period cannot be cancelled, one sentence each; none where nothing was written in it. Pure. */
export function cancelBlockers({ written, report }: Pick<Written, 'written' | 'report'>): string[] {
  return [
    ...(report ? ['Its report has been started.'] : []),
    ...(written === 0 ? [] : [`Somebody has written in ${written === 1 ? '1 part' : `${written} parts`}.`]),
  ];
}

function inOrder(value: Dates, ctx: z.RefinementCtx<Dates>): void {
  if (value.reviewDueOn < value.draftsDueOn)
    ctx.addIssue({
      code: 'custom',
      path: ['reviewDueOn'],
      message: 'Review cannot be due before the drafts are.',
    });
  if (value.approvalDueOn < value.reviewDueOn)
    ctx.addIssue({
      code: 'custom',
      path: ['approvalDueOn'],
      message: 'Approval cannot be due before the review is.',
    });
}

export const periodChange = dates.superRefine(inOrder);
export type PeriodChange = z.infer<typeof periodChange>;
export const periodPatch = patchOf(periodChange);

export const periodInput = dates
  .extend({ label: line(60), startsOn: date, endsOn: date })
  .superRefine((value, ctx) => {
    inOrder(value, ctx);
    if (value.endsOn < value.startsOn)
      ctx.addIssue({ code: 'custom', path: ['endsOn'], message: 'The period cannot end before it starts.' });
    const message = asAtProblem(value.asAt, value);
    if (message !== undefined) ctx.addIssue({ code: 'custom', path: ['asAt'], message });
  });
export type PeriodInput = z.infer<typeof periodInput>;
