import { describe, expect, it } from '@jest/globals';
import { BUILT_IN_ROLES } from '../../identity/index.js';
import { readCsv } from '../../platform/index.js';
import { readPeople } from './import.rules.js';

const roles = BUILT_IN_ROLES.map(({ key, name, permissions }) => ({
  id: key,
  key,
  name,
  permissions: [...permissions],
}));
const pip = { id: 'p', code: 'PIP', name: 'Planning' };
const known = { roles, programmes: [pip], everywhere: true, own: 'ada@example.org' };
const read = (text: string, more: Partial<typeof known> = {}) =>
  readPeople(readCsv(text), { ...known, ...more });
const HEAD = 'Name,E-mail,Job title,Role,Programme\n';
const issues = (row: string, more: Partial<typeof known> = {}): string[] =>
  read(`${HEAD}${row}`, more).issues;

describe('a list of people', () => {
  it('is read by its headings or in its usual order, with roles as people call them', () => {
    for (const [called, key] of [
      ['Programme manager', 'reviewer'],
      ['reviewer', 'reviewer'],
      ['SRO', 'sro'],
      ['senior responsible officer', 'sro'],
      ['Democratic Services', 'clerk'],
      ['Owner', 'owner'],
    ])
      expect(read(`Mo,MO@example.org,Manager,${called},pip`).rows).toEqual([
        {
          row: 1,
          name: 'Mo',
          email: 'mo@example.org',
          jobTitle: 'Manager',
          role: { roleId: key, programmeId: 'p' },
          roleName: roles.find((role) => role.key === key)?.name,
          programmeName: 'Planning',
        },
      ]);
    expect(read('Role\tE-mail address\tName\tJob title\n\tole@example.org\tOle\tHead').rows).toMatchObject([
      { name: 'Ole', email: 'ole@example.org', role: null },
    ]);
  });

  it('takes the only programme where none is named, and every programme only where it is said', () => {
    expect(read('A,a@example.org,B,owner,').rows[0]?.role?.programmeId).toBe('p');
    expect(read('A,a@example.org,B,auditor,Every programme').rows[0]?.role?.programmeId).toBeNull();
    const two = { programmes: [pip, { id: 'q', code: 'Q', name: 'Roads' }] };
    expect(issues('A,a@example.org,B,owner,', two)).toEqual([
      'Row 2: Say in which programme the role counts, or “every programme”.',
    ]);
    expect(issues('A,a@example.org,B,owner,all', { everywhere: false })).toEqual([
      'Row 2: You can give roles in your programmes alone.',
    ]);
  });

  it('says what is wrong with its row', () => {
    expect(issues(',nobody,,king,')).toEqual([
      'Row 2: E-mail: This must be an e-mail address.',
      'Row 2: Name: there is none.',
      'Row 2: Job title: there is none.',
      'Row 2: There is no role “king”.',
    ]);
    expect(issues('A,a@example.org,B,owner,Elsewhere')).toEqual([
      'Row 2: There is no programme “Elsewhere” in which you can give roles.',
    ]);
    expect(issues('Ada,Ada@example.org,Admin,owner,PIP')).toEqual([
      'Row 2: This is you. Another administrator gives you a role.',
    ]);
    expect(issues('Mo,m@example.org,Manager,owner,\nMoe,M@example.org,Boss,reader,')).toEqual([
      'Row 3: m@example.org has another name or job title in row 2.',
    ]);
    expect(
      issues('Mo,m@example.org,Boss,sro,\nMo,m@example.org,Boss,owner,\nMo,m@example.org,Boss,admin,all'),
    ).toEqual(['Row 4: Mo would both approve and administer, which nobody may.']);
    expect(issues('')).toEqual(['There is no row below the headings.']);
    const many = Array.from({ length: 201 }, (_, n) => `A,a${n}@example.org,B,owner,`).join('\n');
    expect(issues(many)).toEqual(['Bring at most 200 rows at once.']);
  });
});
