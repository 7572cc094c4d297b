import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { Database, forbidden, notFound, rows } from '../../platform/index.js';
import { EDITIONS, type EditionName } from '../../snapshot/index.js';
import { ContributionsQueries } from '../../workflow/index.js';
import { Assembly } from '../assembly.js';

/** A PDF of the last trial, without its bytes. */
export interface TrialFileListed {
  edition: EditionName;
  pageCount: number;
  size: number;
}

/** Who prepares a report, or decides about it, looks at what it will look like. */
const LOOKERS = ['report.edit', 'report.submit', 'report.approve', 'report.return'] as const;

/** The editions as the trial printed them: of the very text that the report is now, and of no other. */
@Injectable()
export class TrialFilesQueries {
  constructor(
    private readonly database: Database,
    private readonly assembly: Assembly,
    private readonly reports: ContributionsQueries,
  ) {}

  /** Nothing for whoever may not look, or where the report as it is now was not printed. @throws Problem 404 not theirs to see. */
  async list(actor: Actor, reportId: string): Promise<TrialFileListed[]> {
    const { programmeId } = await this.reports.get(actor, 'report', reportId);
    if (!mayLook(actor, programmeId)) return [];
    return this.database.read(async (tx) => {
      const { sha256 } = await this.assembly.assemble(tx, reportId);
      const found = await rows<TrialFileListed>(
        tx,
        `select edition, page_count as "pageCount", length(bytes) as size from trial_file where report_id = $1 and sha256 = $2`,
        [reportId, sha256],
      );
      return EDITIONS.flatMap((edition) => found.filter((file) => file.edition === edition));
    });
  }

  /**
   * @throws Problem 404 not theirs to see, or the report as it is now was not printed · 403 for whoever neither prepares it nor decides
   * about it.
   */
  async file(actor: Actor, reportId: string, edition: EditionName): Promise<Buffer> {
    const { programmeId } = await this.reports.get(actor, 'report', reportId);
    if (!mayLook(actor, programmeId))
      throw forbidden('The trial print is for those who prepare the report or decide about it.');
    return this.database.read(async (tx) => {
      const { sha256 } = await this.assembly.assemble(tx, reportId);
      const [found] = await rows<{ bytes: Buffer }>(
        tx,
        `select bytes from trial_file where report_id = $1 and sha256 = $2 and edition = $3`,
        [reportId, sha256, edition],
      );
      if (!found) throw notFound('trial print of the report as it is now');
      return found.bytes;
    });
  }
}

const mayLook = (actor: Actor, programmeId: string): boolean =>
  LOOKERS.some((permission) => actor.can(permission, programmeId));
