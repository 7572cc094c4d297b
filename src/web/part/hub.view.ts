import { PartMarkup } from '../../document/index.js';
import {
  facts,
  head,
  paths,
  taskRows,
  withQuery,
  type Examples,
  type Fact,
  type Link,
  type PageView,
  type Path,
} from '../shell/index.js';
import type { NoteRow } from './part.notes.js';

/** A part: the list of what is to be written for the people who write it, and the part to read for everybody else. */
export interface HubPage extends PageView {
  /** Why it came back; null when it did not. */
  returned: { title: string; reason: string } | null;
  /** What the reviewer wrote beside blocks. */
  notes: readonly NoteRow[];
  /** One row for each block; null for who only reads it. */
  tasks: ReturnType<typeof taskRows> | null;
  /** What is missing outside of every block. */
  missing: readonly string[];
  add: readonly Link[];
  submit: Path | null;
  /** Why the next step is not this person's, and whose it is. */
  why: string | null;
  /** What they can do with it besides writing. */
  steps: readonly Link[];
  questions: readonly string[];
  facts: readonly Fact[];
  links: readonly Link[];
  /** The part as the report prints it; null where it is not shown. */
  printed: PartMarkup | null;
  /** Since when its texts say what they say; none of a first report. */
  ages: readonly Fact[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'part/hub': HubPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const more = { caption: 'January 2020', breadcrumbs: [{ text: 'January 2020', href: paths.period(id) }] };
const about = facts([
  {
    name: 'Who writes it',
    value: 'Deputy Director',
    action: { text: 'Change', about: 'who writes it', href: paths.partStep(id, 'owner') },
  },
  { name: 'Who can decide on it', value: 'Programme Manager and Director' },
  { name: 'Draft due', value: 'Monday 20 January, in 2 working days' },
  {
    name: 'Before this',
    value: 'December 2019, approved 27 December 2019',
    action: { text: 'Read it', about: 'the part of December 2019', href: paths.part(id) },
  },
  {
    name: 'Written, and not approved',
    value: 'What was written for November 2019 is not in here',
    action: { text: 'Read it', about: 'what was written for November 2019', href: paths.part(id) },
  },
  {
    name: 'The public will not see',
    value: 'Nothing is left out',
    action: {
      text: 'Look',
      about: 'at what the public will not see',
      href: paths.partStep(id, 'publication'),
    },
  },
]);
const links = [
  { text: 'Read it as it will print', href: withQuery(paths.part(id), { read: 1 }) },
  { text: 'Evidence', href: paths.partEvidence(id) },
  { text: 'History', href: paths.partStep(id, 'history') },
];
const blocks = taskRows([
  { text: 'Overview', href: paths.partBlock(id, 'overview'), status: 'Done' },
  {
    text: 'Objective 1: Members <hold> the service to account',
    href: paths.partItem(id, 'objectives', id),
    hint: '3 actions, 1 text',
    status: '2 things missing',
    waits: true,
  },
  { text: 'Objective 2: Learning', href: null, hint: '1 action, 1 text', status: 'Same as December 2019' },
]);
const nothing = {
  returned: null,
  notes: [],
  missing: [],
  add: [],
  submit: null,
  why: null,
  steps: [],
  questions: [],
  printed: null,
  ages: [],
};

export const examples = {
  'part/hub': {
    'to write': {
      head: head('Theme 1: Leadership', {
        ...more,
        lead: 'This part is a draft. 2 things are missing before you can submit it.',
      }),
      ...nothing,
      tasks: blocks,
      add: [{ text: 'Add an objective', href: paths.newPartItem(id, 'objectives') }],
      submit: paths.partStep(id, 'submit'),
      questions: ['The theme is rated Green, but one of its actions is Red. Is that so?'],
      facts: about,
      links,
    },
    'came back': {
      head: head('Theme 1: Leadership', {
        ...more,
        lead: 'This part came back to you. 2 things are missing before you can submit it.',
      }),
      ...nothing,
      returned: {
        title: 'It came back today at 14:05, from Programme Manager',
        reason: 'Say what <happened> after the visit.',
      },
      notes: [
        {
          name: 'Overview',
          href: paths.partBlock(id, 'overview'),
          text: 'Who <decided> this, and when?',
          state: 'Not changed since it came back',
          changed: false,
        },
        {
          name: 'Objective 1: Members <hold> the service to account',
          href: paths.partItem(id, 'objectives', id),
          text: 'Name the month of the visit.',
          state: 'Changed since it came back',
          changed: true,
        },
        {
          name: 'Something that is no longer in this part',
          href: null,
          text: 'Is it still so?',
          state: 'Taken out since it came back',
          changed: true,
        },
      ],
      tasks: blocks,
      submit: paths.partStep(id, 'submit'),
      facts: about,
      links,
    },
    'nothing in it': {
      head: head('Theme 5: New', {
        ...more,
        lead: 'This part is a draft. 1 thing is missing before you can submit it.',
      }),
      ...nothing,
      tasks: taskRows([{ text: 'Overview', href: paths.partBlock(id, 'overview'), status: 'Not started' }]),
      missing: ['There is no objective yet.'],
      submit: paths.partStep(id, 'submit'),
      facts: about.filter(({ name }) => !['Before this', 'Written, and not approved'].includes(name)),
      links,
    },
    'read only': {
      head: head('Key areas of concern', {
        ...more,
        wide: true,
        lead: 'This part has been with the reviewer since today at 10:40.',
      }),
      ...nothing,
      tasks: null,
      why: 'You wrote in this part, so somebody else has to decide on it. Programme Manager can.',
      facts: about,
      links,
      printed: new PartMarkup(
        '<section>\n<h2 id="concerns">Key areas of concern</h2>\n<div class="stacks"><table class="concerns" role="table"><caption>Open entries</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Ref</th><th scope="col" role="columnheader">Concern</th></tr></thead><tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader" data-column="Ref">1</th><td role="cell" data-column="Concern"><p><strong>Workload</strong></p><p>It is <em>too</em> high.</p></td></tr></tbody></table></div>\n<p>Theme rating: <span class="rating rating-amber">Amber</span></p>\n</section>',
      ),
      ages: facts([
        { name: 'Concern 1', value: 'The same words since October 2019, in 3 reports.' },
        { name: 'Concern 2', value: '“Posts are <advertised>”: the same words as in December 2019.' },
      ]),
    },
    'to decide on': {
      head: head('Risks and issues', {
        ...more,
        wide: true,
        lead: 'This part has been with the reviewer since today at 10:40. You can decide on it.',
      }),
      ...nothing,
      tasks: null,
      steps: [{ text: 'Review it', href: paths.partStep(id, 'review') }],
      facts: about,
      links,
    },
  },
} satisfies Examples;
