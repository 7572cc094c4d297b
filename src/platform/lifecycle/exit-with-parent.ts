/**
 * A process that was forked by another one: saying that it is ready, and not outliving its parent.
 * In a process that nobody forked (a container, a service manager) both do nothing.
 */

/** Tells the parent that this process serves, and where. */
export function reportReady(port?: number): void {
  process.send?.({ ready: true, ...(port !== undefined && { port }) });
}

/**
 * When the parent is gone (killed, so that it could not stop us), stops in order and ends the process with code 1.
 * @param stop the same orderly stop that SIGTERM calls; must be safe to call twice.
 * @param deadlineMs after which the process ends whether `stop` has finished or not.
 */
export function exitWithParent(stop: () => Promise<void>, deadlineMs: number): void {
  if (!process.channel) return;
  const end = (): void => {
    process.exit(1);
  };
  process.once('disconnect', () => {
    setTimeout(end, deadlineMs).unref();
    stop().then(end, end);
  });
  // The channel alone must not keep a process running that has finished its work.
  process.channel.unref();
}
