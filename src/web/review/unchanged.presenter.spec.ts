import { describe, expect, it } from '@jest/globals';
import type { PartView } from '../../programmes/index.js';
import { unchangedForm } from './review.form.js';
import { presentUnchanged, type UnchangedPart } from './unchanged.presenter.js';

const part = {
  id: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10',
  title: 'Placement stability',
  version: 3,
  actions: ['approve'],
  takesReportBack: [],
} as unknown as PartView;
const hintOf = (differs: UnchangedPart['differs']) =>
  presentUnchanged(
    { id: 'p', label: 'January 2020' },
    [{ part, label: 'December 2019', differs }],
    unchangedForm.blank(),
  ).items[0]?.hint?.text;
const asAt = {
  label: 'Figures as at',
  before: '31 December 2019',
  after: '27 January 2020',
  isText: false,
};

describe('a part that nobody changed', () => {
  it('is called the same only where nothing differs', () => {
    expect(hintOf([])).toBe('The same texts and figures as approved for December 2019.');
  });

  it('says what differs all the same', () => {
    expect(hintOf([asAt])).toBe(
      'The same as approved for December 2019, but for 1 thing: “Figures as at” was 31 December 2019 and is 27 January 2020.',
    );
    expect(hintOf([asAt, asAt, asAt, asAt])).toMatch(/but for 4 things: .*; and 1 more\.$/);
  });

  it('can be read before it is approved', () => {
    const { read } = presentUnchanged(
      { id: 'p', label: 'January 2020' },
      [{ part, label: 'December 2019', differs: [] }],
      unchangedForm.blank(),
    );
    expect(read).toEqual([{ text: 'Placement stability', href: `/contributions/${part.id}/review` }]);
  });
});
