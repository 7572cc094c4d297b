import {
  choices,
  head,
  paths,
  type Examples,
  type FormView,
  type Link,
  type PageView,
  type Path,
} from '../shell/index.js';

/** The words of the report as a whole. */
export interface ReportTextPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  ratings: ReturnType<typeof choices>;
  /** Null where every part is approved, so nothing is late. */
  late: string | null;
  next: Link;
}

/** The words of a report that the reader cannot change. */
export interface ReportTextReadPage extends PageView {
  texts: readonly { label: string; text: string }[];
  next: Link;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/text': ReportTextPage;
    'report/text-read': ReportTextReadPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 report, version 1',
  back: { text: 'The January 2020 report', href: paths.report(id) },
};
const ratings = choices([
  { value: 'GREEN', text: 'Green', hint: 'On track.' },
  { value: 'AMBER', text: 'Amber' },
  { value: 'RED', text: 'Red' },
]);
const values = { rag: '', summary: '', narrative: '', asks: '', papers: '', late: '' };
const errors = { rag: null, summary: null, narrative: null, asks: null, papers: null, late: null };
const next = { text: 'Next: questions', href: paths.reportStep(id, 'questions') };
const page = { next, action: paths.reportStep(id, 'text'), version: 3, ratings };

export const examples = {
  'report/text': {
    empty: {
      head: head('Words of the report', { ...around, lead: 'Nothing of it is written yet.' }),
      form: { values, errors, problems: [] },
      ...page,
      late: null,
    },
    refused: {
      head: head('Words of the report', { ...around, lead: 'Members read the summary first.' }),
      form: {
        values: { ...values, summary: 'One. Two. <Three>. Four.' },
        errors: {
          ...errors,
          summary: 'Say it in at most three sentences: it is what people read who read nothing else.',
        },
        problems: [
          {
            text: 'Say it in at most three sentences: it is what people read who read nothing else.',
            href: '#summary',
          },
        ],
      },
      ...page,
      late: '2 parts are not approved.',
    },
  },
  'report/text-read': {
    usual: {
      head: head('Words of the report', {
        ...around,
        lead: 'They can be changed while the report is a draft.',
      }),
      next,
      texts: [
        { label: 'Overall rating', text: 'Amber' },
        { label: 'In short', text: 'Progress is <slow>.' },
      ],
    },
  },
} satisfies Examples;
