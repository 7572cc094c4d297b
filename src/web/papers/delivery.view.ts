import { choices, facts, type Fact } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface DeliveryPage extends PageView {
  facts: readonly Fact[];
  /** What can be decided now. */
  links: readonly Link[];
  whyNot: string | null;
  /** The newest first. */
  steps: readonly { what: string; when: string; who: string; text: string | null }[];
  /** To replace and withdraw the address of what it brought; null for people who may not. */
  address: { make: Path; button: string; withdraw: Path | null; version: number } | null;
}

/** Shows an address this once. */
export interface AddressMadePage extends PageView {
  address: string;
  text: string;
}

export interface ResendPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  consequences: readonly string[];
  cancel: Path;
}

export interface SettlePage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  messageId: string;
  choices: ReturnType<typeof choices>;
  /** To send it again instead. */
  resend: Path;
  cancel: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'papers/delivery': DeliveryPage;
    'papers/address-made': AddressMadePage;
    'papers/resend': ResendPage;
    'papers/settle': SettlePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const messageId = `<${id}@example.org>`;
const back = { text: 'Papers for Cabinet', href: paths.dispatch(id) };
const caption = 'Cabinet, Tuesday 11 February at 10:00 · January 2020';
const pageHead = (lead: string) => head('E-mail to Cabinet Clerk', { back, caption, lead });
const about = facts([
  { name: 'To', value: 'clerk.to.the.cabinet.with.a.long.address@example.org' },
  { name: 'Message-ID', value: messageId },
  { name: 'How it goes', value: 'By e-mail, with a link' },
  { name: 'Attempts', value: '1' },
  { name: 'Acknowledged', value: 'Not yet' },
  { name: 'Address of the papers', value: 'It gives the file, until 4 March 2020 at 09:00' },
]);
const steps = [
  {
    what: 'Uncertain: The mail server did not answer after the text',
    when: '2020-02-03T09:02:00Z',
    who: 'system',
    text: null,
  },
  { what: 'Being sent now', when: '2020-02-03T09:00:10Z', who: 'system', text: 'Attempt 1' },
  {
    what: 'Waiting to be sent',
    when: '2020-02-03T09:00:00Z',
    who: 'system',
    text: null,
  },
];
const address = {
  make: paths.deliveryAddress(id, 'make'),
  button: 'Make an address',
  withdraw: paths.deliveryAddress(id, 'withdraw'),
  version: 2,
};
const settle = {
  head: head('Say what became of this e-mail', {
    back: { text: 'E-mail to Cabinet Clerk', href: paths.delivery(id) },
    caption,
    lead: 'The mail server did not answer after the text had been sent. Ask the recipient or your mail administrator for this Message-ID.',
  }),
  action: paths.deliveryStep(id, 'settle'),
  version: 3,
  messageId,
  choices: choices([
    { value: 'accepted', text: 'It arrived', hint: 'It stands as accepted, and is never sent again' },
    { value: 'failed', text: 'It did not arrive', hint: 'It can then be sent again' },
  ]),
  resend: paths.deliveryStep(id, 'resend'),
  cancel: paths.delivery(id),
};
const resend = {
  head: head('Send this e-mail again', {
    back: { text: 'E-mail to Cabinet Clerk', href: paths.delivery(id) },
    caption,
  }),
  action: paths.deliveryStep(id, 'resend'),
  version: 3,
  consequences: [
    'The same e-mail goes to Cabinet Clerk, to the place that the committee’s list has now.',
    'Nobody knows whether the first one arrived: they may get it twice.',
  ],
  cancel: paths.delivery(id),
};

export const examples = {
  'papers/delivery': {
    uncertain: {
      head: pageHead('Uncertain: The mail server did not answer after the text.'),
      facts: about,
      links: [
        { text: 'Say what became of it', href: paths.deliveryStep(id, 'settle') },
        { text: 'Send again', href: paths.deliveryStep(id, 'resend') },
      ],
      whyNot: null,
      steps,
      address: { ...address, withdraw: null },
    },
    accepted: {
      head: pageHead(
        'Accepted by the mail server. That means that it took it over, not that somebody read it.',
      ),
      facts: about,
      links: [],
      whyNot: null,
      address: { ...address, button: 'Replace the address' },
      steps: [
        {
          what: 'Acknowledged: somebody with the address has received these papers',
          when: '2020-02-03T10:12:00Z',
          who: 'whoever has the address',
          text: null,
        },
        {
          what: 'The page was opened',
          when: '2020-02-03T09:03:00Z',
          who: 'whoever has the address',
          text: 'By a person, or by a program that looks through mails. It does not say that anybody read it.',
        },
        {
          what: 'Accepted by the mail server',
          when: '2020-02-03T09:02:00Z',
          who: 'system',
          text: 'The mail server said: 250 2.0.0 OK <queued> as 4F2C',
        },
      ],
    },
    'came back': {
      head: pageHead(
        'Accepted by the mail server; a notice says that it came back: 550 5.1.1 User unknown. Mend the address and send it again, or find out whether it arrived.',
      ),
      facts: about,
      links: [
        { text: 'Mend the address', href: paths.recipientStep(id, id, 'change') },
        { text: 'Say what became of it', href: paths.deliveryStep(id, 'settle') },
        { text: 'Send again', href: paths.deliveryStep(id, 'resend') },
      ],
      whyNot: null,
      address,
      steps: [
        {
          what: 'A notice says that it came back: 550 5.1.1 <clerk@example.org>: Recipient address rejected: User unknown',
          when: '2020-02-03T09:04:00Z',
          who: 'a mail in the mailbox for notices, which anybody could have written',
          text: 'About clerk.to.the.cabinet.with.a.long.address@example.org. Status 5.1.1',
        },
        {
          what: 'Accepted by the mail server',
          when: '2020-02-03T09:02:00Z',
          who: 'system',
          text: 'The mail server said: 250 2.0.0 OK <queued> as 4F2C',
        },
      ],
    },
    'may not decide': {
      head: pageHead('Uncertain: The mail server did not answer after the text.'),
      facts: about,
      links: [],
      whyNot:
        'You can read this. To plan, cancel or repeat papers you need the permission “Plan, hold and repeat papers”, which your administrator can give you.',
      steps,
      address: null,
    },
  },
  'papers/address-made': {
    usual: {
      head: head('The address was made', {
        back: { text: 'E-mail to Cabinet Clerk', href: paths.delivery(id) },
        lead: 'Copy the address now: it is shown this once.',
      }),
      address: `https://reports.example.org/received/${'Aa1-'.repeat(10)}Aa1`,
      text: 'Whoever has it can read these papers. Give it to nobody else.',
    },
  },
  'papers/resend': {
    blank: { ...resend, form: { values: { reason: '' }, errors: { reason: null }, problems: [] } },
    'somebody was removed': {
      ...resend,
      form: {
        values: { reason: 'Mailbox was full' },
        errors: { reason: null },
        problems: [
          {
            text: 'This recipient was removed from the committee’s list; nothing is sent to them.',
            href: paths.committee(id),
          },
        ],
      },
    },
  },
  'papers/settle': {
    blank: {
      ...settle,
      form: { values: { state: '', reason: '' }, errors: { state: null, reason: null }, problems: [] },
    },
    refused: {
      ...settle,
      form: {
        values: { state: '', reason: '' },
        errors: { state: 'Choose what became of it', reason: 'Say why' },
        problems: [
          { text: 'Choose what became of it', href: '#state' },
          { text: 'Say why', href: '#reason' },
        ],
      },
    },
  },
} satisfies Examples;
