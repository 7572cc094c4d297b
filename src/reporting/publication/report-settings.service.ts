import { Injectable } from '@nestjs/common';
import { PublicationsQueries, type ReportSettings } from '../../disclosure/index.js';
import { holdProgrammes, requirePermission, type Actor } from '../../identity/index.js';
import { Audit, Database, rows, type ReadTx } from '../../platform/index.js';
import { ProgrammesQueries, writeSetting } from '../../programmes/index.js';

/** Of a programme that has none of its own: as if it had been saved once with the usual rules. */
const FIRST_VERSION = 1;

/** A programme's rules of publication, and its own abbreviations. */
@Injectable()
export class ReportSettingsService {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly publications: PublicationsQueries,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 404 when the programme is not the actor's to see. */
  async settings(actor: Actor, programmeId: string): Promise<ReportSettings & { version: number }> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'report.read', programmeId);
    return this.database.read(async (tx) => ({
      ...(await this.publications.settings(tx, programmeId)),
      version: await this.versionOf(tx, programmeId),
    }));
  }

  /**
   * Whether somebody has decided about them, and how many terms are explained. Does NOT check permissions: the caller has read the
   * programme.
   */
  outline(programmeId: string): Promise<{ decided: boolean; terms: number }> {
    return this.database.read(async (tx) => ({
      decided: (await this.versionOf(tx, programmeId)) > FIRST_VERSION,
      terms: (await this.publications.settings(tx, programmeId)).glossary.length,
    }));
  }

  async change(actor: Actor, programmeId: string, version: number, settings: ReportSettings): Promise<void> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'publication.release', programmeId);
    const { policy, glossary } = settings;
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, programmeId);
      await writeSetting(
        tx,
        'report_setting',
        { programmeId, version },
        {
          largest_suppressed: policy.threshold,
          denominator_floor: policy.denominatorFloor,
          public_names: policy.names,
          glossary: JSON.stringify(glossary),
        },
      );
      await this.audit.append(tx, actor.audit, {
        action: 'publication.policy_changed',
        subjectKind: 'programme',
        subjectId: programmeId,
        programmeId,
        detail: { policy, terms: glossary.length },
      });
    });
  }

  private async versionOf(tx: ReadTx, programmeId: string): Promise<number> {
    const [found] = await rows<{ version: number }>(
      tx,
      `select version from report_setting where programme_id = $1`,
      [programmeId],
    );
    return found?.version ?? FIRST_VERSION;
  }
}
