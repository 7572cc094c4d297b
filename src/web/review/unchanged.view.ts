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

/** Parts with the reviewer that say what the last approved ones said. */
export interface UnchangedPage extends PageView {
  form: FormView;
  action: Path;
  items: ReturnType<typeof choices>;
  /** Each of them, to be read before it is ticked. */
  read: readonly Link[];
  /** Versions of the parts as they are shown, by part. */
  versions: readonly { id: string; version: number }[];
  takesBack: string | null;
  /** Those that the reader may not approve, and why. */
  others: readonly string[];
  /** The parts with the reviewer that did change. */
  period: Link;
}

/** What became of each part that was to be approved. */
export interface DecidedPage extends PageView {
  approved: readonly string[];
  refused: readonly { title: string; why: string }[];
  period: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'review/unchanged': UnchangedPage;
    'review/decided': DecidedPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020',
  back: { text: 'January 2020', href: paths.period(id) },
  wide: true,
};

export const examples = {
  'review/unchanged': {
    some: {
      head: head('Approve unchanged parts', {
        ...around,
        lead: '2 parts say what the last approved ones said. Each is approved by a step of its own.',
      }),
      form: { values: { parts: [] }, errors: { parts: null }, problems: [] },
      action: paths.unchangedParts(id),
      items: choices([
        {
          value: id,
          text: 'Progress against budget',
          hint: 'The same texts and figures as approved for December 2019.',
        },
        {
          value: `${id}2`,
          text: 'Key areas of <concern>',
          hint: 'The same as approved for December 2019, but for 1 thing: “As at” was 31 December 2019 and is 27 January 2020.',
        },
      ]),
      read: [
        { text: 'Progress against budget', href: paths.partStep(id, 'review') },
        { text: 'Key areas of <concern>', href: paths.partStep(id, 'review') },
      ],
      versions: [{ id, version: 3 }],
      takesBack: 'The report of this period is with the SRO. If you approve this, it comes back as a draft.',
      others: ['Workforce: you wrote in it, so somebody else has to approve it.'],
      period: { text: 'See all parts of January 2020', href: paths.period(id) },
    },
    none: {
      head: head('Approve unchanged parts', { ...around, lead: 'No part is exactly as it was.' }),
      form: { values: { parts: [] }, errors: { parts: null }, problems: [] },
      action: paths.unchangedParts(id),
      items: choices([]),
      read: [],
      versions: [],
      takesBack: null,
      others: [],
      period: { text: 'See all parts of January 2020', href: paths.period(id) },
    },
  },
  'review/decided': {
    both: {
      head: head('One part is approved, one is not', {
        ...around,
        lead: 'What is not approved waits as before.',
      }),
      approved: ['Progress against budget'],
      refused: [{ title: 'Workforce', why: 'Somebody else changed it since you looked at it.' }],
      period: paths.period(id),
    },
  },
} satisfies Examples;
