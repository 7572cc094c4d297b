const exempt = new WeakSet<object>();

/**
 * Marks arguments for a macro of govuk-frontend or MOJ. Those macros ask for properties that may be missing, so the strict view
 * lets them.
 */
export function forMacro<T extends object>(value: T): T {
  exempt.add(value);
  for (const inner of Object.values(value) as unknown[])
    if (typeof inner === 'object' && inner !== null && !exempt.has(inner)) forMacro(inner);
  return value;
}

/** What the template engine itself asks of a value. */
const ASKED_BY_ENGINE = new Set(['then', 'toJSON', 'toString', 'valueOf', 'length', 'constructor', 'next']);

/**
 * The same view, but a property that it does not have throws: in `{% if page.typo %}` the template engine would take it for false
 * without a word. For tests and development.
 */
export function strictView<T extends object>(view: T, name = 'page'): T {
  if (exempt.has(view)) return view;
  return new Proxy(view, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver);
      if (typeof property === 'symbol') return value;
      if (value === undefined && !(property in target) && !ASKED_BY_ENGINE.has(property))
        throw new Error(`The view has no “${name}.${property}”.`);
      return typeof value === 'object' && value !== null ? strictView(value, `${name}.${property}`) : value;
    },
  });
}
