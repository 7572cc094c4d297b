import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { HEAVY_METADATA } from './heavy.js';
import type { HeavyKind } from './heavy.rules.js';
import { POLICY_METADATA, type RoutePolicy } from './policy.js';
import { RATE_LIMIT_METADATA } from './rate-limit.js';

/** One route and who may call it, in words: `public`, `signed-in` or the permission's name. */
export interface RoutePermission {
  method: string;
  path: string;
  policy: string;
  /** The controller's method, for who asks what else it declares. */
  handler: object;
  /** Of which kind of heavy work each person has a budget here; null where the work is usual. */
  heavy: HeavyKind | null;
}

/** Nest's own metadata keys for a route's path and method; stable since its first version and not exported as such. */
const PATH = 'path';
const METHOD = 'method';

interface Route {
  method: string;
  path: string;
  name: string;
  handler: object;
  policy: RoutePolicy | undefined;
  limited: boolean;
  heavy: HeavyKind | null;
}

/** As Nest's decorators leave it: one path or several. */
type Paths = string | string[] | undefined;

const asList = (paths: Paths): string[] => (Array.isArray(paths) ? paths : [paths ?? '']);

function join(controller: string, method: string): string {
  return `/${[controller, method]
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter(Boolean)
    .join('/')}`;
}

/** Asks the running application for every route of every controller. */
function routesOf(discovery: DiscoveryService, scanner: MetadataScanner): Route[] {
  return discovery.getControllers().flatMap((wrapper) => {
    const type = wrapper.metatype as (new () => object) | null;
    if (!type) return [];
    const prototype = type.prototype as Record<string, unknown>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name] as object;
      const method = Reflect.getMetadata(METHOD, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const policy = (Reflect.getMetadata(POLICY_METADATA, handler) ??
        Reflect.getMetadata(POLICY_METADATA, type)) as RoutePolicy | undefined;
      return asList(Reflect.getMetadata(PATH, type) as Paths).flatMap((prefix) =>
        asList(Reflect.getMetadata(PATH, handler) as Paths).map((path) => ({
          method: RequestMethod[method],
          path: join(prefix, path),
          name: `${type.name}.${name}`,
          handler,
          policy,
          heavy: (Reflect.getMetadata(HEAVY_METADATA, handler) ??
            Reflect.getMetadata(HEAVY_METADATA, type) ??
            null) as HeavyKind | null,
          limited: [handler, type].some((one) => Reflect.hasMetadata(RATE_LIMIT_METADATA, one)),
        })),
      );
    });
  });
}

/** @throws Error naming every route that declares none of `@Public()`, `@SignedIn()`, `@Policy(…)`. */
export function assertEveryRouteDeclaresPolicy(discovery: DiscoveryService, scanner: MetadataScanner): void {
  const bare = routesOf(discovery, scanner).filter((route) => route.policy === undefined);
  if (bare.length > 0)
    throw new Error(
      `These routes do not say who may call them (@Public, @SignedIn or @Policy): ${bare
        .map((route) => `${route.method} ${route.path} (${route.name})`)
        .join(', ')}`,
    );
}

/** @throws Error naming every write that nobody has to sign in for and that does not say how often: a stranger's requests cost us something. */
export function assertEveryPublicWriteIsLimited(discovery: DiscoveryService, scanner: MetadataScanner): void {
  const free = routesOf(discovery, scanner).filter(
    ({ method, policy, limited }) => method !== 'GET' && policy?.kind === 'public' && !limited,
  );
  if (free.length > 0)
    throw new Error(
      `These public routes do not say how often they may be asked (@RateLimit): ${free
        .map((route) => `${route.method} ${route.path} (${route.name})`)
        .join(', ')}`,
    );
}

/** Every route with its policy, sorted by path and method: the material of the permission snapshot. */
export function routePolicies(app: Pick<INestApplicationContext, 'get'>): RoutePermission[] {
  return routesOf(app.get(DiscoveryService, { strict: false }), app.get(MetadataScanner, { strict: false }))
    .map(({ method, path, handler, heavy, policy }) => ({
      method,
      path,
      handler,
      heavy,
      policy:
        policy === undefined ? '(none)' : policy.kind === 'permission' ? policy.permission : policy.kind,
    }))
    .sort((a, b) => a.path.localeCompare(b.path, 'en') || a.method.localeCompare(b.method, 'en'));
}
