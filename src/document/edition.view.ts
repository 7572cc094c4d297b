import { quarterLabel, RAG_GUIDANCE, type ActionRating, type Rag } from '../programmes/index.js';
import {
  approverLabel,
  changesBetween,
  daysInWords,
  inWords,
  isTheme,
  londonInstant,
  longDate,
  personLabel,
  ratingView,
  summaryQuarter,
  type RatingView,
  type ReportSnapshot,
  type Seal,
} from '../snapshot/index.js';
import type { Edition } from '../disclosure/index.js';
import { placeSections, presentSection, type PlacedSection, type SectionView } from './sections.js';
import { presentChanges, type ChangesView } from './changes.view.js';
import { appendixOf, type AppendixView } from './appendix.view.js';
import { correctionLine, presentCorrection, type CorrectionView } from './correction.view.js';
import { challengesOf, type ChallengesView } from './challenges.view.js';
import { dataNotesOf, type DataNotesView } from './data-notes.view.js';
import type { Term } from './known-abbreviations.js';
import { glossaryOf, termsOf } from './glossary.view.js';
import { COUNTED, themeLine, type ThemeLine } from './theme.view.js';
import { groupedBy } from './grouped-by.js';
import { memberQuestionsOf, type MemberQuestionsView } from './member-questions.view.js';
import { unratedWords } from './unrated.js';
import { presentEdition, withheldFrom, type EditionView } from './withheld.view.js';

/** Printed across every page of a preview, and in its footer. */
export const DRAFT_WORDS = 'Draft, not approved';

const NOT_FOR_PUBLICATION = 'NOT FOR PUBLICATION';

/** Everything that the template prints, in plain text; narratives in their Markdown subset. */
export interface ReportView {
  /** The document's own title, for the window, the PDF's metadata and the outline. */
  title: string;
  council: string;
  programme: string;
  /** `January 2020` */
  period: string;
  /** `1 to 31 January 2020` */
  days: string;
  /** `27 January 2020` */
  asAt: string;
  edition: EditionView;
  /** Null once sealed. */
  draft: string | null;
  /** What a corrected version says about itself, or null. */
  correction: {
    heading: string;
    reason: string;
    /** What was corrected, in a sentence for the first page; null where that is not known. */
    told: string | null;
    changed: CorrectionView | null;
  } | null;
  /** The parts that are not approved for this period, and why the report goes without them; null where there is none. */
  late: { parts: string[]; reason: string } | null;
  overall: {
    rating: RatingView;
    narrative: string;
    /** The whole in three sentences; null in what was sealed before there was one. */
    summary: string | null;
    /** What the committee is asked to do; empty in what was sealed before it was said. */
    asks: string[];
  };
  roles: { role: string; people: string[] }[];
  /** Null when there is no theme to count. */
  summary: SummaryView | null;
  guidance: {
    scales: { rating: RatingView; overall: string; action: string }[];
    otherWords: { rating: RatingView; meaning: string }[];
    /** The signs and words of the tables of measures that this edition uses. */
    signs: string[];
  };
  /** Printed before the registers; its headline, on the first page. */
  changes: ChangesView;
  /** Null without a question. Printed after the changes. */
  memberQuestions: MemberQuestionsView | null;
  /** Printed before the key to the ratings. */
  registers: PlacedSection[];
  themes: PlacedSection[];
  /** The terms that this edition uses. */
  glossary: Term[];
  /** Null without figures. */
  dataNotes: DataNotesView | null;
  /** By title. */
  backgroundPapers: string[];
  /** Null when no question is to be printed. */
  challenges: ChallengesView | null;
  approval: ApprovalView;
  /** Null when there is no control chart. */
  appendix: AppendixView | null;
  /** Running foot of every page; the middle in two lines. */
  footer: { left: string; middle: string };
}

/** What the abbreviations are looked for in: everything else that is printed. */
type Printed = Omit<ReportView, 'glossary'>;

export interface SummaryView {
  caption: string;
  columns: RatingView[];
  lines: ThemeLine[];
  /** Of the themes that can be counted. */
  total: { actions: number; ratings: number[] };
  /** At least one theme cannot be counted, and `[x]` is explained. */
  incomplete: boolean;
  /** How many actions nobody rated for that quarter; null where each has a rating. */
  unrated: string | null;
}

export interface ApprovalView {
  /** Who approved which parts, in sentences; what was not approved for this period first. */
  approved: string[];
  /** Who drafted and submitted which parts; those of the same people in one row. */
  parts: { by: string; parts: string[] }[];
  /** Null for a preview. */
  seal: {
    version: number;
    approvedBy: string;
    approvedAt: string;
    sha256: string;
    /** The address of the page that checks a copy, or null where none is known. */
    verifyAt: string | null;
  } | null;
}

/** The words that the reference's two scales do not explain. */
const OTHER_WORDS: Readonly<Record<Exclude<ActionRating, Rag>, string>> = {
  COMPLETE: 'The action is finished; nothing more is to be done.',
  NOT_DUE: 'The action was not due to begin in that quarter.',
};
const NOT_RATED = 'Nobody gave a rating. This says nothing about whether the work is on track.';

