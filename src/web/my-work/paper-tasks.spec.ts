import { describe, expect, it } from '@jest/globals';
import type { DispatchTask } from '../../distribution/index.js';
import { Desk } from './my-work.tasks.js';
import { paperTasks } from './paper-tasks.js';

const desk = new Desk(
  { userId: 'u', can: () => true, holds: () => true },
  new Date('2020-02-03T10:00:00Z'),
  () => null,
);
const none = { deliveries: [], replaced: [], waiting: [], withoutPapers: [] };
const planned: DispatchTask = {
  id: 'd',
  programmeId: 'p',
  periodLabel: 'January 2020',
  meeting: { id: 'm', committeeName: 'Cabinet', meetsOn: '2020-02-11', cancelled: false },
  send: 'when_sealed',
  sendAt: null,
  overdue: false,
  underWay: false,
};
const told = (more: Partial<DispatchTask>) => {
  const [task] = paperTasks(desk, { ...none, waiting: [{ ...planned, ...more }] });
  return [task?.group, task?.row.state];
};

describe('papers that have not gone out', () => {
  it('are out with others while they wait for the report, or are on their way', () => {
    expect(told({})).toEqual(['out', 'the January 2020 report goes out once it is approved and printed']);
    expect(told({ send: 'at', sendAt: '2020-02-04T09:00:00Z' })).toEqual([
      'out',
      'the January 2020 report goes out on 4 February 2020 at 09:00',
    ]);
    expect(told({ underWay: true })).toEqual([
      'out',
      'the January 2020 report is being printed and sent now',
    ]);
  });

  it('wait for somebody once they are late and no work is on them', () => {
    expect(told({ overdue: true })).toEqual([
      'waiting',
      'late: the January 2020 report should have gone out, and has not',
    ]);
  });
});
