import { expect, it } from '@jest/globals';
import { wentAway } from './problem.filter.js';

const request = (destroyed: boolean) => ({ raw: { socket: { destroyed } } });
const error = (code: string) => Object.assign(new Error(code), { code });

it('who went away is told from what failed', () => {
  for (const code of ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ABORT_ERR']) {
    expect(wentAway(error(code), request(true))).toBe(true);
    // The connection that was lost is the database's.
    expect(wentAway(error(code), request(false))).toBe(false);
  }
  for (const fault of [error('42703'), new Error('x'), null, 'x', { code: 5 }])
    expect(wentAway(fault, request(true))).toBe(false);
});
