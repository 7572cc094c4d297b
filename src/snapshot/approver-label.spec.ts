import { expect, it } from '@jest/globals';
import { approverLabel } from './approver-label.js';

const whitby = { id: 'w', name: 'Callum Whitby', jobTitle: 'Assistant Director' };
const meehan = { id: 'm', name: 'Nancy Meehan', jobTitle: 'Director', until: '2020-01-03' };

it('names who approved, for whom and until when', () => {
  expect(approverLabel(whitby)).toBe('Callum Whitby, Assistant Director');
  const standing = { ...whitby, standsInFor: [meehan] };
  expect(approverLabel(standing)).toBe(
    'Callum Whitby, Assistant Director, for Nancy Meehan, Director (stands in until 3 January 2020)',
  );
  const titles = ({ id, jobTitle }: typeof whitby) => ({ id, name: jobTitle, jobTitle });
  expect(approverLabel(standing, titles)).toBe(
    'Assistant Director, for Director (stands in until 3 January 2020)',
  );
});
