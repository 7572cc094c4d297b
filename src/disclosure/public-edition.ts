import { changeInner, oncePer, Problem, type ProblemIssue } from '../platform/index.js';
import {
  entryBlock,
  groundWords,
  isPerson,
  type MemberQuestion,
  paragraphBlock,
  paragraphsOf,
  personBlock,
  sectionBlock,
  titleOf,
  type Publication,
  type ReportSnapshot,
  type SealedChallenge,
  type SnapshotPerson,
  type SnapshotSection,
  type WithheldBlock,
} from '../snapshot/index.js';
import { blocksOf, peopleOf, walk } from './blocks.js';
import { publicContent, showsAllBut } from './include.js';
import { namesToTitles } from './text-scan.rules.js';

/** How much was left out where, for the reader; it says nothing of what it was. */
export interface WithheldNote {
  /** Null for what belongs to the report as a whole, and for whole parts. */
  contributionId: string | null;
  what: 'section' | 'entry' | 'paragraph' | 'question';
  count: number;
  /** `exempt under paragraph 3 of Part 1 of Schedule 12A …` */
  ground: string;
}

export interface PublicReport {
  snapshot: ReportSnapshot;
  withheld: WithheldNote[];
  /** How it names somebody. */
  person: Rewrite<SnapshotPerson>;
}

type Rewrite<Value> = (value: Value) => Value;

/** Why a report has no public edition that anybody could make of it; 409 wherever somebody asks for one. */
export class NotPublishable extends Problem {
  override name = 'NotPublishable';

  constructor(detail: string, issues: readonly ProblemIssue[] = []) {
    super({ code: 'not-publishable', status: 409, detail, issues });
  }
}

/**
 * The report as anybody may read it. Pure, and made by inclusion: what is not named here or in include.ts is not in it. Everything
 * that is printed, drawn, spoken or exported of the public edition is made from this, so that a figure is suppressed in all of them.
 * @throws NotPublishable for what was sealed before there were editions.
 */
export const publicReport = oncePer((sealed: ReportSnapshot): PublicReport => {
  const { publication } = sealed;
  if (!publication)
    throw new NotPublishable('This version was sealed before there were public editions, so it has none.');
  const withheld = new Map(publication.withheld.map((one) => [one.block, one]));
  const person = publicPerson(publication, new Set(publication.withheld.map(({ block }) => block)));
  const shows = showsAllBut(new Set(withheld.keys()));
  const sections = sealed.sections
    .filter((section) => !withheld.has(sectionBlock(section)))
    .map((section): SnapshotSection => ({
      kind: section.kind,
      contributionId: section.contributionId,
      subject: { id: section.subject.id, number: section.subject.number, title: section.subject.title },
      content: publicContent(section, { shows, suppressed: publication.suppressed }),
      notUpdatedSince: section.notUpdatedSince,
      history: {
        editors: section.history.editors,
        submittedBy: section.history.submittedBy,
        approvedBy: section.history.approvedBy,
        approvedAt: section.history.approvedAt,
      },
    }));
  const included: ReportSnapshot = {
    format: sealed.format,
    programme: {
      id: sealed.programme.id,
      name: sealed.programme.name,
      council: sealed.programme.council,
    },
    period: {
      id: sealed.period.id,
      label: sealed.period.label,
      startsOn: sealed.period.startsOn,
      endsOn: sealed.period.endsOn,
      asAt: sealed.period.asAt,
    },
    report: {
      id: sealed.report.id,
      revision: sealed.report.revision,
      correctionReason: sealed.report.correctionReason,
      lateReason: sealed.report.lateReason ?? null,
      // What a correction changed is told again, from what both public editions say.
      corrects: null,
    },
    roles: sealed.roles.map(({ role, person }) => ({ role, person })),
    overall: {
      rag: sealed.overall.rag,
      narrative: sealed.overall.narrative,
      summary: sealed.overall.summary ?? null,
      asks: sealed.overall.asks ?? [],
    },
    backgroundPapers: sealed.backgroundPapers ?? [],
    glossary: sealed.glossary ?? [],
    publication: null,
    quarters: sealed.quarters.map(({ financialYear, quarter }) => ({ financialYear, quarter })),
    sections,
    challenges: publicChallenges(sealed, publication, sections),
    memberQuestions: (sealed.memberQuestions ?? [])
      .filter((question) => question.edition === 'public' && shows(question))
      .map((question) => ({
        id: question.id,
        number: question.number,
        committee: question.committee,
        edition: question.edition,
        meetingOn: question.meetingOn,
        askedBy: question.askedBy,
        askedOn: question.askedOn,
        text: question.text,
        owner: question.owner,
        dueOn: question.dueOn,
        answer: question.answer && {
          number: question.answer.number,
          text: question.answer.text,
          by: question.answer.by,
          on: question.answer.on,
          correctionReason: question.answer.correctionReason,
        },
      })),
  };
  return {
    snapshot: rewritten(included, textsOf(sealed, withheld), person),
    withheld: notesOf(sealed, withheld),
    person,
  };
});

