import { join } from 'node:path';
import { DateTime } from 'luxon';
import nunjucks from 'nunjucks';
import { counted, projectFolder, type OutgoingMail } from '../platform/index.js';
import type { NoticeKind } from './notice.entity.js';
import type { ToldItem } from './notice.rules.js';

const folder = new nunjucks.FileSystemLoader(join(projectFolder(), 'templates', 'email'));
const options = { throwOnUndefined: true, trimBlocks: true, lstripBlocks: true };
/** Plain text, so nothing is escaped: these templates never become HTML. */
const plain = new nunjucks.Environment(folder, { ...options, autoescape: false });
const subject = plain.getTemplate('notice.subject.njk', true);
const text = plain.getTemplate('notice.text.njk', true);
const marked = new nunjucks.Environment(folder, { ...options, autoescape: true });
/** An address that is none of the web never becomes a link. */
marked.addFilter('webAddress', (address: string) => {
  if (!/^https?:\/\//.test(address)) throw new Error('BUG: a mail leads to what is no address of the web');
  return address;
});
const html = marked.getTemplate('notice.html.njk', true);

/** `Monday 20 January 2020` */
const day = (date: string): string =>
  DateTime.fromISO(date, { zone: 'utc', locale: 'en-GB' }).toFormat('cccc d LLLL yyyy');

const lateWords = (days: number): string => `${counted(days, 'working day')} late`;

/** Work that is somebody else's and late, for whoever is told of it. */
const NOT_DONE: Readonly<Record<ToldItem['kind'], string>> = {
  draft: 'It has not been submitted by',
  returned: 'It was given back, and has not been submitted again by',
  review: 'It has not been decided on by',
  report: 'It has not been sent to the SRO by',
  approval: 'It has not been approved by',
  unapproved: 'It is not approved, because it is not with',
  papers: 'It is not recorded that they were published by',
  question: 'It has not been answered by',
  answer: 'Its answer has not been approved by',
  sent: 'It waits for',
  moved: 'It waits for',
  approve: 'It waits for',
};

/** What the reader has to do. */
const TO_DO: Readonly<Record<ToldItem['kind'], string>> = {
  draft: 'Submit your part',
  returned: 'It was given back to you. Correct it and submit it again',
  review: 'Decide on it',
  report: 'Send it to the SRO',
  approval: 'Approve it or give it back',
  unapproved: 'It is not approved, and it is not with you yet',
  papers: 'Publish them, and record it',
  question: 'Write the answer and submit it',
  answer: 'Approve its answer or give it back',
  sent: 'Decide on it',
  moved: 'This last day to publish them has moved, because the calendar was changed. Look which days count',
  approve: 'Read and approve it, or give it back',
};

/** One thing, in one or two sentences. */
export function sentenceOf(item: ToldItem): string {
  const { kind, title, dueOn, late, who } = item;
  if (dueOn === null) {
    const came: Partial<Record<ToldItem['kind'], string>> = {
      sent: 'was submitted',
      approve: 'was sent to you for approval',
      returned: 'was given back to you',
    };
    const by = who === null ? '' : ` by ${who}`;
    const todo = kind === 'returned' ? 'Open it to see why' : TO_DO[kind];
    return `${title} ${came[kind] ?? 'has come to you'}${by}. ${todo}.`;
  }
  if (who !== null)
    return `${title}: ${lateWords(late)}. ${NOT_DONE[kind]} ${who}. The date was ${day(dueOn)}.`;
  const when = late > 0 ? `${lateWords(late)}, the date was ${day(dueOn)}` : `due on ${day(dueOn)}`;
  return `${title}: ${when}. ${TO_DO[kind]}.`;
}

/** What a mail says of several things. */
function summaryOf(kind: NoticeKind, items: readonly ToldItem[]): string {
  const [first] = items;
  if (first && items.length === 1) {
    if (first.dueOn === null) return `${first.title} waits for you`;
    return first.late > 0
      ? `${first.title}: ${lateWords(first.late)}`
      : `${first.title}: due on ${day(first.dueOn)}`;
  }
  if (kind === 'waiting') return `${counted(items.length, 'piece')} of work wait for you`;
  const late = items.filter((item) => item.late > 0).length;
  return `${counted(items.length, 'date')} to keep${late === 0 ? '' : `, ${late} late`}`;
}

const WHY: Readonly<Record<NoticeKind, (askedBy: string | null) => string>> = {
  digest: () =>
    'You get at most one mail of this kind on a working day. Your account says which you get, and when.',
  asked: (by) => `${by ?? 'Somebody'} asked for these reminders to be sent now.`,
  waiting: () => 'Your account says which mails you get, and when.',
};

export interface NoticeFacts {
  kind: NoticeKind;
  name: string;
  askedBy: string | null;
  /** At least one. */
  items: readonly ToldItem[];
  publicUrl: string;
}

/** What is late first, then by date. */
const inOrder = (items: readonly ToldItem[]): ToldItem[] =>
  items.toSorted((a, b) => b.late - a.late || (a.dueOn ?? '').localeCompare(b.dueOn ?? ''));

/** Subject, text and HTML of a mail about work, with one link: to the one thing to do, or to the page of all of them. Pure. */
export function noticeMail({
  kind,
  name,
  askedBy,
  items,
  publicUrl,
}: NoticeFacts): Pick<OutgoingMail, 'subject' | 'text' | 'html'> & { html: string } {
  const ordered = inOrder(items);
  const [first] = ordered;
  const one = first && ordered.length === 1 ? first : null;
  const summary = summaryOf(kind, ordered);
  const view = {
    subject: summary,
    name,
    lead: `${summary}.`,
    lines: ordered.map(sentenceOf),
    link: {
      text: one ? 'Open it' : 'Open your work',
      href: new URL(one ? one.path : '/my-work', publicUrl).href,
    },
    why: WHY[kind](askedBy),
  };
  return { subject: subject.render(view).trim(), text: text.render(view), html: html.render(view) };
}
