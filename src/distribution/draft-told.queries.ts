import { Injectable } from '@nestjs/common';
import type { Changes } from '../changes/index.js';
import { CommitteesQueries } from '../committees/index.js';
import { editionIfAny, editionsOf } from '../disclosure/index.js';
import type { Actor } from '../identity/index.js';
import { Database } from '../platform/index.js';
import { VersionChangesQueries, type ReportView } from '../reporting/index.js';
import type { EditionName, ReportSnapshot } from '../snapshot/index.js';
import { editionFor } from './dispatch.rules.js';
import { lastReceived } from './received.sql.js';

/** What committees would be told has changed, if a report were sealed as it stands: those together that are told the same. */
export interface DraftTold {
  /** By name. */
  committees: readonly { id: string; name: string }[];
  /** Null where they may have none of it. */
  edition: EditionName | null;
  /** Null where they get nothing, where the reader may not see it, or while there is no public edition. */
  changes: Changes | null;
}

const MOST_COMMITTEES = 100;

/** Compares a report that is not sealed with what each committee had last. */
@Injectable()
export class DraftToldQueries {
  constructor(
    private readonly database: Database,
    private readonly committees: CommitteesQueries,
    private readonly comparisons: VersionChangesQueries,
  ) {}

  /**
   * For the committees that the reader may see. Does NOT check that the report is theirs to read.
   * @param snapshot as it would be sealed now.
   */
  async of(
    actor: Actor,
    { programmeId, periodId }: Pick<ReportView, 'programmeId' | 'periodId'>,
    snapshot: ReportSnapshot,
  ): Promise<DraftTold[]> {
    const { items } = await this.committees.list(actor, {
      programmeId,
      active: true,
      limit: MOST_COMMITTEES,
    });
    const made = editionsOf(snapshot);
    const had = await this.database.read(async (tx) => {
      const found = new Map<string, string | null>();
      for (const { id } of items) found.set(id, await lastReceived(tx, { committeeId: id, periodId }));
      return found;
    });
    const groups = new Map<string, DraftTold>();
    for (const { id, name, edition: gets } of items) {
      const edition = editionFor(gets, made) ?? null;
      const sinceId = had.get(id) ?? null;
      const key = JSON.stringify([edition, edition === null ? null : sinceId]);
      const known = groups.get(key);
      const isRead = edition === 'public' || actor.can('exempt.read', programmeId);
      const draft = edition !== null && isRead ? editionIfAny(snapshot, edition) : null;
      groups.set(key, {
        committees: [...(known?.committees ?? []), { id, name }],
        edition,
        changes: known?.changes ?? (draft && (await this.comparisons.ofDraft(draft, periodId, sinceId))),
      });
    }
    return [...groups.values()];
  }
}
