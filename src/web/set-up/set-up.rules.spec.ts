import { expect, it } from '@jest/globals';
import { missingPeople, onlyReviewer, type Holder } from './set-up.rules.js';

const may = (id: string, ...permissions: Holder['permissions']): Holder => ({
  id,
  name: id,
  jobTitle: 'Officer',
  permissions,
});

it('says who is missing before a month can run', () => {
  expect(missingPeople([])).toHaveLength(4);
  const manager = may('manager', 'period.open', 'contribution.submit', 'contribution.approve');
  expect(missingPeople([manager, may('sro', 'report.approve'), may('clerk', 'dispatch.manage')])).toEqual([
    'an owner (writes parts)',
  ]);
});

it('knows who reviews alone; with two of them, or nobody, nobody does', () => {
  const owner = may('owner', 'contribution.submit');
  expect(onlyReviewer([owner])).toBeNull();
  expect(onlyReviewer([owner, may('a', 'contribution.approve')])?.id).toBe('a');
  expect(onlyReviewer([may('a', 'contribution.approve'), may('b', 'contribution.approve')])).toBeNull();
});
