import { paragraphBlock, paragraphsOf } from '../../snapshot/index.js';

/** The texts of a block as they were approved for a period, by their labels. */
export interface KnownTexts {
  label: string;
  texts: readonly { label: string; text: string }[];
}

/**
 * Since when the paragraphs of a text say what they say: one line where all are of the same age, else one for each that is older. Pure.
 * @param now undefined or empty where nothing stands there.
 * @param known what was approved before, the newest first.
 * @returns `The same words since October 2019, in 3 reports.`; nothing where the last report said none of it.
 */
export function sameSince(
  now: { label: string; text: string | undefined },
  known: readonly KnownTexts[],
): string[] {
  const earlier = known.map(({ label, texts }) => ({
    label,
    said: new Set(paragraphsOf(texts.find((one) => one.label === now.label)?.text ?? '').map(paragraphBlock)),
  }));
  const aged = paragraphsOf(now.text ?? '').map((paragraph) => {
    const differs = earlier.findIndex(({ said }) => !said.has(paragraphBlock(paragraph)));
    return { paragraph, reports: differs < 0 ? earlier.length : differs };
  });
  const words = (reports: number): string[] => {
    const oldest = earlier[reports - 1]?.label;
    if (oldest === undefined) return [];
    return [reports === 1 ? `as in ${oldest}.` : `since ${oldest}, in ${reports} reports.`];
  };
  if (new Set(aged.map(({ reports }) => reports)).size === 1)
    return words(aged[0]?.reports ?? 0).map((when) => `The same words ${when}`);
  return aged.flatMap(({ paragraph, reports }) =>
    words(reports).map((when) => `“${beginning(paragraph)}”: the same words ${when}`),
  );
}

const LENGTH = 50;

/** Enough of a paragraph to find it. */
const beginning = (paragraph: string): string => {
  const words = paragraph.replace(/\s+/gu, ' ');
  return words.length <= LENGTH ? words : `${words.slice(0, LENGTH).replace(/\s+\S*$/u, '')} …`;
};
