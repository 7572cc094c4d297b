import { committeeChange, committeeInput } from '../../committees/index.js';
import { pageForm } from '../shell/index.js';

const IN_USE = 'This is already in use.';
const fields = {
  name: {
    to: 'name',
    missing: 'Enter a name',
    words: { [IN_USE]: 'The programme has a committee of this name already' },
  },
  kind: { to: 'kind', missing: 'Choose a kind' },
  gets: { to: 'edition', missing: 'Choose what it gets' },
  parent: { to: 'parentId' },
  chair: { to: 'chair' },
  frequency: { to: 'frequency' },
  notice: { to: 'noticeDays', as: 'figure', number: 'Enter clear days as a whole number, such as 5' },
  marking: { to: 'marking' },
  way: { to: 'way', missing: 'Choose how its papers go' },
  sections: { to: 'sections', as: 'list' },
} as const;

export const newCommitteeForm = pageForm(committeeInput, fields);
export const committeeForm = pageForm(committeeChange, { ...fields, meets: { to: 'active', as: 'flag' } });
