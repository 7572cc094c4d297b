import { describe, expect, it } from '@jest/globals';
import { BUNDLED_CALENDAR, londonDate } from '../platform/index.js';
import {
  isLate,
  mayBeMailed,
  nextMailTime,
  pointOf,
  remindersOn,
  USUAL_CHOICE,
  USUAL_RULE,
  type OpenWork,
  type ProgrammeFacts,
} from './notice.rules.js';

const calendar = BUNDLED_CALENDAR;
const HOUR = 3_600_000;

describe('the point of a deadline that was reached last', () => {
  it.each([
    ['four working days before', '2020-01-14', null],
    ['three working days before', '2020-01-15', -3],
    ['two: still the one of three', '2020-01-16', -3],
    ['the working day before', '2020-01-17', -1],
    ['the day itself', '2020-01-20', 0],
    ['the day after', '2020-01-21', 1],
    ['five working days late, over a weekend', '2020-01-27', 5],
  ])('%s', (_, today, point) => {
    expect(pointOf('2020-01-20', today, USUAL_RULE, calendar)).toBe(point);
  });

  it('counts no bank holiday: three days before Tuesday after Easter', () => {
    expect(pointOf('2020-04-14', '2020-04-07', USUAL_RULE, calendar)).toBe(-3);
    expect(pointOf('2020-04-14', '2020-04-06', USUAL_RULE, calendar)).toBeNull();
  });

  it('is every third day late where the programme says so', () => {
    const rule = { before: [], againAfter: 3 };
    const days = ['2020-01-20', '2020-01-21', '2020-01-22', '2020-01-23', '2020-01-24', '2020-01-27'];
    expect(days.map((day) => pointOf('2020-01-20', day, rule, calendar))).toEqual([null, 1, 1, 1, 4, 4]);
  });

  it('is none at the weekend after it, and none where the calendar does not reach', () => {
    expect(pointOf('2020-01-17', '2020-01-18', USUAL_RULE, calendar)).toBeNull();
    expect(pointOf('2099-01-20', '2099-01-19', USUAL_RULE, calendar)).toBeNull();
  });
});

const duties = { reviewer: ['r'], manager: ['m'], sro: ['s'], clerk: ['c'] };
const programmes = new Map<string, ProgrammeFacts>([['p', { rule: USUAL_RULE, duties }]]);
const work = (more: Partial<OpenWork> = {}): OpenWork => ({
  kind: 'draft',
  id: 'one',
  programmeId: 'p',
  periodId: 'january',
  title: 'Theme 1: Leadership',
  dueOn: '2020-01-20',
  people: ['o'],
  who: 'Olive Owner (Deputy Director)',
  path: '/contributions/one',
  ...more,
});
const told = (today: string, one = work(), asked = false): [string, number, boolean][] =>
  remindersOn(today, [one], programmes, calendar, asked).map(({ userId, point, told: item }) => [
    userId,
    point,
    item.who !== null,
  ]);

