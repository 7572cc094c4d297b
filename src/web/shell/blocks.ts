import type { Link } from './page-views.js';
import { forMacro } from './strict-view.js';

/** A link with a verb; `about` makes it unique for who hears it: “Change”, “the end of the period”. */
export interface Action extends Link {
  about: string;
}

export interface Choice {
  value: string;
  text: string;
  hint?: string;
}

/**
 * Items of a select, of radios or of check boxes, as the macros take them.
 * @param blank of a select: what its first, empty item says.
 */
export const choices = (
  items: readonly Choice[],
  blank?: string,
): readonly { value: string; text: string; hint?: { text: string } }[] =>
  forMacro([
    ...(blank === undefined ? [] : [{ value: '', text: blank }]),
    ...items.map(({ value, text, hint }) => ({
      value,
      text,
      ...(hint === undefined ? {} : { hint: { text: hint } }),
    })),
  ]);

export interface Fact {
  name: string;
  value: string;
  action?: Action;
}

/** For the macro `facts`. */
export const facts = (rows: readonly Fact[]): readonly Fact[] => forMacro([...rows]);

export interface WordRow {
  /** The first is the row's header. */
  cells: readonly string[];
  link?: Action;
}

/** For the macro `wordTable`. */
export const wordRows = (rows: readonly WordRow[]): readonly WordRow[] => forMacro([...rows]);

export interface Task {
  text: string;
  href: Link['href'] | null;
  hint?: string;
  status: string;
  /** The status asks for something; otherwise it is quiet. */
  waits?: boolean;
}

/** For the macro `taskList`. A row without an address is not for this person, or cannot start yet. */
export const taskRows = (tasks: readonly Task[]): readonly object[] =>
  forMacro(
    tasks.map(({ text, href, hint, status, waits }) => ({
      title: { text },
      ...(href === null ? {} : { href }),
      ...(hint === undefined ? {} : { hint: { text: hint } }),
      status: waits === true ? { tag: { text: status, classes: 'govuk-tag--blue' } } : { text: status },
    })),
  );
