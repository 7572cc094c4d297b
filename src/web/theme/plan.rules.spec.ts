import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../platform/index.js';
import { readPlan, withPlan } from './plan.rules.js';

const director = { id: 'd', name: 'A. Person', jobTitle: 'Director' };
const plan = (text: string) =>
  readPlan(readCsv(text), [director, { id: 'h', name: 'B. Person', jobTitle: 'Head' }]);
const issues = (text: string): string[] => plan(text).issues;

describe('reading a pasted plan', () => {
  it('takes columns by their headings, or in their usual order, and an empty objective as the one above', () => {
    const withHeadings = plan('Due date\tAction\tObjective\n29/02/2020\tInduct\tMembers\n\tBrief\t');
    expect(withHeadings).toEqual({
      rows: [
        { objective: 'Members', action: 'Induct', owner: null, unknownOwner: null, dueOn: '2020-02-29' },
        { objective: 'Members', action: 'Brief', owner: null, unknownOwner: null, dueOn: null },
      ],
      issues: [],
    });
    expect(plan('Members\tInduct\tdirector\t29 Feb 2020').rows).toEqual([
      { objective: 'Members', action: 'Induct', owner: director, unknownOwner: null, dueOn: '2020-02-29' },
    ]);
  });

  it('finds owners by name, job title or both, and says whom it does not know', () => {
    for (const owner of ['a. person', 'Director', 'A. Person, Director', 'A. Person (Director)'])
      expect(plan(`M\tI\t"${owner}"`).rows[0]?.owner).toBe(director);
    expect(plan('M\tI\tSomebody').rows[0]).toMatchObject({ owner: null, unknownOwner: 'Somebody' });
  });

  it('reads days as people write them, and no others', () => {
    for (const day of ['29/2/2020', '29.02.2020', '2020-02-29', '29 February 2020', '29-Feb-2020'])
      expect(plan(`M\tI\t\t${day}`).rows[0]?.dueOn).toBe('2020-02-29');
    for (const day of ['30/02/2020', '29/2/20', 'spring', '2020-13-01'])
      expect(issues(`M\tI\t\t${day}`)).toEqual([
        `Row 1: “${day}” is not a day. Write 29/02/2020, or leave it empty.`,
      ]);
  });

  it('says what is wrong with its row', () => {
    expect(issues('')).toEqual(['Paste your plan']);
    expect(issues('objective\taction')).toEqual(['There is no row below the headings']);
    expect(issues('objective\taction\n\tInduct')).toEqual([
      'Row 2: there is no objective in it or above it.',
    ]);
    expect(issues(`${'x'.repeat(501)}\tInduct`)).toEqual([
      `Row 1: “${'x'.repeat(40)}…” is longer than 500 characters.`,
    ]);
  });
});

describe('adding a plan to a theme', () => {
  it('adds what is not there, once', () => {
    let next = 0;
    const newId = () => `new ${next++}`;
    const there = {
      id: 'o',
      title: 'Members',
      actions: [{ id: 'a', title: 'Induct', ownerId: null, dueOn: null, ratings: [] }],
      narratives: [],
    };
    const { rows } = plan('members\tinduct\nMembers\tBrief\tHead\nPractice\tAudit\n\tLearn\nAlone');
    const first = withPlan([there], rows, newId);
    expect(first.effects).toEqual(['nothing', 'action', 'both', 'action', 'objective']);
    expect(first.objectives.map(({ title, actions }) => [title, actions.map((one) => one.title)])).toEqual([
      ['Members', ['Induct', 'Brief']],
      ['Practice', ['Audit', 'Learn']],
      ['Alone', []],
    ]);
    expect(first.objectives[0]?.actions[1]?.ownerId).toBe('h');
    expect(there.actions).toHaveLength(1);
    expect(withPlan(first.objectives, rows, newId).effects).toEqual(rows.map(() => 'nothing'));
  });
});
