import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Actor, maskCsrfToken } from '../../identity/index.js';
import { releaseName, type Config } from '../../platform/index.js';
import { brandFiles, type BrandFiles } from './asset-files.js';
import type { Link } from './page-views.js';
import { paths, type Path } from './paths.js';

export interface NavigationItem extends Link {
  /** The page itself, or one below it. */
  current: 'page' | 'section' | null;
}

/** What is around every page. */
export interface Frame {
  brand: Pick<BrandFiles, 'style' | 'logo'>;
  /** Of the programme that the person works in; the product's name where there is none. */
  council: string | null;
  /** What kind of installation this is, where it is not the one that counts. */
  phase: string | null;
  person: { id: string; name: string } | null;
  navigation: readonly NavigationItem[];
  /** The programme and where to choose another; null where there is only one. */
  programme: { name: string; change: Path } | null;
  /** Programmes of this person that are closed; the page of one says so. `isChosen`: the one that the person works in. */
  closed: readonly { name: string; words: string; isChosen: boolean }[];
  signIn: Path | null;
  /** For the hidden fields of forms: the masked token of the session, and one for a creation. */
  csrf: string;
  once: string;
  /** Of an answer to a form: the page where Back leads in its place; null of every other page. */
  again: Path | null;
  /** What happened in the step before, once. */
  flash: string | null;
  /** The release that runs, so that somebody who asks for help can name it; null for who is not signed in. */
  release: string | null;
  /** The view throws on names that it does not have. */
  strict: boolean;
}

const RELEASE = releaseName();

/** Undefined for a request that failed before its session was read. */
const sessionOf = ({ session }: { session?: FastifyRequest['session'] }) => session;

/** Who is behind a request, also where no guard ran because the address is nobody's. */
export function personOf(request: FastifyRequest): Actor | undefined {
  const facts = sessionOf(request)?.facts;
  return request.actor ?? (facts === undefined ? undefined : new Actor(facts, request.id));
}

/** The frame without what the database knows: enough for a page that says what went wrong. */
export function plainFrame(request: FastifyRequest, config: Config): Frame {
  const actor = personOf(request);
  const token = sessionOf(request)?.csrfToken;
  const here = request.url.split('?', 1)[0] ?? '/';
  const signsIn = here === paths.signIn() || here.startsWith(`${paths.signIn()}/`);
  return {
    brand: brandFiles(config.brand),
    council: null,
    phase: config.PHASE_LINE ?? null,
    person: actor ? { id: actor.userId, name: actor.name } : null,
    navigation: actor
      ? [{ text: 'My work', href: paths.myWork(), current: here === paths.myWork() ? 'page' : null }]
      : [],
    programme: null,
    closed: [],
    signIn: actor || signsIn ? null : paths.signIn(),
    csrf: token === undefined ? '' : maskCsrfToken(token),
    once: randomBytes(16).toString('base64url'),
    again: null,
    flash: null,
    release: actor ? RELEASE : null,
    strict: !config.production,
  };
}
