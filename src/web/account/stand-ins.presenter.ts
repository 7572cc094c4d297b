import type { Actor, DelegationView, OwnRole, Person } from '../../identity/index.js';
import type { ProgrammeWithPeriod } from '../../programmes/index.js';
import {
  capitalised,
  choices,
  count,
  daysInWords,
  head,
  longDate,
  paths,
  personLabel,
  wordRows,
  type FormView,
} from '../shell/index.js';
import type { EndStandInPage, NewStandInPage, StandInsPage } from './stand-ins.view.js';

const back = { text: 'Standing in', href: paths.standIns() };

/** @param all given and received; those that are over are not shown. @param today London date. */
export function presentStandIns(actor: Actor, all: readonly DelegationView[], today: string): StandInsPage {
  const running = all.filter(({ revokedAt, endsOn }) => revokedAt === null && endsOn >= today);
  const given = running.filter(({ delegatorId }) => delegatorId === actor.userId);
  const received = running.filter(({ delegateId }) => delegateId === actor.userId);
  return {
    head: head('Standing in', {
      lead: firstSentence(given.length, received.length),
      breadcrumbs: [{ text: 'Your account', href: paths.account() }],
      wide: true,
    }),
    given: wordRows(
      given.map((one) => ({
        cells: [one.delegateName, one.roleName, daysInWords(one.startsOn, one.endsOn), one.reason],
        link: { text: 'End', about: `standing in by ${one.delegateName}`, href: paths.endStandIn(one.id) },
      })),
    ),
    received: wordRows(
      received.map((one) => ({
        cells: [one.delegatorName, one.roleName, daysInWords(one.startsOn, one.endsOn), one.reason],
      })),
    ),
    add: actor.holds('delegation.create') ? paths.newStandIn() : null,
  };
}

function firstSentence(given: number, received: number): string {
  if (given + received === 0) return 'Nobody stands in for you, and you stand in for nobody.';
  const youDo = received === 0 ? '' : `You stand in for ${count(received, 'person', 'people')}.`;
  if (given === 0) return youDo;
  const theyDo = `${capitalised(count(given, 'person', 'people'))} ${given === 1 ? 'stands' : 'stand'} in for you.`;
  return `${theyDo} ${youDo}`.trimEnd();
}

export const presentNewStandIn = (
  form: FormView,
  roles: readonly OwnRole[],
  people: readonly Person[],
  programmes: readonly ProgrammeWithPeriod[],
): NewStandInPage => ({
  head: head('Let somebody stand in for you', {
    back,
    lead: 'They can do everything that the role can, in your place and under their own name.',
  }),
  form,
  roles: choices(
    roles.map(({ assignmentId, roleName, programmeId }) => ({
      value: assignmentId,
      text: `${roleName}, ${programmes.find(({ id }) => id === programmeId)?.name ?? 'every programme'}`,
    })),
    'Choose a role',
  ),
  people: choices(
    people.map((person) => ({ value: person.id, text: personLabel(person) })),
    'Choose somebody',
  ),
});

export const presentEndStandIn = (delegation: DelegationView): EndStandInPage => ({
  head: head('End this standing in', {
    back,
    lead: `${delegation.delegateName} stands in for ${delegation.delegatorName} until ${longDate(delegation.endsOn)}.`,
  }),
  action: paths.endStandIn(delegation.id),
  version: delegation.version,
  consequence: `From now on ${delegation.delegateName} can do nothing in the place of ${delegation.delegatorName}.`,
});
