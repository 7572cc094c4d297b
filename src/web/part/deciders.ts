import { Injectable } from '@nestjs/common';
import { PeopleQueries, type Person } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import type { PartView } from '../../programmes/index.js';
import { freeToDecide, nobodyDecides } from '../../workflow/index.js';
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
    const part = { programmeId: id, authorIds };
    const holders = await this.people.holding(['contribution.approve', 'assignment.manage'], id, today);
    const who = (permission: (typeof holders)[number]['permissions'][number]): Person[] =>
      holders.filter(({ permissions }) => permissions.includes(permission));
    const own = who('contribution.approve').map((one) => ({ programmeId: id, userId: one.id }));
    const free = freeToDecide(own, part, writer);
    const people = holders.filter((one) => free.includes(one.id));
    if (people.length > 0) return { people, nobody: null };
    const all = await this.people.everybodyWith(['contribution.approve'], today);
    if (freeToDecide(all, part, writer).length > 0) return { people, nobody: null };
    const helpers = who('assignment.manage').map(personLabel);
    return { people, nobody: nobodyDecides(helpers.length === 0 ? undefined : inWords(helpers)) };
  }
}
