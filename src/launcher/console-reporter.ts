/** Where the launcher prints: a terminal or a pipe. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** The duration of a shorter step is not printed. */
const WORTH_PRINTING_MS = 1_000;

/**
 * Prints what happens, line by line, as it happens. `during` begins its line before the work and ends it after the work; other lines
 * that come in between stand on lines of their own.
 */
export class ConsoleReporter {
  private open = false;
  private number = 0;
  private readonly colour: boolean;

  constructor(
    private readonly output: Output,
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.colour = output.isTTY === true && !env['NO_COLOR'];
  }

  say(sentence = ''): void {
    this.endLine();
    this.output.write(`${sentence}\n`);
  }

  heading(text: string): void {
    this.say();
    this.say(this.bold(text));
  }

  /** Prints a line for the work; it ends with ✓ and the outcome, or with ✗. */
  async during<T>(text: string, work: () => Promise<T>, outcome?: (value: T) => string): Promise<T> {
    this.endLine();
    this.output.write(`  ${text} `);
    this.open = true;
    const started = performance.now();
    try {
      const value = await work();
      const took = performance.now() - started;
      const words = [
        outcome?.(value) ?? '',
        took < WORTH_PRINTING_MS ? '' : this.dim(`${(took / 1000).toFixed(1)} s`),
      ].filter((word) => word !== '');
      this.finish(`${this.paint('32', '✓')}${words.map((word) => ` ${word} `).join('')}`.trimEnd());
      return value;
    } catch (error) {
      this.finish(this.paint('31', '✗'));
      throw error;
    }
  }

  /**
   * A numbered step: who does what.
   * @param who a job title, printed bold.
   * @throws StepFailed with the work's error as its cause.
   */
  async step<T>(
    who: string,
    what: string,
    work: () => Promise<T>,
    outcome?: (value: T) => string,
  ): Promise<T> {
    this.number += 1;
    const number = this.number;
    try {
      return await this.during(`${String(number).padStart(2)}  ${this.bold(who)} ${what}`, work, outcome);
    } catch (error) {
      throw new StepFailed(`Step ${number} failed: ${who} ${what}.`, { cause: error });
    }
  }

  /** @param rows each as long as the heading. */
  table(heading: readonly string[], rows: readonly (readonly string[])[]): void {
    const widths = heading.map((title, column) =>
      Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]): string =>
      `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd();
    this.say(this.bold(line(heading)));
    this.say(`  ${widths.map((width) => '─'.repeat(width)).join('───')}`);
    for (const row of rows) this.say(line(row));
  }

  bold(text: string): string {
    return this.paint('1', text);
  }

  dim(text: string): string {
    return this.paint('2', text);
  }

  private paint(code: string, text: string): string {
    return this.colour ? `\u001b[${code}m${text}\u001b[0m` : text;
  }

  private endLine(): void {
    if (this.open) this.output.write('…\n');
    this.open = false;
  }

  /** Ends the open line, or writes a short line of its own when something was printed since. */
  private finish(text: string): void {
    this.output.write(this.open ? `${text}\n` : `      ${text}\n`);
    this.open = false;
  }
}

/** A step failed; the cause says why. */
export class StepFailed extends Error {
  override name = 'StepFailed';
}
