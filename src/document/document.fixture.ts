import { editionOf } from '../disclosure/index.js';
import type { ReportSnapshot, Seal } from '../snapshot/index.js';
import { presentReport, type Printing, type ReportView } from './edition.view.js';

/** The whole report, as its exempt edition or a preview has it. */
export const presentWhole = (
  snapshot: ReportSnapshot,
  seal: Seal | null,
  printing: Partial<Printing> = {},
): ReportView =>
  presentReport(editionOf(snapshot, 'exempt'), {
    seal,
    verifyAt: null,
    since: null,
    corrected: null,
    ...printing,
  });
