import { Injectable } from '@nestjs/common';
import { DispatchesQueries } from '../../distribution/index.js';
import type { Actor } from '../../identity/index.js';
import { everyItem } from '../../platform/index.js';
import { PublishedQueries, VersionsQueries } from '../../reporting/index.js';
import type { AroundVersion } from './library.presenter.js';

/** What is known around a version: the others of its period, its files, where it went. */
@Injectable()
export class AroundVersions {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly dispatches: DispatchesQueries,
    private readonly published: PublishedQueries,
  ) {}

  /** @throws Problem 404 when absent or not the actor's to see. */
  async of(actor: Actor, versionId: string): Promise<AroundVersion> {
    const version = await this.versions.get(actor, versionId);
    const { periodId } = version;
    const [versions, printings, papers, publication] = await Promise.all([
      everyItem((query) => this.versions.list(actor, { ...query, periodId })),
      this.versions.printings(actor, version),
      everyItem((query) => this.dispatches.list(actor, { ...query, periodId })),
      this.published.state(versionId),
    ]);
    const mayKnow = actor.can('exempt.read', version.programmeId);
    return {
      version,
      others: versions.filter(({ id }) => id !== versionId),
      printings,
      papers: papers.filter(
        ({ reportVersion }) =>
          reportVersion?.id === versionId && (mayKnow || reportVersion.edition === 'public'),
      ),
      publication,
    };
  }
}
