import { expect, it } from '@jest/globals';
import type { DraftTold } from '../../distribution/index.js';
import type { ReportAround } from '../../reporting/index.js';
import { presentTold } from './told.presenter.js';

const around = {
  report: { id: 'r', revision: 1, actions: [], correctionReason: null },
  period: { label: 'January 2020' },
  programme: { name: 'Improvement' },
} as unknown as ReportAround;
const committee = (name: string) => ({ id: name, name });
const none = { committees: [committee('Cabinet')], edition: 'public', changes: null } as const;

it('says who gets nothing, and of whom the reader may not know', () => {
  const told: DraftTold[] = [
    { ...none, committees: [committee('Cabinet'), committee('Board')] },
    { ...none, edition: 'exempt' },
    { ...none, edition: null },
  ];
  const { head, committees } = presentTold(around, told);
  expect(head.lead).toContain('They would not all be told the same.');
  expect(committees.map(({ name }) => name)).toEqual(['Cabinet and Board', 'Cabinet', 'Cabinet']);
  expect(committees.map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('cannot be made yet'),
    expect.stringContaining('You may not read it'),
    expect.stringContaining('there is no edition'),
  ]);
});

it('says what is missing where there is nothing to compare', () => {
  expect(presentTold(around, null).head.lead).toContain('before the words of the report are written');
  expect(presentTold(around, []).head.lead).toContain('No committee that you may see');
});
