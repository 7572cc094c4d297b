import { describe, expect, it } from '@jest/globals';
import { StepFailed, ConsoleReporter } from './console-reporter.js';

function reporter(): { reporter: ConsoleReporter; told: () => string } {
  let told = '';
  return { reporter: new ConsoleReporter({ write: (text) => (told += text) }, {}), told: () => told };
}

describe('ConsoleReporter', () => {
  it('begins a step’s line before the work and ends it after', async () => {
    const { reporter: one, told } = reporter();
    let before = '';
    await one.step(
      'The clerk',
      'adds Cabinet',
      () => {
        before = told();
        return Promise.resolve(3);
      },
      (count) => `${count} recipients`,
    );
    expect(before).toBe('   1  The clerk adds Cabinet ');
    expect(told()).toBe('   1  The clerk adds Cabinet ✓ 3 recipients\n');
  });

  it('keeps what is said in between on lines of its own', async () => {
    const { reporter: one, told } = reporter();
    await one.during('The worker', () => Promise.resolve(one.say('      worker: no sandbox')));
    one.say('Done.');
    expect(told()).toBe('  The worker …\n      worker: no sandbox\n      ✓\nDone.\n');
  });

  it('says which step failed and keeps why', async () => {
    const { reporter: one, told } = reporter();
    const why = new Error('refused');
    const failed = one.step('The owner', 'submits theme 2', () => Promise.reject(why));
    await expect(failed).rejects.toBeInstanceOf(StepFailed);
    await expect(failed).rejects.toMatchObject({
      message: 'Step 1 failed: The owner submits theme 2.',
      cause: why,
    });
    expect(told()).toBe('   1  The owner submits theme 2 ✗\n');
  });

  it('lines up a table, and ends no line with blanks', () => {
    const { reporter: one, told } = reporter();
    one.table(
      ['Who', 'State'],
      [
        ['Leader', 'accepted'],
        ['Scrutiny officer', ''],
      ],
    );
    expect(told().split('\n')).toEqual([
      '  Who                State',
      `  ${'─'.repeat(27)}`,
      '  Leader             accepted',
      '  Scrutiny officer',
      '',
    ]);
  });

  it('colours a terminal that does not mind, and nothing else', () => {
    const written: string[] = [];
    const terminal = { isTTY: true, write: (text: string) => written.push(text) };
    new ConsoleReporter(terminal, {}).say(new ConsoleReporter(terminal, {}).bold('Result'));
    new ConsoleReporter(terminal, {}).say(new ConsoleReporter(terminal, { NO_COLOR: '1' }).bold('Result'));
    expect(written).toEqual(['\u001b[1mResult\u001b[0m\n', 'Result\n']);
  });
});
