import { describe, expect, it } from '@jest/globals';
import { MOST_OFFICE_TASKS } from '../../committees/index.js';
import { Desk } from './my-work.tasks.js';
import { officeTasks } from './office-tasks.js';

const desk = new Desk(
  { userId: 'u', can: () => true, holds: () => true },
  new Date('2020-02-03T10:00:00Z'),
  () => null,
);
const cabinet = { committeeId: 'c', committeeName: 'Cabinet' };
const term = { ...cabinet, id: 'r', name: 'Councillor Ash', servesUntil: '2020-02-10' };

describe('who is in office', () => {
  it('a term that ends is a date to know; a committee without members waits for somebody', () => {
    const tasks = officeTasks(desk, {
      ending: [term],
      empty: [{ ...cabinet, meetsOn: '2020-02-11' }],
      unplanned: [],
    });
    expect(tasks).toMatchObject([
      {
        group: 'waiting',
        counted: { number: 1, one: 'committee without members' },
        row: {
          what: 'Cabinet meets',
          state: 'nobody on its list is in office on that day, so its papers reach nobody',
        },
      },
      { group: 'coming', due: '2020-02-10', row: { what: 'Term of office of Councillor Ash, Cabinet' } },
    ]);
  });

  it('what is not shown is said, and nothing is said where everything is', () => {
    const terms = (number: number) => Array.from({ length: number }, (_, n) => ({ ...term, id: String(n) }));
    expect(officeTasks(desk, { ending: terms(MOST_OFFICE_TASKS), empty: [], unplanned: [] })).toHaveLength(
      MOST_OFFICE_TASKS,
    );
    const more = officeTasks(desk, { ending: terms(MOST_OFFICE_TASKS + 1), empty: [], unplanned: [] });
    expect(more).toHaveLength(MOST_OFFICE_TASKS + 1);
    expect(more.at(-1)?.row).toMatchObject({
      what: 'More terms of office that end',
      state: 'the first 50 are shown here; the others follow once these are done',
    });
  });

  it('no committee, or one without a meeting ahead, waits for somebody, a line for each programme', () => {
    const programme = { programmeId: 'p', programmeName: 'Planning' };
    const unplanned = [
      { ...programme, committees: 0, withoutMeeting: [] },
      { ...programme, committees: 2, withoutMeeting: ['Cabinet'] },
      { ...programme, committees: 2, withoutMeeting: ['Cabinet', 'Scrutiny'] },
    ];
    const tasks = officeTasks(desk, { ending: [], empty: [], unplanned });
    expect(tasks.map(({ group, row: { what, state } }) => `${group}: ${what}, ${state}`)).toEqual([
      'waiting: There is no committee of Planning yet, so its reports go to nobody',
      'waiting: Cabinet has no meeting ahead, so no papers can be planned',
      'waiting: 2 committees of Planning have no meeting ahead, so no papers can be planned',
    ]);
  });
});
