import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { rows, type ProblemIssue, type ReadTx } from '../platform/index.js';
import {
  entryBlock,
  readSnapshot,
  sectionBlock,
  USUAL_POLICY,
  type Ground,
  type Policy,
  type Publication,
  type ReportContent,
  type ReportSnapshot,
  type SnapshotSection,
} from '../snapshot/index.js';
import { blocksOf, type Blocked } from './blocks.js';
import { figuresShown, figuresWithheld, type Content, type PrintedFigure } from './measure-cells.js';
import { leakIssue, publicReport, sentencesThatLeak, withholdsNothing } from './public-edition.js';
import { smallNumbers, type SmallNumbers, type SmallNumbersInput } from './small-numbers.rules.js';

/** A programme's rules of publication, and its own abbreviations. */
export interface ReportSettings {
  policy: Policy;
  glossary: { term: string; meaning: string }[];
}

/** The decision about a block that is in force. */
export interface DecisionInForce {
  block: string;
  effect: 'withhold' | 'release';
  ground: Ground | null;
  paragraphs: number[];
  reason: string;
  decidedBy: string;
  decidedAt: string;
}

/** The last decision about a block, also one that lifted what was in force: then nothing is. */
export type LastDecision = Omit<DecisionInForce, 'effect'> & {
  effect: DecisionInForce['effect'] | 'lift';
  /** Everybody who decided the same about it since somebody last decided otherwise. */
  deciders: string[];
};

/** Of a report about to be sealed. */
export interface Published {
  publication: Publication;
  /** Small numbers that can no longer be protected: earlier public editions give them away. */
  disclosed: { measureId: string; cell: string }[];
}

/** About 200 KB each, for programmes of 60 measures. */
const VERSIONS_KEPT = 120;

/** Works out what of a report the public edition leaves out, as it is decided at this moment. Writes nothing. */
@Injectable()
export class PublicationsQueries {
  /** By version, which never changes once it is sealed: to read and to parse years of reports again takes longer than all the rest. */
  private readonly printed = new LRUCache<string, Printed>({ max: VERSIONS_KEPT });

  async settings(tx: ReadTx, programmeId: string): Promise<ReportSettings> {
    const [found] = await rows<Policy & { glossary: ReportSettings['glossary'] }>(
      tx,
      `select largest_suppressed as threshold, denominator_floor as "denominatorFloor", public_names as names, glossary
         from report_setting where programme_id = $1`,
      [programmeId],
    );
    if (!found) return { policy: USUAL_POLICY, glossary: [] };
    const { glossary, ...policy } = found;
    return { policy, glossary };
  }

  /** By block. */
  async last(tx: ReadTx, programmeId: string): Promise<LastDecision[]> {
    return rows<LastDecision>(
      tx,
      `select block, effect, ground, paragraphs, reason, "decidedBy", "decidedAt",
              array(select distinct d.decided_by::text from publication_decision d
                     where d.programme_id = $1 and d.block = last.block and d.effect = last.effect and not exists (
                       select from publication_decision o
                        where o.programme_id = $1 and o.block = d.block and o.effect <> d.effect
                          and (o.decided_at, o.id) > (d.decided_at, d.id))) as deciders
         from (
         select distinct on (block) block, effect, ground, paragraphs, reason, decided_by as "decidedBy",
                audit_instant(decided_at) as "decidedAt"
           from publication_decision where programme_id = $1 order by block, decided_at desc, id desc) last
        order by block collate "C"`,
      [programmeId],
    );
  }

  /** By block; the last decision about each, unless it lifted the one before. */
  async inForce(tx: ReadTx, programmeId: string): Promise<DecisionInForce[]> {
    return inForceOf(await this.last(tx, programmeId));
  }

  /**
   * The sealed versions of a programme that a report of this period must not contradict, this period's earlier ones too, the oldest first.
   * Years to date reach back to April and windows six months, so that what is older than two and a half years stands alone.
   * @returns their ids; what each says never changes.
   */
  async earlierVersions(tx: ReadTx, programmeId: string, startsOn: string): Promise<string[]> {
    const versions = await rows<{ id: string }>(
      tx,
      `select v.id from reporting_period rp join report_version v on v.period_id = rp.id
        where rp.programme_id = $1 and rp.starts_on > $2::date - interval '30 months' and rp.starts_on <= $2::date
        order by v.approved_at, v.id`,
      [programmeId, startsOn],
    );
    return versions.map(({ id }) => id);
  }

