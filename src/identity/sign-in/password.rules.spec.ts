import { describe, expect, it } from '@jest/globals';
import { passwordIssues } from './password.rules.js';

const owner = {
  email: 'olive.owner@example.org',
  name: 'Olive Featherstonehaugh',
  context: ['Somerdale Borough Council', 'Bright Futures Improvement Programme', 'SBC-BF'],
};
const accepted = async (password: string): Promise<boolean> =>
  (await passwordIssues(password, owner, 'password')).length === 0;

describe('a new password', () => {
  it.each([
    'four words are better',
    'ünïcödé pässwörd',
    'tiger lamp seven bridge',
    'Fr4g#kLm29xq',
    // 128 characters
    `tiger lamp seven bridge ${'copper violin meadow '.repeat(5)}`.slice(0, 127) + '!',
  ])('may be %j', async (password) => {
    expect(await accepted(password)).toBe(true);
  });

  it.each([
    ['eleven characters', 'abcdefghijk'],
    ['more than 128', 'abcdefgh'.repeat(17)],
    ['the e-mail address', 'olive.owner@example.org'],
    ['the e-mail address in capitals', 'OLIVE.OWNER@EXAMPLE.ORG'],
    ['the mailbox and a figure', 'olive.owner2026'],
    ['the commonest', 'password1234'],
    ['the commonest, dressed up', 'P-assword.2026!'],
    ['the commonest with another year', 'passwordpassword99'],
    ['the keyboard', 'qwertyuiop12'],
    ['one letter', 'aaaaaaaaaaaaaaaa'],
    ['two letters', 'abababababababab'],
    ['the product', 'highlightreport'],
    ['the programme', 'ChildrensServices1'],
    ['the council and a year', 'SomerdaleCouncil2026'],
    ['the council, dressed up', 'S0merdale.Borough!1'],
    ['the programme', 'brightfutures2026!'],
    ['the person and a row', 'Featherstonehaugh1234'],
    ['one letter and a row', 'x'.repeat(64) + 'abcd'],
    // As people choose them, and as lists of leaked ones have them.
    ['a sport and a row', 'football123456'],
    ['a word in disguise and a year', 'Passw0rd2026'],
    ['a club', 'manchesterunited'],
    ['a season and a year', 'Summer2026!!'],
    ['a word twice', 'dragondragon'],
    ['a saying and a row', 'iloveyou12345678'],
  ])('may not be %s', async (_what, password) => {
    expect(await accepted(password)).toBe(false);
  });

  it.each(['123qweasdzxc', 'POLNIYPIZDEC0211', 'Sojdlg123aljg', 'Mailcreated5240'])(
    'may not have leaked, in whatever case: %s',
    async (password) => {
      const [issue] = await passwordIssues(password, owner, 'password');
      expect(issue?.message).toContain('has leaked');
    },
  );

  it('is counted in characters, not in code units', async () => {
    expect(await accepted('🦊🐻🐼🐨🐯🦁')).toBe(false);
    expect(await accepted('🦊🐻🐼🐨🐯🦁🦊🐻🐼🐨🐯🦁')).toBe(true);
  });
});
