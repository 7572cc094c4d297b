import type { z } from 'zod';
import type { FormView } from './form.js';

/** `29/2/2020`, also with dots or hyphens. */
const TYPED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const padded = (text = ''): string => text.padStart(2, '0');

/** Fields of a filter that are days, by what stands above them. */
const DAYS: Readonly<Record<string, string>> = { from: 'From', until: 'Until' };

/** A day as people type it: `29/2/2020`. What is none stays as it is, for the schema to refuse. */
const asDay = (text: string): string =>
  text
    .trim()
    .replace(
      TYPED,
      (_, day: string, month: string, year: string) => `${year}-${padded(month)}-${padded(day)}`,
    );

/** As it stands in the field; links carry days as `2020-02-29`. */
const asTyped = (text: string): string =>
  text.replace(
    DAY,
    (_, year: string, month: string, day: string) => `${Number(day)}/${Number(month)}/${year}`,
  );

/** A form that is only read: what was typed, and what is wrong with it. Pure. */
export function filterForm(sent: Readonly<Record<string, string>>, error: z.ZodError | undefined): FormView {
  const errors: Record<string, string | null> = Object.fromEntries(
    Object.keys(sent).map((name) => [name, null]),
  );
  for (const { code, path, message } of error?.issues ?? []) {
    const name = String(path[0]);
    const day = code === 'custom' ? undefined : DAYS[name];
    errors[name] = day === undefined ? message : `${day}: enter a day that exists, such as 29/2/2020`;
  }
  const problems = Object.entries(errors).flatMap(([name, text]) =>
    text === null ? [] : [{ text, href: `#${name}` as const }],
  );
  const values = Object.fromEntries(
    Object.entries(sent).map(([name, text]) => [name, name in DAYS ? asTyped(text) : text]),
  );
  return { values, errors, problems };
}

/**
 * Reads a list's filter as its form sends it: fields that are empty are not asked for. Pure.
 * @param also what else is asked for, that is in no field.
 * @returns null in the place of the filter where a field cannot be read.
 */
export function readFilter<T>(
  schema: z.ZodType<T>,
  sent: Readonly<Record<string, string>>,
  also: Readonly<Record<string, unknown>> = {},
): { filter: T | null; form: FormView } {
  const given = Object.entries(sent)
    .filter(([, text]) => text.trim() !== '')
    .map(([name, text]) => [name, name in DAYS ? asDay(text) : text]);
  const read = schema.safeParse({ ...Object.fromEntries(given), ...also });
  return { filter: read.data ?? null, form: filterForm(sent, read.error) };
}