  /** Every figure that the public editions of these versions have printed or marked as suppressed. */
  async printedIn(tx: ReadTx, versions: readonly string[]): Promise<Earlier> {
    const printed = new Map(versions.map((id) => [id, this.printed.get(id)]));
    const unread = [...printed].filter(([, known]) => known === undefined).map(([id]) => id);
    for (const { id, snapshot } of await this.sealed(tx, unread)) {
      const read = printedIn(readSnapshot(snapshot));
      this.printed.set(id, read);
      printed.set(id, read);
    }
    const editions = [...printed.values()].map((known) => {
      if (!known) throw new Error('BUG: a sealed version that cannot be read');
      return known;
    });
    return {
      earlier: editions.flatMap(({ shown }) => shown),
      withheld: editions.flatMap(({ marked }) => marked),
    };
  }

  /**
   * The beginnings of paragraphs, as the programme's last sealed report had them.
   * @returns by block; a paragraph that was never sealed is missing.
   */
  async lastWords(
    tx: ReadTx,
    programmeId: string,
    blocks: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (blocks.length === 0) return new Map();
    const [last] = await rows<{ snapshot: string }>(
      tx,
      `select v.snapshot from report_version v join reporting_period rp on rp.id = v.period_id
        where rp.programme_id = $1 order by v.approved_at desc, v.id desc limit 1`,
      [programmeId],
    );
    if (!last) return new Map();
    const wanted = new Set(blocks);
    return new Map(
      blocksOf(readSnapshot(last.snapshot)).flatMap(({ block, label }) =>
        wanted.has(block) ? [[block, label] as const] : [],
      ),
    );
  }

  private sealed(tx: ReadTx, ids: readonly string[]): Promise<{ id: string; snapshot: string }[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return rows(tx, `select id, snapshot from report_version where id = any($1::uuid[])`, [ids]);
  }
}

/** What the public edition of a sealed report says of figures. */
interface Printed {
  shown: PrintedFigure[];
  marked: PrintedFigure[];
}

function printedIn(sealed: ReportSnapshot): Printed {
  // What was sealed before there were editions was sent out as a whole.
  const contents = measuresContents(sealed);
  const suppressed = sealed.publication?.suppressed ?? [];
  return { shown: figuresShown(contents, suppressed), marked: figuresWithheld(contents, suppressed) };
}

/** What earlier public editions have printed, and what they have marked as suppressed. */
type Earlier = Pick<SmallNumbersInput, 'earlier' | 'withheld'>;

/**
 * What the public edition leaves out of a report. Pure.
 * @param report as it would be sealed, without its publication.
 */
export function publicationOf(
  report: Pick<ReportSnapshot, 'overall' | 'roles' | 'sections' | 'challenges' | 'period'>,
  policy: Policy,
  decisions: readonly DecisionInForce[],
  earlier: Earlier,
): Published {
  const known = knownBlocks(report, decisions);
  const withheld = decisions.flatMap(({ block, effect, ground, paragraphs, reason }) =>
    effect === 'withhold' && ground !== null && known.has(block)
      ? [{ block, ground, paragraphs, note: reason }]
      : [],
  );
  const released = decisions.flatMap(({ block, effect, reason }) =>
    effect === 'release' ? [{ block, reason }] : [],
  );
  const hidden = new Set(withheld.map(({ block }) => block));
  const { suppressed, disclosed } = smallNumbersOf(report.sections, hidden, {
    policy,
    released: new Set(released.map(({ block }) => block)),
    ...earlier,
  });
  return { publication: { policy, withheld, released, suppressed }, disclosed };
}

/**
 * The figures of one part that its public edition would not print, if nothing else were in the report: a dry run while it is written.
 * Figures of other parts may make more of them follow.
 */
export function suppressedAlone(
  part: Pick<ReportContent, 'sections'>,
  policy: Policy,
  decisions: readonly DecisionInForce[],
  earlier: Earlier,
): SmallNumbers['suppressed'] {
  const blocks = (wanted: DecisionInForce['effect']): Set<string> =>
    new Set(decisions.flatMap(({ effect, block }) => (effect === wanted ? [block] : [])));
  const released = blocks('release');
  return smallNumbersOf(part.sections, blocks('withhold'), { policy, released, ...earlier }).suppressed;
}

/** The small numbers of what is not withheld anyway. @param hidden blocks that are. */
export const smallNumbersOf = (
  sections: readonly SnapshotSection[],
  hidden: ReadonlySet<string>,
  { policy, ...rules }: Omit<SmallNumbersInput, 'contents' | 'policy'> & { policy: Policy },
): SmallNumbers =>
  smallNumbers({ ...rules, policy: { smallest: 1, ...policy }, contents: contentsOf(sections, hidden) });

