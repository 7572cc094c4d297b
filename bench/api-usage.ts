/** What a process has used so far. */
export interface Usage {
  /** µs, user and system. */
  cpu: number;
  /** Bytes. */
  rss: number;
}

/** Answers the parent's `{ usage: true }`. */
export function answerUsage(): void {
  process.on('message', (message: { usage?: true }) => {
    if (!message.usage) return;
    const { user, system } = process.cpuUsage();
    process.send?.({ usage: { cpu: user + system, rss: process.memoryUsage.rss() } satisfies Usage });
  });
}
