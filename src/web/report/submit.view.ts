import type { CorrectionNote } from '../at-work/index.js';
import { correction } from './report.view.js';
import {
  head,
  paths,
  type Examples,
  type FormView,
  type Link,
  type PageView,
  type Path,
} from '../shell/index.js';

/** Before the report goes to the SRO. */
export interface SubmitReportPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  /** Null for the first version of a period's report. */
  correction: CorrectionNote | null;
  /** What is missing, with the way to it; the form is there only without any. */
  missing: readonly Link[];
  /** What will happen. */
  consequences: readonly string[];
}

/** The draft is not the one that the reader's link was about. */
export interface DraftChangedPage extends PageView {
  read: Link;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/submit': SubmitReportPage;
    'report/draft-changed': DraftChangedPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 report, version 1',
  back: { text: 'The January 2020 report', href: paths.report(id) },
};
const form = { values: { comment: '' }, errors: { comment: null }, problems: [] };

export const examples = {
  'report/submit': {
    ready: {
      head: head('Send the report to the SRO', {
        ...around,
        caption: 'January 2020 report, version 2',
        lead: 'Nothing is missing.',
      }),
      form,
      action: paths.reportStep(id, 'submit'),
      version: 3,
      correction,
      missing: [],
      consequences: [
        'Its words cannot be changed while it is with the SRO.',
        '38 of 41 actions have no rating for Q4 2019/20. For Q3 2019/20, 8 of them were Red and 23 Amber.',
      ],
    },
    'not ready': {
      head: head('Send the report to the SRO', {
        ...around,
        lead: 'It cannot be sent yet: 2 things are missing.',
      }),
      form,
      action: paths.reportStep(id, 'submit'),
      version: 3,
      correction: null,
      missing: [
        { text: 'The overall narrative has not been written.', href: paths.reportStep(id, 'text') },
        { text: 'The overall <rating> has not been chosen.', href: paths.reportStep(id, 'text') },
      ],
      consequences: [],
    },
  },
  'report/draft-changed': {
    usual: {
      head: head('The draft has changed since', {
        ...around,
        lead: 'Somebody changed the report after the page was opened that led here.',
      }),
      read: { text: 'Read it as it is now', href: paths.readDraft(id, 'public') },
    },
  },
} satisfies Examples;
