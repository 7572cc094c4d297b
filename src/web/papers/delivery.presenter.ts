import {
  isReturned,
  nextState,
  REPEATABLE,
  WAY_WORDS,
  type DeliveryAddress,
  type DeliveryDetail,
  type DeliveryNoticeView,
  type DispatchView,
  type LinkEvent,
} from '../../distribution/index.js';
import {
  capitalised,
  choices,
  facts,
  hashWords,
  head,
  instantWords,
  londonInstant,
  paths,
  type FormView,
} from '../shell/index.js';
import {
  backToPapers,
  becameOf,
  deliveryName,
  deliveryState,
  editionWords,
  meetingWords,
  noticeWords,
  whyNotWords,
} from './papers.words.js';
import type { AddressMadePage, DeliveryPage, ResendPage, SettlePage } from './delivery.view.js';

/** For the call that says that nothing came. */
const NOT_AGAIN =
  'It is not sent again from here, because the mail server took it over. If the person finds nothing, ask their mail administrator for this Message-ID, or make an address below and give it to them.';

/** What happened at an address, for people. */
const READING_WORDS: Readonly<Record<LinkEvent, { what: string; text: string | null }>> = {
  opened: {
    what: 'The page was opened',
    text: 'By a person, or by a program that looks through mails. It does not say that anybody read it.',
  },
  fetched: { what: 'The PDF was fetched from the page', text: null },
  read: { what: 'A program fetched the PDF', text: null },
  acknowledged: { what: 'Acknowledged: somebody with the address has received these papers', text: null },
  made: { what: 'A new address was made', text: 'Those before it lead nowhere.' },
  withdrawn: { what: 'The address was withdrawn', text: null },
};

export interface DeliveryFacts {
  delivery: DeliveryDetail;
  dispatch: DispatchView;
  address: DeliveryAddress;
  mayManage: boolean;
  now: Date;
}

const captionOf = ({ dispatch, now }: DeliveryFacts): string =>
  `${meetingWords(dispatch, now)} · ${dispatch.periodLabel}`;
const backToDelivery = (delivery: DeliveryDetail) => ({
  text: deliveryName(delivery),
  href: paths.delivery(delivery.id),
});

export function presentDelivery(given: DeliveryFacts): DeliveryPage {
  const { delivery, dispatch, address, mayManage, now } = given;
  const {
    id,
    way,
    target,
    state,
    recipient,
    committee,
    report,
    messageId,
    attempts,
    changedAt,
    acknowledgedAt,
  } = delivery;
  const returned = isReturned(delivery);
  const mend = returned || state === 'bounced';
  const settle = nextState(state, 'settled_accepted', returned) !== undefined;
  const again = nextState(state, 'resent', returned) !== undefined;
  return {
    head: head(deliveryName(delivery), {
      back: backToPapers(dispatch),
      caption: captionOf(given),
      lead: firstSentence(delivery),
    }),
    facts: facts([
      { name: 'To', value: recipient.email },
      {
        name: 'How it goes',
        value: target === null ? WAY_WORDS[way].name : `${WAY_WORDS[way].name}: ${target}`,
      },
      {
        name: 'What',
        value: `${editionWords(report.edition)}, ${delivery.periodLabel}, version ${report.version}`,
      },
      ...(report.fileSha256 === null
        ? []
        : [{ name: 'SHA-256 of the file', value: hashWords(report.fileSha256) }]),
      { name: 'Message-ID', value: messageId },
      { name: 'Attempts', value: String(attempts) },
      { name: 'As it is since', value: instantWords(changedAt, now) },
      {
        name: 'Acknowledged',
        value: acknowledgedAt === null ? 'Not yet' : instantWords(acknowledgedAt, now),
      },
      { name: 'Address of the papers', value: addressWords(address) },
    ]),
    links: mayManage
      ? [
          ...(mend
            ? [{ text: 'Mend the address', href: paths.recipientStep(committee.id, recipient.id, 'change') }]
            : []),
          ...(settle ? [{ text: 'Say what became of it', href: paths.deliveryStep(id, 'settle') }] : []),
          ...(again ? [{ text: 'Send again', href: paths.deliveryStep(id, 'resend') }] : []),
        ]
      : [],
    whyNot: again && !mayManage ? whyNotWords : state === 'accepted' && !returned ? NOT_AGAIN : null,
    steps: [...eventSteps(delivery), ...readingSteps(delivery), ...delivery.notices.map(noticeStep)].sort(
      (one, other) => other.when.localeCompare(one.when),
    ),
    address: mayManage
      ? {
          make: paths.deliveryAddress(id, 'make'),
          button: address.state === null ? 'Make an address' : 'Replace the address',
          withdraw: address.state === 'open' ? paths.deliveryAddress(id, 'withdraw') : null,
          version: address.version,
        }
      : null,
  };
}

/** In the same order as the events, for those of one instant. */
const eventSteps = ({ way, events }: DeliveryDetail): DeliveryPage['steps'] =>
  [...events].reverse().map(({ state, at, by, reason, response, attempt }) => ({
    what: deliveryState({ way, state, reason }),
    when: at,
    who: by,
    text:
      response === null
        ? state === 'sending'
          ? `Attempt ${attempt}`
          : null
        : `${capitalised(WAY_WORDS[way].taker)} said: ${response}`,
  }));

