/**
 * A list or an object with each value below it changed; the very same one where nothing changes, so that what stays as it is costs no copy.
 * Pure, one level deep: `change` calls it again for what lies deeper.
 */
export function changeInner<Value extends object>(value: Value, change: (inner: unknown) => unknown): Value {
  let copy: Record<string, unknown> | undefined;
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const changed = change(inner);
    if (changed === inner) continue;
    copy ??= (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
    copy[key] = changed;
  }
  return (copy ?? value) as Value;
}
