import type { Actor, Permission } from '../../identity/index.js';
import type { ProgrammeWithPeriod } from '../../programmes/index.js';
import type { NavigationItem } from './frame.js';
import { paths, type Path } from './paths.js';

interface Item {
  text: (programme: ProgrammeWithPeriod | undefined) => string;
  /** Null where there is nothing to lead to. */
  href: (programme: ProgrammeWithPeriod | undefined) => Path | null;
  /** The page's route. The item is shown once that page exists, to those whom its policy lets in. */
  route: string;
  /** Where the page is for holders of any of these. */
  anyOf?: readonly Permission[];
}

/** In this order. Items are shown by permission, never by the name of a role. */
const ITEMS: readonly Item[] = [
  { text: () => 'My work', href: () => paths.myWork(), route: '/my-work' },
  {
    text: (programme) => programme?.period?.label ?? '',
    href: (programme) => (programme?.period ? paths.period(programme.period.id) : null),
    route: '/periods/:id',
  },
  {
    text: () => 'Measures',
    href: (programme) => (programme ? paths.measures(programme.id) : null),
    route: '/programmes/:id/measures',
  },
  {
    text: () => 'Risks',
    href: (programme) => (programme ? paths.risks(programme.id) : null),
    route: '/programmes/:id/risks',
  },
  { text: () => 'Reports', href: () => paths.versions(), route: '/versions' },
  {
    text: () => 'Meetings',
    href: (programme) => (programme ? paths.meetings(programme.id) : null),
    route: '/programmes/:id/meetings',
  },
  {
    text: () => 'Administration',
    href: () => paths.administration(),
    route: '/admin',
    anyOf: ['user.read', 'work.read', 'audit.read', 'programme.manage'],
  },
];

/**
 * @param policies of every GET route, by its path: a permission, `signed-in` or `public`.
 * @param here the path of the page that is shown.
 */
export function navigationFor(
  actor: Actor,
  programme: ProgrammeWithPeriod | undefined,
  policies: ReadonlyMap<string, string>,
  here: string,
): NavigationItem[] {
  return ITEMS.flatMap(({ text, href, route, anyOf }) => {
    const policy = policies.get(route);
    const address = href(programme);
    if (policy === undefined || address === null) return [];
    const needed = anyOf ?? (policy === 'signed-in' ? [] : [policy as Permission]);
    const may = needed.length === 0 || needed.some((permission) => actor.holds(permission));
    if (!may) return [];
    return [
      {
        text: text(programme),
        href: address,
        current: here === address ? 'page' : here.startsWith(`${address}/`) ? 'section' : null,
      },
    ];
  });
}