/** What an edition is printed with, besides itself. */
export interface Printing {
  /** Null for a preview of a report that is not approved. */
  seal: Seal | null;
  /** Where a copy can be checked. It belongs to the deployment, so it is not sealed. */
  verifyAt: string | null;
  /** The edition of the same name that its reader had before, or null for the first one. */
  since: Edition | null;
  /** Those of the reports between that one and this one, the earliest first; missing where there are none. */
  between?: readonly Edition[];
  /** The edition of the same name of the version that it corrects; null for what corrects none. */
  corrected: Edition | null;
}

/** Makes an edition as a reader sees it. Pure: the same edition and printing always give the same view. */
export function presentReport(
  edition: Edition,
  { seal, verifyAt, since, between = [], corrected }: Printing,
): ReportView {
  const { snapshot, withheld } = edition;
  const { programme, period, report, overall, quarters, sections, glossary, backgroundPapers } = snapshot;
  const views = sections.map((section) => {
    const view = presentSection(section, quarters, sections);
    return [section, { ...view, withheld: withheldFrom(section, withheld) }] as const;
  });
  const headingBy = new Map(views.map(([{ contributionId }, { heading }]) => [contributionId, heading]));
  const headingOf: HeadingOf = (contributionId) => headingBy.get(contributionId);
  const about = presentEdition(edition, headingOf);
  const placed = placeSections(views);
  const changed = correctionOf(snapshot, corrected, headingOf);
  const printed: Printed = {
    title: titleOf(snapshot, about, seal),
    council: programme.council,
    programme: programme.name,
    period: period.label,
    days: daysInWords(period.startsOn, period.endsOn),
    asAt: longDate(period.asAt),
    edition: about,
    draft: seal ? null : DRAFT_WORDS,
    correction:
      report.correctionReason === null
        ? null
        : {
            heading: seal
              ? `This is version ${seal.version}. It replaces version ${seal.version - 1}.`
              : 'This draft corrects a version that was already approved.',
            reason: report.correctionReason,
            told: changed && correctionLine(changed),
            changed,
          },
    late: lateOf(snapshot, headingOf),
    overall: {
      rating: ratingView(overall.rag),
      narrative: overall.narrative,
      summary: overall.summary ?? null,
      asks: overall.asks ?? [],
    },
    roles: rolesOf(snapshot),
    summary: summaryOf(snapshot),
    guidance: {
      scales: RAG_GUIDANCE.map(({ rag, overall, action }) => ({ rating: ratingView(rag), overall, action })),
      otherWords: [
        ...(Object.entries(OTHER_WORDS) as [ActionRating, string][]).map(([rating, meaning]) => ({
          rating: ratingView(rating),
          meaning,
        })),
        { rating: ratingView(null), meaning: NOT_RATED },
      ],
      signs: signsOf(placed.themes),
    },
    changes: presentChanges(edition, since, between),
    memberQuestions: memberQuestionsOf(snapshot),
    ...placed,
    dataNotes: dataNotesOf(snapshot),
    backgroundPapers: backgroundPapers ?? [],
    challenges: challengesOf(edition),
    approval: {
      ...approvalsOf(snapshot, headingOf),
      seal: seal && {
        version: seal.version,
        approvedBy: approverLabel(seal.approvedBy, edition.person),
        approvedAt: londonInstant(seal.approvedAt),
        sha256: seal.sha256,
        verifyAt,
      },
    },
    appendix: appendixOf(placed.themes),
    footer: {
      left: `${programme.name}: highlight report, ${period.label}`,
      middle: `${about.name} · ${seal ? `Sealed version ${seal.version}\nSHA-256 ${seal.sha256}` : DRAFT_WORDS}`,
    },
  };
  return { ...printed, glossary: glossaryOf([...textsOf(printed)].join('\n\n'), termsOf(glossary ?? [])) };
}

/** Each once; those in brackets first. */
function signsOf(themes: readonly PlacedSection[]): string[] {
  const notes = themes
    .flatMap((theme): SectionView[] => [theme, ...theme.parts])
    .flatMap((section) => (section.kind === 'measures' ? (section.content?.notes ?? []) : []));
  const all = [...new Set(notes)];
  const inBrackets = (note: string) => note.startsWith('[');
  return [...all.filter(inBrackets).toSorted(), ...all.filter((note) => !inBrackets(note))];
}

/** Null in what was sealed before the reason was. */
function lateOf({ report, sections }: ReportSnapshot, headingOf: HeadingOf): ReportView['late'] {
  const parts = sections
    .filter(({ content, notUpdatedSince }) => content === null || notUpdatedSince !== null)
    .map(({ contributionId, subject }) => headingOf(contributionId) ?? subject.title);
  return report.lateReason == null ? null : { parts, reason: report.lateReason };
}

