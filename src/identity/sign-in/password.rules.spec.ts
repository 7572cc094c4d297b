import { describe, expect, it } from '@jest/globals';
import { passwordIssues } from './password.rules.js';

const email = 'olive.owner@example.org';
const accepted = (password: string): boolean => passwordIssues(password, email, 'password').length === 0;

describe('a new password', () => {
  it.each([
    'four words are better',
    'Tr0ub4dor&3xyz',
    'ünïcödé pässwörd',
    'x'.repeat(64) + 'abcd',
    'a b c d e f g h',
  ])('may be %j', (password) => {
    expect(accepted(password)).toBe(true);
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
  ])('may not be %s', (_what, password) => {
    expect(accepted(password)).toBe(false);
  });

  it('is counted in characters, not in code units', () => {
    expect(accepted('🦊🐻🐼🐨🐯🦁')).toBe(false);
    expect(accepted('🦊🐻🐼🐨🐯🦁🦊🐻🐼🐨🐯🦁')).toBe(true);
  });
});
