import { describe, expect, it } from '@jest/globals';
import { BUNDLED_CALENDAR } from '../platform/index.js';
import { countedDeadlines } from './installation-metrics.js';

describe('deadlines, for monitoring', () => {
  const of = (dueOn: string, today = '2020-01-10') =>
    countedDeadlines([{ kind: 'draft', dueOn }], today, BUNDLED_CALENDAR)[0]?.labels.when;

  it('are overdue from the day after', () => {
    expect([of('2020-01-09'), of('2020-01-10')]).toEqual(['overdue', 'soon']);
  });

  it('are soon for two working days, over a weekend and a bank holiday too', () => {
    expect([of('2020-01-14'), of('2020-01-15')]).toEqual(['soon', 'later']);
    expect(of('2020-04-14', '2020-04-09')).toBe('soon');
  });

  it('are later beyond the last bank holiday that is known', () => {
    expect(of('2099-01-05')).toBe('later');
  });

  it('are counted by kind', () => {
    const work = (['draft', 'draft', 'papers'] as const).map((kind) => ({ kind, dueOn: '2020-01-09' }));
    expect(countedDeadlines(work, '2020-01-10', BUNDLED_CALENDAR)).toEqual([
      { labels: { kind: 'draft', when: 'overdue' }, value: 2 },
      { labels: { kind: 'papers', when: 'overdue' }, value: 1 },
    ]);
  });
});
