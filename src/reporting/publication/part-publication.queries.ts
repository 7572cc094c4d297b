import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { lookThrough, PublicationsQueries, suppressedAlone } from '../../disclosure/index.js';
import type { Actor } from '../../identity/index.js';
import { PartFiguresQueries } from '../../performance/index.js';
import { Database, frozen, type ReadTx } from '../../platform/index.js';
import type { PartView } from '../../programmes/index.js';
import type { ReportContent, SuppressedCell } from '../../snapshot/index.js';
import { ContributionsQueries } from '../../workflow/index.js';
import { LoneParts } from '../lone-parts.js';
import { partKey } from '../part-key.js';
import { presentBlocks, type ContributionPublication } from './publication.view.js';

/** Parts of which it is kept which figures would not be printed: some KB each. */
const KEPT = 500;

/** Where a part stands. */
interface Place {
  id: string;
  programmeId: string;
  /** First day of its period. */
  startsOn: string;
}

/** What the public edition would leave out of one part, if nothing else were in the report. */
@Injectable()
export class PartPublicationQueries {
  /** By what they follow from: the part's figures, the policy, the decisions in force, and the sealed versions, which never change. */
  private readonly known = new LRUCache<string, readonly SuppressedCell[]>({ max: KEPT });

  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
    private readonly lone: LoneParts,
    private readonly figures: PartFiguresQueries,
    private readonly publications: PublicationsQueries,
  ) {}

  /** For its owner, block by block. @throws Problem 404 when absent or not the actor's to see. */
  async get(actor: Actor, contributionId: string): Promise<ContributionPublication> {
    const envelope = await this.contributions.get(actor, 'contribution', contributionId);
    return this.database.read(async (tx) => {
      const content = await this.lone.one(tx, envelope);
      const { startsOn } = content.period;
      const suppressed = await this.suppressed(tx, { ...envelope, startsOn }, () => content);
      const decisions = await this.publications.inForce(tx, envelope.programmeId);
      return presentBlocks(content, decisions, await lookThrough(content), suppressed);
    });
  }

  /**
   * The figures that would not be printed, for whoever types them. Figures of other parts may make more of them follow. Its texts are not
   * looked through. Does NOT check permissions: a part is what the reader was given.
   */
  unprinted(part: PartView): Promise<readonly SuppressedCell[]> {
    const { id, period, programme } = part;
    return this.database.read((tx) =>
      this.suppressed(tx, { id, programmeId: programme.id, startsOn: period.startsOn }, async () => {
        const [found] = await this.lone.contents(tx, [partKey(part)]);
        if (!found) throw new Error('BUG: one part makes one report');
        return found.content;
      }),
    );
  }

  /** @param content what the part says in this transaction; asked for only where the answer is not known. */
  private async suppressed(
    tx: ReadTx,
    { id, programmeId, startsOn }: Place,
    content: () => ReportContent | Promise<ReportContent>,
  ): Promise<readonly SuppressedCell[]> {
    const says = await this.figures.says(tx, id);
    if (says === undefined) return [];
    const decisions = await this.publications.inForce(tx, programmeId);
    const { policy } = await this.publications.settings(tx, programmeId);
    const versions = await this.publications.earlierVersions(tx, programmeId, startsOn);
    const decided = decisions.map(({ effect, block }) => [effect, block]);
    const followsFrom = JSON.stringify([id, says, policy, decided, versions]);
    const known = this.known.get(followsFrom);
    if (known) return known;
    const earlier = await this.publications.printedIn(tx, versions);
    const suppressed = frozen(suppressedAlone(await content(), policy, decisions, earlier));
    this.known.set(followsFrom, suppressed);
    return suppressed;
  }
}
