/** What one person may ask of one kind of heavy work. */
interface HeavyBudget {
  /** For the person who has spent it: what there was too much of. */
  words: string;
  perMinute: number;
}

/**
 * Work that costs a web process far more than a usual request, with the budget of each person. People at their desks do not reach these
 * numbers; a program that asks for nothing else does, and then leaves the process to others for most of each minute.
 */
export const HEAVY = {
  reading: { words: 'read files and pasted tables', perMinute: 20 },
  searching: { words: 'look through the texts of a part', perMinute: 120 },
  measures: { words: 'work out the measures of a programme', perMinute: 120 },
  preview: { words: 'put a report together', perMinute: 60 },
  pack: { words: 'make packs', perMinute: 20 },
  export: { words: 'write files', perMinute: 20 },
  verification: { words: 'verify the audit trail', perMinute: 6 },
} as const satisfies Record<string, HeavyBudget>;

export type HeavyKind = keyof typeof HEAVY;

/** How many requests of one person and kind may wait for their turn, beside the one that has it. */
export const WAITING = 5;

/** In milliseconds; nobody is kept longer for what they asked before. */
const LONGEST_REST = 2000;

/**
 * How long nobody of the same key has the next turn: as long as the last one took, so that one person never has more than half of the time.
 * @param tookMs milliseconds of the turn that has ended. @param budget how many times the usual budget each person has.
 */
export const restAfter = (tookMs: number, budget: number): number => Math.min(tookMs, LONGEST_REST) / budget;

/** One turn at a time for each key. */
export class Turns {
  private readonly queues = new Map<string, { waiting: number; last: Promise<void> }>();

  /** @param mayWait how many may wait under one key, beside the one whose turn it is. */
  constructor(private readonly mayWait: number) {}

  /**
   * Waits until everything that was let in before under this key has ended.
   * @returns what ends the turn; calling it again does nothing. Null when too many wait already.
   */
  async take(key: string): Promise<(() => void) | null> {
    const queue = this.queues.get(key) ?? { waiting: 0, last: Promise.resolve() };
    if (queue.waiting > this.mayWait) return null;
    this.queues.set(key, queue);
    queue.waiting++;
    const before = queue.last;
    let end = (): void => undefined;
    queue.last = new Promise((resolve) => {
      let ended = false;
      end = () => {
        if (ended) return;
        ended = true;
        queue.waiting--;
        if (queue.waiting === 0) this.queues.delete(key);
        resolve();
      };
    });
    await before;
    return end;
  }
}
