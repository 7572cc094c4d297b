import { sha256Hex } from '../../platform/index.js';
import type { Sent } from '../shell/index.js';

/** Browsers end lines with two characters, the rooms with one. */
export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : [value].flat().map((text) => text.replace(/\r\n?/g, '\n'));

const markOf = (value: Sent[string] | undefined): string =>
  sha256Hex(JSON.stringify(listOf(value))).slice(0, 10);

const isTyped = (name: string): boolean => !name.startsWith('_');

/** Day, month and year are one field. */
export const wholeField = (name: string): string => name.replace(/-(?:day|month|year)$/, '');

/** What stood in each field when the form was made, for a hidden field `_read`: a mark, not the text once more. */
export const fieldsRead = (values: Sent): string =>
  Object.entries(values)
    .filter(([name]) => isTyped(name))
    .map(([name, value]) => `${name}=${markOf(value)}`)
    .join(' ');

/** Two forms of one block as one, with the fields that both people changed. */
export interface ThreeWay {
  /** Of a field that one of them changed, what that one wrote; of one that both changed, mine. */
  merged: Sent;
  contested: ReadonlySet<string>;
}

/**
 * Puts together what two people wrote who began from the same block. Pure.
 * @param read {@link fieldsRead} of what both began from.
 * @returns null where rows were added, taken away or moved: then nobody can say which field is which.
 */
export function threeWay(mine: Sent, theirs: Sent, read: string): ThreeWay | null {
  const began = new Map(read.split(' ').map((pair) => pair.split('=', 2) as [string, string | undefined]));
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter(isTyped);
  const differs = (name: string): boolean => markOf(mine[name]) !== markOf(theirs[name]);
  if (read === '' || names.some((name) => name.endsWith('.id') && differs(name))) return null;
  const changedIn = (sent: Sent): Set<string> =>
    new Set(
      names
        .filter((name) => markOf(sent[name]) !== (began.get(name) ?? markOf(undefined)))
        .map((name) => wholeField(name)),
    );
  const [byMe, byThem] = [changedIn(mine), changedIn(theirs)];
  const contested = new Set(
    names.filter((name) => differs(name) && byMe.has(wholeField(name)) && byThem.has(wholeField(name))),
  );
  const untouched = (name: string): boolean => isTyped(name) && !byMe.has(wholeField(name));
  const merged = [
    ...Object.entries(mine).filter(([name]) => !untouched(name)),
    ...Object.entries(theirs).filter(([name]) => untouched(name)),
  ];
  return { merged: Object.fromEntries(merged), contested };
}
