import { Injectable } from '@nestjs/common';
import { PeopleQueries, type Actor } from '../../../identity/index.js';
import { MeasuresQueries } from '../../../performance/index.js';
import { Clock } from '../../../platform/index.js';
import { Sections } from '../../../workflow/index.js';
import type { MeasureChoices } from './edit.presenter.js';

/** More groups than numbers for them, and more measures than a group has places that people count. */
const MOST = 200;

/** What can be chosen for a measure. */
@Injectable()
export class MeasureLists {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly people: PeopleQueries,
    private readonly sections: Sections,
    private readonly clock: Clock,
  ) {}

  /** @param ownerId who is named already, though they may have left. The caller has shown that the programme is the actor's to see. */
  async of(actor: Actor, programmeId: string, ownerId: string | null): Promise<MeasureChoices> {
    const [groups, owners] = await Promise.all([
      this.measures.groups(actor, programmeId, { limit: MOST }),
      this.people.candidatesWith(programmeId, this.clock.today(), [ownerId]),
    ]);
    const feeds = this.sections
      .all()
      .flatMap(({ kind, figures }) => figures?.keys.map((key) => `${kind}:${key}`) ?? []);
    return { groups: groups.items, owners, feeds };
  }

  /** The place after the last one of a group. */
  async nextPosition(actor: Actor, programmeId: string, groupId: string | null): Promise<number> {
    const { items } = await this.measures.list(actor, programmeId, { limit: MOST });
    const own = items.filter((one) => one.groupId === groupId).map(({ position }) => position);
    return Math.min(1 + Math.max(0, ...own), 999);
  }
}
