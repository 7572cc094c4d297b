import { describe, expect, it } from '@jest/globals';
import { BUNDLED_CALENDAR } from '../platform/index.js';
import { CalendarRefused, planMeetingImport, timeOf, type KnownMeeting } from './meeting-import.rules.js';

const committees = [
  { id: 'cabinet', name: 'Cabinet', active: true },
  { id: 'scrutiny', name: 'Overview & Scrutiny Committee', active: true },
  { id: 'old', name: 'Old Board', active: false },
];
const meetings: KnownMeeting[] = [
  {
    id: 'm1',
    committeeId: 'cabinet',
    version: 3,
    startsAt: new Date('2020-02-11T10:00:00Z'),
    place: 'Council Chamber',
  },
  { id: 'm2', committeeId: 'cabinet', version: 1, startsAt: new Date('2020-03-10T10:00:00Z'), place: null },
];
const at = { now: new Date('2020-01-15T09:00:00Z'), calendar: BUNDLED_CALENDAR };
const plan = (...lines: string[]) => planMeetingImport(lines.join('\n'), committees, meetings, at);
const outcomes = (...lines: string[]) =>
  plan('Committee,Date,Time,Place,Sure', ...lines).rows.map(({ row, outcome, why }) => [row, outcome, why]);

describe('a day and a time as people write them', () => {
  it.each([
    ['11/02/2020', '10:00', '2020-02-11T10:00:00.000Z'],
    ['2020-07-14', '2pm', '2020-07-14T13:00:00.000Z'],
    ['Tuesday 14 July 2020', '10.30 am', '2020-07-14T09:30:00.000Z'],
    ['Tue, 14th Jul 2020', '14:00:00', '2020-07-14T13:00:00.000Z'],
    ['14.7.2020', 'noon', '2020-07-14T11:00:00.000Z'],
    ['25/10/2020', '1:30', '2020-10-25T00:30:00.000Z'],
  ])('%s, %s', (day, time, instant) => {
    expect(timeOf(day, time)).toEqual(new Date(instant));
  });

  it.each([
    ['31/02/2020', '10:00', 'is no date that can be read'],
    ['02/13/2020', '10:00', 'is no date that can be read'],
    ['Monday 11 February 2020', '10:00', '11 February 2020 is a Tuesday, and the file says Monday.'],
    ['11/02/2020', '25:00', 'is no time that can be read'],
    ['11/02/2020', '', 'is no time that can be read'],
    ['29/03/2020', '01:30', 'There is no 01:30 on this day: the clocks go forward.'],
  ])('%s, %s is refused', (day, time, sentence) => {
    expect(timeOf(day, time)).toContain(sentence);
  });
});

describe('a table of meetings', () => {
  it('is compared row by row', () => {
    expect(
      outcomes(
        'Cabinet,11/02/2020,10:00,Council Chamber,',
        'cabinet,11/02/2020,10:00,,',
        'Cabinet,10/03/2020,14:00,Town Hall,',
        'Overview and Scrutiny Committee,20/02/2020,10:00,,',
        'Overview and Scrutiny Committee special,27/02/2020,10:00,,',
      ),
    ).toEqual([
      [2, 'same', null],
      [3, 'refused', 'It says the same as row 2.'],
      [4, 'changed', 'It was at 10:00. The place was not said.'],
      [5, 'new', null],
      [6, 'new', 'Taken for Overview & Scrutiny Committee.'],
    ]);
  });

  it('is doubted where it is unlikely, until somebody is sure', () => {
    const rows = [
      'Cabinet,13/02/2020,10:00,,',
      'Cabinet,10/01/2020,10:00,,',
      'Cabinet,10/04/2020,10:00,,',
      'Cabinet,10/04/2031,10:00,,',
    ];
    expect(outcomes(...rows)).toEqual([
      [
        2,
        'doubted',
        'The committee has a meeting on 11 February 2020. If that one was moved, change it on its page.',
      ],
      [3, 'doubted', 'It lies in the past.'],
      [4, 'doubted', 'This day is no working day: Good Friday.'],
      [5, 'doubted', 'The bank holidays of this year are not known yet.'],
    ]);
    expect(outcomes(...rows.map((row) => `${row}yes`)).map(([, outcome]) => outcome)).toEqual([
      'new',
      'new',
      'new',
      'new',
    ]);
  });

  it('is refused with its row where it cannot be taken', () => {
    expect(
      outcomes(
        'Planning,11/02/2020,10:00,,',
        'Old Board,11/02/2020,10:00,,',
        ',11/02/2020,10:00,,',
        `Cabinet,17/02/2020,10:00,${'x'.repeat(201)},`,
      ),
    ).toEqual([
      [2, 'refused', 'No committee of this programme is called “Planning”.'],
      [3, 'refused', 'Old Board no longer meets.'],
      [4, 'refused', 'It names no committee.'],
      [5, 'refused', 'The place is longer than 200 characters.'],
    ]);
  });

  it('tells of meetings that it leaves out, and of headings that it does not know', () => {
    const found = plan(
      'Committee;Date;Time;Chair',
      'Cabinet;11/02/2020;10:00;Leader',
      'Cabinet;14/04/2020;10:00;Leader',
    );
    expect(found.unread).toEqual(['Chair']);
    expect(found.notInFile).toEqual([{ committee: 'Cabinet', startsAt: new Date('2020-03-10T10:00:00Z') }]);
  });

  it.each([
    ['', 'It has no column “committee”'],
    ['Date,Time\n11/02/2020,10:00', 'It has no column “committee”'],
    ['Committee,Date,Time', 'There is no meeting in it.'],
    [`Committee,Date,Time\n${'Cabinet,11/02/2020,10:00\n'.repeat(501)}`, 'Bring at most 500 at once.'],
  ])('is refused as a whole', (text, sentence) => {
    expect(() => planMeetingImport(text, committees, meetings, at)).toThrow(CalendarRefused);
    expect(() => planMeetingImport(text, committees, meetings, at)).toThrow(sentence);
  });
});

describe('an iCalendar file', () => {
  it('is compared entry by entry, with the line of each', () => {
    const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
    const { rows } = plan(
      'BEGIN:VCALENDAR',
      ...event('SUMMARY:Cabinet', 'DTSTART;TZID=Europe/London:20200211T140000'),
      ...event('SUMMARY:Cabinet meeting', 'DTSTART:20200714T090000Z', 'LOCATION:Town Hall\\, Room 1'),
      ...event('SUMMARY:Cabinet', 'DTSTART:20200310T100000Z', 'STATUS:CANCELLED'),
      ...event('SUMMARY:Cabinet', 'DTSTART:20200908T090000Z', 'RRULE:FREQ=MONTHLY'),
      'END:VCALENDAR',
    );
    expect(rows.map(({ row, outcome, why, place }) => [row, outcome, why, place])).toEqual([
      [2, 'changed', 'It was at 10:00.', 'Council Chamber'],
      [6, 'new', 'Taken for Cabinet.', 'Town Hall, Room 1'],
      [11, 'refused', 'The file says that it was cancelled. Cancel it on its page, with the reason.', null],
      [16, 'refused', 'It repeats by a rule. Give each meeting as an entry of its own.', null],
    ]);
  });
});
