import {
  head,
  paths,
  wordRows,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** Before the report goes without parts that are not approved: what is missing, and the reason that is printed. */
export interface LatePage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  /** Part, state, what is printed instead. */
  late: readonly WordRow[];
  /** `it` or `them` */
  them: string;
  /** What follows from it. */
  consequences: readonly string[];
}

/** There is nothing to decide, or it is somebody else's to decide. */
export interface NothingLatePage extends PageView {
  late: readonly WordRow[];
  them: string;
  /** As it is printed; null where none was given. */
  reason: string | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/late': LatePage;
    'report/nothing-late': NothingLatePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 report, version 1',
  back: { text: 'The January 2020 report', href: paths.report(id) },
};
const late = wordRows([
  {
    cells: ['Risks and <issues>', 'Draft', 'The text of 27 December 2019'],
    link: { text: 'Look', about: 'at Risks and issues', href: paths.part(id) },
  },
]);
const asked = {
  head: head('Go without the part that is not approved', {
    ...around,
    lead: 'One part is not approved. Wait for it, or say why the report goes without it.',
    wide: true,
  }),
  action: paths.reportStep(id, 'late'),
  version: 3,
  late,
  them: 'it',
  consequences: [
    'The last approved text is printed instead, with its date.',
    'The reason is printed. A part that is approved before the report is sealed is printed as usual.',
  ],
};

export const examples = {
  'report/late': {
    asked: {
      ...asked,
      form: { values: { reason: '' }, errors: { reason: null }, problems: [] },
    },
    refused: {
      ...asked,
      form: {
        values: { reason: '' },
        errors: { reason: 'Say why the report does not wait' },
        problems: [{ text: 'Say why the report does not wait', href: '#reason' }],
      },
    },
  },
  'report/nothing-late': {
    'all approved': {
      head: head('Parts that are not approved', {
        ...around,
        lead: 'Every part is approved. The report waits for none.',
      }),
      late: [],
      them: 'them',
      reason: null,
    },
    'read only': {
      head: head('Parts that are not approved', {
        ...around,
        lead: 'One part is not approved. The programme manager decides whether the report goes without it.',
      }),
      late,
      them: 'it',
      reason: 'The register is being <rewritten>.',
    },
  },
} satisfies Examples;
