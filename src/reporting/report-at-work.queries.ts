import { Injectable } from '@nestjs/common';
import {
  editionIfAny,
  figuresSuppressed,
  lookThrough,
  passagesOf,
  publicReport,
} from '../disclosure/index.js';
import { presentChanges, type ChangesView } from '../document/index.js';
import { ChallengesQueries } from '../challenge/index.js';
import { Database } from '../platform/index.js';
import { Assembly } from './assembly.js';
import type { ReportPreview, ReportView } from './reports.queries.js';
import { TrialsService } from './trial/trials.service.js';
import { VersionChangesQueries } from './versions/version-changes.queries.js';

/** Where a report at work stands: its text, what is missing, what it is asked, what the public will not see, what its readers are told. */
export interface ReportAtWork extends Pick<
  ReportPreview,
  'sha256' | 'blockers' | 'challenges' | 'late' | 'snapshot' | 'trial'
> {
  report: ReportView;
  /** Answered questions that are not asked any more. */
  noLongerAsked: number;
  /** Null while there is no overall text, and so nothing to publish. */
  publication: {
    /** Texts and entries that are left out. */
    withheld: number;
    /** Figures that are left out because few people stand behind them. */
    suppressed: number;
    /** Passages that may let somebody be recognised. */
    passages: number;
  } | null;
  /** Of the public edition, since the report of the period before. */
  changes: ChangesView | null;
}

/** The report at work as a whole, assembled once. */
@Injectable()
export class ReportAtWorkQueries {
  constructor(
    private readonly database: Database,
    private readonly assembly: Assembly,
    private readonly challenges: ChallengesQueries,
    private readonly versions: VersionChangesQueries,
    private readonly trials: TrialsService,
  ) {}

  /** Does NOT check permissions: a report is what the reader was given. */
  async get(report: ReportView): Promise<ReportAtWork> {
    const { id } = report;
    const { noLongerAsked, snapshot, sha256, blockers, challenges, late, trial } = await this.database.read(
      async (tx) => {
        const assembled = await this.assembly.assemble(tx, id);
        const asked = new Set(assembled.challenges.map(({ key }) => key));
        const gone = await this.challenges.noLongerAsked(tx, id, asked);
        return { ...assembled, noLongerAsked: gone.length, trial: await this.trials.of(tx, id, assembled) };
      },
    );
    const found = { report, noLongerAsked, sha256, blockers, challenges, late, trial, snapshot };
    if (!snapshot?.publication) return { ...found, publication: null, changes: null };
    const published = publicReport(snapshot).snapshot;
    // While a withheld sentence stands elsewhere too there is no public edition to compare; the blockers say where it stands.
    const edition = editionIfAny(snapshot, 'public', sha256 ?? undefined);
    const since = await this.versions.editionBefore(report.periodId, 'public');
    return {
      ...found,
      publication: {
        withheld: snapshot.publication.withheld.length,
        suppressed: figuresSuppressed(snapshot.publication),
        passages: passagesOf(await lookThrough(published)).length,
      },
      changes: edition && presentChanges(edition, since),
    };
  }
}
