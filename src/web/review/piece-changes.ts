import type { PartPiece } from '../part/index.js';
import { capitalised, narrativeChanges, wordRows } from '../shell/index.js';
import { saidOf } from './part-words.js';
import { standsAt } from './piece-since.rules.js';
import type { ReviewPiece } from './review.view.js';
import type { ComparedField } from './said-fields.js';

/** A content with the words for it, as it is compared. */
export const saidIn = (kind: string, content: unknown) => ({ content, said: saidOf(kind, content) });

/** Where the fields of a piece stand in both documents, by the keys of its items. */
export const placeOf = ({ at }: Pick<PartPiece, 'at'>, fields: readonly ComparedField[]): string =>
  // What is gone comes last, and its item had another place then.
  fields.flatMap(({ entries }) => entries).find((entry) => entry.at === at)?.place ?? `.${at}`;

interface Group {
  /** The item of the piece; null for the piece itself. */
  name: string | null;
  fields: ComparedField[];
}

/** The fields by the items of the piece that they stand in. @param place where the piece stands. */
export function groupsOf(fields: readonly ComparedField[], place: string): Group[] {
  const groups: Group[] = [];
  for (const field of fields) {
    const name = itemOf(field, place);
    const known = groups.find((group) => group.name === name);
    if (known) known.fields.push(field);
    else groups.push({ name, fields: [field] });
  }
  return groups;
}

/** `Action 2: Train leaders`; null for the piece itself. */
function itemOf({ entries }: ComparedField, place: string): string | null {
  const names = entries
    .filter((entry) => place === '' || !standsAt(place, entry.place))
    .map(({ name }) => name);
  return names.length === 0 ? null : names.join(', ');
}

/** Texts by the items that they stand in, and one table of everything else. @param labels of the two that are compared. */
export function changesOf(
  changed: readonly ComparedField[],
  place: string,
  labels: { then: string; now: string; ages?: Readonly<Record<string, readonly string[]>> },
): Pick<ReviewPiece, 'texts' | 'table'> {
  const others = changed.filter(({ isText }) => !isText);
  const texts = changed.filter(({ isText }) => isText);
  const wasNothing = others.every(({ before }) => before === null);
  return {
    texts: groupsOf(texts, place).map(({ name, fields }) => ({
      name,
      texts: fields.map(({ label, place: at, before, after }) => ({
        label,
        state: before === null ? 'New' : after === null ? 'No longer there' : 'Changed',
        runs: narrativeChanges(before ?? '', after ?? ''),
        since: labels.ages?.[at] ?? [],
      })),
    })),
    table:
      others.length === 0
        ? null
        : {
            caption: 'Figures, ratings and dates',
            columns: wasNothing ? ['What', labels.now] : ['What', capitalised(labels.then), labels.now],
            rows: wordRows(
              others.map((field) => ({
                cells: [
                  [itemOf(field, place), field.label].filter((words) => words !== null).join(': '),
                  ...(wasNothing ? [] : [field.before ?? 'New']),
                  field.after ?? 'No longer there',
                ],
              })),
            ),
          },
  };
}
