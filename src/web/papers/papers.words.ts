import { nextState, type DeliveryView, type DispatchView, type Held } from '../../distribution/index.js';
import { PERMISSIONS } from '../../identity/index.js';
import { londonInstant, paths, weekdayAndTime, type Link } from '../shell/index.js';

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

/** In groups of four, so that it can be read aloud and breaks on a phone. */
export const hashWords = (sha256: string): string => sha256.replace(/(.{4})(?=.)/g, '$1 ');

const KB = 1000;

/** @returns `329 KB`, `1.4 MB` */
export function sizeWords(bytes: number): string {
  if (bytes < KB * KB) return `${Math.max(1, Math.round(bytes / KB))} KB`;
  return `${(bytes / KB / KB).toFixed(1)} MB`;
}

/** With what a mail adds: every three bytes become four characters, in lines, with a text before them. */
export const mailBytes = (fileBytes: number): number => Math.ceil((fileBytes * 4) / 3) * (78 / 76) + 4 * KB;

/** Above it many mail servers refuse a message; ours says its own limit only when it is spoken to. */
export const USUAL_MAIL_LIMIT = 10 * KB * KB;

/** The state first, then why. `Bounced: mailbox full` */
export function deliveryState({ state, reason }: Pick<DeliveryView, 'state' | 'reason'>): string {
  const why = reason === null ? '' : `: ${reason.replace(/\.$/, '')}`;
  switch (state) {
    case 'queued':
      return 'Waiting to be sent';
    case 'sending':
      return 'Being sent now';
    case 'accepted':
      return reason === null ? 'Accepted by the mail server' : `Arrived, as somebody found out${why}`;
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

/** What somebody does next about an e-mail; only a look, for people who may not decide. */
export function deliveryVerb({ id, state }: Pick<DeliveryView, 'id' | 'state'>, mayManage: boolean): Link {
  if (mayManage && state === 'uncertain')
    return { text: 'Say what became of it', href: paths.deliveryStep(id, 'settle') };
  if (mayManage && nextState(state, 'resent') !== undefined)
    return { text: 'Send again', href: paths.deliveryStep(id, 'resend') };
  return { text: 'Look', href: paths.delivery(id) };
}
