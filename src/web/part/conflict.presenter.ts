import type { Person } from '../../identity/index.js';
import {
  head,
  instantWords,
  textChanges,
  textOf,
  type PageHead,
  type Path,
  type Sent,
  type TextRun,
} from '../shell/index.js';
import { choiceField, CONTESTED, mineField, theirsField, type Settled } from './conflict.rules.js';
import type { ConflictField, ConflictPage } from './conflict.view.js';
import { fieldsRead, listOf, wholeField, type ThreeWay } from './three-way.rules.js';

/** How one field of an editor is named where its form is not there. */
export interface FieldWords {
  /** `Title of action {}`; `{}` stands for the number of the row. */
  label: string;
  /** The field takes one of several values, or some of them: what a value means. Left out for texts. */
  value?(value: string): string;
}

/** The name of a person by their id as a form sends it. @param nobody what '' means. */
export const nameAmong =
  (people: readonly Person[], nobody: string): ((id: string) => string) =>
  (id) =>
    id === '' ? nobody : (people.find((one) => one.id === id)?.name ?? 'Somebody who works here no longer');

interface Conflict {
  /** What the page belongs to, and where back leads. */
  around: Pick<PageHead, 'caption' | 'programme' | 'back'>;
  /** Who saved it, and when; null where nobody says. */
  saved: { by: string; at: string } | null;
  action: Path;
  fields: Readonly<Record<string, FieldWords>>;
  mine: Sent;
  theirs: Sent;
  /** Null where nobody can say which field is which. */
  together: ThreeWay | null;
  /** The person wrote both, in two windows. */
  own: boolean;
  /** They took the whole block away: there is nothing to choose between but mine and nothing. */
  gone: boolean;
  read: { version: number; hash: string };
  now: Date;
  /** The form of this page, where something in it is still to be chosen. */
  again?: Settled;
}

const WORDS = {
  theirs: {
    sides: ['Yours', 'Theirs'],
    keep: ['Keep mine', 'Keep theirs', 'Keep what I write below'],
    copy: ['Copy mine', 'Copy theirs'],
    all: 'Keep theirs and throw mine away',
  },
  own: {
    sides: ['In this window', 'In the other window'],
    keep: ['Keep what this window says', 'Keep what the other window says', 'Keep what I write below'],
    copy: ['Copy what this window says', 'Copy what the other window says'],
    all: 'Keep what the other window says',
  },
} as const;

/** Both texts of whatever differs. Neither is kept before somebody says so, and a third may be written in their place. */
export function presentConflict(conflict: Conflict): ConflictPage {
  const { around, action, mine, theirs, together, gone, read, again } = conflict;
  const own = conflict.own && !gone;
  const words = WORDS[own ? 'own' : 'theirs'];
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter(
    (name) => !name.startsWith('_'),
  );
  const contested = new Map<string, string[]>();
  const hidden: { name: string; value: string }[] = [];
  for (const name of names) {
    const [yours, other] = [listOf(mine[name]), listOf(theirs[name])];
    const same = JSON.stringify(yours) === JSON.stringify(other);
    const known = wordsOf(conflict.fields, name) !== undefined;
    if (together && !together.contested.has(name))
      for (const value of listOf(together.merged[name])) hidden.push({ name, value });
    else if (same || !known)
      for (const value of yours.length > 0 ? yours : other) hidden.push({ name, value });
    else contested.set(wholeField(name), [...(contested.get(wholeField(name)) ?? []), name]);
  }
  for (const name of [...contested.values()].flat()) {
    if (gone) for (const value of listOf(mine[name])) hidden.push({ name, value });
    else {
      hidden.push({ name: CONTESTED, value: name });
      for (const value of listOf(mine[name])) hidden.push({ name: mineField(name), value });
      for (const value of listOf(theirs[name])) hidden.push({ name: theirsField(name), value });
    }
  }
  const fields = [...contested].map(([name, parts]) => fieldOf(name, parts, conflict));
  const open = fields.filter(({ name }) => again?.open.has(name));
  return {
    head: head(
      own ? 'You changed this in another window' : 'Somebody else changed this while you were writing',
      { ...around, lead: leadOf(conflict, own), wide: true, script: 'conflict.js' },
    ),
    form: {
      values: {},
      errors: Object.fromEntries(
        fields.map(({ name }) => [name, again?.open.has(name) ? 'Choose what should be kept' : null]),
      ),
      problems: open.map(({ name, label }) => ({
        text: `Choose what should be kept: ${label}`,
        href: `#${choiceField(name)}`,
      })),
    },
    action,
    keepTheirs: gone ? (around.back?.href ?? action) : action,
    version: read.version,
    block: read.hash,
    read: again ? textOf(mine['_read']) : fieldsRead(theirs),
    sides: words.sides,
    keep: words.keep,
    copy: words.copy,
    save: gone ? 'Put mine back' : 'Save what I chose',
    keepOther: gone ? 'Leave it away and throw mine away' : words.all,
    hidden,
    fields,
  };
}

