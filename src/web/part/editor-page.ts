import type { FormView, Link, PageView, Path, TextRun } from '../shell/index.js';
import type { NoteRow } from './part.notes.js';

/** What every page on which a part is written has around its fields; printed by `parts/editor.njk`. */
export interface EditorFrame {
  action: Path;
  version: number;
  /** Of the block as it was read. */
  block: string;
  /** What stood in each field when it was read. */
  read: string;
  /** It is not there before it is saved for the first time. */
  isNew: boolean;
  /** When it was saved last, and by whom; scripts write into this line. */
  saved: string;
  /** What “Save and go on” says; null where nothing follows. */
  next: string | null;
  /** A text that was typed and is to be seen as it will be printed; null where nobody asked. */
  preview: string | null;
  /** Why the part came back: `Improvement Programme Manager, today at 10:23: “Say why.”` Null where it did not. */
  cameBack: string | null;
  /** What the reviewer wrote about this block when they gave the part back. */
  notes: readonly NoteRow[];
  /** Where files that show it are, for each entry that is written here; none before it is saved for the first time. */
  evidence: readonly Link[];
  /** What of this block no public edition prints, by decision. */
  leftOut: readonly string[];
  /** What members may ask about this block; scripts keep it up to date. */
  asked: readonly string[];
  /** Figures of the part, or of its theme, that moved since the last report, and whether its texts speak of them. */
  moved: readonly {
    measureId: string;
    sentence: string;
    isMentioned: boolean;
    /** The beginning of a sentence about it, for its writer to finish. */
    stub: string;
  }[];
  /** Something is written here in which words can be strong, and lists stand. */
  hasNarrative: boolean;
  /** The same block as it was approved last. */
  before: {
    /** `December 2019, approved 27 December 2019` */
    heading: string;
    /** `changes` leads from that text to the present one; null where it is the same, or the present block has no such text. */
    texts: readonly {
      label: string;
      text: string;
      isNarrative: boolean;
      /** `The same words since October 2019, in 3 reports.` */
      since: readonly string[];
      changes: readonly TextRun[] | null;
    }[];
  } | null;
}

/** A page on which a part is written. */
export interface EditorPage extends PageView {
  form: FormView;
  editor: EditorFrame;
}
