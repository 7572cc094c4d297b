import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  CurrentActor,
  Heavy,
  PeopleQueries,
  Policy,
  type Actor,
  type Permission,
  type Person,
} from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { PartsQueries, type PartView } from '../../programmes/index.js';
import { PartAtWorkQueries, PartReadingQueries } from '../../reporting/index.js';
import { KnownPages, Page, show, type PageAnswer } from '../shell/index.js';
import { Deciders } from './deciders.js';
import { neededNext, presentHub, writes } from './hub.presenter.js';

const id = z.uuid();
const hubQuery = z.object({ read: z.string().max(10).optional() });

/** A part of a period's report: to write it, or to read it. */
@Page('contributions/:id')
@Heavy('searching')
export class HubController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly reading: PartReadingQueries,
    private readonly work: PartAtWorkQueries,
    private readonly people: PeopleQueries,
    private readonly whoDecides: Deciders,
    private readonly pages: KnownPages,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: hubQuery }) { read }: z.infer<typeof hubQuery>,
  ): Promise<PageAnswer> {
    const document = await this.parts.document(actor, partId);
    const writing = writes(document.part) && read === undefined;
    const [notes, work, printed, said, others, deciding] = await Promise.all([
      writes(document.part) ? this.parts.notes(actor, partId) : [],
      writing ? this.work.get(document.part) : null,
      writing ? null : this.reading.read(actor, partId),
      writing ? null : this.reading.said(document.part),
      writing ? [] : this.able(document.part, neededNext(document.part), actor.userId),
      document.part.status === 'approved'
        ? null
        : this.whoDecides.of(document.part, document.part.status === 'draft' ? document.part.ownerId : null),
    ]);
    const view = presentHub({
      actor,
      document,
      notes,
      questions: work?.questions ?? [],
      leftOut: work?.leftOut ?? null,
      printed,
      said,
      others,
      deciding,
      has: this.pages.has,
      now: this.clock.now(),
      today: this.clock.today(),
    });
    return show('part/hub', view);
  }

  /** @param but who does not count. */
  private async able(part: PartView, permission: Permission, but: string): Promise<Person[]> {
    const found = await this.people.withPermission(permission, part.programme.id, this.clock.today());
    return found.filter(({ id: personId }) => personId !== but);
  }
}
