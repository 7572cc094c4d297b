/** Something that was asked for, and who waits for it. */
interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Does together what is asked for at the same time: whatever is asked for while one group is done goes into the next. So a single
 * commit is waited for by all of a group, and nobody waits for a group to fill up. Each still gets its own answer, after the commit.
 */
export class Grouped<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private busy = false;

  /**
   * @param together does all of a group, and answers for each in the same order. When it throws, nothing was done: each is then done by
   *   itself, so that one that cannot be done keeps no other.
   * @param most of a group.
   */
  constructor(
    private readonly together: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly most = 32,
  ) {}

  /** @throws what `together` throws for this one alone. */
  ask(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.busy) return;
      this.busy = true;
      // Those that ask in the same turn go together.
      setImmediate(() => void this.work());
    });
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) await this.do(this.waiting.splice(0, this.most));
    this.busy = false;
  }

  private async do(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.together(group.map(({ item }) => item));
      if (results.length !== group.length) throw new Error('BUG: a group was not answered one by one');
      group.forEach(({ resolve }, at) => {
        resolve(results[at] as Result);
      });
    } catch (error) {
      const [one, ...others] = group;
      if (others.length === 0) one?.reject(error);
      else await Promise.all(group.map((each) => this.do([each])));
    }
  }
}
