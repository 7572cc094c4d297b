import { describe, expect, it } from '@jest/globals';
import { intakeChoices } from './choices.js';
import type { FixtureBlock } from './docx.fixture.js';
import { of, take, why } from './layouts.fixture.js';
import type { Known } from './plan.js';
import { planIntake } from './plan.rules.js';

const roles = (blocks: readonly FixtureBlock[]) =>
  of(take(blocks), 'role').map(
    ({ role, theme, name }) => `${role}${theme === null ? '' : ` ${theme}`} ${name}`,
  );

describe('tables of people', () => {
  it('name roles in a column of their own', () => {
    const blocks: FixtureBlock[] = [
      {
        rows: [
          ['Role', 'Name', 'Job title'],
          ['Senior Responsible Officer', 'Ann Bell', 'Director'],
          ['Programme manager', 'Cy Dunn', ''],
          ['Theme 1 lead', 'Eve Fox', ''],
          ['Lead for theme two: Practice', 'Gil Hay/Ida Jex', ''],
          ['Lead member', 'Kit Low', ''],
          ['Theme lead', 'May Nix', ''],
          ['Theme 4 lead', 'Vacant', ''],
        ],
      },
    ];
    expect(roles(blocks)).toEqual(['sro Ann Bell', 'manager Cy Dunn', 'lead 1 Eve Fox', 'lead 2 Gil Hay']);
    const taken = take(blocks);
    expect(taken.tables[0]?.notes[0]).toContain('The first is taken, Ida Jex not.');
    expect(why(taken, 1, 6, 2)?.why).toContain('the Senior Responsible Officer, the programme manager');
    expect(why(taken, 1, 7, 2)?.why).toContain('It does not say of which theme');
    expect(why(taken, 1, 8, 2)?.why).toBe('It names nobody.');
  });

  it('name the lead beside each theme, or under the heading of a theme', () => {
    expect(
      roles([
        {
          rows: [
            ['Theme', 'Owner'],
            ['Theme 1: Leadership', 'Ann Bell'],
            ['2', 'Cy Dunn'],
            ['Practice', 'Eve Fox'],
          ],
        },
      ]),
    ).toEqual(['lead 1 Ann Bell', 'lead 2 Cy Dunn']);
    expect(
      roles([
        'Theme three: Workforce',
        {
          rows: [
            ['Theme lead', 'Ann Bell'],
            ['Date of report', '27/03/2026'],
          ],
        },
      ]),
    ).toEqual(['lead 3 Ann Bell']);
  });

  it('a line that names somebody is no heading of a group', () => {
    const taken = take([
      'Theme 1: Leadership',
      'Theme lead: Ann Bell',
      {
        rows: [
          ['Indicator', 'Apr 26'],
          ['Number of contacts', '4'],
        ],
      },
    ]);
    expect(of(taken, 'measure')[0]?.group).toBeNull();
  });
});

describe('who has a role', () => {
  const known: Known = {
    sections: [],
    themes: [
      { id: 't1', number: 1, title: 'One', ownerId: null, version: 1 },
      { id: 't2', number: 2, title: 'Two', ownerId: 'p3', version: 1 },
    ],
    holders: [{ id: 'p1', role: 'sro' }],
    groups: [],
    measures: [],
    people: [
      { id: 'p1', name: 'Ann Bell', jobTitle: '' },
      { id: 'p2', name: 'Cy Dunn', jobTitle: '' },
    ],
    period: null,
    may: { themes: true, measures: true, figures: true, drafts: true, report: true, owners: true },
  };

  it('is written for leads with an account alone; nobody gets an account or a role by being named', () => {
    const taken = take([
      {
        rows: [
          ['Role', 'Name'],
          ['SRO', 'Ann Bell'],
          ['Programme manager', 'Cy Dunn'],
          ['Theme 1 lead', 'Cy Dunn'],
          ['Theme 2 lead', 'Ann Bell'],
          ['Theme 3 lead', 'Eve Fox'],
          ['Theme 9 lead', 'Cy Dunn'],
        ],
      },
    ]);
    const plan = planIntake(taken, intakeChoices.parse({}), known);
    expect(plan.leads).toEqual([{ theme: 1, personId: 'p2', name: 'Cy Dunn' }]);
    expect(plan.left.map(({ what, why: reason }) => `${what}: ${reason}`)).toEqual([
      'Programme manager: Cy Dunn: Roles are given by an administrator, on the page of the person.',
      'Lead of theme 2: Ann Bell: The theme has another lead here, who stays.',
      'Lead of theme 3: Eve Fox: There is no account with this name here. An administrator makes accounts and gives roles.',
      'Lead of theme 9: Cy Dunn: The programme has no theme of this number.',
    ]);
  });
});
