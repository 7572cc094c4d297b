import { describe, expect, it } from '@jest/globals';
import type { MeetingView } from '../../committees/index.js';
import { nextMeeting } from './committee.presenter.js';

const meeting = (meetsOn: string, cancelledAt: string | null = null): MeetingView =>
  ({ meetsOn, startsAt: `${meetsOn}T10:00:00.000Z`, cancelledAt }) as MeetingView;

describe('the next meeting of a committee', () => {
  it('is the first that is still to come, in whichever order they are listed', () => {
    const all = [meeting('2020-03-10'), meeting('2020-02-11'), meeting('2020-01-14')];
    expect(nextMeeting(all, '2020-01-15')).toMatchObject({ meetsOn: '2020-02-11' });
    expect(nextMeeting(all, '2020-02-11')).toMatchObject({ meetsOn: '2020-02-11' });
  });

  it('is none that was cancelled, and nothing when all are over', () => {
    expect(nextMeeting([meeting('2020-02-11', '2020-01-20T09:00:00Z')], '2020-01-15')).toBeNull();
    expect(nextMeeting([meeting('2020-01-14')], '2020-01-15')).toBeNull();
  });
});
