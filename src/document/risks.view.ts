import { monthWords } from '../programmes/index.js';
import { SEVERITIES, type RisksContent } from '../risks/index.js';
import { longDate, personLabel, type Sealed, type SnapshotSection } from '../snapshot/index.js';
import type { Chart } from './charts/chart.js';
import { heatMap } from './charts/heat-map.js';
import { linkWords } from './link-names.js';
import { sectionHead, type SectionHead } from './section-head.js';

/** The register as the template prints it: the worst first. */
export interface RisksView extends SectionHead {
  /** Null when nothing has ever been approved for it. */
  content: {
    /** Printed instead of tables without rows; null when there are rows. */
    empty: string | null;
    map: Chart | null;
    /** `Low: score 1 to 3` */
    bands: string[];
    risks: RiskTable | null;
    issues: RiskTable | null;
    closed: RiskTable | null;
  } | null;
}

export interface RiskTable {
  heading: string;
  caption: string;
  rows: RiskRow[];
}

export interface RiskRow {
  number: number;
  /** The wording, in sentences. */
  wording: string[];
  mitigation: string | null;
  /** `Response: reduce`, `Next: …`, `Accepted by … until …`, `Closed: …` */
  details: string[];
  /** `4 × 5 = 20`, `Severity: high`, `No score` */
  score: string;
  /** `Very high`, or null without a score. */
  band: string | null;
  arrow: '↑' | '↓' | '';
  /** `New`, `Up from 12`, … or null when there is no earlier register. */
  movement: string | null;
  owner: string;
  raised: string;
  /** When it is looked at next. */
  review: string;
  /** `Last reviewed 5 January 2020`, or null. */
  reviewed: string | null;
}

type Content = Sealed<RisksContent>;
type Entry = Content['entries'][number];

const PROXIMITY = {
  imminent: 'imminent',
  three_months: 'within three months',
  this_year: 'within this year',
  later: 'later',
} as const;

export function presentRisks(
  section: SnapshotSection,
  report: readonly SnapshotSection[] = [section],
): RisksView {
  const content = section.content as Content | null;
  return {
    ...sectionHead(section, 'risks'),
    content: content && presentContent(content, report),
  };
}

function presentContent(
  { entries, matrix }: Content,
  report: readonly SnapshotSection[],
): NonNullable<RisksView['content']> {
  const sorted = entries.toSorted((a, b) => weight(b) - weight(a) || a.number - b.number);
  const table = (heading: string, caption: string, of: (entry: Entry) => boolean): RiskTable | null => {
    const rows = sorted.filter(of).map((entry) => riskRow(entry, matrix, report));
    return rows.length === 0 ? null : { heading, caption, rows };
  };
  const open = (kind: Entry['kind']) => (entry: Entry) => entry.kind === kind && entry.status === 'open';
  const placed = entries
    .filter(open('risk'))
    .flatMap(({ number, current: { probability, impact } }) =>
      probability === null || impact === null ? [] : [{ number, probability, impact }],
    );
  return {
    empty: entries.length === 0 ? 'There is no risk and no issue in this period.' : null,
    map: placed.length === 0 ? null : heatMap(matrix.cells, matrix.bands, placed),
    bands: placed.length === 0 ? [] : bandsInWords(matrix),
    risks: table('Risks', 'What may happen, the highest score first', open('risk')),
    issues: table('Issues', 'What has happened, the most severe first', open('issue')),
    closed: table('Closed', 'Closed in this period', ({ status }) => status === 'closed'),
  };
}

/** For the order alone: what has no score stands last. */
const weight = ({ derived, severity }: Entry): number =>
  derived.scores.current?.score ?? (severity === null ? -1 : SEVERITIES.indexOf(severity));

function bandsInWords({ bands, cells }: Content['matrix']): string[] {
  return bands.map(({ key, name }) => {
    const scores = cells.filter(({ band }) => band === key).map(({ score }) => score);
    const [low, high] = [Math.min(...scores), Math.max(...scores)];
    return `${name}: score ${low === high ? low : `${low} to ${high}`}`;
  });
}

function riskRow(entry: Entry, matrix: Content['matrix'], report: readonly SnapshotSection[]): RiskRow {
  const { derived, kind, current, severity } = entry;
  const score = derived.scores.current;
  return {
    number: entry.number,
    wording: wordingOf(entry),
    mitigation: entry.mitigation,
    details: [...detailsOf(entry), linkWords(entry.links, report)].filter((one) => one !== null),
    score:
      kind === 'issue'
        ? severity === null
          ? 'No severity'
          : `Severity: ${severity}`
        : score
          ? `${current.probability} × ${current.impact} = ${score.score}`
          : 'No score',
    band: score ? (matrix.bands.find(({ key }) => key === score.band)?.name ?? null) : null,
    ...movementOf(entry),
    owner: entry.owner === null ? 'Not assigned' : personLabel(entry.owner),
    raised: entry.raised.length === 7 ? monthWords(entry.raised) : longDate(entry.raised),
    review: entry.reviewOn === null ? 'No date set' : longDate(entry.reviewOn),
    reviewed: entry.lastReviewedOn === null ? null : `Last reviewed ${longDate(entry.lastReviewedOn)}`,
  };
}

/** “If X, then Y.” where the event is worded as a condition; otherwise the parts as they are. */
function wordingOf({ cause, event, consequence }: Entry): string[] {
  const because = cause === null ? [] : [`Cause: ${cause}`];
  if (consequence !== null && /^\p{Ll}/u.test(event))
    return [...because, stop(`If ${event.replace(/\.$/, '')}, then ${consequence}`)];
  return [...because, event, ...(consequence === null ? [] : [`Consequence: ${consequence}`])];
}

const stop = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

function detailsOf({ response, nextAction, proximity, acceptance, closedReason, derived }: Entry): string[] {
  const { inherent, target } = derived.scores;
  return [
    response === null ? null : `Response: ${response}`,
    proximity === null ? null : `When: ${PROXIMITY[proximity]}`,
    inherent === null ? null : `Score before anything is done: ${inherent.score}`,
    target === null ? null : `Target score: ${target.score}`,
    nextAction === null ? null : `Next: ${nextAction}`,
    acceptance === null
      ? null
      : `Accepted until ${longDate(acceptance.until)}${acceptance.approver === null ? '' : ` by ${personLabel(acceptance.approver)}`}: ${acceptance.reason}`,
    closedReason === null ? null : `Closed: ${closedReason}`,
  ].filter((one) => one !== null);
}

function movementOf({ kind, derived: { movement, previous } }: Entry): Pick<RiskRow, 'arrow' | 'movement'> {
  const before = kind === 'risk' ? previous?.score : previous?.severity;
  switch (movement) {
    case null:
      return { arrow: '', movement: null };
    case 'new':
      return { arrow: '', movement: 'New' };
    case 'up':
      return { arrow: '↑', movement: `Up from ${before}` };
    case 'down':
      return { arrow: '↓', movement: `Down from ${before}` };
    case 'same':
      return { arrow: '', movement: 'Unchanged' };
    case 'converted':
      return { arrow: '', movement: kind === 'issue' ? 'Was a risk' : 'Was an issue' };
    case 'not_comparable':
      return { arrow: '', movement: 'Cannot be compared' };
    case 'closed':
      return { arrow: '', movement: 'Closed' };
  }
}
