const unescaped = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
  );

const attribute = (tag: string, name: string): string =>
  unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

/** What a browser sends for such fields. */
export function formBody(fields: Record<string, string | string[]>): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return body;
}

/** What a browser would send of the fields in the main part of a page as they stand there; of no button. */
export function filledIn(page: string): Record<string, string | string[]> {
  const html = /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '';
  const fields = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    if (name !== '') fields.set(name, [...(fields.get(name) ?? []), value]);
  };
  const elements =
    /<input\b[^>]*>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea>|<select\b([^>]*)>([\s\S]*?)<\/select>/g;
  for (const [tag, textarea, text, select, options] of html.matchAll(elements)) {
    if (textarea !== undefined) add(attribute(textarea, 'name'), unescaped(text ?? ''));
    else if (select !== undefined) {
      const all = [...(options ?? '').matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
      const chosen = all.find((option) => /\sselected\b/.test(option)) ?? all[0] ?? '';
      add(attribute(select, 'name'), attribute(chosen, 'value'));
    } else if (!['radio', 'checkbox'].includes(attribute(tag, 'type')) || /\schecked\b/.test(tag))
      add(attribute(tag, 'name'), attribute(tag, 'value'));
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}
