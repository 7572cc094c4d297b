import { Injectable } from '@nestjs/common';
import { questionsTo, type Finding } from '../challenge/index.js';
import { PublicationsQueries, withheldIn, type Block } from '../disclosure/index.js';
import { Database, remembering, type ReadTx } from '../platform/index.js';
import type { PartView } from '../programmes/index.js';
import { statementsOf, type ReportContent } from '../snapshot/index.js';
import { FiguresMovedQueries } from './figures-moved.queries.js';
import { LoneParts } from './lone-parts.js';
import { hasWords, type MovedFigure } from './moved-figures.rules.js';
import { earlierKeys, partKey } from './part-key.js';

/** What stands beside a part while it is written. */
export interface PartBeside {
  /** What the part alone would be asked. */
  questions: readonly Finding[];
  /** The measures of the part, or of its theme, that moved since the last report, each with whether a text of the part speaks of it. */
  moved: readonly (MovedFigure & { isMentioned: boolean })[];
  /** What the approved parts before it said, the newest first. */
  earlier: readonly { label: string; document: unknown }[];
  /** What of it every public edition leaves out, by decision. */
  leftOut: readonly Pick<Block, 'block' | 'kind' | 'label'>[];
}

/** What a risk or a concern may be connected with: an open item of another part of the same period, or a measure of the programme. */
export interface Linkable {
  kind: 'action' | 'measure' | 'risk' | 'concern';
  /** Its stable id. */
  id: string;
  /** As people know it. */
  name: string;
}

/** `$1` = period, `$2` = programme. */
const LINKABLE = `
  select l.kind, l.id, l.name from (
    select 'action' as kind, a.id, 'Theme ' || t.number || ': ' || a.title as name, t.number as major, a.position as minor
      from envelope e join theme t on t.id = e.subject_id join theme_action a on a.contribution_id = e.id
     where e.period_id = $1 and e.kind = 'contribution' and e.section = 'theme'
    union all
    select 'risk', r.id, initcap(r.kind) || ' ' || r.number || ': ' || r.event, r.number, 0
      from envelope e join risk_entry r on r.contribution_id = e.id
     where e.period_id = $1 and e.kind = 'contribution' and e.section = 'risks' and r.status = 'open'
    union all
    select 'concern', c.id, 'Entry ' || c.reference || ': ' || c.title, c.reference, 0
      from envelope e join concern_entry c on c.contribution_id = e.id
     where e.period_id = $1 and e.kind = 'contribution' and e.section in ('concerns', 'developments') and c.status = 'open'
    union all
    select 'measure', m.id, coalesce(d.reference || ' ', '') || d.title, 0, d.position
      from measure m cross join lateral (
        select title, reference, position from measure_definition where measure_id = m.id order by version desc limit 1) d
     where m.programme_id = $2) l
   order by l.kind, l.major, l.minor, l.name`;

/** Each text is looked through for each figure, with every page of the part. */
const withMentions = remembering(
  200,
  ({ figures, texts }: { figures: readonly MovedFigure[]; texts: readonly string[] }) =>
    figures.map((figure) => ({ ...figure, isMentioned: hasWords(figure, texts) })),
);

/** Reads it all in one transaction. */
@Injectable()
export class PartBesideQueries {
  constructor(
    private readonly database: Database,
    private readonly lone: LoneParts,
    private readonly figures: FiguresMovedQueries,
    private readonly publications: PublicationsQueries,
  ) {}

  /** Does NOT check permissions: a part is what the reader was given. */
  get(part: PartView): Promise<PartBeside> {
    return this.database.read(async (tx) => {
      const [now, ...earlier] = await this.lone.contents(tx, [partKey(part), ...earlierKeys(part)]);
      if (!now) throw new Error('BUG: a part without its content');
      const decisions = await this.publications.inForce(tx, part.programme.id);
      return {
        questions: await questionsTo(now.content),
        moved: await this.moved(tx, part, now.content),
        leftOut: withheldIn(now.content, decisions),
        // A part that said nothing has no words to go back to.
        earlier: earlier.flatMap(({ content, document }) =>
          document === null ? [] : [{ label: content.period.label, document }],
        ),
      };
    });
  }

  /** What the entries of a register may be connected with, by name. Does NOT check permissions: a part is what the reader was given. */
  linkable(part: {
    period: Pick<PartView['period'], 'id'>;
    programme: Pick<PartView['programme'], 'id'>;
  }): Promise<Linkable[]> {
    return this.database.query<Linkable>(LINKABLE, [part.period.id, part.programme.id]);
  }

  /** What changes beside a part with each of its words: what it would be asked, alone, and of which figures it speaks. */
  afterSaving(part: PartView): Promise<Pick<PartBeside, 'questions' | 'moved'>> {
    return this.database.read(async (tx) => {
      const [found] = await this.lone.contents(tx, [partKey(part)]);
      if (!found) return { questions: [], moved: [] };
      return {
        questions: await questionsTo(found.content),
        moved: await this.moved(tx, part, found.content),
      };
    });
  }

  private async moved(tx: ReadTx, part: PartView, content: ReportContent): Promise<PartBeside['moved']> {
    const texts = statementsOf(content).map(({ text }) => text);
    const figures = await this.figures.of(tx, part);
    return withMentions({ figures, texts });
  }
}
