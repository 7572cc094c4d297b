import type { PartView } from '../../programmes/index.js';
import { aroundPart } from '../part/index.js';
import {
  capitalised,
  count,
  head,
  longDate,
  NO_FORM,
  paths,
  personLabel,
  wordRows,
  type CheckPastedPage,
  type FormView,
  type PastePage,
} from '../shell/index.js';
import type { PlanEffect, PlanRow } from './plan.rules.js';

export const presentPastePlan = (part: PartView, form: FormView): PastePage => ({
  head: head('Paste your plan', {
    ...aroundPart(part),
    back: { text: 'Objectives', href: paths.partBlock(part.id, 'objectives') },
    lead: 'Copy the rows in your spreadsheet and paste them here. You see what is added before it is saved.',
  }),
  form,
  action: paths.pastePlan(part.id),
  fileAction: null,
  label: 'Your plan',
  hint: 'Columns: objective, action, owner, due, with or without headings. An empty objective means the one above. Owners by name or job title.',
  columns: [],
});

const EFFECTS: Readonly<Record<PlanEffect, string>> = {
  objective: 'New objective',
  action: 'New action',
  both: 'New objective and action',
  nothing: 'There already',
};

/** @param effects of the rows, in their order. */
export function presentCheckPlan(
  part: PartView,
  table: string,
  rows: readonly PlanRow[],
  effects: readonly PlanEffect[],
): CheckPastedPage {
  const number = (...wanted: PlanEffect[]): number =>
    effects.filter((effect) => wanted.includes(effect)).length;
  const [objectives, actions] = [number('objective', 'both'), number('action', 'both')];
  const unknown = rows.filter(({ unknownOwner }) => unknownOwner !== null).length;
  const adds = objectives + actions > 0;
  return {
    head: head('Check your plan', {
      ...aroundPart(part),
      back: { text: 'Objectives', href: paths.partBlock(part.id, 'objectives') },
      wide: true,
      lead: adds
        ? `${capitalised(count(objectives, 'objective'))} and ${count(actions, 'action')} would be added. Nothing is saved yet.`
        : 'Everything in this plan is in the theme already. There is nothing to add.',
    }),
    form: NO_FORM,
    action: paths.pastePlan(part.id),
    table,
    add: adds ? 'Add this plan' : null,
    notes:
      unknown === 0
        ? []
        : [
            `${capitalised(count(unknown, 'owner'))} ${unknown === 1 ? 'is' : 'are'} not known in this programme. Their actions are added without an owner.`,
          ],
    caption: 'Rows of your plan',
    columns: ['Objective', 'Action', 'Owner', 'Due', 'What happens'],
    rows: wordRows(
      rows.map((row, index) => ({
        cells: [
          row.objective,
          row.action ?? '–',
          row.owner
            ? personLabel(row.owner)
            : row.unknownOwner === null
              ? 'Nobody yet'
              : `Not known: ${row.unknownOwner}`,
          row.dueOn === null ? 'No date' : longDate(row.dueOn),
          EFFECTS[effects[index] ?? 'nothing'],
        ],
      })),
    ),
  };
}