const readingSteps = ({ readings }: DeliveryDetail): DeliveryPage['steps'] =>
  [...readings].reverse().map(({ event, at, by }) => ({ ...READING_WORDS[event], when: at, who: by }));

const SOURCES: Readonly<Record<DeliveryNoticeView['source'], string>> = {
  mailbox: 'a mail in the mailbox for notices, which anybody could have written',
  relay: 'the mail relay, which signed it',
};
const STANDINGS: Readonly<Record<DeliveryNoticeView['standing'], string | null>> = {
  counts: null,
  other_address: 'It does not count, because it names another address',
  earlier: 'It does not count, because it came before this e-mail was asked for again',
  not_sent: 'It does not count, because nothing of this e-mail was with a mail server',
};

function noticeStep(notice: DeliveryNoticeView): DeliveryPage['steps'][number] {
  const said = [
    notice.recipient === null ? null : `About ${notice.recipient}`,
    notice.status === null ? null : `Status ${notice.status}`,
    STANDINGS[notice.standing],
  ].filter((part) => part !== null);
  return {
    what: capitalised(noticeWords(notice)),
    when: notice.takenAt,
    who: SOURCES[notice.source],
    text: said.length === 0 ? null : said.join('. '),
  };
}

function addressWords({ state, expiresAt, signIn, givesFile }: DeliveryAddress): string {
  switch (state) {
    case null:
      return 'None yet';
    case 'replaced':
      return 'It says that a newer version has taken the place of this one';
    case 'withdrawn':
      return 'Withdrawn';
    case 'expired':
      return `It worked until ${londonInstant(expiresAt ?? '')}`;
    case 'open': {
      const gives = givesFile
        ? 'It gives the file'
        : 'It takes the acknowledgement; the file came with the e-mail';
      return `${gives}${signIn ? ', to its recipient once they have signed in' : ''}, until ${londonInstant(expiresAt ?? '')}`;
    }
  }
}

/** The address of what a delivery brought, once. */
export const presentAddressMade = (
  delivery: DeliveryDetail,
  address: string,
  signIn: boolean,
): AddressMadePage => ({
  head: head('The address was made', {
    back: backToDelivery(delivery),
    lead: 'Copy the address now: it is shown this once.',
  }),
  address,
  text: signIn
    ? `${delivery.recipient.name} is asked to sign in.`
    : 'Whoever has it can read these papers. Give it to nobody else.',
});

function firstSentence(delivery: DeliveryDetail): string {
  if (isReturned(delivery))
    return `${becameOf(delivery)}. Mend the address and send it again, or find out whether it arrived.`;
  if (delivery.reported !== null) return `${becameOf(delivery)}. A notice is a claim, and no proof.`;
  const state = `${deliveryState(delivery)}.`;
  return delivery.state === 'accepted' && delivery.reason === null
    ? `${state} ${WAY_WORDS[delivery.way].meaning}`
    : state;
}

/** `this e-mail`, `these files` */
const thisOne = ({ way }: Pick<DeliveryDetail, 'way'>): string =>
  `${way === 'folder' ? 'these' : 'this'} ${WAY_WORDS[way].thing}`;

export const presentResend = (form: FormView, given: DeliveryFacts, version: number): ResendPage => ({
  head: head(`Send ${thisOne(given.delivery)} again`, {
    back: backToDelivery(given.delivery),
    caption: captionOf(given),
    lead: firstSentence(given.delivery),
  }),
  form,
  action: paths.deliveryStep(given.delivery.id, 'resend'),
  version,
  consequences: [
    `The same ${WAY_WORDS[given.delivery.way].thing} ${given.delivery.way === 'folder' ? 'go' : 'goes'} to ${given.delivery.recipient.name}, to the place that the committee’s list has now.`,
    ...(given.delivery.state === 'uncertain'
      ? [
          REPEATABLE[given.delivery.way]
            ? 'Nobody knows whether the first one arrived. It is safe to repeat: it carries the same number, and counts once.'
            : 'Nobody knows whether the first one arrived: they may get it twice.',
        ]
      : []),
    ...(isReturned(given.delivery)
      ? ['A notice is a claim, and no proof: if the first one arrived after all, they get it twice.']
      : []),
  ],
  cancel: paths.delivery(given.delivery.id),
});

export const presentSettle = (form: FormView, given: DeliveryFacts, version: number): SettlePage => ({
  head: head(`Say what became of ${thisOne(given.delivery)}`, {
    back: backToDelivery(given.delivery),
    caption: captionOf(given),
    lead: `${firstSentence(given.delivery)} Ask ${given.delivery.recipient.name} ${given.delivery.way === 'attachment' || given.delivery.way === 'link' ? 'or your mail administrator for this Message-ID' : 'for this number'}.`,
  }),
  form,
  action: paths.deliveryStep(given.delivery.id, 'settle'),
  version,
  messageId: given.delivery.messageId,
  choices: choices([
    { value: 'accepted', text: 'It arrived', hint: 'It stands as accepted, and is never sent again' },
    { value: 'failed', text: 'It did not arrive', hint: 'It can then be sent again' },
  ]),
  resend: paths.deliveryStep(given.delivery.id, 'resend'),
  cancel: paths.delivery(given.delivery.id),
});
