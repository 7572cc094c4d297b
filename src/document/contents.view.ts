import type { PlacedSection } from './sections.js';
import type { ReportView } from './edition.view.js';

/** A row of the contents: the words of a heading and the id that the heading has. */
export interface ContentsRow {
  heading: string;
  anchor: string;
}

/** A heading of the second level, and those headings of the third that a reader looks for. */
export interface ContentsEntry extends ContentsRow {
  parts: ContentsRow[];
}

/** Headings that stand in templates of their own; a test holds them against the templates. */
const CORRECTED = { heading: 'What was corrected', anchor: 'corrected' };
const AT_A_GLANCE = { heading: 'The themes at a glance', anchor: 'at-a-glance' };
const PROGRESS = { heading: 'Overall progress', anchor: 'progress' };
const MEMBERS = { heading: 'Questions of members', anchor: 'member-questions' };
const RATINGS = { heading: 'What the ratings and signs mean', anchor: 'ratings' };
const GLOSSARY = { heading: 'Abbreviations', anchor: 'abbreviations' };
const FIGURES = { heading: 'About the figures', anchor: 'figures' };
const PAPERS = { heading: 'Background papers', anchor: 'papers' };
const QUESTIONS = { heading: 'Questions asked before approval', anchor: 'questions' };
const EXEMPTION = { heading: 'Why this edition is not for publication', anchor: 'not-for-publication' };
const LEFT_OUT = { heading: 'What this edition leaves out', anchor: 'left-out' };
const APPROVAL = { heading: 'How this report was approved', anchor: 'approval' };
const APPENDIX = { heading: 'Appendix: control charts', anchor: 'control-charts' };

/** Every heading of the second level that follows the contents, in printed order, and the parts of each theme. */
export function contentsOf(view: ReportView): ContentsEntry[] {
  return [
    ...entryIf(view.correction?.changed, CORRECTED),
    ...entryIf(view.summary, AT_A_GLANCE),
    entry(PROGRESS),
    entry({ heading: view.changes.heading, anchor: 'changes' }),
    ...entryIf(view.memberQuestions, MEMBERS),
    ...view.registers.map(section),
    ...view.themes.map(section),
    entry(RATINGS),
    ...entryIf(view.glossary[0], GLOSSARY),
    ...entryIf(view.dataNotes, FIGURES),
    ...(view.backgroundPapers.length > 0 ? [entry(PAPERS)] : []),
    ...entryIf(view.challenges, QUESTIONS),
    ...entryIf(view.edition.exemption, EXEMPTION),
    ...entryIf(view.edition.leavesOut, LEFT_OUT),
    entry(APPROVAL),
    ...entryIf(view.appendix, APPENDIX),
  ];
}

const entry = (row: ContentsRow): ContentsEntry => ({ ...row, parts: [] });

const entryIf = (printed: object | null | undefined, row: ContentsRow): ContentsEntry[] =>
  printed ? [entry(row)] : [];

const section = ({ heading, anchor, parts }: PlacedSection): ContentsEntry => ({
  heading,
  anchor,
  parts: parts.map((part) => ({ heading: part.heading, anchor: part.anchor })),
});
