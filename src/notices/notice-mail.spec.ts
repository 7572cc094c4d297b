import { describe, expect, it } from '@jest/globals';
import { noticeMail, sentenceOf } from './notice-mail.js';
import type { ToldItem } from './notice.rules.js';

const item = (more: Partial<ToldItem> = {}): ToldItem => ({
  kind: 'draft',
  title: 'Theme 1: <Leadership>',
  dueOn: '2020-01-20',
  late: 0,
  who: null,
  path: '/contributions/one',
  ...more,
});
const mail = (items: ToldItem[], kind: 'digest' | 'asked' | 'waiting' = 'digest') =>
  noticeMail({
    kind,
    name: 'Olive Owner',
    askedBy: kind === 'asked' ? 'Pat Manager' : null,
    items,
    publicUrl: 'https://reports.example.org',
  });

describe('a mail about work', () => {
  it('of one thing leads to it, in text and in HTML', () => {
    const { subject, text, html } = mail([item()]);
    expect(subject).toBe('Highlight reports: Theme 1: <Leadership>: due on Monday 20 January 2020');
    expect(text).toContain('Theme 1: <Leadership>: due on Monday 20 January 2020. Submit your part.');
    expect(text).toContain('Open it: https://reports.example.org/contributions/one');
    expect(html).toContain('Theme 1: &lt;Leadership&gt;: due on');
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('<a href="https://reports.example.org/contributions/one">Open it</a>');
    expect(html).toContain('<html lang="en-GB">');
  });

  it('of several says what is late first, and leads to all of them', () => {
    const { subject, text } = mail([
      item({ title: 'The review' }),
      item({ late: 2, dueOn: '2020-01-16', who: 'Dan (Director)' }),
    ]);
    expect(subject).toBe('Highlight reports: 2 dates to keep, 1 late');
    expect(text.indexOf('2 working days late')).toBeLessThan(text.indexOf('The review'));
    expect(text).toContain('Open your work: https://reports.example.org/my-work');
  });

  it('says who asked for it', () => {
    expect(mail([item()], 'asked').text).toContain('Pat Manager asked for these reminders to be sent now.');
  });

  it.each([
    [
      item({ kind: 'returned', dueOn: null, who: 'Pat (Programme Manager)' }),
      'Theme 1: <Leadership> was given back to you by Pat (Programme Manager). Open it to see why.',
    ],
    [
      item({ kind: 'sent', dueOn: null, who: 'Olive' }),
      'Theme 1: <Leadership> was submitted by Olive. Decide on it.',
    ],
    [
      item({ late: 1, who: 'Olive' }),
      'Theme 1: <Leadership>: 1 working day late. It has not been submitted by Olive. The date was Monday 20 January 2020.',
    ],
  ])('says what there is to do', (one, sentence) => {
    expect(sentenceOf(one)).toBe(sentence);
  });
});