/** What bodies asked that read the exempt edition: it stands in that edition alone. */
export const closedQuestions = ({ memberQuestions }: ReportSnapshot): MemberQuestion[] =>
  (memberQuestions ?? []).filter(({ edition }) => edition === 'exempt');

/** Why the public edition has none of them: nobody has weighed whether they are exempt. */
export const CLOSED_GROUND = { ground: 'sensitive', paragraphs: [] } as const satisfies Pick<
  WithheldBlock,
  'ground' | 'paragraphs'
>;

/** A reader of the public edition would learn from such a question where to look. */
const TELLS_WHERE: ReadonlySet<string> = new Set(['gives-away', 'share-not-linked']);
/** Their questions quote figures out of texts, which may stand in a paragraph that is withheld. */
const QUOTES_TEXTS: ReadonlySet<string> = new Set(['facts-differ', 'text-differs-from-reading']);

/**
 * The questions that are printed, are about nothing that is withheld or suppressed, and name nothing that is: a question gives the
 * figures of what it names. What it is about must be known.
 */
function publicChallenges(
  sealed: ReportSnapshot,
  { withheld, suppressed }: Publication,
  sections: readonly SnapshotSection[],
): SealedChallenge[] {
  const blocks = new Set(withheld.map(({ block }) => block));
  const measures = new Set(suppressed.map(({ measureId }) => measureId));
  const isHidden = (entry: { id: string }): boolean =>
    blocks.has(entryBlock(entry)) || measures.has(entry.id);
  const names = sealed.sections
    .filter((section) => blocks.has(sectionBlock(section)))
    .map(({ subject }) => subject.title);
  walk(sealed.sections, {
    entry: (entry) => {
      const name = isHidden(entry) ? titleOf(entry) : null;
      if (name !== null && !/^\d*$/u.test(name)) names.push(name);
    },
  });
  const hidesParagraphs = [...blocks].some((block) => block.startsWith('paragraph/'));
  return sealed.challenges.filter(({ rule, print, about, question }) => {
    if (!print || !about || TELLS_WHERE.has(rule)) return false;
    const { contributionId, entryId } = about;
    return (
      (contributionId === null || sections.some((one) => one.contributionId === contributionId)) &&
      (entryId === null || !isHidden({ id: entryId })) &&
      !names.some((name) => question.includes(name)) &&
      !(hidesParagraphs && QUOTES_TEXTS.has(rule))
    );
  });
}

/** Every text, whatever field it stands in: withheld paragraphs go, names become titles where the policy says so. */
function textsOf(sealed: ReportSnapshot, withheld: ReadonlyMap<string, WithheldBlock>): Rewrite<string> {
  const nameless = peopleOf(sealed).filter(
    (person) => sealed.publication?.policy.names === 'titles' || withheld.has(personBlock(person)),
  );
  const isWhole = ![...withheld.keys()].some((block) => block.startsWith('paragraph/'));
  return (text) => {
    const paragraphs = isWhole ? [] : paragraphsOf(text);
    const grounds = paragraphs.map((paragraph) => withheld.get(paragraphBlock(paragraph)));
    const kept = grounds.every((ground) => ground === undefined)
      ? text
      : paragraphs
          .map((paragraph, index) => {
            const ground = grounds[index];
            return ground ? `[Withheld: ${groundWords(ground)}.]` : paragraph;
          })
          .join('\n\n');
    return nameless.length === 0 ? kept : namesToTitles(kept, nameless);
  };
}

/** How the public is told who somebody is. @param withheld blocks. */
export function publicPerson(
  { policy }: Pick<Publication, 'policy'>,
  withheld: ReadonlySet<string>,
): Rewrite<SnapshotPerson> {
  return (person) => {
    const title = person.jobTitle === '' ? 'A member of staff' : person.jobTitle;
    const nameless = policy.names === 'titles' || withheld.has(personBlock(person));
    const { id, name, jobTitle } = person;
    return nameless ? { id, name: title, jobTitle: title } : { id, name, jobTitle };
  };
}

