import type { Sent } from '../shell/index.js';
import { listOf, wholeField } from './three-way.rules.js';

/** What may be kept of a field that two people wrote: one of both texts, or what is written in its place. */
export type Choice = 'mine' | 'theirs' | 'other';

/** Where the page of a conflict puts both texts of a field, and the choice: of day, month and year it is one. */
export const choiceField = (name: string): string => `_keep.${wholeField(name)}`;
export const mineField = (name: string): string => `_mine.${name}`;
export const theirsField = (name: string): string => `_theirs.${name}`;

/** A form of the page of a conflict, read. */
export interface Settled {
  /** With of each contested field what is kept. */
  sent: Sent;
  /** Those of which nobody has said what is kept: one of both texts would be lost unseen. */
  open: ReadonlySet<string>;
  mine: Sent;
  theirs: Sent;
  choices: Readonly<Record<string, Choice>>;
}

/** The names of the fields of which somebody chooses. */
export const CONTESTED = '_contested';

/**
 * What is kept of each field that two people wrote, as somebody chose it. Pure.
 * @returns null for a form that does not come from the page of a conflict.
 */
export function settle(sent: Sent): Settled | null {
  const contested = listOf(sent[CONTESTED]);
  if (contested.length === 0) return null;
  const rest = Object.entries(sent).filter(([name]) => !/^_(?:contested$|keep\.|mine\.|theirs\.)/.test(name));
  const [kept, mine, theirs] = [new Map(rest), new Map(rest), new Map(rest)];
  const open = new Set<string>();
  const choices: Record<string, Choice> = {};
  for (const name of contested) {
    const [yours, other] = [listOf(sent[mineField(name)]), listOf(sent[theirsField(name)])];
    mine.set(name, yours);
    theirs.set(name, other);
    const choice = choiceOf(sent, name);
    if (choice === null) open.add(wholeField(name));
    else choices[wholeField(name)] = choice;
    if (choice === 'mine') kept.set(name, yours);
    if (choice === 'theirs') kept.set(name, other);
  }
  const asSent = (fields: Map<string, Sent[string]>): Sent => Object.fromEntries(fields);
  return { sent: asSent(kept), open, mine: asSent(mine), theirs: asSent(theirs), choices };
}

function choiceOf(sent: Sent, name: string): Choice | null {
  const [choice] = listOf(sent[choiceField(name)]);
  return choice === 'mine' || choice === 'theirs' || choice === 'other' ? choice : null;
}
