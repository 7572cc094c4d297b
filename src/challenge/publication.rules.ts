import { sha256Hex } from '../platform/index.js';
import { HIT_KINDS, type HitKind } from '../disclosure/index.js';
import { scanTexts, type Hit } from '../disclosure/index.js';
import { placeIn, WHOLE_REPORT, type Challenged, type Place } from '../snapshot/index.js';
import { peopleOf } from '../disclosure/index.js';
import { printedTextsOf } from '../snapshot/index.js';
import { rule, type Rule } from './finding.js';

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

/** About what is published for everybody to read. */
export const PUBLICATION_RULES: readonly Rule[] = [
  rule({
    key: 'may-recognise',
    look: passagesThatMayRecognise,
    ask: ({ passages }, { label }) => {
      const kinds = HIT_KINDS.filter((kind) => passages.some((one) => one.kinds.includes(kind)));
      const many = passages.length > 1;
      return `“${label}” has ${passages.length} ${many ? 'passages' : 'passage'} that may let somebody be recognised when it is published (${kinds.map((kind) => KIND_WORDS[kind]).join('; ')}). Has somebody who may decide read ${many ? 'them' : 'it'}?`;
    },
  }),
];

interface Passages {
  /** A passage is a sentence. Its digest holds an answer until the sentence changes; the order among them does not matter. */
  passages: { digest: string; kinds: HitKind[] }[];
}

/** One finding for each contribution, and for the text of the report itself. */
function passagesThatMayRecognise(report: Challenged): { place: Place; facts: Passages }[] {
  const texts = printedTextsOf(report).map(({ place, text }) => ({ label: partOf(place), text }));
  const hits = scanTexts(texts, peopleOf(report));
  const places = [WHOLE_REPORT, ...report.sections.map((section) => placeIn(section))];
  return places.flatMap((place) => {
    const passages = passagesOf(hits.filter(({ label }) => label === partOf(place)));
    return passages.length === 0 ? [] : [{ place, facts: { passages } }];
  });
}

/** What is asked about together. */
const partOf = ({ section, contributionId }: Place): string => contributionId ?? section;

function passagesOf(hits: readonly Hit[]): Passages['passages'] {
  return [...new Set(hits.map(({ sentence }) => sentence))]
    .map((sentence) => ({
      digest: sha256Hex(sentence).slice(0, 32),
      kinds: HIT_KINDS.filter((kind) => hits.some((hit) => hit.sentence === sentence && hit.kind === kind)),
    }))
    .toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
}
