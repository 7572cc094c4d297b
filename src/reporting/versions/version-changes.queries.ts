import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { requirePermission, type Actor } from '../../identity/index.js';
import { Database, invalid, notFound } from '../../platform/index.js';
import { editionIfAny, hasEdition, type Edition } from '../../disclosure/index.js';
import { EDITIONS, type EditionName, type ReportSnapshot, type Seal } from '../../snapshot/index.js';
import { VersionsQueries } from './versions.queries.js';
import { changes, changesBetweenEditions, type Changes } from '../../changes/index.js';

export const versionChanges = changes
  .extend({
    versionId: z.uuid(),
    edition: z.enum(EDITIONS).describe('Of both reports.'),
    sinceId: z
      .uuid()
      .nullable()
      .describe(
        'The version that it is compared with; null for a first report. Nothing is compared with a version that has no such edition: then "since" is null.',
      ),
  })
  .meta({
    id: 'VersionChanges',
    description: 'What the reader of an edition of a sealed version is told against an earlier one.',
  });
export type VersionChanges = z.infer<typeof versionChanges>;

/** Which two reports are compared, as which kind of reader has them. */
interface Between {
  versionId: string;
  edition: EditionName;
  sinceId: string | null;
}

interface SealedVersion {
  snapshot: ReportSnapshot;
  seal: Seal;
}

/** Editions that reports are compared with, a few megabytes each: all drafts of a month are held against the same one. */
const EDITIONS_KEPT = 8;

/** Compares sealed versions; reads sealed texts and nothing else. */
@Injectable()
export class VersionChangesQueries {
  /** By version and name: what was sealed never changes. Its hash was checked when it was read. */
  private readonly editions = new LRUCache<string, Promise<Edition | null>>({ max: EDITIONS_KEPT });

  constructor(
    private readonly database: Database,
    private readonly versions: VersionsQueries,
  ) {}

  /**
   * For a reader.
   * @param wanted without `sinceId`: against the version of the period before.
   * @throws Problem 404 when one of them is absent or not theirs to see, or has no public edition · 403 for an exempt edition without the
   * permission · 422 when the other one is not an earlier one of the same programme: of an earlier period, or one
   * that it corrects.
   */
  async read(
    actor: Actor,
    versionId: string,
    wanted: { edition: EditionName; sinceId?: string | undefined },
  ): Promise<VersionChanges> {
    const { edition } = wanted;
    const { programmeId } = await this.versions.get(actor, versionId);
    if (edition === 'exempt') requirePermission(actor, 'exempt.read', programmeId);
    if (wanted.sinceId === undefined) {
      const sinceId = await this.database.read((tx) => this.versions.before(tx, versionId));
      return this.between({ versionId, edition, sinceId });
    }
    const since = await this.versions.get(actor, wanted.sinceId);
    const [before, after] = [await this.sealed(since.id), await this.sealed(versionId)];
    if (since.programmeId !== programmeId || !isEarlier(before, after))
      throw invalid([{ path: 'sinceId', message: 'Name an earlier version of the same programme.' }]);
    return this.between({ versionId, edition, sinceId: since.id });
  }

  /** For a person who was checked already. @throws Problem 404 when the version has no such edition. */
  async between(of: Between): Promise<VersionChanges> {
    const { versionId, edition: name, sinceId } = of;
    const edition = await this.edition(versionId, name);
    if (!edition) throw notFound('edition of this version');
    if (sinceId === null) return { ...of, ...changesBetweenEditions(null, edition) };
    const ids = await this.database.read((tx) => this.versions.between(tx, sinceId, versionId));
    return { ...of, ...(await this.against(edition, sinceId, ids)) };
  }

  /**
   * What the reader of an edition of a report would be told that is not sealed yet. For a person who was checked already.
   * @param sinceId the version that this reader has; null for none. @param periodId of the draft.
   */
  async ofDraft(draft: Edition, periodId: string, sinceId: string | null): Promise<Changes> {
    if (sinceId === null) return changesBetweenEditions(null, draft);
    const ids = await this.database.read((tx) => this.versions.betweenAndPeriod(tx, sinceId, periodId));
    return this.against(draft, sinceId, ids);
  }

  /** @param between the versions that stand between the two. */
  private async against(edition: Edition, sinceId: string, between: readonly string[]): Promise<Changes> {
    const before = await this.edition(sinceId, edition.name);
    const passed = (await Promise.all(between.map((id) => this.edition(id, edition.name)))).filter(
      (one) => one !== null,
    );
    return changesBetweenEditions(before, edition, passed);
  }

  /** What a monthly reader had before a report about this period, for a look at its draft. Null for a first report. */
  async editionBefore(periodId: string, name: EditionName): Promise<Edition | null> {
    const id = await this.database.read((tx) => this.versions.beforePeriod(tx, periodId));
    return id === null ? null : this.edition(id, name);
  }

  /** The newest sealed version of this period, which a report about it that is not sealed yet corrects. Null for a first report. */
  async editionInForce(periodId: string, name: EditionName): Promise<Edition | null> {
    const latest = await this.database.read((tx) => this.versions.latest(tx, periodId));
    return latest === undefined ? null : this.edition(latest.id, name);
  }

  private edition(id: string, name: EditionName): Promise<Edition | null> {
    const key = `${id} ${name}`;
    const known = this.editions.get(key);
    if (known) return known;
    const made = this.sealed(id).then((sealed) => editionFrom(sealed, name));
    this.editions.set(key, made);
    made.catch(() => this.editions.delete(key));
    return made;
  }

  private async sealed(id: string): Promise<SealedVersion> {
    const found = await this.versions.sealed(id);
    if (!found) throw notFound('sealed version');
    return found;
  }
}

/** Of an earlier period, or an earlier one of the same; never the version itself. */
function isEarlier(before: SealedVersion, after: SealedVersion): boolean {
  const [was, is] = [before.snapshot.period.startsOn, after.snapshot.period.startsOn];
  return was < is || (was === is && before.seal.version < after.seal.version);
}

/** Null where there is no such edition: nothing is told of it. */
const editionFrom = ({ snapshot, seal }: SealedVersion, name: EditionName): Edition | null =>
  hasEdition(snapshot, name) ? editionIfAny(snapshot, name, seal.sha256) : null;
