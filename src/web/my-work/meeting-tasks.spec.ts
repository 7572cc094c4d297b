import { describe, expect, it } from '@jest/globals';
import { publicationDate, publicationTask } from './meeting-tasks.js';
import { Desk } from './my-work.tasks.js';

const desk = (now: string) =>
  new Desk({ userId: 'u', can: () => true, holds: () => true }, new Date(now), () => null);
const cabinet = {
  id: 'm',
  committeeId: 'c',
  committeeName: 'Cabinet',
  meetsOn: '2020-02-11',
  publishBy: '2020-02-03',
};

describe('papers that are to be published', () => {
  it('are a date to keep until the end of the last day', () => {
    expect(publicationTask(desk('2020-02-03T23:00:00Z'), cabinet)).toMatchObject({
      group: 'coming',
      due: '2020-02-03',
      counted: null,
      row: {
        what: 'Papers of Cabinet, Tuesday 11 February: publish them',
        when: 'Monday 3 February, today',
        action: { href: '/committees/c/meetings/m' },
      },
    });
  });

  it('wait for somebody from the day after on', () => {
    expect(publicationTask(desk('2020-02-04T00:00:00Z'), cabinet)).toMatchObject({
      group: 'waiting',
      counted: { number: 1 },
      row: {
        when: expect.stringMatching(/^\w+day \d+ \w+.*, 1 working day late$/) as unknown as string,
        action: { text: 'Record it' },
      },
    });
  });

  it('are a date for those who work towards it, until it is over', () => {
    expect(publicationDate(desk('2020-02-03T10:00:00Z'), cabinet)).toMatchObject([
      {
        group: 'coming',
        row: {
          what: 'Papers of Cabinet, Tuesday 11 February: published',
          state: 'the last day by law, for the clerk',
          when: 'Monday 3 February, today',
        },
      },
    ]);
    expect(publicationDate(desk('2020-02-04T10:00:00Z'), cabinet)).toEqual([]);
  });
});
