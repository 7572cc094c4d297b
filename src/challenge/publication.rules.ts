import { sha256Hex } from '../platform/index.js';
import {
  givenAway,
  HIT_KINDS,
  peopleOf,
  publicReport,
  scanTexts,
  suppressedValues,
  type GivenAway,
  type Hit,
  type HitKind,
} from '../disclosure/index.js';
import {
  answerLocation,
  locationIn,
  textsOf,
  WHOLE_REPORT,
  type ReportContent,
  type ReportSnapshot,
  type SealedChallenge,
  type TextLocation,
  type WrittenText,
} from '../snapshot/index.js';
import { measuresStatedIn, says, sentencesOf } from './figures-in-texts.js';
import { rule, type Finding, type Rule } from './finding.js';
import { measuresOf } from './measure-facts.js';

/** What is found, as a question calls it: never the passage itself, because questions are read and printed too. */
const KIND_WORDS: Readonly<Record<HitKind, string>> = {
  'small-number': 'a small number of people',
  age: 'an age',
  'date-of-birth': 'a date of birth',
  'long-number': 'a number like that of a person or a case',
  postcode: 'a postcode',
  contact: 'an e-mail address or a telephone number',
  name: 'a name',
  'unique-circumstance': 'a circumstance that fits few people',
};

const mayRecognise = (look: (report: ReportContent) => { place: TextLocation; facts: Passages }[]): Rule =>
  rule({
    key: 'may-recognise',
    look,
    ask: ({ passages }, { label }) => {
      const kinds = HIT_KINDS.filter((kind) => passages.some((one) => one.kinds.includes(kind)));
      const many = passages.length > 1;
      return `“${label}” has ${passages.length} ${many ? 'passages' : 'passage'} that may let somebody be recognised when it is published (${kinds.map((kind) => KIND_WORDS[kind]).join('; ')}). Has somebody who may decide read ${many ? 'them' : 'it'}?`;
    },
  });

/** About what is published for everybody to read. One finding for each contribution, and one for the texts of the report itself. */
export const PUBLICATION_RULES: readonly Rule[] = [
  mayRecognise((report) =>
    passagesIn(textsOf(report), report, [
      WHOLE_REPORT,
      ...report.sections.map((section) => locationIn(section)),
    ]),
  ),
];

/**
 * About the answers to questions, which are published too. One finding for each answer.
 * @param report names the people who are searched for.
 */
export function challengeAnswers(report: ReportContent, answers: readonly SealedChallenge[]): Finding[] {
  const texts = answers.map(({ key, reason }) => ({ location: answerLocation(key), text: reason }));
  return mayRecognise(() =>
    passagesIn(
      texts,
      report,
      texts.map(({ location }) => location),
    ),
  ).find(report);
}

/** What the public would be told of what it is not to read. Never the passage itself: questions are read and printed too. */
const TOLD_WORDS: Readonly<Record<GivenAway['kind'] | 'figure', string>> = {
  title: 'the title of something that is withheld',
  amount: 'an amount of a budget line that is withheld',
  sentence: 'nearly the words of a sentence that is withheld',
  figure: 'a figure that is suppressed in the tables',
};

/**
 * About texts of the public edition that say what it leaves out. One finding for each place and kind.
 * @param sealed with its publication, as it would be sealed.
 */
export function publicationFindings(sealed: ReportSnapshot): Finding[] {
  const { publication } = sealed;
  if (!publication || publication.withheld.length + publication.suppressed.length === 0) return [];
  const published = publicReport(sealed).snapshot;
  return rule<{ kind: keyof typeof TOLD_WORDS; digests: string[] }>({
    key: 'gives-away',
    look: () => {
      const found = new Map<
        string,
        { place: TextLocation; facts: { kind: keyof typeof TOLD_WORDS; digests: string[] } }
      >();
      for (const { kind, location: place, sentence } of [
        ...givenAway(sealed, published),
        ...suppressedFigures(sealed, published),
      ]) {
        const key = `${kind} ${place.contributionId ?? ''} ${place.path ?? ''}`;
        const digest = sha256Hex(sentence).slice(0, 32);
        const digests = new Set([...(found.get(key)?.facts.digests ?? []), digest]);
        found.set(key, { place, facts: { kind, digests: [...digests].toSorted() } });
      }
      return [...found.values()];
    },
    ask: ({ kind, digests }, { label }) =>
      `“${label}” would tell the public ${TOLD_WORDS[kind]}${digests.length > 1 ? `, in ${digests.length} sentences` : ''}. Should it be withheld there too, or be written otherwise?`,
  }).find(sealed);
}

/** Sentences that give a figure of the one measure that they name, which its table leaves out. */
function suppressedFigures(
  sealed: ReportSnapshot,
  published: ReportSnapshot,
): { kind: 'figure'; location: TextLocation; sentence: string }[] {
  const hidden = suppressedValues(sealed);
  if (hidden.size === 0) return [];
  const measures = measuresOf(sealed).map(({ measure }) => measure);
  return textsOf(published).flatMap(({ location, text }) =>
    sentencesOf(text).flatMap((sentence) =>
      measuresStatedIn(sentence, measures).some(({ measure, ...stated }) =>
        (hidden.get(measure.id) ?? []).some((value) => says(stated, value)),
      )
        ? [{ kind: 'figure' as const, location, sentence }]
        : [],
    ),
  );
}

interface Passages {
  /** A passage is a sentence. Its digest holds an answer until the sentence changes; the order among them does not matter. */
  passages: { digest: string; kinds: HitKind[] }[];
}

function passagesIn(
  texts: readonly Pick<WrittenText, 'location' | 'text'>[],
  report: ReportContent,
  places: readonly TextLocation[],
): { place: TextLocation; facts: Passages }[] {
  const hits = scanTexts(
    texts.map(({ location, text }) => ({ label: partOf(location), text })),
    peopleOf(report),
  );
  const byPart = new Map<string, Hit[]>();
  for (const hit of hits) {
    const others = byPart.get(hit.label);
    if (others) others.push(hit);
    else byPart.set(hit.label, [hit]);
  }
  return places.flatMap((place) => {
    const passages = passagesOf(byPart.get(partOf(place)) ?? []);
    return passages.length === 0 ? [] : [{ place, facts: { passages } }];
  });
}

/** What is asked about together: a contribution, the report’s own texts, one answer. */
const partOf = ({ section, contributionId, path }: TextLocation): string => contributionId ?? path ?? section;

function passagesOf(hits: readonly Hit[]): Passages['passages'] {
  const bySentence = new Map<string, Set<HitKind>>();
  for (const { sentence, kind } of hits) {
    const kinds = bySentence.get(sentence);
    if (kinds) kinds.add(kind);
    else bySentence.set(sentence, new Set([kind]));
  }
  return [...bySentence]
    .map(([sentence, kinds]) => ({
      digest: sha256Hex(sentence).slice(0, 32),
      kinds: HIT_KINDS.filter((kind) => kinds.has(kind)),
    }))
    .toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
}
