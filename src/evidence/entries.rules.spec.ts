import { describe, expect, it } from '@jest/globals';
import { entriesIn, entryIn } from './entries.rules.js';

describe('the entries to which a file can be attached', () => {
  it('are those of every kind of part, by their lists, with what people call them', () => {
    const of = (content: unknown) => entriesIn(content).map(({ entry, label }) => `${entry} ${label}`);
    expect(
      of({ objectives: [{ id: 'o1', title: 'Better plans', actions: [{ id: 'a1', title: 'Train' }] }] }),
    ).toEqual(['objectives/o1 Objective: Better plans', 'actions/a1 Action: Train']);
    expect(
      of({
        entries: [
          { id: 'r1', event: 'Staff leave' },
          { id: 'c1', title: 'Sufficiency' },
        ],
      }),
    ).toEqual(['entries/r1 Entry: Staff leave', 'entries/c1 Entry: Sufficiency']);
    expect(of({ measures: [{ id: 'm1', definition: { title: 'Contacts' }, figures: [] }] })).toEqual([
      'measures/m1 Measure: Contacts',
    ]);
    expect(of({ teams: [{ id: 't1', name: 'East' }], lines: [{ id: 'l1', title: 'Grant' }] })).toEqual([
      'teams/t1 Team: East',
      'lines/l1 Budget line: Grant',
    ]);
  });

  it('are none of other lists, and none that the document does not have', () => {
    expect(entriesIn({ narratives: [{ id: 'n1', text: 'x' }], owners: ['p1'] })).toEqual([]);
    expect(entryIn({ objectives: [] }, 'objectives/o1')).toBeUndefined();
    expect(entryIn({ lines: [{ id: 'l1', title: 'x' }] }, 'constructor/l1')).toBeUndefined();
  });
});
