import { rows, type Tx } from '../../platform/index.js';

/** The report is sealed, or no more a draft: nobody looks at what was printed of it on trial. */
export const dropTrialFiles = (tx: Tx, reportId: string): Promise<unknown> =>
  rows(tx, `delete from trial_file where report_id = $1`, [reportId]);
