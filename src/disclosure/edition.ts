import { canonicalJson, counted, sha256Hex } from '../platform/index.js';
import {
  GROUNDS,
  groundWords,
  paragraphWords,
  personBlock,
  REVEALS_IDENTITY,
  type EditionName,
  type Ground,
  type Publication,
  type ReportSnapshot,
  type SnapshotPerson,
  type WithheldBlock,
} from '../snapshot/index.js';
import { blocksOf, peopleOf } from './blocks.js';
import { CHART } from './measure-cells.js';
import {
  CLOSED_GROUND,
  closedQuestions,
  leakIssue,
  publicReport,
  sentencesThatLeak,
  NotPublishable,
  type WithheldNote,
} from './public-edition.js';

/** A sealed report as one kind of reader has it: what is printed, and what is said about what is not. */
export interface Edition {
  name: EditionName;
  /** Of the sealed text that it was made from. */
  sha256: string;
  /** All that this edition may print; nothing of it is made from anything else. */
  snapshot: ReportSnapshot;
  /** What this edition leaves out; empty in an exempt one. */
  withheld: WithheldNote[];
  /** Figures that this edition leaves out because somebody could be recognised. */
  suppressed: number;
  /** How this edition names somebody who is not named in the snapshot: who approved it. */
  person: (person: SnapshotPerson) => SnapshotPerson;
  /** How many questions were answered before approval, printed or not. */
  asked: number;
  /** Null in a public edition, and where nothing is withheld from anybody. */
  exemption: Exemption | null;
}

/** What an exempt edition says about itself. */
export interface Exemption {
  /** `NOT FOR PUBLICATION: exempt under paragraphs 1 and 2 of Part 1 of Schedule 12A to the Local Government Act 1972` */
  marking: string;
  /** The marking’s grounds alone: `exempt under paragraphs 1 and 2 of …`. */
  grounds: string;
  /** Of Part 1 of Schedule 12A, in their order; empty where it is withheld on other grounds alone. */
  paragraphs: number[];
  /** Which kinds of ground there are among what is left out; small numbers and names are exempt. */
  kinds: Ground[];
  /** What the public edition leaves out, with why. */
  blocks: { label: string; ground: string; note: string }[];
  /** Small numbers that stand in this edition alone. */
  smallNumbers: number;
}

/** The editions that a sealed report has. Where nothing is withheld, the public one is the whole report and there is no other. */
export function editionsOf(sealed: ReportSnapshot): EditionName[] {
  if (!sealed.publication) return ['exempt'];
  return exemptionOf(sealed) === null ? ['public'] : ['public', 'exempt'];
}

/** What was sealed before there were editions was read by everybody as a whole, and says nothing to the public now. */
export const hasEdition = (sealed: ReportSnapshot, name: EditionName): boolean =>
  Boolean(sealed.publication) || name === 'exempt';

/**
 * Makes an edition from what was sealed, and from nothing else. Pure. Asked for the exempt edition of a report that withholds
 * nothing, it gives the whole report.
 * @param sha256 of the sealed text, where it is known already.
 * @throws NotPublishable when the public edition would say what is withheld.
 */
export function editionOf(
  sealed: ReportSnapshot,
  name: EditionName,
  sha256: string = sha256Hex(canonicalJson(sealed)),
): Edition {
  const said = { name, sha256, asked: sealed.challenges.length };
  if (name === 'exempt')
    return {
      ...said,
      snapshot: sealed,
      withheld: [],
      suppressed: 0,
      person: (person) => person,
      exemption: exemptionOf(sealed),
    };
  const made = publicReport(sealed);
  const leaks = sentencesThatLeak(sealed, made);
  if (leaks.length > 0)
    throw new NotPublishable(
      `${counted(leaks.length, 'sentence of what is withheld also stands', 'sentences of what is withheld also stand')} elsewhere in the report.`,
      leaks.map(leakIssue),
    );
  return {
    ...said,
    snapshot: made.snapshot,
    withheld: made.withheld,
    suppressed: figuresSuppressed(sealed.publication),
    person: made.person,
    exemption: null,
  };
}

/** As {@link editionOf}; null where there can be none. */
export function editionIfAny(sealed: ReportSnapshot, name: EditionName, sha256?: string): Edition | null {
  try {
    return editionOf(sealed, name, sha256);
  } catch (error) {
    if (error instanceof NotPublishable) return null;
    throw error;
  }
}

function exemptionOf(sealed: ReportSnapshot): Exemption | null {
  const { publication } = sealed;
  if (!publication) return null;
  const all = publication.withheld.length === 0 ? [] : blocksOf(sealed);
  const labels = new Map(all.map(({ block, label }) => [block, label]));
  const decided = publication.withheld.flatMap((one) => {
    const label = labels.get(one.block);
    return label === undefined ? [] : [{ ...one, label }];
  });
  const withheldNames = new Set(publication.withheld.map(({ block }) => block));
  const hidesNames = peopleOf(sealed).some(
    (person) =>
      person.name !== person.jobTitle &&
      (publication.policy.names === 'titles' || withheldNames.has(personBlock(person))),
  );
  const identity = publication.suppressed.length > 0 || hidesNames;
  const closed = closedBlocks(sealed);
  const blocks = [...decided, ...closed];
  if (blocks.length === 0 && !identity) return null;
  const paragraphs = paragraphsOf(blocks, identity);
  const grounds = markingWords(blocks, paragraphs);
  return {
    marking: `NOT FOR PUBLICATION: ${grounds}`,
    grounds,
    paragraphs,
    kinds: GROUNDS.filter(
      (kind) => blocks.some(({ ground }) => ground === kind) || (kind === 'exempt' && identity),
    ),
    blocks: blocks.map((one) => ({ label: one.label, ground: groundWords(one), note: one.note })),
    smallNumbers: figuresSuppressed(publication),
  };
}

/** The questions that one edition alone has, a row for each body. */
function closedBlocks(sealed: ReportSnapshot): (WithheldBlock & { label: string })[] {
  const counts = new Map<string, number>();
  for (const { committee } of closedQuestions(sealed))
    counts.set(committee, (counts.get(committee) ?? 0) + 1);
  return [...counts].map(([committee, count]) => ({
    ...CLOSED_GROUND,
    block: `questions/${committee}`,
    label: `${counted(count, 'question')} of ${committee}`,
    note: 'This body reads the edition that is not for publication, and so does whoever reads what it asks.',
  }));
}

/** @param identity somebody could be recognised by a small number or is named. */
function paragraphsOf(blocks: readonly WithheldBlock[], identity: boolean): number[] {
  const own = blocks.flatMap(({ ground, paragraphs }) => (ground === 'exempt' ? paragraphs : []));
  return [...new Set([...own, ...(identity ? [REVEALS_IDENTITY] : [])])].toSorted((a, b) => a - b);
}

/** How many figures are suppressed: a chart is drawn from them, and what one was before is said of it. */
export const figuresSuppressed = (publication: Publication | null | undefined): number =>
  (publication?.suppressed ?? []).filter(({ cell }) => cell !== CHART && !cell.startsWith('before/')).length;

/** The classes together, then the other grounds. */
function markingWords(blocks: readonly WithheldBlock[], paragraphs: readonly number[]): string {
  const others = blocks.filter(({ ground }) => ground !== 'exempt').map(groundWords);
  return [
    ...(paragraphs.length === 0
      ? []
      : [
          `exempt under ${paragraphWords(paragraphs)} of Part 1 of Schedule 12A to the Local Government Act 1972`,
        ]),
    ...new Set(others),
  ].join('; ');
}
