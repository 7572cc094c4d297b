import type { Actor, Person } from '../../../identity/index.js';
import type { BoardGroup, MeasureBoard } from '../../../performance/index.js';
import { count, facts, head, listPage, paths, personLabel, withQuery, type Link } from '../../shell/index.js';
import type { MeasureGroupPage } from './group.view.js';
import { lineOf, signsIn } from './measure-line.js';
import { groupName, stateOf } from './measures.presenter.js';

/** @param theme the one that prints it: `1: Leadership`. */
export function presentGroup(
  actor: Actor,
  group: BoardGroup,
  board: MeasureBoard,
  around: { theme: string | null; owner: Person | null },
  page: number,
): MeasureGroupPage {
  const { id, programmeId } = group;
  const { shown, before, next } = listPage(board.measures, page, (number) =>
    withQuery(paths.measureGroup(id), { page: number === 1 ? undefined : number }),
  );
  const rows = shown.map(lineOf);
  return {
    head: head(groupName(group), {
      wide: true,
      programme: board.programmeName,
      breadcrumbs: [{ text: 'Measures', href: paths.measures(programmeId) }],
      lead:
        board.measures.length === 0
          ? 'There is no measure in this group yet.'
          : `It has ${count(board.measures.length, 'measure')}. ${stateOf(board, board.measures)}`,
    }),
    facts: facts([
      {
        name: 'Printed',
        value:
          group.themeId === null
            ? 'After the themes'
            : around.theme === null
              ? 'In a theme'
              : `In theme ${around.theme}`,
      },
      {
        name: 'Owner',
        value: around.owner === null ? 'Whoever may write a part' : personLabel(around.owner),
      },
    ]),
    caption: groupName(group),
    rows,
    signs: signsIn(rows.map(({ figure }) => figure)),
    before,
    next,
    actions: actionsOf(actor, group, board),
  };
}

function actionsOf(actor: Actor, { id, programmeId, partId }: BoardGroup, { period }: MeasureBoard): Link[] {
  return [
    ...(partId === null || period === null
      ? []
      : [
          { text: `Its part of ${period.label}`, href: paths.part(partId) },
          ...(actor.can('reading.record', programmeId)
            ? [{ text: 'Record figures', href: paths.partBlock(partId, 'figures') }]
            : []),
        ]),
    ...(actor.can('measure.manage', programmeId)
      ? [
          { text: 'Add a measure', href: paths.newMeasure(programmeId, id) },
          { text: 'Change this group', href: paths.changeMeasureGroup(id) },
        ]
      : []),
  ];
}