/** An exempt edition says so first, wherever only the beginning of a title is shown. */
function titleOf({ programme, period }: ReportSnapshot, { marking }: EditionView, seal: Seal | null): string {
  const title = `Highlight report, ${period.label}: ${programme.name}, ${programme.council}`;
  return `${marking === null ? '' : `${NOT_FOR_PUBLICATION}: `}${title}${seal ? '' : ` (${DRAFT_WORDS.toLowerCase()})`}`;
}

/** Every text of a view, drawings by what they say: each once, for tables say the same words again and again. */
function textsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) if (!UNSAID.has(key)) textsOf(inner, found);
  return found;
}

/** Names of fields that no reader sees. */
const UNSAID: ReadonlySet<string> = new Set(['anchor', 'kind', 'partial', 'style', 'svg']);

/** From what was sealed; in a public edition, which does not say what was sealed of that, from both editions. */
function correctionOf(
  snapshot: ReportSnapshot,
  corrected: Edition | null,
  headingOf: HeadingOf,
): CorrectionView | null {
  const { corrects, revision } = snapshot.report;
  const told =
    corrects ??
    (corrected && {
      version: revision - 1,
      sha256: corrected.sha256,
      changes: changesBetween(corrected.snapshot, snapshot),
    });
  return told && presentCorrection(told, headingOf);
}

/** The printed heading of a section, by its contribution. */
type HeadingOf = (contributionId: string) => string | undefined;

/** One row for each role, however many people hold it. */
function rolesOf({ roles }: ReportSnapshot): ReportView['roles'] {
  const byRole = new Map<string, string[]>();
  for (const { role, person } of roles) byRole.set(role, [...(byRole.get(role) ?? []), personLabel(person)]);
  return [...byRole].map(([role, people]) => ({ role, people }));
}

function summaryOf(snapshot: ReportSnapshot): SummaryView | null {
  const { sections, quarters, period } = snapshot;
  const quarter = summaryQuarter(quarters, period.asAt);
  if (!quarter) return null;
  const lines = sections.filter(isTheme).map((section) => themeLine(section, quarter));
  if (lines.length === 0) return null;
  const counted = lines.map((line) => line.counted).filter((counts) => counts !== null);
  return {
    caption: `Ratings of the themes, and how many actions had each rating in ${quarterLabel(quarter)}`,
    columns: COUNTED.map(ratingView),
    lines,
    incomplete: counted.length < lines.length,
    unrated: unratedWords(snapshot),
    total: {
      actions: sum(counted.map(({ actions }) => actions)),
      ratings: COUNTED.map((_, index) => sum(counted.map(({ ratings }) => ratings[index] ?? 0))),
    },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function approvalsOf(
  { period, sections }: ReportSnapshot,
  headingOf: HeadingOf,
): Pick<ApprovalView, 'approved' | 'parts'> {
  const told = sections.map(({ kind, contributionId, subject, history, content, notUpdatedSince }) => {
    const { editors, submittedBy, approvedBy, approvedAt } = history;
    return {
      kind,
      part: headingOf(contributionId) || subject.title,
      by: writersOf(editors.map(personLabel), submittedBy === null ? 'nobody' : personLabel(submittedBy)),
      exception:
        content === null
          ? 'Nothing has been approved yet'
          : notUpdatedSince !== null
            ? `Not approved for ${period.label}: the text of ${longDate(notUpdatedSince)} is printed`
            : approvedBy === null || approvedAt === null
              ? 'Who approved it is not recorded'
              : null,
      approved:
        approvedBy === null || approvedAt === null
          ? null
          : { by: personLabel(approvedBy), on: londonInstant(approvedAt).replace(/ at .*$/, '') },
    };
  });
  const usual = told.filter(({ exception }) => exception === null);
  const groups = [...groupedBy(usual, ({ approved }) => `${approved?.by} approved|, on ${approved?.on}.`)];
  const all = told.length === 1 ? 'the one part' : `all ${told.length} parts`;
  const measured = told.filter(({ kind }) => kind === 'measures');
  return {
    approved: [
      ...told.flatMap(({ part, exception }) => (exception === null ? [] : [`${part}: ${exception}.`])),
      ...groups.map(([words, parts]) => {
        const which = parts.length === told.length ? all : parts.map(({ part }) => part).join('; ');
        return words.replace('|', ` ${which}`);
      }),
    ],
    parts: [...groupedBy(told, ({ by }) => by)].map(([by, rows]) => ({
      by,
      parts: partsInWords(rows, measured.length),
    })),
  };
}

/** Who has written all groups of measures is not told their names once more. */
function partsInWords(rows: readonly { kind: string; part: string }[], allGroups: number): string[] {
  const others = rows.filter(({ kind }) => kind !== 'measures');
  const groups = rows.length - others.length;
  return groups > 1 && groups === allGroups
    ? [...others.map(({ part }) => part), `all ${groups} groups of measures`]
    : rows.map(({ part }) => part);
}

/** One name where the same person drafted and submitted it. */
function writersOf(drafted: readonly string[], submitted: string): string {
  if (drafted.length === 1 && drafted[0] === submitted) return submitted;
  const writers = drafted.length === 0 ? 'Nobody' : inWords(drafted);
  return `${writers}; submitted by ${submitted}`;
}
