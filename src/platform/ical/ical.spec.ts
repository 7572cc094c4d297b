import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { icalText, readIcal, type CalendarEntry } from './ical.js';

const said = { stampedAt: new Date('2020-01-15T09:30:00.123Z'), host: 'reports.example.org' };
const meeting: CalendarEntry = {
  uid: 'meeting-1',
  summary: 'Cabinet meets',
  location: 'Council Chamber; Town Hall, first floor',
  at: { startsAt: new Date('2020-07-14T09:00:00Z') },
};
const deadline: CalendarEntry = {
  uid: 'draft-1',
  summary: 'Theme 1: your draft is due',
  description: 'One\r\ntwo\\three',
  url: 'https://reports.example.org/contributions/1',
  at: { on: '2020-02-29' },
};

describe('a calendar that we write', () => {
  it('has what RFC 5545 asks for, with whole days and instants', () => {
    expect(icalText('My dates', [deadline, meeting], said).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Highlight reports//EN',
      'CALSCALE:GREGORIAN',
      'NAME:My dates',
      'X-WR-CALNAME:My dates',
      'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
      'X-PUBLISHED-TTL:PT6H',
      'BEGIN:VEVENT',
      'UID:draft-1@reports.example.org',
      'DTSTAMP:20200115T093000Z',
      'DTSTART;VALUE=DATE:20200229',
      'DTEND;VALUE=DATE:20200301',
      'TRANSP:TRANSPARENT',
      'SUMMARY:Theme 1: your draft is due',
      'DESCRIPTION:One\\ntwo\\\\three',
      'URL:https://reports.example.org/contributions/1',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:meeting-1@reports.example.org',
      'DTSTAMP:20200115T093000Z',
      'DTSTART:20200714T090000Z',
      'SUMMARY:Cabinet meets',
      'LOCATION:Council Chamber\\; Town Hall\\, first floor',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('folds lines after 75 bytes without cutting a character, and is read back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (words) => {
        // eslint-disable-next-line no-control-regex -- what is taken out when it is written
        const summary = `x${words.replace(/[\u0000-\u001f\u007f\u2028\u2029\u0085]/g, '').trim()}`;
        const text = icalText('x', [{ ...meeting, summary }], said);
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(readIcal(text)?.[0]?.summary).toBe(summary);
      }),
    );
  });

  it('lets no text begin a line of its own', () => {
    const text = icalText('x', [{ ...meeting, summary: 'a\r\nEND:VEVENT\nATTACH:x' }], said);
    expect(text.match(/^END:VEVENT/gm)).toHaveLength(1);
    expect(text).toContain('SUMMARY:a\\nEND:VEVENT\\nATTACH:x');
  });

  it('says what was cancelled', () => {
    expect(icalText('x', [{ ...meeting, cancelled: true }], said)).toContain('STATUS:CANCELLED');
  });
});

const file = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\n');
const readOne = (...lines: string[]) => readIcal(file(...lines))?.[0];

describe('a calendar that somebody else wrote', () => {
  it.each([
    ['in UTC', 'DTSTART:20200714T090000Z', '2020-07-14T09:00:00.000Z'],
    ['in London, in summer', 'DTSTART;TZID=Europe/London:20200714T100000', '2020-07-14T09:00:00.000Z'],
    ['in London, in winter', 'DTSTART;TZID="Europe/London":20200114T100000', '2020-01-14T10:00:00.000Z'],
    ['as Outlook calls it', 'DTSTART;TZID=GMT Standard Time:20200714T100000', '2020-07-14T09:00:00.000Z'],
    ['without a zone: London', 'DTSTART:20200714T100000', '2020-07-14T09:00:00.000Z'],
    ['elsewhere', 'DTSTART;TZID=Europe/Paris:20200714T110000', '2020-07-14T09:00:00.000Z'],
  ])('has its time %s', (_, start, instant) => {
    expect(readOne(start)?.startsAt?.toISOString()).toBe(instant);
    expect(readOne(start)?.problem).toBeNull();
  });

  it.each([
    ['DTSTART;VALUE=DATE:20200714', 'It is for a whole day. Give the time at which the meeting begins.'],
    ['DTSTART:tomorrow', '“tomorrow” is no time that can be read.'],
    ['DTSTART:20200231T100000', '“20200231T100000” is no time that can be read.'],
    ['DTSTART;TZID=Middle-earth:20200714T100000', 'Its time zone, “Middle-earth”, is not known.'],
    ['SUMMARY:x', 'It says no time.'],
  ])('says why %s cannot be taken', (line, problem) => {
    expect(readOne(line)).toMatchObject({ startsAt: null, problem });
  });

  it('refuses what repeats, and does not take an alarm for the entry', () => {
    expect(readOne('DTSTART:20200714T100000', 'RRULE:FREQ=MONTHLY')?.problem).toContain(
      'It repeats by a rule.',
    );
    const entry = readOne(
      'BEGIN:VALARM',
      'SUMMARY:Alarm',
      'END:VALARM',
      'SUMMARY:Cab',
      ' inet',
      'DTSTART:20200714T100000',
    );
    expect(entry).toMatchObject({ line: 2, summary: 'Cabinet', problem: null });
  });

  it('is none where it is something else', () => {
    expect(readIcal('Committee,Date\nCabinet,11/02/2020')).toBeNull();
    expect(readIcal('')).toBeNull();
  });
});
