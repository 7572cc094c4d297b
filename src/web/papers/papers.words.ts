import type { Standing } from '../../committees/index.js';
import {
  isReturned,
  nextState,
  WAY_WORDS,
  type DeliveryView,
  type DispatchView,
  type Held,
} from '../../distribution/index.js';
import { PERMISSIONS } from '../../identity/index.js';
import { capitalised, londonInstant, paths, weekdayAndTime, type Link } from '../shell/index.js';

type Edition = Held['edition'];

const EDITIONS: Readonly<Record<Edition, string>> = {
  public: 'The public edition',
  exempt: 'The whole report, not for publication',
};

export const editionWords = (edition: Edition): string => EDITIONS[edition];

export const whyNotWords = `You can read this. To plan, cancel or repeat papers you need the permission “${PERMISSIONS['dispatch.manage'].description}”, which your administrator can give you.`;

/** `Cabinet, Tuesday 11 February at 10:00` */
export const meetingWords = ({ meeting }: Pick<DispatchView, 'meeting'>, now: Date): string =>
  `${meeting.committeeName}, ${weekdayAndTime(meeting.startsAt, now)}`;

export const backToPapers = (dispatch: Pick<DispatchView, 'id' | 'meeting'>) => ({
  text: `Papers for ${dispatch.meeting.committeeName}`,
  href: paths.dispatch(dispatch.id),
});

/** Why somebody gets nothing. */
export const STANDING_WORDS: Readonly<Record<Exclude<Standing, 'serving'>, string>> = {
  removed: 'removed',
  left: 'left office',
  'not-yet': 'not yet in office',
};

/** What somebody has now. */
export const heldWords = (held: Held | null): string =>
  held === null
    ? 'Nothing yet'
    : `${held.periodLabel}, version ${held.version}${held.superseded ? ' (replaced since)' : ''}, since ${londonInstant(held.at)}`;

/** The state first, then why. `Bounced: mailbox full` */
export function deliveryState({
  way,
  state,
  reason,
}: Pick<DeliveryView, 'way' | 'state' | 'reason'>): string {
  const why = reason === null ? '' : `: ${reason.replace(/\.$/, '')}`;
  switch (state) {
    case 'queued':
      return `Waiting to be sent${why}`;
    case 'sending':
      return 'Being sent now';
    case 'accepted':
      return reason === null ? WAY_WORDS[way].accepted : `Arrived, as somebody found out${why}`;
    case 'deferred':
      return `Put off, and tried again by itself${why}`;
    case 'bounced':
      return `Bounced${why}`;
    case 'failed':
      return `Not sent${why}`;
    case 'uncertain':
      return `Uncertain${why}`;
  }
}

/** `E-mail to Cabinet Clerk` */
export const deliveryName = ({ way, recipient }: Pick<DeliveryView, 'way' | 'recipient'>): string => {
  return `${capitalised(WAY_WORDS[way].thing)} to ${recipient.name}`;
};

const SAYS: Readonly<Record<NonNullable<DeliveryView['reported']>['says'], string>> = {
  delivered: 'a notice says that it was delivered',
  relayed: 'a notice says that it was handed on to a server that reports nothing',
  expanded: 'a notice says that it was handed on to the members of a list',
  delayed: 'a notice says that it is late, and is still being tried',
  unclear: 'a notice came that may mean that it came back',
  bounced: 'a notice says that it came back',
};

/** What a mail server reported afterwards, with its words. `a notice says that it came back: 550 no such user` */
export const noticeWords = ({
  says,
  diagnostic,
}: Pick<NonNullable<DeliveryView['reported']>, 'says' | 'diagnostic'>): string =>
  `${SAYS[says]}${diagnostic === null ? '' : `: ${diagnostic.replace(/\.$/, '')}`}`;

/** What is known of an e-mail, and what is said of it. */
export const becameOf = (delivery: Pick<DeliveryView, 'way' | 'state' | 'reason' | 'reported'>): string =>
  `${deliveryState(delivery)}${delivery.reported === null ? '' : `; ${noticeWords(delivery.reported)}`}`;

/** What somebody does next about an e-mail; only a look, for people who may not decide. */
export function deliveryVerb(
  delivery: Pick<DeliveryView, 'id' | 'state' | 'reported'>,
  mayManage: boolean,
): Link {
  const { id, state } = delivery;
  if (mayManage && isReturned(delivery)) return { text: 'Mend it', href: paths.delivery(id) };
  if (mayManage && state === 'uncertain')
    return { text: 'Say what became of it', href: paths.deliveryStep(id, 'settle') };
  if (mayManage && nextState(state, 'resent') !== undefined)
    return { text: 'Send again', href: paths.deliveryStep(id, 'resend') };
  return { text: 'Look', href: paths.delivery(id) };
}
