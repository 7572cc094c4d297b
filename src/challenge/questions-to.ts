import { isLong } from '../disclosure/index.js';
import { aside } from '../platform/index.js';
import { textsOf, type ReportContent } from '../snapshot/index.js';
import { challenge } from './challenge.rules.js';
import type { Finding } from './finding.js';

/**
 * Everything that a careful member would ask of this report. As {@link challenge}; a long report is read in a thread.
 * @throws Problem 503 when other long reports are being read.
 */
export async function questionsTo(report: ReportContent): Promise<Finding[]> {
  return isLong(textsOf(report))
    ? aside<typeof challenge>(new URL('./challenge.rules', import.meta.url), 'challenge', report)
    : challenge(report);
}
