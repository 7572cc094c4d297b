import { presentCorrection } from '../../document/index.js';
import type { ReportPreview, ReportView } from '../../reporting/index.js';

/** What a report at work corrects: for everybody who writes, sends or approves it. */
export interface CorrectionNote {
  /** `What version 2 corrects` */
  heading: string;
  /** As it will be printed. */
  reason: string;
  /** Against the sealed version, part by part; empty while nothing differs. */
  parts: readonly { heading: string; changes: readonly string[] }[];
}

/** @returns null for the first version of a period's report. */
export function presentCorrectionNote(
  { revision, correctionReason }: ReportView,
  snapshot: ReportPreview['snapshot'],
): CorrectionNote | null {
  if (correctionReason === null) return null;
  const corrects = snapshot?.report.corrects ?? null;
  return {
    heading: `What version ${revision} corrects`,
    reason: correctionReason,
    parts: corrects === null ? [] : presentCorrection(corrects, () => undefined).parts,
  };
}
