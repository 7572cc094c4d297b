import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';

const quiet = new AsyncLocalStorage<true>();

/** Whether the request that is being answered says that nobody stands behind it. */
export const isQuiet = (): boolean => quiet.getStore() === true;

/**
 * A read with the header `X-Quiet` does not count as activity: a page that asks by itself how things stand would otherwise keep its session
 * alive for days. It can only make one's own session shorter, so anybody may say it. Call it before the sessions are registered.
 */
export function heedQuietRequests(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.method === 'GET' && request.headers['x-quiet'] !== undefined) quiet.run(true, done);
    else done();
  });
}
