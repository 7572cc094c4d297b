import { isLong } from '../disclosure/index.js';
import { aside, remembering } from '../platform/index.js';
import { textsOf, type ReportContent } from '../snapshot/index.js';
import { challenge } from './challenge.rules.js';
import type { Finding } from './finding.js';

/** Reports and parts whose questions are kept: some KB each. */
const KEPT = 200;

/**
 * Everything that a careful member would ask of this report. As {@link challenge}; a long report is read in a thread. Every page of a
 * part asks it again while nothing changes, so what was found last is remembered.
 * @throws Problem 503 when other long reports are being read.
 */
export const questionsTo = remembering<ReportContent, readonly Finding[]>(KEPT, (report) =>
  isLong(textsOf(report))
    ? aside<typeof challenge>(new URL('./challenge.rules', import.meta.url), 'challenge', report)
    : challenge(report),
);
