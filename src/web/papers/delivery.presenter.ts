import { nextState, type DeliveryDetail, type DispatchView } from '../../distribution/index.js';
import { choices, facts, head, instantWords, paths, type FormView } from '../shell/index.js';
import { backToPapers, deliveryState, meetingWords, whyNotWords } from './papers.words.js';
import type { DeliveryPage, ResendPage, SettlePage } from './delivery.view.js';

/** For the call that says that nothing came. */
const NOT_AGAIN =
  'It is not sent again from here, because the mail server took it over. If the person finds nothing, ask their mail administrator for this Message-ID, or download the PDF and send it by hand.';

export interface DeliveryFacts {
  delivery: DeliveryDetail;
  dispatch: DispatchView;
  mayManage: boolean;
  now: Date;
}

const captionOf = ({ dispatch, now }: DeliveryFacts): string =>
  `${meetingWords(dispatch, now)} · ${dispatch.periodLabel}`;
const backToDelivery = ({ id, recipient }: DeliveryDetail) => ({
  text: `E-mail to ${recipient.name}`,
  href: paths.delivery(id),
});

export function presentDelivery(given: DeliveryFacts): DeliveryPage {
  const { delivery, dispatch, mayManage, now } = given;
  const { id, state, recipient, messageId, attempts, changedAt, events } = delivery;
  const settle = nextState(state, 'settled_accepted') !== undefined;
  const again = nextState(state, 'resent') !== undefined;
  return {
    head: head(`E-mail to ${recipient.name}`, {
      back: backToPapers(dispatch),
      caption: captionOf(given),
      lead: firstSentence(delivery),
    }),
    facts: facts([
      { name: 'To', value: recipient.email },
      { name: 'Message-ID', value: messageId },
      { name: 'Attempts', value: String(attempts) },
      { name: 'As it is since', value: instantWords(changedAt, now) },
    ]),
    links: mayManage
      ? [
          ...(settle ? [{ text: 'Say what became of it', href: paths.deliveryStep(id, 'settle') }] : []),
          ...(again ? [{ text: 'Send again', href: paths.deliveryStep(id, 'resend') }] : []),
        ]
      : [],
    whyNot: again && !mayManage ? whyNotWords : state === 'accepted' ? NOT_AGAIN : null,
    steps: [...events].reverse().map(({ state: reached, at, by, reason, response, attempt }) => ({
      what: deliveryState({ state: reached, reason }),
      when: at,
      who: by,
      text:
        response === null
          ? reached === 'sending'
            ? `Attempt ${attempt}`
            : null
          : `The mail server said: ${response}`,
    })),
  };
}

function firstSentence(delivery: DeliveryDetail): string {
  const state = `${deliveryState(delivery)}.`;
  return delivery.state === 'accepted' && delivery.reason === null
    ? `${state} That means that it took it over, not that somebody read it.`
    : state;
}

export const presentResend = (form: FormView, given: DeliveryFacts, version: number): ResendPage => ({
  head: head('Send this e-mail again', {
    back: backToDelivery(given.delivery),
    caption: captionOf(given),
    lead: firstSentence(given.delivery),
  }),
  form,
  action: paths.deliveryStep(given.delivery.id, 'resend'),
  version,
  consequences: [
    `The same e-mail goes to ${given.delivery.recipient.name}, to the address that the committee’s list has now.`,
    ...(given.delivery.state === 'uncertain'
      ? ['Nobody knows whether the first one arrived: they may get it twice.']
      : []),
  ],
  cancel: paths.delivery(given.delivery.id),
});

export const presentSettle = (form: FormView, given: DeliveryFacts, version: number): SettlePage => ({
  head: head('Say what became of this e-mail', {
    back: backToDelivery(given.delivery),
    caption: captionOf(given),
    lead: `${firstSentence(given.delivery)} Ask ${given.delivery.recipient.name} or your mail administrator for this Message-ID.`,
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
