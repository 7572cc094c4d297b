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
  /** It shows one programme: the permission has to be held there. */
  ofProgramme?: true;
  /** It stands on the page of the period, too: there is no room for everything in one line. */
  onPeriod?: true;
}

/** More items than a line has room for. */
const MOST_ITEMS = 6;

/** In this order. Items are shown by permission, never by the name of a role. */
const ITEMS: readonly Item[] = [
  { text: () => 'My work', href: () => paths.myWork(), route: '/my-work' },
  {
    text: (programme) => programme?.period?.label ?? '',
    href: (programme) => (programme?.period ? paths.period(programme.period.id) : null),
    route: '/periods/:id',
    ofProgramme: true,
  },
  {
    text: () => 'Measures',
    href: (programme) => (programme ? paths.measures(programme.id) : null),
    route: '/programmes/:id/measures',
    ofProgramme: true,
    onPeriod: true,
  },
  {
    text: () => 'Risks',
    href: (programme) => (programme ? paths.risks(programme.id) : null),
    route: '/programmes/:id/risks',
    ofProgramme: true,
    onPeriod: true,
  },
  { text: () => 'Reports', href: () => paths.versions(), route: '/versions' },
  {
    text: () => 'Meetings',
    href: (programme) => (programme ? paths.meetings(programme.id) : null),
    route: '/programmes/:id/meetings',
    ofProgramme: true,
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
  const shown = ITEMS.flatMap(({ text, href, route, anyOf, ofProgramme, onPeriod = false }) => {
    const policy = policies.get(route);
    const address = href(programme);
    if (policy === undefined || address === null) return [];
    const needed = anyOf ?? (policy === 'signed-in' ? [] : [policy as Permission]);
    const may = (permission: Permission): boolean =>
      ofProgramme === true ? actor.can(permission, programme?.id ?? null) : actor.holds(permission);
    if (needed.length > 0 && !needed.some(may)) return [];
    const current: NavigationItem['current'] =
      here === address ? 'page' : here.startsWith(`${address}/`) ? 'section' : null;
    return [{ onPeriod, item: { text: text(programme), href: address, current } }];
  });
  return shown.filter(({ onPeriod }) => shown.length <= MOST_ITEMS || !onPeriod).map(({ item }) => item);
}
