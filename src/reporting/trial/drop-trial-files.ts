import { rows, type Tx } from '../../platform/index.js';

/** The report says something else by now, or is sealed: nobody looks at what was printed of it on trial any more. */
export const dropTrialFiles = (tx: Tx, reportId: string): Promise<unknown> =>
  rows(tx, `delete from trial_file where report_id = $1`, [reportId]);
