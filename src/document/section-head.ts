/** What every section's view has. */
export interface SectionHead {
  /** `theme-1`, for links within the document. */
  anchor: string;
  /** `Theme 1: Leadership, management and governance` */
  heading: string;
  /** `Not updated since 31 December 2019`, or null when this period's own text is printed. */
  notUpdated: string | null;
}