describe('who is told', () => {
  it('the owner alone, then the reviewer, the manager and the SRO', () => {
    expect(told('2020-01-17')).toEqual([['o', -1, false]]);
    expect(told('2020-01-21')).toEqual([
      ['o', 1, false],
      ['r', 1, true],
    ]);
    expect(told('2020-01-23').map(([who]) => who)).toEqual(['o', 'm', 'r']);
    expect(told('2020-01-27')).toEqual([
      ['o', 5, false],
      ['s', 5, true],
      ['m', 3, true],
      ['r', 1, true],
    ]);
  });

  it('each once, with the highest of their duties, and nobody of their own work as of that of others', () => {
    const both = new Map([['p', { rule: USUAL_RULE, duties: { ...duties, manager: ['r'], sro: ['o'] } }]]);
    const found = remindersOn('2020-01-27', [work()], both, calendar).map(({ userId, point }) => [
      userId,
      point,
    ]);
    expect(found).toEqual([
      ['o', 5],
      ['r', 3],
    ]);
  });

  it('the manager and the clerk on the next working day where the SRO has not approved', () => {
    const approval = work({ kind: 'approval', dueOn: '2020-01-24', people: ['s'] });
    expect(told('2020-01-24', approval)).toEqual([['s', 0, false]]);
    expect(told('2020-01-27', approval).map(([who]) => who)).toEqual(['s', 'c', 'm']);
  });

  it('of what was given back, whatever they chose, and of what others are late with', () => {
    const always = (one: OpenWork) =>
      remindersOn('2020-01-21', [one], programmes, calendar).map((reminder) => reminder.always);
    expect(always(work())).toEqual([false, true]);
    expect(always(work({ kind: 'returned' }))).toEqual([true, true]);
  });

  it('nobody of what is late for a quarter, unless somebody asks for it', () => {
    expect(told('2020-06-01')).toEqual([]);
    expect(told('2020-06-01', work(), true).map(([who]) => who)).toEqual(['o', 's', 'm', 'r']);
  });

  it('with other keys once the deadline has moved', () => {
    const keys = (dueOn: string) =>
      remindersOn('2020-01-20', [work({ dueOn })], programmes, calendar).map(({ key }) => key);
    expect(keys('2020-01-20')).not.toEqual(keys('2020-01-21'));
  });
});

describe('when somebody may be mailed', () => {
  it.each([
    ['before their first hour', '2020-01-20T07:59:59Z', false],
    ['in it', '2020-01-20T08:00:00Z', true],
    ['in their last', '2020-01-20T17:59:59Z', true],
    ['after it', '2020-01-20T18:00:00Z', false],
    ['on a Sunday', '2020-01-19T10:00:00Z', false],
    ['on a bank holiday', '2020-04-13T10:00:00Z', false],
    ['in summer, by the clock on the wall', '2020-07-20T07:00:00Z', true],
    ['on a weekday beyond the calendar', '2099-01-20T10:00:00Z', true],
  ])('%s', (_, now, may) => {
    expect(mayBeMailed(new Date(now), USUAL_CHOICE, calendar)).toBe(may);
  });

  it.each([
    ['now', '2020-01-20T10:00:00Z', '2020-01-20T10:00:00.000Z'],
    ['on the same morning', '2020-01-20T03:00:00Z', '2020-01-20T08:00:00.000Z'],
    ['on Monday', '2020-01-17T19:00:00Z', '2020-01-20T08:00:00.000Z'],
    ['after Easter', '2020-04-09T20:00:00Z', '2020-04-14T07:00:00.000Z'],
    ['over the change to summer time', '2020-03-27T20:00:00Z', '2020-03-30T07:00:00.000Z'],
    ['over the change back', '2020-10-23T20:00:00Z', '2020-10-26T08:00:00.000Z'],
  ])('the next time is %s', (_, now, next) => {
    expect(nextMailTime(new Date(now), USUAL_CHOICE, calendar).toISOString()).toBe(next);
  });

  it('has an hour on every working day of a year with both changes of the clock, looked at once an hour', () => {
    for (const choice of [USUAL_CHOICE, { fromHour: 1, untilHour: 2 }, { fromHour: 23, untilHour: 24 }]) {
      const days = new Set<string>();
      for (let at = Date.parse('2020-01-01T00:00:00Z'); at < Date.parse('2021-01-01T00:00:00Z'); at += HOUR)
        if (mayBeMailed(new Date(at), choice, calendar)) days.add(londonDate(new Date(at)));
      expect(days.size).toBe(254);
    }
  });

  it('is late an hour after the first one', () => {
    expect(isLate(new Date('2020-01-20T08:59:00Z'), USUAL_CHOICE)).toBe(false);
    expect(isLate(new Date('2020-01-20T09:00:00Z'), USUAL_CHOICE)).toBe(true);
  });
});