const TAKEN_AWAY: TextRun[] = [{ kind: 'same', text: 'Taken away' }];

function leadOf({ saved, gone, now }: Conflict, own: boolean): string {
  const when = saved ? ` ${own ? 'there ' : ''}${instantWords(saved.at, now)}` : '';
  return [
    saved
      ? `${own ? 'You' : saved.by} saved it${when}. Nothing that you wrote here is saved yet.`
      : 'Nothing that you wrote here is saved yet.',
    gone ? 'They took this entry away. Put yours back, or leave it away.' : 'Choose what should be kept.',
  ].join(' ');
}

/** @param parts the fields as they are sent: one, or those of a date. */
function fieldOf(
  name: string,
  parts: readonly string[],
  { fields, mine, theirs, gone, again }: Conflict,
): ConflictField {
  const words = wordsOf(fields, name);
  const label = words?.label ?? name;
  const valued = words?.value !== undefined;
  const isDate = parts[0] !== name;
  const shared = {
    name,
    label,
    choice: again?.choices[name] ?? null,
    choose: !gone,
    field: choiceField(name),
  };
  if (!valued && !isDate) {
    const [yours, other] = [textOf(mine[name]), textOf(theirs[name])];
    return {
      ...shared,
      kind: Math.max(yours.length, other.length) > 80 || (yours + other).includes('\n') ? 'text' : 'line',
      yours: ownWords(other, yours),
      theirs: gone ? TAKEN_AWAY : ownWords(yours, other),
      kept: again ? textOf(again.sent[name]) : yours,
      items: [],
    };
  }
  const values = (sent: Sent): readonly string[] =>
    isDate
      ? [
          ['day', 'month', 'year']
            .map((part) => textOf(sent[`${name}-${part}`]))
            .join(' ')
            .trim(),
        ]
      : listOf(sent[name]);
  const word = (one: string): string => words?.value?.(one) ?? one;
  const said = (sent: Sent) => [
    { kind: 'same' as const, text: values(sent).map(word).join(', ') || 'Nothing' },
  ];
  const [yours, other] = [values(mine), values(theirs)];
  const several = !isDate && (yours.length > 1 || other.length > 1);
  return {
    ...shared,
    kind: several ? 'some' : 'one',
    yours: said(mine),
    theirs: gone ? TAKEN_AWAY : said(theirs),
    kept: '',
    items: [...new Set([...yours, ...other])].map((one) => ({
      value: one,
      text: word(one) || 'Nothing',
      checked: (again ? listOf(again.sent[name]) : yours).includes(one),
    })),
  };
}

/** All of the one text and nothing of the other, with what the other does not say marked. */
const ownWords = (other: string, own: string): TextRun[] =>
  textChanges(other, own).flatMap(({ kind, text }) =>
    kind === 'removed' || kind === 'struck' ? [] : [{ kind: kind === 'same' ? kind : 'added', text }],
  );

/** The words of a field by its name as sent: `actions.3.due-day` is a part of `actions.*.due`. Undefined for fields that people do not see. */
export function wordsOf(fields: Readonly<Record<string, FieldWords>>, name: string): FieldWords | undefined {
  const [, base = name, part] = /^(.*?)(?:-(day|month|year))?$/.exec(name) ?? [];
  const number = /\.(\d+)\./.exec(`${base}.`)?.[1];
  const words = fields[base] ?? fields[base.replace(/\.\d+(?=\.|$)/g, '.*')];
  if (words === undefined) return undefined;
  const label = words.label.replace('{}', number === undefined ? '' : String(Number(number) + 1));
  return { ...words, label: part === undefined ? label : `${label}: ${part}` };
}
