import { quarterLabel, type ActionRating } from '../programmes/index.js';
import {
  inWords,
  ratingView,
  type CorrectedEntry,
  type CorrectedPart,
  type Correction,
} from '../snapshot/index.js';

/** What was corrected, as the template prints it. */
export interface CorrectionView {
  /** The version that is corrected, and the hash of its sealed text. */
  version: number;
  sha256: string;
  /** Empty when both versions say the same. */
  parts: { heading: string; changes: string[] }[];
}

/** What an entry of a list is called, by the list's name; anything else is an entry. */
const ENTRIES: Readonly<Record<string, string>> = {
  objectives: 'objective',
  actions: 'action',
  narratives: 'text',
  lines: 'budget line',
  teams: 'team',
  measures: 'measure',
  memberQuestions: 'question of a member',
};

/** What readers call a field, by the last part of its name; anything else is called what it is named. */
const FIELDS: Readonly<Record<string, string>> = {
  actionIds: 'the actions it is about',
  approver: 'approver',
  asAt: 'the day of its figures',
  benchmarks: 'what it is compared with',
  challenges: 'questions and answers',
  decimals: 'the decimals of its figures',
  denominator: 'the parts of its figures',
  dueOn: 'due date',
  minimum: 'the floor of its target',
  missingReason: 'why a figure is missing',
  notUpdatedSince: 'the period whose text is printed',
  numerator: 'the parts of its figures',
  order: 'order',
  owner: 'owner',
  owners: 'owners',
  partMonth: 'whether its figures are provisional',
  printed: 'rating',
  quarters: 'the quarters that are printed',
  restatements: 'the list of restated figures',
  state: 'whether its figures are provisional',
  subject: 'number or title',
  text: 'wording',
  upper: 'the ambition of its target',
  window: 'the months that are printed',
};

/**
 * @param headingOf the printed heading of a section of this version, by its contribution; undefined when it is not in this version.
 */
export function presentCorrection(
  { version, sha256, changes }: Correction,
  headingOf: (contributionId: string) => string | undefined,
): CorrectionView {
  return {
    version,
    sha256,
    parts: changes.map((part) => ({
      heading:
        part.section === null
          ? 'The report as a whole'
          : (headingOf(part.section.contributionId) ?? part.section.title),
      changes: changesOf(part),
    })),
  };
}

/** For the first page: the correction itself where it is one, otherwise how many there are and where they stand. */
export function correctionLine({ parts, version }: CorrectionView): string {
  const all = parts.flatMap(({ heading, changes }) => changes.map((change) => `${heading}: ${change}`));
  const [only] = all;
  if (only === undefined) return `Every word, figure and rating is as it was in version ${version}.`;
  return all.length === 1
    ? `What was corrected: ${only}`
    : `What was corrected: ${all.length} places in ${inWords(parts.map(({ heading }) => heading))}. They are listed under “What was corrected”.`;
}

function changesOf({ change, entries }: CorrectedPart): string[] {
  if (change === 'added') return ['This part was added.'];
  if (change === 'removed') return ['This part was taken out.'];
  if (entries.length === 0) return ['The order of this part, or what is worked out in it, changed.'];
  return entries.map(sentence);
}

function sentence({ list, title, within, change, fields, ratings, figures = [] }: CorrectedEntry): string {
  const what = list === null ? null : (ENTRIES[list] ?? 'entry');
  const name = what === null ? null : title === null ? what : `${what} “${title}”`;
  const place = within.length === 0 ? '' : ` in ${within.map((one) => `“${one}”`).join(', ')}`;
  if (change === 'added') return `Added: ${name ?? 'entry'}${place}.`;
  if (change === 'removed') return `Taken out: one ${what ?? 'entry'}${place}.`;
  const told = [
    ...figures.map(figureWords),
    ...(fields.length === 0 ? [] : [`${inWords([...new Set(fields.map(fieldWord))])} changed`]),
    ...ratings.map(
      ({ quarter, was, now }) =>
        `rating${quarter === null ? '' : ` for ${quarterLabel(quarter)}`} was ${ratingWord(was)}, is ${ratingWord(now)}`,
    ),
  ].join('; ');
  return `${capital(name === null ? told : `${name}${place}: ${told}`)}.`;
}

function figureWords({ about, was, now }: { about: string; was: string | null; now: string | null }): string {
  if (now === null) return `${about}: the figure was taken out`;
  return was === null ? `${about}: ${now}, which was missing` : `${about}: ${was} is now ${now}`;
}

const ratingWord = (rating: string | null): string => ratingView(rating as ActionRating | null).word;

/** @param field `dueOn`, `overall.narrative`, `actions.order` */
function fieldWord(field: string): string {
  const [last = field, before] = field.split('.').reverse();
  if (last === 'order' && before !== undefined) return `order of the ${spaced(before)}`;
  return FIELDS[last] ?? spaced(last);
}

const spaced = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
