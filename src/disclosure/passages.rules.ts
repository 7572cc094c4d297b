import { paragraphBlock, paragraphsOf, textsOf, type ReportContent } from '../snapshot/index.js';
import { asRead } from './normalise-text.js';
import type { HitKind } from './text-patterns.js';
import type { Hit } from './text-scan.rules.js';

/** A sentence that a person has to look at, whatever was found in it: the same as a question calls a passage. */
export interface Passage {
  /** Of the first thing that was found. */
  kind: HitKind;
  /** Of the text. */
  label: string;
  /** What was found with a little context; the whole sentence where several things were. */
  excerpt: string;
  sentence: string;
  /** A plain sentence for each thing that was found. */
  why: string;
}

/** What was found, by the sentence in which it stands; in the order of the texts. Pure. */
export function passagesOf(hits: readonly Hit[]): Passage[] {
  const found = new Map<string, Hit[]>();
  for (const hit of hits) {
    const key = JSON.stringify([hit.label, hit.sentence]);
    found.set(key, [...(found.get(key) ?? []), hit]);
  }
  return [...found.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const { kind, label, sentence, excerpt } = first;
    const why = [...new Set(alike.map((hit) => hit.why))].join(' ');
    return [{ kind, label, sentence, excerpt: alike.length === 1 ? excerpt : sentence, why }];
  });
}

/**
 * The paragraph in which each of these passages stands, by its address; undefined where the public edition words it otherwise. Pure.
 * @param report as it was written, with everything that is withheld.
 */
export function paragraphsWith(report: ReportContent): (passage: Passage) => string | undefined {
  const byLabel = new Map<string, string[]>();
  for (const { location, text } of textsOf(report))
    byLabel.set(location.label, [...(byLabel.get(location.label) ?? []), ...paragraphsOf(text)]);
  return ({ label, sentence }) => {
    const paragraph = byLabel.get(label)?.find((one) => asRead(one).includes(sentence));
    return paragraph === undefined ? undefined : paragraphBlock(paragraph);
  };
}
