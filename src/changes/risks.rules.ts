import { sectionsOf, type Sealed, type SnapshotSection } from '../snapshot/index.js';
import { canonicalJson } from '../platform/index.js';
import type { RisksContent } from '../risks/index.js';
import type { ChangeItem, Told } from './changes.js';
import { entriesOf, inBoth, placeOf, type Pair, type Placed } from './pair.js';
import { closedItem, goneEntries, isWrittenSince, newEntries, registerClosedOn, state } from './registers.js';

type Register = Sealed<RisksContent>;
type Risk = Register['entries'][number];

/** From the least to the worst. */
const SEVERITIES = ['low', 'medium', 'high', 'critical'];
const EXCERPT = 80;

const entriesIn = ({ entries }: Register): readonly Risk[] => entries;

/** New, converted, reopened and closed risks and issues, those whose score or severity moved, and a scale that is another one. */
export function riskChanges(pair: Pair): ChangeItem[] {
  const oneMatrix = isOneMatrix(pair);
  const both = inBoth(pair, 'risks', entriesIn);
  const rescored = both.find(({ was, now }) => !oneMatrix && scoreOf(was) !== null && scoreOf(now) !== null);
  return [
    ...newEntries(pair, 'risks', entriesIn, isRaisedSince).map(newRisk),
    ...both.flatMap(({ was, now, section }) => riskChange(was, now, section, oneMatrix)),
    ...(rescored ? [anotherMatrix(rescored.section)] : []),
    ...goneEntries(pair, 'risks', entriesIn).map((placed) =>
      closedItem('risk_closed', nameOf(placed.entry), placed),
    ),
  ];
}

/** Scores of two matrices are not on one scale. */
function isOneMatrix({ before, after }: Pair): boolean {
  const scales = [before, after].flatMap((report) =>
    sectionsOf(report, 'risks').map(({ content }) => canonicalJson(content.matrix.cells)),
  );
  return new Set(scales).size === 1;
}

const scoreOf = ({ kind, status, derived }: Risk): number | null =>
  kind === 'risk' && status !== 'closed' ? (derived.scores.current?.score ?? null) : null;

/** Without it a reader would lay the scores of two scales side by side. */
function anotherMatrix(section: SnapshotSection): ChangeItem {
  const place = placeOf(section);
  return {
    kind: 'risk_matrix',
    direction: 'neutral',
    ...place,
    title: place.place,
    was: null,
    now: null,
    sentence: 'Risks are scored by another matrix now: scores of the earlier report are on another scale.',
  };
}

/** See registers.ts. */
function isRaisedSince(pair: Pair, { entry, section }: Placed<Risk>): boolean {
  const { raised, number, derived } = entry;
  if (derived.movement === 'new' && isWrittenSince(pair, section)) return true;
  const closedOn = registerClosedOn(pair, section);
  if (raised.length > 7) return raised > closedOn;
  const month = closedOn.slice(0, 7);
  const numbers = [...entriesOf(pair.before, 'risks', entriesIn).values()].map(
    (placed) => placed.entry.number,
  );
  const highest = Math.max(0, ...numbers);
  return raised > month || (raised === month && number > highest);
}

function newRisk({ entry, section }: Placed<Risk>): ChangeItem {
  const level = levelOf(entry);
  const title = nameOf(entry);
  return {
    kind: 'risk_new',
    direction: 'worse',
    ...placeOf(section, entry.id),
    title,
    was: null,
    now: level?.told ?? null,
    sentence: level ? `${title} is new: its ${level.what} is ${level.told.text}.` : `${title} is new.`,
  };
}

function riskChange(was: Risk, now: Risk, section: SnapshotSection, oneMatrix: boolean): ChangeItem[] {
  const title = nameOf(now);
  const head = { ...placeOf(section, now.id), title };
  if (now.status === 'closed')
    return was.status === 'closed' ? [] : [closedItem('risk_closed', title, { entry: now, section })];
  if (was.status === 'closed')
    return [
      {
        ...head,
        kind: 'risk_reopened',
        direction: 'worse',
        was: state('Closed'),
        now: state('Open'),
        sentence: `${title} was closed and is open again.`,
      },
    ];
  if (was.kind !== now.kind) {
    const happened = now.kind === 'issue';
    return [
      {
        ...head,
        kind: 'risk_converted',
        direction: happened ? 'worse' : 'neutral',
        was: state(happened ? 'Risk' : 'Issue'),
        now: state(happened ? 'Issue' : 'Risk'),
        sentence: happened
          ? `${title} was a risk: it has happened and is an issue now.`
          : `${title} was an issue and is a risk now.`,
      },
    ];
  }
  const [before, after] = [levelOf(was), levelOf(now)];
  if (!before || !after || before.rank === after.rank || (now.kind === 'risk' && !oneMatrix)) return [];
  const up = after.rank > before.rank;
  return [
    {
      ...head,
      kind: 'risk_level',
      direction: up ? 'worse' : 'better',
      was: before.told,
      now: after.told,
      sentence: `${title} went ${up ? 'up' : 'down'}: its ${after.what} was ${before.told.text} and is now ${after.told.text}.`,
    },
  ];
}

/** A score by the matrix, or the severity of an issue; null where nobody has given it, which is not the lowest. */
function levelOf({ kind, severity, derived }: Risk): { what: string; rank: number; told: Told } | null {
  const score = derived.scores.current?.score;
  if (kind === 'issue')
    return severity === null
      ? null
      : {
          what: 'severity',
          rank: SEVERITIES.indexOf(severity),
          told: { text: severity, value: severity, of: null },
        };
  return score === undefined
    ? null
    : { what: 'score', rank: score, told: { text: String(score), value: score, of: null } };
}

/** `Risk 5 (staff leave)`: its number alone says nothing to somebody who does not have the register at hand. */
function nameOf({ kind, number, event }: Risk): string {
  const words = event
    .replace(/[*_`]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.!?]$/u, '');
  const short = words.length <= EXCERPT ? words : `${words.slice(0, words.lastIndexOf(' ', EXCERPT))} …`;
  return `${kind === 'risk' ? 'Risk' : 'Issue'} ${number} (${short})`;
}
