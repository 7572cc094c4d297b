import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../identity/index.js';
import { Audit, Database } from '../platform/index.js';
import { writeSetting } from '../programmes/index.js';
import type { ClockSetting } from './committees.input.js';
import { CommitteesQueries, type ClockSettingView } from './committees.queries.js';

/** Changes the local numbers of a programme's clock. Dates that were set with the old ones stay. */
@Injectable()
export class ClockService {
  constructor(
    private readonly database: Database,
    private readonly committees: CommitteesQueries,
    private readonly audit: Audit,
  ) {}

  async change(
    actor: Actor,
    programmeId: string,
    version: number,
    input: ClockSetting,
  ): Promise<ClockSettingView> {
    const before = await this.committees.clockSetting(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    await this.database.write(async (tx) => {
      await writeSetting(
        tx,
        'clock_setting',
        { programmeId, version },
        {
          publish_within: input.publishWithin,
          call_in_days: input.callInDays,
          owner_days: input.ownerDays,
          reviewer_days: input.reviewerDays,
          manager_days: input.managerDays,
          sro_days: input.sroDays,
        },
      );
      await this.audit.append(tx, actor.audit, {
        action: 'clock_setting.changed',
        subjectKind: 'programme',
        subjectId: programmeId,
        programmeId,
        detail: { before, after: input },
      });
    });
    return this.committees.clockSetting(actor, programmeId);
  }
}
