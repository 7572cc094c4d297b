import { expect, it } from '@jest/globals';
import { changesBetweenEditions } from '../../changes/index.js';
import { part, rated, reportOf, theme } from '../../changes/testing.js';
import { editionOf } from '../../disclosure/index.js';
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

it('stands side by side what two committees are told, and marks what only one of them is told', () => {
  type Rag = 'GREEN' | 'AMBER' | 'RED';
  const reported = (month: string, plans: Rag, training: Rag) => {
    const actions = [
      { id: 'a1', title: 'Write the plans', ...rated([2019, 3, plans]) },
      { id: 'a2', title: 'Train staff', ...rated([2019, 3, training]) },
    ];
    return editionOf(reportOf(month, [part('theme', theme(actions))]), 'exempt');
  };
  const now = reported('2020-01', 'RED', 'GREEN');
  const had = (name: string, before: typeof now): DraftTold => ({
    committees: [committee(name)],
    edition: 'exempt',
    changes: changesBetweenEditions(before, now),
  });
  const { committees } = presentTold(around, [
    had('Cabinet', reported('2019-12', 'AMBER', 'GREEN')),
    had('Scrutiny', reported('2019-11', 'AMBER', 'RED')),
  ]);
  const plans = expect.stringMatching(/^Write the plans, .*was Amber.*, now Red.* \(Worse\)$/);
  const training = expect.stringMatching(
    /^Train staff, .*was Red.*, now Green.* \(Better\)\. No other committee is told this$/,
  );
  expect(committees.map(({ name, groups }) => [name, groups.flatMap(({ lines }) => lines)])).toEqual([
    ['Cabinet', [plans]],
    ['Scrutiny', [plans, training]],
  ]);
});
