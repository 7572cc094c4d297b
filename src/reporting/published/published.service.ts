import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { requirePermission, type Actor } from '../../identity/index.js';
import {
  Audit,
  Clock,
  conflict,
  Database,
  invalid,
  PEOPLE_ZONE,
  rows,
  stale,
  violatedConstraint,
  type Tx,
} from '../../platform/index.js';
import { VersionsQueries } from '../versions/versions.queries.js';
import type { PublishInput } from './published.input.js';
import type { PublicationAct } from './version-publication.entity.js';

/** Puts public editions on the public page, and takes them down. Exempt editions never come here. */
@Injectable()
export class PublishedService {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionsQueries,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem 404 not theirs to see · 403 · 409 when it is published already, or its public edition has not been made · 422 for a
   * day that has passed.
   */
  async publish(actor: Actor, versionId: string, { from }: PublishInput): Promise<void> {
    const version = await this.versions.get(actor, versionId);
    requirePermission(actor, 'version.publish', version.programmeId);
    if (!version.files.some(({ edition, format }) => edition === 'public' && format === 'html'))
      throw conflict('not-made', 'There is no public edition of this version, or it has not been made yet.');
    const now = this.clock.now();
    if (from !== null && from < this.clock.today())
      throw invalid([{ path: 'from', message: 'Enter today or a later day.' }]);
    const start =
      from === null || from === this.clock.today()
        ? now.toISOString()
        : DateTime.fromISO(from, { zone: PEOPLE_ZONE }).toUTC().toISO();
    await this.step(actor, version, 'published', start, null);
  }

  /** @throws Problem 404 not theirs to see · 403 · 409 when it is not published. */
  async takeDown(actor: Actor, versionId: string, reason: string): Promise<void> {
    const version = await this.versions.get(actor, versionId);
    requirePermission(actor, 'version.publish', version.programmeId);
    await this.step(actor, version, 'taken_down', null, reason);
  }

  private async step(
    actor: Actor,
    version: { id: string; programmeId: string },
    act: PublicationAct,
    from: string | null,
    reason: string | null,
  ): Promise<void> {
    try {
      await this.database.write((tx) => this.add(tx, actor, version, { act, from, reason }));
    } catch (error) {
      // Somebody else took a step at the same moment.
      if (violatedConstraint(error) === 'version_publication_pkey') throw stale('version');
      throw error;
    }
  }

  private async add(
    tx: Tx,
    actor: Actor,
    version: { id: string; programmeId: string },
    step: { act: PublicationAct; from: string | null; reason: string | null },
  ): Promise<void> {
    const [last] = await rows<{ number: number; act: PublicationAct }>(
      tx,
      `select number, act from version_publication where version_id = $1 order by number desc limit 1`,
      [version.id],
    );
    if (step.act === 'published' && last?.act === 'published')
      throw conflict('already-published', 'This public edition is published already.');
    if (step.act === 'taken_down' && last?.act !== 'published')
      throw conflict('not-published', 'This public edition is not published.');
    await rows(
      tx,
      `insert into version_publication (version_id, number, act, from_at, reason, by_id, by_label, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        version.id,
        (last?.number ?? 0) + 1,
        step.act,
        step.from,
        step.reason,
        actor.userId,
        actor.label,
        this.clock.now().toISOString(),
      ],
    );
    await this.audit.append(tx, actor.audit, {
      action: `version.${step.act}`,
      subjectKind: 'version',
      subjectId: version.id,
      programmeId: version.programmeId,
      detail: step.act === 'published' ? { from: step.from } : { reason: step.reason },
    });
  }
}
