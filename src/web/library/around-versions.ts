import { Injectable } from '@nestjs/common';
import { DispatchesQueries } from '../../distribution/index.js';
import type { Actor } from '../../identity/index.js';
import { PublishedQueries, VersionsQueries } from '../../reporting/index.js';
import type { AroundVersion } from './library.presenter.js';

const MOST_PAPERS = 100;
const MOST_VERSIONS = 50;

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
    const [{ items }, printings, papers, publication] = await Promise.all([
      this.versions.list(actor, { periodId, limit: MOST_VERSIONS }),
      this.versions.printings(actor, version),
      this.dispatches.list(actor, { periodId, limit: MOST_PAPERS }),
      this.published.state(versionId),
    ]);
    const mayKnow = actor.can('exempt.read', version.programmeId);
    return {
      version,
      others: items.filter(({ id }) => id !== versionId),
      printings,
      papers: papers.items.filter(
        ({ reportVersion }) =>
          reportVersion?.id === versionId && (mayKnow || reportVersion.edition === 'public'),
      ),
      publication,
    };
  }
}
