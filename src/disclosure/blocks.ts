import {
  entryBlock,
  isPerson,
  memberQuestionName,
  paragraphBlock,
  paragraphsOf,
  personBlock,
  sectionBlock,
  textsOf,
  titleOf,
  type ReportContent,
  type ReportSnapshot,
  type SnapshotPerson,
} from '../snapshot/index.js';

/** Something in a report that can be withheld, and what readers know it by. */
export interface Block {
  block: string;
  kind: 'section' | 'entry' | 'paragraph' | 'person';
  /** The section that it stands in; null for what belongs to the report as a whole. */
  contributionId: string | null;
  /** `Risks and issues, 5`; of a paragraph, its beginning. */
  label: string;
}

/** A report, or a contribution alone, which has no front. */
export type Blocked = Pick<ReportSnapshot, 'sections'> &
  Partial<Pick<ReportSnapshot, 'roles' | 'challenges' | 'memberQuestions'>> & {
    overall?: ReportSnapshot['overall'] | null;
    report?: Pick<ReportSnapshot['report'], 'lateReason'>;
  };

/** Shorter texts are titles, words of lists and codes. */
const WORDS_OF_A_PARAGRAPH = 4;
const EXCERPT = 90;

/**
 * Everything in a report that has an address, each once, in printed order. Pure; knows no kind of section by name, so that what a
 * new kind says can be withheld from its first day.
 */
export function blocksOf(report: Blocked): Block[] {
  const found = new Map<string, Block>();
  const add = (one: Block) => {
    if (!found.has(one.block)) found.set(one.block, one);
  };
  const texts = (value: unknown, contributionId: string | null) => {
    walk(value, {
      text: (text) => {
        for (const paragraph of paragraphsOf(text))
          if (paragraph.split(/\s+/u).length >= WORDS_OF_A_PARAGRAPH)
            add({
              block: paragraphBlock(paragraph),
              kind: 'paragraph',
              contributionId,
              label: excerptOf(paragraph),
            });
      },
      person: (person) => {
        add({ block: personBlock(person), kind: 'person', contributionId: null, label: person.name });
      },
    });
  };
  texts(report.overall, null);
  texts(report.report?.lateReason, null);
  texts(report.roles, null);
  for (const section of report.sections) {
    const { contributionId, subject, content } = section;
    add({ block: sectionBlock(section), kind: 'section', contributionId, label: subject.title });
    walk(content, {
      entry: (entry) => {
        const title = titleOf(entry) ?? 'a text';
        add({ block: entryBlock(entry), kind: 'entry', contributionId, label: `${subject.title}, ${title}` });
      },
    });
    texts(content, contributionId);
    texts(section.history, contributionId);
  }
  for (const question of report.memberQuestions ?? []) {
    const { text, answer, owner } = question;
    add({
      block: entryBlock(question),
      kind: 'entry',
      contributionId: null,
      label: memberQuestionName(question),
    });
    texts([text, answer?.text, answer?.correctionReason, owner, answer?.by], null);
  }
  texts(report.challenges, null);
  return [...found.values()];
}

/** Titles go with what they are the title of; a note of a register's history is worded by the product. */
const NOT_BY_ITSELF = /(?:^|[.\]])(?:title|name|reference)$|\.history\[\d+\]\.note$/u;

/**
 * Those blocks that people are offered to withhold: parts, entries, people, and paragraphs that somebody wrote. A decision about any other
 * block holds all the same.
 */
export function offeredBlocks(report: ReportContent): Block[] {
  const written = new Set(
    textsOf(report)
      .filter(({ location: { path }, isMarked }) => isMarked && !NOT_BY_ITSELF.test(path ?? ''))
      .flatMap(({ text }) => paragraphsOf(text).map(paragraphBlock)),
  );
  return blocksOf(report).filter(({ kind, block }) => kind !== 'paragraph' || written.has(block));
}

/** Everybody whom a report names, each once. */
export function peopleOf(report: Blocked): SnapshotPerson[] {
  const found = new Map<string, SnapshotPerson>();
  walk([report.roles, report.sections, report.challenges, report.memberQuestions], {
    person: (person) => found.set(person.id, person),
  });
  return [...found.values()];
}

interface Visitor {
  entry?: (entry: Record<string, unknown> & { id: string }) => void;
  person?: (person: SnapshotPerson) => void;
  text?: (text: string) => void;
}

/** Visits every person, entry and text below a value, the outer ones first. A person is no entry, and has no text. */
export function walk(value: unknown, visitor: Visitor): void {
  if (typeof value === 'string') visitor.text?.(value);
  else if (Array.isArray(value)) for (const item of value) walk(item, visitor);
  else if (typeof value === 'object' && value !== null) {
    if (isPerson(value)) {
      visitor.person?.(value);
      return;
    }
    if (isEntry(value)) visitor.entry?.(value);
    for (const item of Object.values(value)) walk(item, visitor);
  }
}

const isEntry = (value: object): value is Record<string, unknown> & { id: string } =>
  'id' in value && typeof value.id === 'string';

const excerptOf = (paragraph: string): string => {
  const words = paragraph.replace(/\s+/gu, ' ');
  return words.length <= EXCERPT ? words : `${words.slice(0, words.lastIndexOf(' ', EXCERPT))} …`;
};

/** Those of its blocks that no public edition prints, by the decisions in force. Pure. */
export function withheldIn(
  report: Blocked,
  decisions: readonly { effect: string; block: string }[],
): Block[] {
  const withheld = new Set(decisions.filter(({ effect }) => effect === 'withhold').map(({ block }) => block));
  return withheld.size === 0 ? [] : blocksOf(report).filter(({ block }) => withheld.has(block));
}
