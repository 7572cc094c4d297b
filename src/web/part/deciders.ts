import { Injectable } from '@nestjs/common';
import { PeopleQueries, type Person } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import type { PartView } from '../../programmes/index.js';
import { inWords, personLabel } from '../shell/index.js';

/** Who can decide on a part. */
export interface Deciding {
  people: readonly Person[];
  /** Where nobody can, also by standing in: why, and who can help. */
  nobody: string | null;
}

/** Finds who can decide on a part: those who may approve, its authors apart. */
@Injectable()
export class Deciders {
  constructor(
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  /** @param writer who submits it, or has submitted it; null where that is not known. */
  async of({ programme: { id }, authorIds }: PartView, writer: string | null): Promise<Deciding> {
    const today = this.clock.today();
    const isFree = (userId: string): boolean => userId !== writer && !authorIds.includes(userId);
    const holders = await this.people.holding(['contribution.approve', 'assignment.manage'], id, today);
    const people = holders.filter(
      (one) => one.permissions.includes('contribution.approve') && isFree(one.id),
    );
    if (people.length > 0) return { people, nobody: null };
    const all = await this.people.everybodyWith(['contribution.approve'], today);
    if (all.some(({ programmeId, userId }) => (programmeId ?? id) === id && isFree(userId)))
      return { people, nobody: null };
    const helpers = holders.filter(({ permissions }) => permissions.includes('assignment.manage'));
    return { people, nobody: nobodyDecides(helpers) };
  }
}

/** Pure. */
const nobodyDecides = (helpers: readonly Person[]): string =>
  `Nobody can decide on it: everybody who may wrote in it, or writes it. ${
    helpers.length === 0 ? 'An administrator' : inWords(helpers.map(personLabel))
  } can give one more person a role that approves parts.`;
