/** The texts of a block as they were approved for a period, by their labels. */
export interface KnownTexts {
  label: string;
  texts: readonly { label: string; text: string }[];
}

/**
 * Since when a text says what it says. Pure.
 * @param now undefined or empty where nothing stands there.
 * @param known what was approved before, the newest first.
 * @returns `The same words since October 2019, in 3 reports.`; null where the last report said something else.
 */
export function sameSince(
  now: { label: string; text: string | undefined },
  known: readonly KnownTexts[],
): string | null {
  if (now.text === undefined || now.text === '') return null;
  const differs = known.findIndex(
    ({ texts }) => texts.find(({ label }) => label === now.label)?.text !== now.text,
  );
  const same = differs < 0 ? known : known.slice(0, differs);
  const oldest = same.at(-1);
  if (!oldest) return null;
  return same.length === 1
    ? `The same words as in ${oldest.label}.`
    : `The same words since ${oldest.label}, in ${same.length} reports.`;
}
