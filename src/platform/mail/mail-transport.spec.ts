import { expect, it } from '@jest/globals';
import { said } from './mail-transport.js';

it('what a server said is kept as one line without controls', () => {
  expect(said('250 2.0.0 Ok: queued as 4F2A')).toBe('250 2.0.0 Ok: queued as 4F2A');
  expect(said('550\u0000-one\r\n550 \u001b[31mtwo\u2028three\u202e \ud800')).toBe(
    '550 -one 550 [31mtwo three \ufffd',
  );
});

it('what a server said is clipped, however much it is', () => {
  expect(said('x'.repeat(500))).toBe('x'.repeat(500));
  expect(said('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
  expect(said('😀'.repeat(1_000_000))).toBe(`${'😀'.repeat(499)}…`);
});
