import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from '@jest/globals';
import { createTestApp } from '../support/app.js';

/** Under load: test/large/faults-stopping.endurance.spec.ts. */
it('a connection on which nothing was asked does not hold up the end of the web process', async () => {
  const test = await createTestApp('web');
  const { hostname, port } = new URL(test.origin);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  // The server has seen it for certain once it has answered somebody who came later.
  expect((await fetch(`${test.origin}/live`)).status).toBe(200);
  const ended = once(socket.resume(), 'close');
  await test.close();
  await ended;
  expect(socket.destroyed).toBe(true);
});
