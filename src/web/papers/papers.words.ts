import {
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

/** What somebody does next about an e-mail; only a look, for people who may not decide. */
export function deliveryVerb({ id, state }: Pick<DeliveryView, 'id' | 'state'>, mayManage: boolean): Link {
  if (mayManage && state === 'uncertain')
    return { text: 'Say what became of it', href: paths.deliveryStep(id, 'settle') };
  if (mayManage && nextState(state, 'resent') !== undefined)
    return { text: 'Send again', href: paths.deliveryStep(id, 'resend') };
  return { text: 'Look', href: paths.delivery(id) };
}