/** A value with every text and every person rewritten. */
function rewritten<Value>(value: Value, text: Rewrite<string>, person: Rewrite<SnapshotPerson>): Value {
  const copy = (one: unknown): unknown => {
    if (typeof one === 'string') return text(one);
    if (typeof one !== 'object' || one === null) return one;
    return isPerson(one) ? person(one) : changeInner(one, copy);
  };
  return copy(value) as Value;
}

/** How many parts, entries and paragraphs are left out, by where and why; those inside of a withheld part or entry count with it. */
function notesOf(sealed: ReportSnapshot, withheld: ReadonlyMap<string, WithheldBlock>): WithheldNote[] {
  const closed = closedQuestions(sealed).filter((question) => !withheld.has(entryBlock(question))).length;
  const asked: WithheldNote[] =
    closed === 0
      ? []
      : [{ contributionId: null, what: 'question', count: closed, ground: groundWords(CLOSED_GROUND) }];
  if (withheld.size === 0) return asked;
  const gone = new Set(
    sealed.sections.filter((one) => withheld.has(sectionBlock(one))).map((one) => one.contributionId),
  );
  const notes = new Map<string, WithheldNote>();
  for (const { block, kind, contributionId } of blocksOf(sealed)) {
    const found = withheld.get(block);
    if (!found || kind === 'person') continue;
    if (kind !== 'section' && contributionId !== null && gone.has(contributionId)) continue;
    const ground = groundWords(found);
    const place = kind === 'section' ? null : contributionId;
    const key = `${place} ${kind} ${ground}`;
    const before = notes.get(key)?.count ?? 0;
    notes.set(key, { contributionId: place, what: kind, count: before + 1, ground });
  }
  return [...notes.values(), ...asked];
}

/** A sentence shorter than this may stand in many places by chance: “then children may come to significant harm”. */
const WORDS_OF_A_SENTENCE = 9;
/** What the product words itself, and what a dictionary says of a measure: the same of many. */
const NOT_WRITTEN: ReadonlySet<string> = new Set(['spc', 'derived', 'definition', 'matrix']);

/**
 * Sentences of what is withheld that still stand in the public edition, because somebody wrote them twice. Each is the beginning of
 * one. Whether a thing is told in other words cannot be found out this way.
 */
export function sentencesThatLeak(sealed: ReportSnapshot, { snapshot }: PublicReport): string[] {
  const { publication } = sealed;
  if (!publication || withholdsNothing(sealed)) return [];
  const published = plain(stringsOf(snapshot).join('\n'));
  const withheld = new Set(publication.withheld.map(({ block }) => block));
  const sentences = withheldTexts(sealed, withheld)
    .flatMap((text) => text.split(/(?<=[.!?;:])\s+|\n+/u))
    .map(plain)
    .filter((sentence) => sentence.split(' ').length >= WORDS_OF_A_SENTENCE);
  return [...new Set(sentences)].filter((sentence) => published.includes(sentence));
}

/** Nothing that somebody wrote is in one edition alone. */
export const withholdsNothing = (sealed: ReportSnapshot): boolean =>
  (sealed.publication?.withheld ?? []).length === 0 && closedQuestions(sealed).length === 0;

/** What stands in the way of a public edition with such a sentence. */
export const leakIssue = (sentence: string): ProblemIssue => ({
  path: 'publication',
  message: `This is withheld from publication in one place and stands in another: “${sentence.slice(0, 60)}…”. Withhold it there too, or take it out.`,
});

/** Every text inside of what is withheld. */
export function withheldTexts(sealed: ReportSnapshot, withheld: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const collect = (value: unknown, inside: boolean): void => {
    if (typeof value === 'string')
      found.push(...paragraphsOf(value).filter((one) => inside || withheld.has(paragraphBlock(one))));
    else if (Array.isArray(value)) for (const item of value) collect(item, inside);
    else if (typeof value === 'object' && value !== null && !isPerson(value)) {
      const isWithheld =
        'id' in value && typeof value.id === 'string' && withheld.has(entryBlock({ id: value.id }));
      for (const [key, item] of Object.entries(value))
        if (!NOT_WRITTEN.has(key)) collect(item, inside || isWithheld);
    }
  };
  for (const section of sealed.sections) collect(section.content, withheld.has(sectionBlock(section)));
  collect([sealed.overall, sealed.report.lateReason, sealed.challenges], false);
  for (const question of sealed.memberQuestions ?? []) {
    const { id, edition, text, answer } = question;
    collect({ id, said: [text, answer?.text, answer?.correctionReason] }, edition === 'exempt');
  }
  return found;
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}

const plain = (text: string): string =>
  text.normalize('NFKC').replace(/[*_`]/gu, '').replace(/\s+/gu, ' ').trim().toLowerCase();
