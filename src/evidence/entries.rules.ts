/** An entry of a part, by the name of its list and its id, and in words. */
export interface FoundEntry {
  /** `actions/1f0c…` */
  entry: string;
  label: string;
}

/** What people call an item of each list; lists that are not here are no place for evidence. */
const ENTRY_WORDS: Readonly<Record<string, string>> = {
  objectives: 'Objective',
  actions: 'Action',
  entries: 'Entry',
  measures: 'Measure',
  teams: 'Team',
  lines: 'Budget line',
};

const titleOf = (item: Readonly<Record<string, unknown>>): string => {
  const definition = item['definition'] as { title?: unknown } | undefined;
  const found = [item['title'], item['event'], item['name'], definition?.title].find(
    (one) => typeof one === 'string',
  );
  return typeof found === 'string' ? found : '';
};

/** Every entry of a part's document to which a file can be attached, at whatever depth its list stands, in the order of the document. */
export function entriesIn(content: unknown): FoundEntry[] {
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([list, value]) => {
    const words = Object.hasOwn(ENTRY_WORDS, list) ? ENTRY_WORDS[list] : undefined;
    if (!Array.isArray(value)) return entriesIn(value);
    return (value as unknown[]).flatMap((item): FoundEntry[] => {
      const isEntry =
        words !== undefined &&
        typeof item === 'object' &&
        item !== null &&
        'id' in item &&
        typeof item.id === 'string';
      return [
        ...(isEntry
          ? [
              {
                entry: `${list}/${String(item.id)}`,
                label: `${words}: ${titleOf(item)}`.slice(0, 600),
              },
            ]
          : []),
        ...entriesIn(item),
      ];
    });
  });
}

/** @returns undefined where the document has no such entry. */
export const entryIn = (content: unknown, entry: string): FoundEntry | undefined =>
  entriesIn(content).find((one) => one.entry === entry);

/** An action that is called complete and has nothing that shows it. */
export interface Unshown {
  contributionId: string;
  entry: string;
  label: string;
}

interface PlanContent {
  objectives: readonly {
    actions: readonly {
      id: string;
      title: string;
      ratings: readonly { financialYear: number; quarter: number; rag: string }[];
    }[];
  }[];
}

/** The actions of a theme whose last rating is Complete. Pure. */
export const completeActions = (contributionId: string, { objectives }: PlanContent): Unshown[] =>
  objectives
    .flatMap(({ actions }) => actions)
    .filter(
      ({ ratings }) =>
        ratings.toSorted((a, b) => a.financialYear - b.financialYear || a.quarter - b.quarter).at(-1)?.rag ===
        'COMPLETE',
    )
    .map(({ id, title }) => ({ contributionId, entry: `actions/${id}`, label: title }));
