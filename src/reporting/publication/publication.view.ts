import { z } from 'zod';
import { counted, sha256Digest } from '../../platform/index.js';
import type { Span } from '../../performance/index.js';
import {
  EDITIONS,
  formatPeriod,
  GROUNDS,
  publication,
  sectionsOf,
  type ReportContent,
  type SuppressedCell,
} from '../../snapshot/index.js';
import {
  blocksOf,
  offeredBlocks,
  paragraphsWith,
  passagesOf,
  CHART,
  SCAN_IS_NO_PROOF,
  type DecisionInForce,
  type Hit,
  type Passage,
} from '../../disclosure/index.js';

export const decisionView = z
  .object({
    block: z.string(),
    effect: z.enum(['withhold', 'release']),
    ground: z.enum(GROUNDS).nullable().describe('Null for a release.'),
    paragraphs: z.array(z.int()).describe('Of Schedule 12A, Part 1; empty unless exempt.'),
    reason: z
      .string()
      .describe(
        'Of what is withheld: why the public interest in withholding it outweighs that in disclosing it.',
      ),
    decidedBy: z.uuid(),
    decidedAt: z.iso.datetime(),
  })
  .meta({ id: 'PublicationDecision', description: 'What is in force about the publication of a block.' });

const blockView = z.object({
  block: z.string().describe('Its address, the same from month to month.'),
  kind: z.enum(['section', 'entry', 'paragraph', 'person']),
  contributionId: z.uuid().nullable(),
  label: z.string(),
  decision: decisionView.nullable().describe('Null: nobody has decided anything about it.'),
});

const namedCell = z.object({ block: z.string(), measure: z.string(), period: z.string() });

/** What of a contribution is withheld, and what in it may let somebody be recognised. */
export const contributionPublication = z
  .object({
    blocks: z.array(blockView).describe('Everything that can be withheld, in printed order.'),
    hits: z
      .array(
        z.object({
          kind: z.string(),
          place: z.string(),
          excerpt: z.string(),
          why: z.string(),
          block: z
            .string()
            .nullable()
            .describe('The paragraph in which it stands; null where none can be left out by itself.'),
        }),
      )
      .describe('Sentences of the public text that a person has to look at.'),
    scan: z.string().describe('What the list of passages is not: a proof.'),
    suppressed: z
      .array(namedCell.extend({ why: z.string() }))
      .describe(
        'Figures that the public edition does not print; a reviewer may release one by its block. Of a contribution alone: before other parts are looked at.',
      ),
  })
  .meta({ id: 'ContributionPublication' });
export type ContributionPublication = z.infer<typeof contributionPublication>;

/** What the public edition of a report would leave out, if it were sealed now. */
export const reportPublication = contributionPublication
  .extend({
    report: z.string().describe('Programme and period.'),
    sha256: sha256Digest.describe('Of the draft that this is about.'),
    policy: publication.shape.policy,
    editions: z.array(z.enum(EDITIONS)).describe('Those that approval would make.'),
    figures: z
      .int()
      .describe('How many of these stand in a table; others are charts of them, or what one was before.'),
    lost: z
      .array(decisionView.extend({ label: z.string().describe('Its beginning, when it was sealed last.') }))
      .describe(
        'Decisions about paragraphs that are not in this report as they were. Until somebody withholds what became of them, or lifts them, the report cannot go on.',
      ),
    disclosed: z
      .array(namedCell)
      .describe('Small numbers that earlier public editions give away already: nothing can protect them.'),
    alone: z
      .array(
        z.object({
          block: z.string(),
          label: z.string(),
          effect: z.enum(['withhold', 'release', 'lift']),
          decidedBy: z.uuid(),
          name: z.string(),
        }),
      )
      .describe(
        'Decisions of people who may approve the report. Each cannot approve it until somebody else decides the same.',
      ),
  })
  .meta({
    id: 'ReportPublication',
    description: 'What the public edition would leave out, for the people who decide about it.',
  });
export type ReportPublication = z.infer<typeof reportPublication>;

/** What a report and a contribution alone have in common. */
export function presentBlocks(
  report: ReportContent,
  decisions: readonly DecisionInForce[],
  hits: readonly Hit[],
  suppressed: readonly SuppressedCell[],
): ContributionPublication {
  const byBlock = new Map(decisions.map((one) => [one.block, one]));
  const offered = new Set(offeredBlocks(report).map(({ block }) => block));
  const paragraphOf = paragraphsWith(report);
  const blockOf = (passage: Passage): string | null => {
    const block = paragraphOf(passage);
    return block !== undefined && offered.has(block) && !byBlock.has(block) ? block : null;
  };
  return {
    // What is decided is listed whatever it is about.
    blocks: blocksOf(report)
      .filter(({ block }) => offered.has(block) || byBlock.has(block))
      .map((one) => ({ ...one, decision: byBlock.get(one.block) ?? null })),
    hits: atMost(MOST_HITS, passagesOf(hits)).map((passage) => ({
      kind: passage.kind,
      place: passage.label,
      excerpt: passage.excerpt,
      why: passage.why,
      block: blockOf(passage),
    })),
    scan: SCAN_IS_NO_PROOF,
    suppressed: suppressed.map((one) => ({
      ...presentCell(one, titlesOfMeasures(report)),
      why: WHY_SUPPRESSED[one.why],
    })),
  };
}

/** More than anybody reads in a list, and few enough for a page. */
const MOST_HITS = 1000;

/** The last one that is shown says how many are not. Questions before approval count them all. */
function atMost(most: number, hits: readonly Passage[]): readonly Passage[] {
  const last = hits[most - 1];
  if (last === undefined || hits.length === most) return hits;
  const left = hits.length - most;
  return [
    ...hits.slice(0, most - 1),
    {
      ...last,
      why: `${last.why} There ${left === 1 ? 'is' : 'are'} ${counted(left, 'further passage, which is', 'further passages, which are')} not listed: read the whole text.`,
    },
  ];
}

/** Why a figure is not printed, for people who may read it. */
const WHY_SUPPRESSED: Readonly<Record<SuppressedCell['why'], string>> = {
  primary: 'A small number of people.',
  parts: 'A percentage of few people.',
  secondary: 'A suppressed figure could be worked out from it.',
};

/** By their ids. */
export const titlesOfMeasures = (report: ReportContent): ReadonlyMap<string, string> =>
  new Map(
    sectionsOf(report, 'measures').flatMap(({ content }) =>
      content.measures.map(({ id, definition }): [string, string] => [id, definition.title]),
    ),
  );

/** @param titleOf the measure's title, by its id. */
export function presentCell(
  { measureId, cell }: { measureId: string; cell: string },
  titleOf: ReadonlyMap<string, string>,
): z.infer<typeof namedCell> {
  const before = cell.startsWith('before/');
  const [span = '', ...period] = cell.replace('before/', '').split('/');
  const words = span === CHART ? 'control chart' : formatPeriod(period.join('/'), span as Span);
  return {
    block: `cell/${measureId}/${cell}`,
    measure: titleOf.get(measureId) ?? 'a measure',
    period: before ? `${words}, before it was restated` : words,
  };
}
