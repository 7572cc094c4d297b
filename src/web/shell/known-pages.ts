import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { routePolicies } from '../../identity/index.js';

/** Whether this release has the page at a route, such as `/contributions/:id/review`. */
export type HasPage = (route: string) => boolean;

/** Knows the pages of this release, so that no link leads nowhere. */
@Injectable()
export class KnownPages implements OnApplicationBootstrap {
  private routes: ReadonlySet<string> = new Set();

  constructor(private readonly modules: ModuleRef) {}

  onApplicationBootstrap(): void {
    const pages = routePolicies(this.modules).filter(({ method }) => method === 'GET');
    this.routes = new Set(pages.map(({ path }) => shapeOf(path)));
  }

  readonly has: HasPage = (route) => this.routes.has(shapeOf(route));
}

/** Parameters are called differently in different rooms. */
const shapeOf = (route: string): string => route.replace(/:[^/]+/g, ':');
