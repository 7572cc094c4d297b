import { describe, expect, it } from '@jest/globals';
import { STATUSES, stepsOf, type EnvelopeKind } from '../../workflow/index.js';
import { drawWorkflow } from './workflow-drawing.js';
import { workflowSections } from './workflow.presenter.js';

const KINDS: readonly EnvelopeKind[] = ['contribution', 'report'];

describe('how a report comes about', () => {
  it('has a row for every step of the table, in words for every state and step', () => {
    workflowSections().forEach(({ table, drawing }, index) => {
      const kind = KINDS[index] ?? 'report';
      expect(table?.rows).toHaveLength(stepsOf(kind).length);
      expect(drawing?.boxes).toHaveLength(STATUSES[kind].length);
      const cells = [
        ...(table?.rows.flatMap((row) => row.cells.slice(0, 3)) ?? []),
        ...(drawing?.boxes.map(({ label }) => label) ?? []),
        ...(drawing?.arrows.map(({ label }) => label) ?? []),
      ];
      // A key has no capital letter.
      expect(cells.filter((words) => !/^[A-Z]/.test(words))).toEqual([]);
    });
  });

  it('says who, with which comment, and on what condition', () => {
    const [part] = workflowSections();
    // From each of the three states that a part may have by then.
    const withdrawn = [
      'Its correction is withdrawn',
      'Nobody: it follows from another step',
      'Needed',
      'Nothing',
    ];
    expect(part?.table?.rows.map(({ cells }) => [cells[0], ...cells.slice(3)])).toEqual([
      [
        'Write',
        'Who may: write a part while it is a draft; its owner alone, or who stands in for them, where one is named',
        'None',
        'Nothing',
      ],
      [
        'Submit',
        'Who may: submit a part for review; its owner alone, or who stands in for them, where one is named',
        'May be given',
        'Nothing is missing',
      ],
      withdrawn,
      [
        'Give back',
        'Who may: give a part back to its owner, with the reason',
        'Needed',
        'What it said is kept, and what changes since is told',
      ],
      [
        'Approve',
        'Who may: approve a part; nobody who wrote in it or submitted it',
        'May be given',
        'Nothing is missing; a report that is with the SRO comes back',
      ],
      withdrawn,
      [
        'Reopen',
        'Who may: make an approved part a draft again, with a reason',
        'Needed',
        'Not while the report is sealed: a correction comes first; a report that is with the SRO comes back',
      ],
      withdrawn,
    ]);
  });
});

describe('the drawing of a workflow', () => {
  it('fits the width of a page, whatever the number of states', () => {
    for (const { drawing } of workflowSections()) expect(drawing?.width).toBeLessThanOrEqual(1096);
    expect(workflowSections()[1]?.drawing?.boxes.map(({ lines }) => lines)).toContainEqual([
      'Approved',
      'and sealed',
    ]);
  });

  it('has one arrow between two states, each way back below the one before, and none to itself', () => {
    const { boxes, arrows, width, height } = drawWorkflow(
      'x',
      ['a', 'b', 'c'].map((key) => ({ key, label: key })),
      [
        { from: 'a', to: 'a', label: 'save' },
        { from: 'a', to: 'b', label: 'on' },
        { from: 'b', to: 'a', label: 'back' },
        { from: 'b', to: 'a', label: 'void' },
        { from: 'c', to: 'a', label: 'reopen' },
      ],
    );
    expect(boxes.map(({ x }) => x)).toEqual([0, 252, 504]);
    expect(arrows.map(({ label }) => label)).toEqual(['on', 'back, void', 'reopen']);
    const [, back, reopen] = arrows;
    expect(reopen?.y).toBeGreaterThan(back?.y ?? Infinity);
    expect([width, height > (reopen?.y ?? 0)]).toEqual([616, true]);
  });
});
