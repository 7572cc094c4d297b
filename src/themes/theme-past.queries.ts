import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database } from '../platform/index.js';
import type { ActionRating, Quarter, Rag } from '../programmes/index.js';

/** How the approved parts of one period rated themes and actions. */
export interface RatedThemes {
  id: string;
  label: string;
  themes: readonly {
    themeId: string;
    /** The part that says it. */
    partId: string;
    number: number;
    title: string;
    rag: Rag | null;
    /** In the order of the plan; each with the newest quarter that it rated by the end of the period, null where it rated none. */
    actions: readonly {
      id: string;
      title: string;
      rated: (Quarter & { rag: ActionRating }) | null;
    }[];
  }[];
}

/** What was said of themes before. */
@Injectable()
export class ThemePastQueries {
  constructor(private readonly database: Database) {}

  /** The newest `most` periods of a programme with an approved theme, the earliest first. Nothing for who may not see parts. */
  async ratings(actor: Actor, programmeId: string, most: number): Promise<RatedThemes[]> {
    const found = await this.database.query<RatedThemes>(
      `with rated as (
         select rp.id, rp.label, rp.starts_on, extract(year from rp.ends_on)::int - (extract(month from rp.ends_on) < 4)::int as year,
                ((extract(month from rp.ends_on)::int + 8) % 12) / 3 + 1 as quarter
           from reporting_period rp
          where rp.programme_id = $1 and ($2::uuid[] is null or rp.programme_id = any($2)) and exists (
            select from envelope e
             where e.period_id = rp.id and e.kind = 'contribution' and e.section = 'theme' and e.status = 'approved')
          order by rp.starts_on desc limit $3)
       select r.id, r.label, (
           select json_agg(json_build_object('themeId', t.id, 'partId', e.id, 'number', t.number, 'title', t.title, 'rag', c.overview_rag,
               'actions', (
                 select coalesce(json_agg(json_build_object('id', a.id, 'title', a.title, 'rated', (
                      select json_build_object('financialYear', g.financial_year, 'quarter', g.quarter, 'rag', g.rag) from theme_action_rating g
                       where g.contribution_id = a.contribution_id and g.action_id = a.id
                         and (g.financial_year, g.quarter) <= (r.year, r.quarter)
                       order by g.financial_year desc, g.quarter desc limit 1)) order by o.position, a.position), '[]')
                   from theme_action a join theme_objective o on o.contribution_id = a.contribution_id and o.id = a.objective_id
                  where a.contribution_id = e.id)) order by t.number)
             from envelope e join theme t on t.id = e.subject_id join theme_content c on c.contribution_id = e.id
            where e.period_id = r.id and e.kind = 'contribution' and e.section = 'theme' and e.status = 'approved') as themes
         from rated r order by r.starts_on desc`,
      [programmeId, actor.programmesWith('contribution.read'), most],
    );
    return found.toReversed();
  }
}
