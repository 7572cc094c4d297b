import type { Person } from '../../identity/index.js';
import type { PartView } from '../../programmes/index.js';
import { head, instantWords, paths, textChanges, type Path, type Sent } from '../shell/index.js';
import type { ConflictField, ConflictPage } from './conflict.view.js';
import { fieldsRead, listOf, type ThreeWay } from './three-way.rules.js';

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
  part: PartView;
  action: Path;
  fields: Readonly<Record<string, FieldWords>>;
  mine: Sent;
  theirs: Sent;
  /** Null where nobody can say which field is which. */
  together: ThreeWay | null;
  /** The person wrote both, in two windows. */
  own: boolean;
  /** They took the whole block away. */
  gone: boolean;
  read: { version: number; hash: string };
  now: Date;
}

/** Both texts of whatever differs, and a third that is to be kept; it begins as one's own. */
export function presentConflict(conflict: Conflict): ConflictPage {
  const { part, action, mine, theirs, together, gone, read, now } = conflict;
  const own = conflict.own && !gone;
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter(
    (name) => !name.startsWith('_'),
  );
  const shown: ConflictField[] = [];
  const hidden: { name: string; value: string }[] = [];
  for (const name of names) {
    const words = wordsOf(conflict.fields, name);
    const [yours, other] = [listOf(mine[name]), listOf(theirs[name])];
    const same = JSON.stringify(yours) === JSON.stringify(other);
    if (together && !together.contested.has(name))
      for (const value of listOf(together.merged[name])) hidden.push({ name, value });
    else if (same || words === undefined)
      for (const value of yours.length > 0 ? yours : other) hidden.push({ name, value });
    else shown.push(fieldOf(name, words, yours, other));
  }
  const { lastSaved } = part;
  return {
    head: head(
      own ? 'You changed this in another window' : 'Somebody else changed this while you were writing',
      {
        caption: `${part.period.label} · ${part.title}`,
        programme: part.programme.name,
        lead: [
          lastSaved
            ? `${own ? 'You' : lastSaved.by} saved it ${own ? 'there ' : ''}${instantWords(lastSaved.at, now)}. Nothing that you wrote here is saved yet.`
            : 'Nothing of yours is saved yet.',
          gone ? 'They took this entry away. Saving puts yours back.' : 'Choose what should be kept.',
        ].join(' '),
        back: { text: part.title, href: paths.part(part.id) },
        wide: true,
      },
    ),
    action,
    keepTheirs: gone ? paths.part(part.id) : action,
    version: read.version,
    block: read.hash,
    read: fieldsRead(theirs),
    sides: own ? ['In this window', 'In the other window'] : ['Yours', 'Theirs'],
    keepOther: own ? 'Keep what the other window says' : 'Keep theirs and throw mine away',
    hidden,
    fields: shown,
  };
}

function fieldOf(
  name: string,
  words: { label: string; value?: (value: string) => string },
  mine: readonly string[],
  theirs: readonly string[],
): ConflictField {
  const { label, value } = words;
  if (value === undefined) {
    const [yours, other] = [mine.at(-1) ?? '', theirs.at(-1) ?? ''];
    return {
      kind: Math.max(yours.length, other.length) > 80 || (yours + other).includes('\n') ? 'text' : 'line',
      name,
      label,
      yours: textChanges(other, yours).filter(({ kind }) => kind !== 'removed'),
      theirs: textChanges(yours, other).filter(({ kind }) => kind !== 'removed'),
      kept: yours,
      items: [],
    };
  }
  const said = (values: readonly string[]) => [
    { kind: 'same' as const, text: values.map(value).join(', ') || 'Nothing' },
  ];
  const several = mine.length > 1 || theirs.length > 1;
  return {
    kind: several ? 'some' : 'one',
    name,
    label,
    yours: said(mine),
    theirs: said(theirs),
    kept: mine.at(-1) ?? '',
    items: [...new Set([...mine, ...theirs])].map((one) => ({
      value: one,
      text: value(one) || 'Nothing',
      checked: mine.includes(one),
    })),
  };
}

/** The words of a field by its name as sent: `actions.3.due-day` is a part of `actions.*.due`. Undefined for fields that people do not see. */
export function wordsOf(fields: Readonly<Record<string, FieldWords>>, name: string): FieldWords | undefined {
  const [, base = name, part] = /^(.*?)(?:-(day|month|year))?$/.exec(name) ?? [];
  const number = /\.(\d+)\./.exec(`${base}.`)?.[1];
  const words = fields[base] ?? fields[base.replace(/\.\d+(?=\.|$)/g, '.*')];
  if (words === undefined) return undefined;
  const label = words.label.replace('{}', number === undefined ? '' : String(Number(number) + 1));
  return { ...words, label: part === undefined ? label : `${label}: ${part}` };
}