/** The groups of measures of a report, without what decisions withhold of them. */
export const measuresContents = ({ sections, publication }: ReportSnapshot): Content[] =>
  contentsOf(sections, new Set((publication?.withheld ?? []).map(({ block }) => block)));

/** The groups of measures, with those measures that a public edition may print. */
function contentsOf(sections: readonly SnapshotSection[], hidden: ReadonlySet<string>): Content[] {
  return sections
    .filter(
      (section) =>
        section.kind === 'measures' && section.content !== null && !hidden.has(sectionBlock(section)),
    )
    .map(({ content }) => content as Content)
    .map((content) => ({
      ...content,
      measures: content.measures.filter((measure) => !hidden.has(entryBlock(measure))),
    }));
}

/** Pure. */
export const inForceOf = (decisions: readonly LastDecision[]): DecisionInForce[] =>
  decisions.flatMap(({ deciders: _, effect, ...rest }) => (effect === 'lift' ? [] : [{ ...rest, effect }]));

/** A decision that a report rests on. */
export interface Decided {
  block: string;
  label: string;
  effect: LastDecision['effect'];
  deciders: readonly string[];
}

/** Which of these decisions are about something that this report has, each with what readers know it by. Pure. */
export function decidedOf(report: Blocked, decisions: readonly LastDecision[]): Decided[] {
  // To find the blocks, every paragraph is hashed.
  if (decisions.length === 0) return [];
  const labels = new Map(blocksOf(report).map(({ block, label }) => [block, label]));
  return decisions.flatMap(({ block, effect, deciders }) => {
    const label = labels.get(blockWithCell(block));
    return label === undefined ? [] : [{ block, label, effect, deciders }];
  });
}

/** `cell/<measure>/…` belongs to the measure `entry/<measure>`; every other block is itself. */
export const blockWithCell = (block: string): string => block.replace(/^cell\/([^/]+)\/.*$/u, 'entry/$1');

const EFFECT_WORDS = {
  withhold: 'leave out',
  release: 'publish all the same',
  lift: 'publish, after it was left out,',
} as const satisfies Record<LastDecision['effect'], string>;

/**
 * What stands in the way of this person's approval: nobody approves what they alone decided about publication. Pure.
 * @param decided as {@link decidedOf} found them.
 */
export const ownDecisions = (decided: readonly Decided[], userId: string): ProblemIssue[] =>
  decided
    .filter(({ deciders }) => deciders.every((id) => id === userId))
    .map(({ block, label, effect }) => ({
      path: `publication.${block}`,
      message: `You alone decided to ${EFFECT_WORDS[effect]} “${label}”. Somebody else who may decide that has to decide the same, or another approver approves the report.`,
    }));

/** The blocks that a report has, where a decision withholds any: every paragraph is hashed to find them. */
const knownBlocks = (report: Blocked, decisions: readonly DecisionInForce[]): ReadonlySet<string> =>
  new Set(
    decisions.some(({ effect }) => effect === 'withhold') ? blocksOf(report).map(({ block }) => block) : [],
  );

/** Of paragraphs that were withheld and are not there as they were: they may have been reworded, and then nothing withholds them. Pure. */
export function lostDecisions<T extends Pick<DecisionInForce, 'block' | 'effect'>>(
  report: Blocked,
  decisions: readonly T[],
): T[] {
  const paragraphs = decisions.filter(
    ({ block, effect }) => effect === 'withhold' && block.startsWith('paragraph/'),
  );
  if (paragraphs.length === 0) return [];
  const known = new Set(blocksOf(report).map(({ block }) => block));
  return paragraphs.filter(({ block }) => !known.has(block));
}

/** What stands in the way of a public edition: decisions about paragraphs that are not there any more, and sentences that leak. Pure. */
export function publicationBlockers(
  snapshot: ReportSnapshot,
  decisions: readonly DecisionInForce[],
): ProblemIssue[] {
  const lost = lostDecisions(snapshot, decisions).map(({ block }) => ({
    path: `publication.${block}`,
    message:
      'A paragraph that is withheld from publication is not in this report as it was. If it was reworded, withhold it again; then lift this decision.',
  }));
  // To make the public edition takes time; where nothing is withheld nothing can leak.
  const leaks = withholdsNothing(snapshot)
    ? []
    : sentencesThatLeak(snapshot, publicReport(snapshot)).map(leakIssue);
  return [...lost, ...leaks];
}
