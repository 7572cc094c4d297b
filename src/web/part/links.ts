import type { Linkable } from '../../reporting/index.js';
import { choices } from '../shell/index.js';

const FIELDS = {
  action: { field: 'link-actions', to: 'actionIds', label: 'Actions' },
  measure: { field: 'link-measures', to: 'measureIds', label: 'Measures' },
  risk: { field: 'link-risks', to: 'riskIds', label: 'Risks and issues' },
  concern: { field: 'link-concerns', to: 'concernIds', label: 'Concerns and developments' },
} as const;
type Kind = Linkable['kind'];
type Links = Partial<Record<(typeof FIELDS)[Kind]['to'], string[]>>;

/** What a page of an entry shows of what it may be connected with. */
export interface LinkChoices {
  field: string;
  label: string;
  items: ReturnType<typeof choices>;
}

/** The fields in which an entry says what it is connected with, by the names of the form. */
export const linkRules = (kinds: readonly Kind[]) =>
  Object.fromEntries(
    kinds.map((kind) => [FIELDS[kind].field, { to: `links.${FIELDS[kind].to}`, as: 'list' as const }]),
  );

/** By name, each kind that there is something of. */
export const linkChoices = (kinds: readonly Kind[], linkable: readonly Linkable[]): LinkChoices[] =>
  kinds.flatMap((kind) => {
    const own = linkable.filter((one) => one.kind === kind);
    const { field, label } = FIELDS[kind];
    return own.length === 0
      ? []
      : [{ field, label, items: choices(own.map(({ id, name }) => ({ value: id, text: name }))) }];
  });

/** For the page of a conflict. */
export const linkWords = (kinds: readonly Kind[], linkable: readonly Linkable[]) =>
  Object.fromEntries(
    kinds.map((kind) => [
      FIELDS[kind].field,
      {
        label: `Connected ${FIELDS[kind].label.toLowerCase()}`,
        value: (id: string): string =>
          linkable.find((one) => one.id === id)?.name ??
          (id === '' ? 'None' : 'Something not in this report'),
      },
    ]),
  );

/** What was chosen, and what was linked before and is not among the choices: a page takes nothing away that it did not show. */
export function linksWith<L extends Links>(
  chosen: L,
  before: L | undefined,
  linkable: readonly Linkable[],
): L {
  const offered = new Set(linkable.map(({ id }) => id));
  const kept = (ids: readonly string[] = []): string[] => ids.filter((id) => !offered.has(id));
  return Object.fromEntries(
    Object.entries(chosen).map(([key, ids]) => [
      key,
      [...new Set([...ids, ...kept(before?.[key as keyof L] as string[] | undefined)])],
    ]),
  ) as L;
}
