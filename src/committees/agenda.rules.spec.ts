import { describe, expect, it } from '@jest/globals';
import { meetingsOf, type AgendaMeeting } from './agenda.rules.js';

const meeting = (committeeId: string, meetsOn: string, more: Partial<AgendaMeeting> = {}): AgendaMeeting => ({
  committeeId,
  meetsOn,
  frequency: 'monthly',
  agenda: [],
  ...more,
});
const january = { id: 'january', endsOn: '2020-01-31' };
const days = (period: { id: string | null; endsOn: string }, ...meetings: AgendaMeeting[]) =>
  meetingsOf(period, meetings).map(({ committeeId, meetsOn }) => `${committeeId} ${meetsOn}`);

describe('the meetings that get a report', () => {
  it('are the first of each body after the period', () => {
    expect(
      days(
        january,
        meeting('Scrutiny', '2020-02-12'),
        meeting('Cabinet', '2020-03-10'),
        meeting('Cabinet', '2020-02-11'),
        meeting('Board', '2020-01-30'),
      ),
    ).toEqual(['Cabinet 2020-02-11', 'Scrutiny 2020-02-12']);
  });

  it('are those that have it on their agenda, where somebody has said so', () => {
    expect(
      days(
        january,
        meeting('Cabinet', '2020-02-11', { agenda: ['december'] }),
        meeting('Cabinet', '2020-03-10', { agenda: ['january'] }),
        meeting('Board', '2020-01-30', { agenda: ['january'] }),
      ),
    ).toEqual(['Board 2020-01-30', 'Cabinet 2020-03-10']);
  });

  it('leave out a meeting that has another report', () => {
    expect(
      days(
        january,
        meeting('Cabinet', '2020-02-11', { agenda: ['december'] }),
        meeting('Cabinet', '2020-03-10'),
      ),
    ).toEqual(['Cabinet 2020-03-10']);
  });

  it('of a quarterly body take the last month of its quarter', () => {
    const quarterly = meeting('Partnership', '2020-04-21', { frequency: 'quarterly' });
    expect(days({ id: 'february', endsOn: '2020-02-29' }, quarterly)).toEqual([]);
    expect(days({ id: 'march', endsOn: '2020-03-31' }, quarterly)).toEqual(['Partnership 2020-04-21']);
  });

  it('are none long after the period', () => {
    expect(days(january, meeting('Cabinet', '2020-04-14'))).toEqual([]);
    expect(days({ id: null, endsOn: '2020-01-31' }, meeting('Cabinet', '2020-04-02'))).toEqual([
      'Cabinet 2020-04-02',
    ]);
  });
});
