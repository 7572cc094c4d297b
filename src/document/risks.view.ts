import { monthWords } from '../programmes/index.js';
import { SEVERITIES, type RisksContent } from '../risks/index.js';
import { inWords, longDate, personLabel, type Sealed, type SnapshotSection } from '../snapshot/index.js';
import type { Chart } from './charts/chart.js';
import { heatMap, type HeatEntry } from './charts/heat-map.js';
import { linkWords } from './link-names.js';
import { sectionHead, type SectionHead } from './section-head.js';

/** The register as the template prints it: the worst first. */
export interface RisksView extends SectionHead {
  /** Null when nothing has ever been approved for it. */
  content: {
    /** Printed instead of tables without rows; null when there are rows. */
    empty: string | null;
    map: Chart | null;
    /** `Very high, score 15 to 25: risks 1 and 5`; the worst first. */
    bands: string[];
    /** Nobody gave such a score: no column for it. */
    hasBefore: boolean;
    hasTarget: boolean;
    /** Open risks, then issues, then what was closed; each the worst first. */
    rows: RiskRow[];
  } | null;
}

export interface RiskRow {
  /** `Risk 5`, `Issue 2` */
  called: string;
  /** The wording, in sentences. */
  wording: string[];
  mitigation: string | null;
  /** `Response: reduce`, `Next: …`, `Accepted by … until …`, `Closed: …` */
  details: string[];
  /** The score before any response to it, and the one that is meant to be reached: a number, or `None`. */
  before: string;
  target: string;
  /** `20`, `Severity: high`, `Closed`, `No score` */
  now: string;
  /** `4 × 5, very high`, or null without a score. */
  band: string | null;
  arrow: '↑' | '↓' | '';
  /** `New`, `Up from 12`, … or null when there is no earlier register. */
  movement: string | null;
  owner: string;
  raised: string;
  /** When it is looked at next, or that nobody said. */
  review: string;
  /** `Last reviewed 5 January 2020`, or null. */
  reviewed: string | null;
}

type Content = Sealed<RisksContent>;
type Entry = Content['entries'][number];

const PROXIMITY = {
  imminent: 'at any time',
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
  const rows = (of: (entry: Entry) => boolean) =>
    sorted.filter(of).map((entry) => riskRow(entry, matrix, report));
  const open = (kind: Entry['kind']) => (entry: Entry) => entry.kind === kind && entry.status === 'open';
  const placed = entries
    .filter(open('risk'))
    .flatMap(({ number, current: { probability, impact } }) =>
      probability === null || impact === null ? [] : [{ number, probability, impact }],
    );
  return {
    empty: entries.length === 0 ? 'There is no risk and no issue in this period.' : null,
    map: placed.length === 0 ? null : heatMap(matrix.cells, matrix.bands, placed),
    bands: placed.length === 0 ? [] : bandsInWords(matrix, placed),
    hasBefore: entries.some(({ derived }) => derived.scores.inherent !== null),
    hasTarget: entries.some(({ derived }) => derived.scores.target !== null),
    rows: [...rows(open('risk')), ...rows(open('issue')), ...rows(({ status }) => status === 'closed')],
  };
}

/** For the order alone: what has no score stands last. */
const weight = ({ derived, severity }: Entry): number =>
  derived.scores.current?.score ?? (severity === null ? -1 : SEVERITIES.indexOf(severity));

function bandsInWords({ bands, cells }: Content['matrix'], placed: readonly HeatEntry[]): string[] {
  return bands.toReversed().map(({ key, name }) => {
    const own = cells.filter(({ band }) => band === key);
    const scores = own.map(({ score }) => score);
    const [low, high] = [Math.min(...scores), Math.max(...scores)];
    const numbers = placed
      .filter((one) =>
        own.some(({ probability, impact }) => one.probability === probability && one.impact === impact),
      )
      .map(({ number }) => number)
      .toSorted((a, b) => a - b);
    const risks =
      numbers.length === 0 ? 'none' : `${numbers.length === 1 ? 'risk' : 'risks'} ${inWords(numbers)}`;
    return `${name}, score ${low === high ? low : `${low} to ${high}`}: ${risks}`;
  });
}

function riskRow(entry: Entry, matrix: Content['matrix'], report: readonly SnapshotSection[]): RiskRow {
  const { derived, kind, current, severity, status } = entry;
  const { inherent, current: score, target } = derived.scores;
  const isIssue = kind === 'issue';
  const band = score ? matrix.bands.find(({ key }) => key === score.band)?.name.toLowerCase() : null;
  return {
    called: `${isIssue ? 'Issue' : 'Risk'} ${entry.number}`,
    wording: wordingOf(entry),
    mitigation: entry.mitigation,
    details: [...detailsOf(entry), linkWords(entry.links, report)].filter((one) => one !== null),
    before: String(inherent?.score ?? 'None'),
    target: String(target?.score ?? 'None'),
    now:
      status === 'closed'
        ? 'Closed'
        : isIssue
          ? severity === null
            ? 'No severity'
            : `Severity: ${severity}`
          : String(score?.score ?? 'No score'),
    band: score
      ? `${status === 'closed' ? `was ${score.score}: ` : ''}${current.probability} × ${current.impact}${band == null ? '' : `, ${band}`}`
      : null,
    ...movementOf(entry),
    owner: entry.owner === null ? 'Not assigned' : personLabel(entry.owner),
    raised: entry.raised.length === 7 ? monthWords(entry.raised) : longDate(entry.raised),
    review: entry.reviewOn === null ? 'No review date' : `Next review ${longDate(entry.reviewOn)}`,
    reviewed: entry.lastReviewedOn === null ? null : `Last reviewed ${longDate(entry.lastReviewedOn)}`,
  };
}

/** “If X, then Y.” where the event is worded as a condition; “X. As a result, Y.” where it has happened; otherwise the parts as they are. */
function wordingOf({ kind, cause, event, consequence }: Entry): string[] {
  const because = cause === null ? [] : [`Cause: ${cause}`];
  const isClause = /^\p{Ll}/u.test(event);
  if (kind === 'issue') {
    const happened = stop(`${event.charAt(0).toUpperCase()}${event.slice(1)}`);
    if (consequence === null) return [...because, happened];
    // A consequence that is a sentence of its own stays one: its first word may be a name.
    return /^\p{Ll}/u.test(consequence)
      ? [...because, `${happened} As a result, ${stop(consequence)}`]
      : [...because, `${happened} Result: ${consequence}`];
  }
  if (consequence !== null && isClause)
    return [...because, stop(`If ${event.replace(/\.$/, '')}, then ${consequence}`)];
  return [...because, event, ...(consequence === null ? [] : [`Consequence: ${consequence}`])];
}

const stop = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

function detailsOf({ response, nextAction, proximity, acceptance, closedReason }: Entry): string[] {
  const how = [
    ...(response === null ? [] : [`Response: ${response}`]),
    ...(proximity === null ? [] : [`expected ${PROXIMITY[proximity]}`]),
  ].join('; ');
  return [
    how === '' ? null : `${how.charAt(0).toUpperCase()}${how.slice(1)}.`,
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
