import { longDate, type SnapshotSection } from '../snapshot/index.js';

/** What every section's view has. */
export interface SectionHead {
  /** `theme-1`, for links within the document. */
  anchor: string;
  /** `Theme 1: Leadership, management and governance` */
  heading: string;
  /** `Not updated since 31 December 2019`, or null when this period's own text is printed. */
  notUpdated: string | null;
}

/** @param anchor for links within the document. @param heading the section's title, unless another is given. */
export const sectionHead = (
  { notUpdatedSince, subject }: Pick<SnapshotSection, 'notUpdatedSince' | 'subject'>,
  anchor: string,
  heading: string = subject.title,
): SectionHead => ({
  anchor,
  heading,
  notUpdated: notUpdatedSince === null ? null : `Not updated since ${longDate(notUpdatedSince)}`,
});
