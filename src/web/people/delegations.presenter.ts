import type { DelegationView } from '../../identity/index.js';
import { londonDate, type Page } from '../../platform/index.js';
import {
  capitalised,
  choices,
  daysInWords,
  head,
  longDate,
  paths,
  withQuery,
  wordRows,
} from '../shell/index.js';
import type { AskPage } from './ask.view.js';
import type { DelegationsPage } from './delegations.view.js';
import { whereWords } from './people.words.js';

export type DelegationState = 'current' | 'over';

const STATES: Readonly<Record<DelegationState, { choice: string; caption: string; empty: string }>> = {
  current: {
    choice: 'Counts today or will',
    caption: 'Standing in that counts today or will',
    empty: 'Nobody stands in for anybody.',
  },
  over: { choice: 'Is over', caption: 'Standing in that is over', empty: 'No standing in is over.' },
};

/** @param mayEnd whether the person may end this one. @param today London date. */
export function presentDelegations(
  { items, nextCursor }: Page<DelegationView>,
  programmes: readonly { id: string; name: string }[],
  chosen: { programmeId: string | undefined; state: DelegationState },
  mayEnd: (one: DelegationView) => boolean,
  today: string,
): DelegationsPage {
  const { caption, empty } = STATES[chosen.state];
  return {
    head: head('Standing in', {
      breadcrumbs: [{ text: 'Administration', href: paths.administration() }],
      wide: true,
      lead: 'People give this themselves, for a role of their own. An administrator can end it, and cannot give it for them.',
    }),
    programmes:
      programmes.length > 1
        ? {
            items: choices(
              programmes.map(({ id, name }) => ({ value: id, text: name })),
              'Every programme',
            ),
            chosen: chosen.programmeId ?? '',
          }
        : null,
    states: {
      items: choices(Object.entries(STATES).map(([value, { choice }]) => ({ value, text: choice }))),
      chosen: chosen.state,
    },
    caption,
    rows: wordRows(
      items.map((one) => ({
        cells: [
          one.delegateName,
          one.delegatorName,
          `${one.roleName} in ${whereWords(one)}`,
          capitalised(daysInWords(one.startsOn, one.endsOn)),
          one.reason,
          stateWords(one, today),
        ],
        ...(chosen.state === 'current' && mayEnd(one)
          ? {
              link: {
                text: 'End',
                about: `standing in of ${one.delegateName} for ${one.delegatorName}`,
                href: paths.endDelegation(one.id),
              },
            }
          : {}),
      })),
    ),
    empty,
    next:
      nextCursor === null
        ? null
        : withQuery(paths.delegations({ programme: chosen.programmeId, state: chosen.state }), {
            cursor: nextCursor,
          }),
  };
}

/** @returns what gives it its effect today, or took it: `Counts today`, `Begins on …`, `Ended early, on …`. */
function stateWords(one: DelegationView, today: string): string {
  const day = (instant: string) => longDate(londonDate(new Date(instant)));
  if (one.revokedAt !== null) return `Ended early, on ${day(one.revokedAt)}`;
  if (one.roleEndedAt !== null) return `Over: the role was ended on ${day(one.roleEndedAt)}`;
  if (one.endsOn < today) return 'Over';
  if (one.roleEndsOn !== null && one.roleEndsOn < today)
    return `Over: the role ended on ${longDate(one.roleEndsOn)}`;
  return one.startsOn > today ? `Begins on ${longDate(one.startsOn)}` : 'Counts today';
}

export const presentEndDelegation = (one: DelegationView): AskPage => ({
  head: head('End this standing in?', {
    back: { text: 'Standing in', href: paths.delegations({}) },
    lead: `${one.delegateName} stands in for ${one.delegatorName}, ${one.roleName} in ${whereWords(one)}, until ${longDate(one.endsOn)}.`,
  }),
  sentences: [
    `From now on ${one.delegateName} can do nothing in the place of ${one.delegatorName}. What they did until now stays as it is.`,
    `Both are told by e-mail. Only ${one.delegatorName} can let somebody stand in again.`,
  ],
  work: [],
  lists: [],
  hidden: [],
  version: one.version,
  action: paths.endDelegation(one.id),
  button: 'End it',
  warning: true,
  cancel: paths.delegations({}),
});
