/** An entry of a part: what its list is called in the document, its id, and its words. */
export interface FoundEntry {
  label: string;
}

/** What people call an item of each list; lists that are not here are no place for evidence. */
export const ENTRY_WORDS: Readonly<Record<string, string>> = {
  objectives: 'Objective',
  actions: 'Action',
  entries: 'Entry',
  measures: 'Measure',
  teams: 'Team',
  lines: 'Budget line',
  answers: 'Answer',
};

const titleOf = (item: Readonly<Record<string, unknown>>): string => {
  const definition = item['definition'] as { title?: unknown } | undefined;
  const found = [item['title'], item['event'], item['name'], definition?.title].find(
    (one) => typeof one === 'string',
  );
  return typeof found === 'string' ? found : '';
};

/**
 * Looks an entry up in a part's document, at whatever depth its list stands.
 * @param entry `actions/1f0c…`
 * @returns undefined where the document has no such entry.
 */
export function entryIn(content: unknown, entry: string): FoundEntry | undefined {
  const [list = '', id] = entry.split('/');
  if (!Object.hasOwn(ENTRY_WORDS, list) || typeof content !== 'object' || content === null) return undefined;
  for (const [key, value] of Object.entries(content)) {
    if (key === list && Array.isArray(value)) {
      const item = (value as unknown[]).find(
        (one): one is Record<string, unknown> =>
          typeof one === 'object' && one !== null && 'id' in one && one.id === id,
      );
      if (item) return { label: `${ENTRY_WORDS[list] ?? ''}: ${titleOf(item)}`.slice(0, 600) };
    }
    const below = typeof value === 'object' ? entryIn(value, entry) : undefined;
    if (below) return below;
  }
  return undefined;
}

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
