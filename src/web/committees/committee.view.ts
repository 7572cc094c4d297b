import { choices, facts, wordRows, type Fact, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface CommitteePage extends PageView {
  facts: readonly Fact[];
  /** Name, address, how papers go to them, and their term of office. */
  recipients: readonly WordRow[];
  /** Who was removed. */
  removed: readonly WordRow[];
  /** When, place, last day to publish, papers. */
  meetings: readonly WordRow[];
  next: Path | null;
  /** Null where the person may not change it; then there is a reason. */
  change: { committee: Path; recipient: Path; meeting: Path | null; calendar: Path; schedules: Path } | null;
  whyNot: string | null;
}

export interface EditCommitteePage extends PageView {
  form: FormView;
  action: Path;
  button: string;
  kinds: ReturnType<typeof choices>;
  gets: ReturnType<typeof choices>;
  parents: ReturnType<typeof choices>;
  frequencies: ReturnType<typeof choices>;
  markings: ReturnType<typeof choices>;
  ways: ReturnType<typeof choices>;
  /** Of the programme's reports. */
  sections: ReturnType<typeof choices>;
  /** Null for a new one. */
  version: number | null;
}

/** Asks before a committee gets more, or nothing any more. */
export interface ConfirmCommitteePage extends PageView {
  consequences: readonly string[];
  action: Path;
  version: number;
  /** What was typed, to be sent once more. */
  hidden: readonly { name: string; value: string }[];
  cancel: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'committees/committee': CommitteePage;
    'committees/edit-committee': EditCommitteePage;
    'committees/confirm-committee': ConfirmCommitteePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const programme = 'Children’s services improvement';
const crumbs = [{ text: 'Meetings', href: paths.meetings(id) }];
const back = { text: 'Cabinet', href: paths.committee(id) };
const pageHead = (lead: string) => head('Cabinet', { lead, breadcrumbs: crumbs, wide: true, programme });
const about = facts([
  { name: 'What it gets', value: 'The public edition' },
  { name: 'For this committee', value: 'Risks and issues; Theme 3: A sufficient and skilled workforce' },
  { name: 'How its papers go', value: 'By e-mail, with the file' },
  { name: 'Kind', value: 'Cabinet' },
  { name: 'Reports to', value: 'Nobody in this directory' },
  { name: 'Chair', value: 'Leader of the Council' },
  { name: 'How often it meets', value: 'Every month' },
  {
    name: 'Notice of its papers',
    value:
      '5 clear days: SI 2012/2089 (Executive Arrangements, Meetings and Access to Information, England), regulations 6 and 7',
  },
  { name: 'Still meets', value: 'Yes' },
]);
const recipients = wordRows([
  {
    cells: [
      'Leader of the Council (chair)',
      'leader@example.org',
      'By e-mail, with the file',
      'Until 5 February 2020: term ends in 9 days, before the next meeting',
    ],
    link: { text: 'Change', about: 'Leader of the Council', href: paths.recipientStep(id, id, 'change') },
  },
  {
    cells: [
      'Cabinet Clerk',
      'cabinet.and.committee.services.clerk.with.a.long.address@example.org',
      'By e-mail, with a link',
      'No end is named',
    ],
    link: { text: 'Change', about: 'Cabinet Clerk', href: paths.recipientStep(id, id, 'change') },
  },
]);
const removed = wordRows([
  {
    cells: ['Former Cabinet Member', 'former@example.org'],
    link: {
      text: 'Take back',
      about: 'Former Cabinet Member',
      href: paths.recipientStep(id, id, 'restore'),
    },
  },
]);
const meetings = wordRows([
  {
    cells: ['Tuesday 11 February at 10:00', 'Council Chamber', 'Monday 3 February 2020', 'No papers planned'],
    link: {
      text: 'Open',
      about: 'the meeting of 11 February 2020',
      href: paths.meeting(id, id),
    },
  },
  {
    cells: [
      'Tuesday 14 January at 10:00',
      'Not said',
      'Monday 6 January 2020',
      'Sent: accepted for all 3 recipients',
    ],
    link: {
      text: 'Open',
      about: 'the meeting of 14 January 2020',
      href: paths.meeting(id, id),
    },
  },
]);
const nothing = {
  facts: about,
  recipients: [],
  removed: [],
  meetings: [],
  next: null,
  change: {
    committee: paths.changeCommittee(id),
    recipient: paths.newRecipient(id),
    calendar: paths.committeeCalendar(id),
    schedules: paths.schedules(id),
    meeting: paths.newMeeting(id),
  },
  whyNot: null,
};
const kinds = choices([{ value: 'cabinet', text: 'Cabinet' }], 'Choose a kind');
const gets = choices([
  { value: 'public', text: 'The public edition', hint: 'For every body that meets in public' },
  {
    value: 'exempt',
    text: 'The whole report',
    hint: 'With what is not for publication: only for bodies that may have it',
  },
]);
const more = {
  parent: '',
  chair: '',
  frequency: '',
  notice: '',
  marking: '',
  way: 'attachment',
  sections: [],
};
const values = { name: '', kind: '', gets: 'public', ...more };
const errors = {
  name: null,
  kind: null,
  gets: null,
  parent: null,
  chair: null,
  frequency: null,
  notice: null,
  marking: null,
  way: null,
  sections: null,
};
const lists = {
  sections: choices([
    { value: `risks:${id}`, text: 'Risks and issues' },
    { value: `theme:${id}`, text: 'Theme 3: A sufficient and skilled workforce' },
  ]),
  kinds,
  gets,
  parents: choices([{ value: id, text: 'Cabinet' }], 'Nobody in this directory'),
  frequencies: choices([{ value: 'quarterly', text: 'Every quarter' }], 'Not said'),
  markings: choices([{ value: 'OFFICIAL', text: 'OFFICIAL' }], 'By what it gets'),
  ways: choices([
    {
      value: 'attachment',
      text: 'By e-mail, with the file',
      hint: 'A file that is too large for an e-mail goes with a link',
    },
    {
      value: 'link',
      text: 'By e-mail, with a link',
      hint: 'Somebody who has an account here signs in first; for others whoever has the link can read it',
    },
  ]),
};
const TOO_FEW =
  'The law asks for 5 clear days (Local Government Act 1972, section 100B, as amended by SI 2002/715). Give as many or more, or leave it out.';
const newHead = head('Add a committee', {
  back: { text: 'Meetings', href: paths.meetings(id) },
  programme,
  lead: 'A body that gets the report. Who receives it for them comes next.',
});

export const examples = {
  'committees/committee': {
    empty: {
      ...nothing,
      head: pageHead('It gets the public edition. Nobody receives its papers now: add a recipient.'),
    },
    filled: {
      ...nothing,
      head: pageHead(
        'It gets the public edition. 2 people receive its papers. The next meeting is on Tuesday 11 February at 10:00. The term of Leader of the Council ends before it.',
      ),
      recipients,
      removed,
      meetings,
    },
    'no longer meets': {
      ...nothing,
      head: pageHead('It no longer meets: nothing is sent to it.'),
      facts: facts([{ name: 'Still meets', value: 'No' }]),
      recipients,
      meetings,
      change: { ...nothing.change, meeting: null },
    },
    'may not change': {
      ...nothing,
      head: pageHead('It gets the public edition. One person receives its papers. No meeting is ahead.'),
      recipients: wordRows([
        {
          cells: [
            'Leader of the Council',
            'leader@example.org',
            'By e-mail, with the file',
            'No end is named',
          ],
        },
      ]),
      change: null,
      whyNot:
        'You can read this. To change it you need the permission “Change committees, members and meetings”, which your administrator can give you.',
    },
  },
  'committees/edit-committee': {
    'a new one': {
      head: newHead,
      form: { values, errors, problems: [] },
      action: paths.newCommittee(id),
      button: 'Add the committee',
      ...lists,
      version: null,
    },
    refused: {
      head: newHead,
      form: {
        values: { ...values, name: 'Cabinet' },
        errors: {
          ...errors,
          name: 'The programme has a committee of this name already',
          kind: 'Choose a kind',
        },
        problems: [
          { text: 'The programme has a committee of this name already', href: '#name' },
          { text: 'Choose a kind', href: '#kind' },
        ],
      },
      action: paths.newCommittee(id),
      button: 'Add the committee',
      ...lists,
      version: null,
    },
    'fewer days than the law asks for': {
      head: newHead,
      form: {
        values: { ...values, name: 'Scrutiny', kind: 'scrutiny', notice: '3' },
        errors: { ...errors, notice: TOO_FEW },
        problems: [{ text: TOO_FEW, href: '#notice' }],
      },
      action: paths.newCommittee(id),
      button: 'Add the committee',
      ...lists,
      version: null,
    },
    change: {
      head: head('Change this committee', {
        back,
        caption: 'Cabinet',
        programme,
        lead: 'What you change counts from its next papers on. What was sent stays as it is.',
      }),
      form: {
        values: {
          ...more,
          name: 'Cabinet',
          kind: 'cabinet',
          gets: 'exempt',
          meets: 'true',
          sections: [`risks:${id}`],
        },
        errors: { ...errors, meets: null },
        problems: [],
      },
      action: paths.changeCommittee(id),
      button: 'Save',
      ...lists,
      version: 3,
    },
  },
  'committees/confirm-committee': {
    'more than before': {
      head: head('Cabinet will get the whole report', {
        back: { text: 'Back to the form', href: paths.changeCommittee(id) },
        programme,
      }),
      consequences: [
        'From its next papers on, 2 people get everything that is not for publication.',
        'Papers that are planned already go out in this way too.',
      ],
      action: paths.changeCommittee(id),
      version: 3,
      hidden: [
        { name: 'name', value: 'Cabinet' },
        { name: 'gets', value: 'exempt' },
      ],
      cancel: paths.committee(id),
    },
  },
} satisfies Examples;
