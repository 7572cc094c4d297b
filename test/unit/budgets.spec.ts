import { describe, expect, it } from '@jest/globals';
import { budgetLines, type RunTime } from '../support/budgets.js';

const run = (changes: Partial<RunTime> = {}): RunTime => ({
  seconds: 431,
  workers: 2,
  whole: true,
  files: [
    { path: 'src/a.spec.ts', size: 'unit', seconds: 1.26 },
    { path: 'test/large/b.spec.ts', size: 'large', seconds: 75 },
    { path: 'test/medium/c.spec.ts', size: 'medium', seconds: 9 },
  ],
  ...changes,
});

describe('what is printed about the time of a run', () => {
  it('is its budget, the sum of each size, and the slowest files first', () => {
    expect(budgetLines(run())).toEqual([
      'Time: 7 min 11 s with 2 workers; the budget of npm test is 8 min 0 s on two cores',
      'Files added up: large 1 min 15 s, medium 9 s, unit 1 s',
      'Slowest files:',
      '   75.0 s  test/large/b.spec.ts',
      '    9.0 s  test/medium/c.spec.ts',
      '    1.3 s  src/a.spec.ts',
    ]);
  });

  it('says so when a run is over its budget', () => {
    expect(budgetLines(run({ seconds: 481 }))[0]).toContain('OVER BUDGET');
  });

  it('names the budget of the unit tests when only they ran, and none when files were chosen', () => {
    const unit = ['a', 'b'].map((path) => ({ path, size: 'unit', seconds: 1 }));
    expect(budgetLines(run({ files: unit, seconds: 61 }))[0]).toContain(
      'test:unit is 1 min 0 s on two cores: OVER',
    );
    expect(budgetLines(run({ files: unit, whole: false }))[0]).toBe('Time: 7 min 11 s with 2 workers');
  });

  it('is at most ten files, and nothing after a run of one file', () => {
    const files = Array.from({ length: 12 }, (_, at) => ({ path: `${at}`, size: 'unit', seconds: at }));
    expect(budgetLines(run({ files }))).toHaveLength(13);
    expect(budgetLines(run({ files: files.slice(0, 1) }))).toEqual([]);
  });
});
