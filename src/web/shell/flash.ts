import type { FastifyRequest } from 'fastify';
import type { Path } from './paths.js';

declare module 'fastify' {
  interface Session {
    /** What the next page says once. Nothing that decides anything. */
    flash?: { path: string; text: string };
  }
}

/** Keeps a sentence for the page at this path. Somebody without a session is told nothing. */
export function keepFlash(request: FastifyRequest, path: Path, text: string): void {
  if (request.session.facts) request.session.flash = { path: path.split(/[?#]/, 1)[0] ?? path, text };
}

/** The sentence for the page that is asked for, once. */
export function takeFlash(request: FastifyRequest): string | null {
  const { flash } = request.session;
  if (flash?.path !== request.url.split('?', 1)[0]) return null;
  delete request.session.flash;
  return flash?.text ?? null;
}
