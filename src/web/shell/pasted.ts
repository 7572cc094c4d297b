import { z } from 'zod';
import { csvText, fileBytes, FileRefused, invalid, readCsv, type Grid } from '../../platform/index.js';
import { submit, type PageAnswer, type SeeOther } from './answers.js';
import { pageForm, textOf, type FormView, type PageForm, type Sent } from './form.js';

/** Characters of a pasted table: it comes along in the form until it is saved. */
const MOST = 100_000;
/** Bytes of a file with such a table, and of the form around it. */
export const PASTED_FILE_BYTES = 256 * 1024;

const pasted = z.object({
  table: z.string().max(MOST, 'The table is too long to be pasted at once. Paste it in parts.'),
});
export type PastedForm = PageForm<typeof pasted>;

/** @param missing what is said where nothing was pasted. */
export const pastedForm = (missing: string): PastedForm =>
  pageForm(pasted, { table: { to: 'table', missing } });

/** More places than this are counted and not listed. */
const MOST_LISTED = 40;

/** @throws Problem 422 with every sentence beside the table, where there is one. */
export function refuseTable(sentences: readonly string[]): void {
  if (sentences.length === 0) return;
  const listed = sentences.slice(0, MOST_LISTED);
  const more = sentences.length - listed.length;
  throw invalid(
    [...listed, ...(more > 0 ? [`${more} more places are not right.`] : [])].map((message) => ({
      path: 'table',
      message,
    })),
  );
}

/** @throws Problem 422 where it is no table. */
export function pastedGrid(table: string): Grid {
  try {
    return readCsv(table);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    throw invalid([{ path: 'table', message: error.message }]);
  }
}

/** What a journey does with a pasted table. */
export interface PastedSteps<Plan> {
  form: PastedForm;
  /** What the table would do. @throws Problem 422, its issues at the path `table`. */
  plan: (table: string) => Plan | Promise<Plan>;
  /** The page on which it is pasted. */
  paste: (form: FormView) => PageAnswer;
  /** Shows what it would do. */
  check: (table: string, plan: Plan) => PageAnswer;
  /** Does it. */
  add: (plan: Plan) => Promise<SeeOther>;
}

/** The first time it shows what the table would do; with `_step`, it does it or goes back to the table. */
export function takePasted<Plan>(sent: Sent, steps: PastedSteps<Plan>): Promise<PageAnswer | SeeOther> {
  const step = textOf(sent['_step']);
  return submit(
    steps.form,
    sent,
    async ({ table }): Promise<PageAnswer | SeeOther> => {
      if (step === 'back') return steps.paste(steps.form.blank({ table }));
      const plan = await steps.plan(table);
      return step === 'add' ? steps.add(plan) : steps.check(table, plan);
    },
    steps.paste,
  );
}

/** A CSV file in the place of a pasted table: shows what it would do. Nothing of the file is kept but its text, in the page. */
export async function takePastedFile<Plan>(
  body: AsyncIterable<Buffer>,
  contentType: string | undefined,
  steps: PastedSteps<Plan>,
): Promise<PageAnswer | SeeOther> {
  return takePasted({ table: csvText(await fileBytes(body, contentType)) }, steps);
}
