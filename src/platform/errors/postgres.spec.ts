import { expect, it } from '@jest/globals';
import { problemOfDatabaseError } from './postgres.js';

it.each([
  ['22023', 400],
  ['22009', 400],
  ['22P02', 400],
  ['22021', 400],
  ['53100', 503],
  ['53200', 503],
  ['53300', 503],
  ['57P03', 503],
  ['40P01', 503],
  ['HR002', 409],
])('%s of the database is answered with %d', (code, status) => {
  expect(problemOfDatabaseError({ code, message: 'words' })?.status).toBe(status);
});

it('a fault of ours stays one', () => {
  expect(problemOfDatabaseError({ code: '42601', message: 'syntax error' })).toBeUndefined();
});
