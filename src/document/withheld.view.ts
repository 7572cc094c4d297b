import type { Edition, WithheldNote } from '../disclosure/index.js';
import { counted } from '../platform/index.js';
import type { EditionName, ReportSnapshot } from '../snapshot/index.js';
import { groupedBy } from './grouped-by.js';

/** What an edition says about itself and about what its readers do not get. */
export interface EditionView {
  /** `Public edition` */
  name: string;
  /** Printed on every page, or null: `NOT FOR PUBLICATION: exempt under paragraph 2 of …` */
  marking: string | null;
  /** Why it is not for publication; null for an edition that anybody may read. */
  exemption: ExemptionView | null;
  /** Null when this edition leaves nothing out. */
  leavesOut: LeavesOutView | null;
}

export interface ExemptionView {
  /** Empty when there is nothing but small numbers and names. */
  rows: { what: string; ground: string; why: string }[];
  /** What no row says. */
  notes: string[];
}

export interface LeavesOutView {
  /** Empty when nothing but figures is left out. */
  /** One for each ground, with everything that is withheld on it: `2 entries of Risks and issues`. */
  rows: { ground: string; what: string[] }[];
  /** About figures, or null. */
  suppressed: string | null;
}

/** In words, for a report with something that not everybody may read; without, the exempt edition is the whole report. */
const NAMES: Readonly<Record<EditionName, string>> = { public: 'Public edition', exempt: 'Exempt edition' };
const WHOLE_REPORT = 'Whole report';

const WHAT: Readonly<Record<WithheldNote['what'], [one: string, more: string]>> = {
  section: ['part', 'parts'],
  entry: ['entry', 'entries'],
  paragraph: ['paragraph', 'paragraphs'],
  question: ['question of a member', 'questions of members'],
};

/** @param headingOf the printed heading of a section, by its contribution; undefined when this edition does not print it. */
export function presentEdition(
  edition: Edition,
  headingOf: (contributionId: string) => string | undefined,
): EditionView {
  const { name, exemption } = edition;
  return {
    name: name === 'exempt' && exemption === null ? WHOLE_REPORT : NAMES[name],
    marking: exemption?.marking ?? null,
    exemption: exemption && {
      rows: exemption.blocks.map(({ label, ground, note }) => ({
        what: label,
        ground: capital(ground),
        why: note,
      })),
      notes: notesOf(exemption),
    },
    leavesOut: leavesOut(edition, headingOf),
  };
}

function notesOf({ blocks, smallNumbers }: NonNullable<Edition['exemption']>): string[] {
  if (smallNumbers > 0)
    return [
      `${figures(smallNumbers)} in this edition alone. The public edition prints [c] instead: a small number of people from which somebody could be recognised, or a figure from which such a number could be worked out.`,
    ];
  // Nothing else is left that could make an edition exempt.
  return blocks.length === 0
    ? ['This edition names people whom the public edition calls by their job titles.']
    : [];
}

const figures = (count: number): string => (count === 1 ? 'One figure stands' : `${count} figures stand`);

function leavesOut(
  { withheld, suppressed }: Edition,
  headingOf: (contributionId: string) => string | undefined,
): LeavesOutView | null {
  if (withheld.length === 0 && suppressed === 0) return null;
  return {
    rows: [...groupedBy(withheld, ({ ground }) => ground)].map(([ground, notes]) => ({
      ground: capital(ground),
      what: notes.map((note) => `${placeOf(note, headingOf)}: ${countOf(note)}`),
    })),
    suppressed:
      suppressed === 0
        ? null
        : `${suppressed === 1 ? 'One figure is' : `${suppressed} figures are`} suppressed, and printed as [c]: a small number of people from which somebody could be recognised, or a figure from which such a number could be worked out.`,
  };
}

function placeOf(
  { contributionId, what }: WithheldNote,
  headingOf: (contributionId: string) => string | undefined,
): string {
  if (contributionId === null)
    return what === 'section' ? 'Whole parts of the report' : 'The report as a whole';
  return headingOf(contributionId) ?? 'The report as a whole';
}

function countOf({ what, count }: Pick<WithheldNote, 'what' | 'count'>): string {
  const [one, more] = WHAT[what];
  return counted(count, one, more);
}

/** Printed at a section: `2 entries are withheld: exempt under paragraph 3 of …`, one sentence for each ground. */
export function withheldFrom(
  { contributionId }: ReportSnapshot['sections'][number],
  withheld: readonly WithheldNote[],
): string[] {
  return withheld
    .filter((note) => note.contributionId === contributionId)
    .map((note) => `${countOf(note)} ${note.count === 1 ? 'is' : 'are'} withheld: ${note.ground}.`);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
