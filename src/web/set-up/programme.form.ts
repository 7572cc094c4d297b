import { programmeChange, programmeInput } from '../../programmes/index.js';
import { pageForm } from '../shell/index.js';

const fields = {
  name: { to: 'name', missing: 'Enter a name' },
  council: { to: 'council', missing: 'Enter the council’s name' },
  sections: {
    to: 'sections',
    as: 'list',
    words: { 'Choose at least one': 'Choose at least one kind of part' },
  },
  quarters: { to: 'quarterWindow' },
} as const;

export const newProgrammeForm = pageForm(programmeInput, {
  code: {
    to: 'code',
    missing: 'Enter a short code, such as CSIP',
    words: { 'This is already in use.': 'Another programme has this code' },
  },
  ...fields,
});

export const programmeForm = pageForm(programmeChange, fields);
