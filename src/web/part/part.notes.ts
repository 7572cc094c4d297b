import type { PartNote, PartView } from '../../programmes/index.js';
import { instantWords, type Path } from '../shell/index.js';
import type { PartPiece } from './part.blocks.js';

/** A note of the reviewer, as pages show it. */
export interface NoteRow {
  /** What it is about; its page where the part has it still. */
  name: string;
  href: Path | null;
  text: string;
  /** Whether what it is about has changed since. */
  state: string;
  changed: boolean;
}

/** Why a part came back to its owner; null where it did not. Pure. */
export const cameBackWords = ({ returned }: Pick<PartView, 'returned'>, now: Date): string | null =>
  returned &&
  `It came back ${instantWords(returned.at, now)}, from ${returned.by}: “${returned.comment ?? ''}”`;

/** Whether a block says something else than it did when the note was written. */
const noteState = ({ changed, path }: Pick<PartNote, 'changed' | 'path'>): string =>
  path === null
    ? 'Taken out since it came back'
    : changed
      ? 'Changed since it came back'
      : 'Not changed since it came back';

/** The notes by the pieces that they are about, in the order in which they were written. Pure. */
export const noteRows = (notes: readonly PartNote[], pieces: readonly PartPiece[]): NoteRow[] =>
  notes.map((note) => {
    const piece = pieces.find(({ block }) => block === note.block);
    return {
      name: piece?.name ?? 'Something that is no longer in this part',
      href: piece?.path ?? null,
      text: note.text,
      state: noteState(note),
      changed: note.changed,
    };
  });
