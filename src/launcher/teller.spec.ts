import { describe, expect, it } from '@jest/globals';
import { StepFailed, Teller } from './teller.js';

function teller(): { teller: Teller; told: () => string } {
  let told = '';
  return { teller: new Teller({ write: (text) => (told += text) }, {}), told: () => told };
}

describe('what the launcher tells', () => {
  it('begins a step’s line before the work and ends it after', async () => {
    const { teller: one, told } = teller();
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
    const { teller: one, told } = teller();
    await one.during('The worker', () => Promise.resolve(one.say('      worker: no sandbox')));
    one.say('Done.');
    expect(told()).toBe('  The worker …\n      worker: no sandbox\n      ✓\nDone.\n');
  });

  it('says which step failed and keeps why', async () => {
    const { teller: one, told } = teller();
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
    const { teller: one, told } = teller();
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
    new Teller(terminal, {}).say(new Teller(terminal, {}).bold('Result'));
    new Teller(terminal, {}).say(new Teller(terminal, { NO_COLOR: '1' }).bold('Result'));
    expect(written).toEqual(['\u001b[1mResult\u001b[0m\n', 'Result\n']);
  });
});
