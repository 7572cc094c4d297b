import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { readStoredMeasures, type MeasureRow } from '../../performance/index.js';
import { Database } from '../../platform/index.js';

/** A measure as a version printed it that a correction took the place of. */
export interface ReplacedFigure {
  versionId: string;
  version: number;
  periodId: string;
  row: MeasureRow;
}

/** What replaced versions said: a corrected figure never hides the one that was sealed before it. */
@Injectable()
export class ReplacedFiguresQueries {
  constructor(private readonly database: Database) {}

  /** The measure in the replaced versions of a programme, the newest version first, at most 50; nothing for who may not see versions. */
  async of(actor: Actor, programmeId: string, measureId: string): Promise<ReplacedFigure[]> {
    const found = await this.database.query<ReplacedFigure>(
      `with replaced as (
         select v.* from report_version v join reporting_period rp on rp.id = v.period_id
          where v.programme_id = $1 and ($3::uuid[] is null or v.programme_id = any($3))
            and exists (select from report_version n where n.period_id = v.period_id and n.version > v.version)
          order by rp.starts_on desc, v.version desc limit 50)
       select v.id as "versionId", v.version, v.period_id as "periodId", one.row
         from replaced v
        cross join lateral json_array_elements(v.snapshot::json -> 'sections') section
        cross join lateral (select m as row from json_array_elements(section -> 'content' -> 'measures') m where m ->> 'id' = $2) one
        where section ->> 'kind' = 'measures' order by v.version desc`,
      [programmeId, measureId, actor.programmesWith('version.read')],
    );
    return readStoredMeasures(found);
  }
}
