import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { routePolicies } from '../../identity/index.js';
import { Config, londonDate } from '../../platform/index.js';
import { ProgrammesQueries, type ProgrammeWithPeriod } from '../../programmes/index.js';
import { takeFlash } from './flash.js';
import { personOf, plainFrame, type Frame } from './frame.js';
import { navigationFor } from './navigation.js';
import { localPath, paths, type Path } from './paths.js';
import { longDate } from './words.js';

declare module 'fastify' {
  interface Session {
    /** The programme that the person last chose, where they have more than one. */
    programmeId?: string;
  }
}

/** What is around a page for the person who asked for it: one statement. */
@Injectable()
export class Frames implements OnApplicationBootstrap {
  private policies: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly config: Config,
    private readonly programmes: ProgrammesQueries,
    private readonly modules: ModuleRef,
  ) {}

  onApplicationBootstrap(): void {
    this.policies = new Map(
      routePolicies(this.modules)
        .filter(({ method }) => method === 'GET')
        .map(({ path, policy }) => [path, policy]),
    );
  }

  async of(request: FastifyRequest): Promise<Frame> {
    const plain = plainFrame(request, this.config);
    const actor = personOf(request);
    if (!actor) return plain;
    const all = await this.programmes.withNewestPeriods(actor);
    const programme = chosen(all, request.session.programmeId);
    return {
      ...plain,
      council: programme?.council ?? plain.council,
      programme:
        programme && all.length > 1 ? { name: programme.name, change: paths.chooseProgramme() } : null,
      closed: all.flatMap(({ id, name, closedAt }) =>
        closedAt === null
          ? []
          : [{ name, words: closedWords(name, closedAt), isChosen: id === programme?.id }],
      ),
      navigation: navigationFor(actor, programme, this.policies, request.url.split('?', 1)[0] ?? '/'),
      again: request.method === 'GET' ? null : this.pageOf(request),
      flash: request.method === 'GET' ? takeFlash(request) : null,
    };
  }

  /** The page on which a form stood: where it was sent, or above. With its query, where the browser says that it came from there. */
  private pageOf({ routeOptions, url, headers }: FastifyRequest): Path | null {
    const route = (routeOptions.url ?? '').split('/');
    const path = (url.split('?', 1)[0] ?? '').split('/');
    while (route.length > 1 && !this.policies.has(route.join('/'))) {
      route.pop();
      path.pop();
    }
    const page = path.join('/');
    const from = URL.canParse(headers.referer ?? '') ? new URL(headers.referer ?? '') : null;
    // The sign-in may show what somebody typed before it, which nothing but this answer has.
    if (page === paths.signIn()) return null;
    return localPath(from?.pathname === page ? `${page}${from.search}` : page) ?? null;
  }

  /** The programme that the person works in: the last one chosen, else the first by name. */
  async programmeOf(request: FastifyRequest): Promise<ProgrammeWithPeriod | undefined> {
    const actor = personOf(request);
    if (!actor) return undefined;
    return chosen(await this.programmes.withNewestPeriods(actor), request.session.programmeId);
  }
}

const closedWords = (name: string, at: string): string =>
  `${name} was closed on ${longDate(londonDate(new Date(at)))}. You can read everything, and nothing in it can be changed.`;

const chosen = (
  all: readonly ProgrammeWithPeriod[],
  id: string | undefined,
): ProgrammeWithPeriod | undefined => all.find((one) => one.id === id) ?? all[0];
