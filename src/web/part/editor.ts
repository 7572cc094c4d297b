import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../identity/index.js';
import { Clock, londonDate, notFound, Problem } from '../../platform/index.js';
import { PartsQueries, type PartView } from '../../programmes/index.js';
import { PartBesideQueries } from '../../reporting/index.js';
import {
  instantWords,
  longDate,
  paths,
  PlainAnswer,
  seeOther,
  show,
  narrativeChanges,
  textOf,
  withQuery,
  type FormView,
  type PageAnswer,
  type PageForm,
  type PageName,
  type PartList,
  type Path,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { presentConflict, type FieldWords } from './conflict.presenter.js';
import { settle, type Settled } from './conflict.rules.js';
import { conflictAround, mergedWith, quietRefusal } from './editor-conflict.js';
import type { EditorFrame } from './editor-page.js';
import { evidenceOf } from './evidence-links.js';
import { askedAbout, standsIn } from './part.blocks.js';
import { leftOutHere } from './left-out.rules.js';
import { nextBlock, type Walked } from './next-block.rules.js';
import { cameBackWords, noteRows, type NoteRow } from './part.notes.js';
import { fieldsRead, threeWay } from './three-way.rules.js';
import { byRow } from './row-problems.js';
import { sameSince } from './same-since.rules.js';
import { presentBecomeAuthor, presentTooLate } from './refusals.presenter.js';
import { blockHash, BlockConflict, readBlock, saveBlock, type Block, type PartStore } from './save-block.js';

/** One page on which a piece of a part is written: stated once as data, shown and saved by {@link PartEditors}. */
export interface Editor<D extends Walked, B, S extends z.ZodType, N extends PageName> {
  store: PartStore<D>;
  /** What was read to make this editor, and is not read again to show it. */
  read?: { part: PartView; version: number; document: D };
  block: Block<D, B>;
  form: PageForm<S>;
  /** The page's own address, where its form goes. */
  action: Path;
  /** The words of each field, by its name in the form (`actions.*.title`), for the page of a conflict. */
  fields: Readonly<Record<string, FieldWords>>;
  /** What the form shows of a block; usually the block itself. */
  shown(block: B): unknown;
  /** What stands in the fields of a block that is not there yet. Left out where none can be added. */
  blank?(part: PartView): Sent;
  /** What people call a row of a list in the form, by the list's name: `actions` is `Action`. Its `title` names it. */
  rows?: Readonly<Record<string, string>>;
  /** From what was typed to the block; `current` is undefined where it is not there yet. */
  change(typed: z.output<S>, current: B | undefined, document: D): B;
  /** The texts of a block that are shown beside the form as they were approved last. */
  texts(block: B): readonly BlockText[];
  page(context: EditorContext<D, B>): PageAnswer<N> | Promise<PageAnswer<N>>;
}

/** A text of a block. */
export interface BlockText {
  label: string;
  text: string;
  /** It is a narrative, with paragraphs, lists and strong words. */
  isNarrative?: true;
}

export interface EditorContext<D, B> {
  actor: Actor;
  part: PartView;
  document: D;
  /** Undefined where it is not there yet. */
  block: B | undefined;
  /** The part that was approved last on the same subject. */
  before: { document: D; block: B | undefined } | null;
  form: FormView;
  editor: EditorFrame;
}

/** The query of an editor's page. */
export const editorQuery = z.object({ change: z.string().optional(), new: z.string().optional() });

/** The page of an item that is about to be added: it has its id from the start, so that saving twice makes one item. */
export const newItem = (partId: string, list: PartList): SeeOther =>
  seeOther(withQuery(paths.partItem(partId, list, randomUUID()), { new: 1 }));

/** Shows and saves the pages on which parts are written. */
@Injectable()
export class PartEditors {
  constructor(
    private readonly parts: PartsQueries,
    private readonly beside: PartBesideQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * The page of an editor, filled with the draft.
   * @param asked the query: `new`: the block is not there yet ({@link newItem}); `change`: an approver wants to become an author.
   * @returns the part's own page for who cannot write it now, which says why. @throws Problem 404.
   */
  async open<D extends Walked, B, S extends z.ZodType, N extends PageName>(
    actor: Actor,
    partId: string,
    editor: Editor<D, B, S, N>,
    asked: z.infer<typeof editorQuery> = {},
  ): Promise<PageAnswer | SeeOther> {
    const known = editor.read;
    const { part, instead } = await this.enter(actor, partId, editor.action, asked, known?.part);
    if (instead) return instead;
    const { version, document } = known ?? (await editor.store.read(actor, partId));
    const block = editor.block.of(document);
    if (block === undefined && (editor.blank === undefined || asked.new === undefined))
      throw new Problem({ code: 'not-found', status: 404, detail: 'There is no such entry in this part.' });
    const form =
      block === undefined
        ? editor.form.blank(editor.blank?.(part) ?? {})
        : editor.form.filled(editor.shown(block));
    return this.page(actor, part, editor, { document, form, read: { version, hash: blockHash(block) } });
  }

  /**
   * The part, for a page on which it is written.
   * @param page its address. @param asked as for {@link open}. @throws Problem 404.
   * @returns as `instead` what the reader gets in its place: the part's own page, or the warning before they become an author.
   */
  async enter(
    actor: Actor,
    partId: string,
    page: Path,
    asked: z.infer<typeof editorQuery>,
    known?: PartView,
  ): Promise<{ part: PartView; instead: PageAnswer | SeeOther | null }> {
    const part = known ?? (await this.parts.get(actor, partId));
    if (!part.actions.includes('save')) return { part, instead: seeOther(paths.part(partId)) };
    if (!wouldBecomeAuthor(actor, part) || asked.change !== undefined) return { part, instead: null };
    const view = presentBecomeAuthor(part, withQuery(page, { new: asked.new }));
    return { part, instead: show('part/become-author', view) };
  }

  /**
   * Saves what was typed, or shows the page once more with what is wrong, or the page of a conflict. With `_quiet` (autosave) the
   * answer is JSON.
   * @param done where work goes on; the part's page when left out.
   */
  async save<D extends Walked, B, S extends z.ZodType, N extends PageName>(
    actor: Actor,
    partId: string,
    editor: Editor<D, B, S, N>,
    sent: Sent,
    done: SeeOther = seeOther(paths.part(partId), 'Saved.'),
  ): Promise<PageAnswer | SeeOther | PlainAnswer> {
    const settled = settle(sent);
    if (settled && settled.open.size > 0) return this.stillToChoose(actor, partId, editor, settled);
    if (settled) return this.save(actor, partId, editor, settled.sent, done);
    const read = readBlock(sent);
    const quiet = textOf(sent['_quiet']) !== '';
    if (textOf(sent['_preview']) !== '') return this.previewed(actor, partId, editor, sent);
    try {
      const typed = editor.form.read(sent);
      const { version, document } = await saveBlock(
        editor.store,
        actor,
        partId,
        editor.block,
        read,
        (current, whole) => editor.change(typed, current, whole),
      );
      if (quiet)
        return new PlainAnswer(200, {
          version,
          block: blockHash(editor.block.of(document)),
          saved: `Saved ${instantWords(this.clock.now().toISOString(), this.clock.now())}`,
          read: fieldsRead(shownIn(editor, document)),
          ...(await this.askedAndSaid(actor, partId, editor.block.path(document))),
        });
      if (textOf(sent['_next']) === '') return done;
      const next = nextBlock(await this.parts.get(actor, partId), document, editor.action);
      return next === null ? done : seeOther(next.path, 'Saved.');
    } catch (error) {
      if (!(error instanceof Problem) && !(error instanceof BlockConflict)) throw error;
      if (quiet) return quietRefusal(error);
      const merged =
        error instanceof BlockConflict ? mergedWith(theirValues(editor, error), sent, error) : null;
      if (merged) return await this.save(actor, partId, editor, merged, done);
      return this.refused(actor, partId, editor, sent, error);
    }
  }

  /** What the entries of a register may be connected with, by name. */
  linkable(part: PartView): ReturnType<PartBesideQueries['linkable']> {
    return this.beside.linkable(part);
  }

  private async askedAndSaid(
    actor: Actor,
    partId: string,
    at: string,
  ): Promise<{ asked: string[]; mentioned: string[] }> {
    const { questions, moved } = await this.beside.afterSaving(await this.parts.get(actor, partId));
    const mentioned = moved.filter(({ isMentioned }) => isMentioned).map(({ measureId }) => measureId);
    return { asked: askedAbout(questions, at), mentioned };
  }

  /** The page once more, with one of its texts as it will be printed. Nothing is saved. */
  private async previewed<D extends Walked, B, S extends z.ZodType, N extends PageName>(
    actor: Actor,
    partId: string,
    editor: Editor<D, B, S, N>,
    sent: Sent,
  ): Promise<PageAnswer> {
    const { part, instead } = await this.enter(actor, partId, editor.action, { change: 'yes' });
    if (instead) throw notFound('contribution');
    const { document } = await editor.store.read(actor, partId);
    return this.page(actor, part, editor, {
      document,
      form: editor.form.typedAgain(sent),
      read: { ...readBlock(sent), fields: textOf(sent['_read']) },
      preview: textOf(sent[textOf(sent['_preview'])]),
    });
  }

  private async refused<D extends Walked, B, S extends z.ZodType, N extends PageName>(
    actor: Actor,
    partId: string,
    editor: Editor<D, B, S, N>,
    sent: Sent,
    error: Problem | BlockConflict<unknown>,
  ): Promise<PageAnswer> {
    const part = await this.parts.get(actor, partId);
    if (!part.actions.includes('save'))
      return show('part/too-late', presentTooLate(part, editor.fields, sent), 409);
    if (error instanceof BlockConflict) {
      const { theirs } = error;
      const values = theirValues(editor, error) ?? {};
      const view = presentConflict({
        ...conflictAround(actor, part),
        action: editor.action,
        fields: editor.fields,
        mine: sent,
        theirs: values,
        together: theirs === undefined ? null : threeWay(sent, values, textOf(sent['_read'])),
        gone: theirs === undefined,
        read: { version: error.version, hash: blockHash(theirs) },
        now: this.clock.now(),
      });
      return show('part/conflict', view, 412);
    }
    if (error.status === 409 || error.status === 422) {
      const { document } = await editor.store.read(actor, partId);
      const answer = await this.page(actor, part, editor, {
        document,
        form: byRow(editor.form.refused(sent, error), editor.rows ?? {}),
        read: { ...readBlock(sent), fields: textOf(sent['_read']) },
      });
      return show(answer.name, answer.view, error.status);
    }
    throw error;
  }

  /** The page of a conflict once more, on which nobody has said yet what is kept. */
  private async stillToChoose<D extends Walked, B, S extends z.ZodType, N extends PageName>(
    actor: Actor,
    partId: string,
    editor: Editor<D, B, S, N>,
    again: Settled,
  ): Promise<PageAnswer> {
    const part = await this.parts.get(actor, partId);
    if (!part.actions.includes('save'))
      return show('part/too-late', presentTooLate(part, editor.fields, again.mine), 409);
    const { mine, theirs } = again;
    const view = presentConflict({
      ...conflictAround(actor, part),
      action: editor.action,
      fields: editor.fields,
      mine,
      theirs,
      together: null,
      gone: false,
      read: readBlock(mine),
      now: this.clock.now(),
      again,
    });
    return show('part/conflict', view, 422);
  }

  /** Those about this block, about what is in it, or about what it stands in. @param at its path in the document. */
  private async notes(actor: Actor, part: PartView, at: string): Promise<NoteRow[]> {
    if (part.noteCount === 0) return [];
    const notes = await this.parts.notes(actor, part.id);
    const about = notes.filter(
      ({ path }) => path !== null && (at === '' || standsIn(path, at) || standsIn(at, path)),
    );
    return noteRows(about, []);
  }

  private async page<D extends Walked, B, S extends z.ZodType, N extends PageName>(
    actor: Actor,
    part: PartView,
    editor: Editor<D, B, S, N>,
    shown: {
      document: D;
      form: FormView;
      /** `fields` where the form is the one that was sent: what its fields held before. */
      read: { version: number; hash: string; fields?: string };
      preview?: string;
    },
  ): Promise<PageAnswer<N>> {
    const block = editor.block.of(shown.document);
    const at = editor.block.path(shown.document);
    const { questions, moved, earlier, leftOut } = await this.beside.get(part);
    const documents = earlier.map(({ label, document }) => ({
      label,
      document: editor.store.documentOf(document),
    }));
    const [before] = documents;
    const blockBefore = before ? editor.block.of(before.document) : undefined;
    const texts = block === undefined ? [] : editor.texts(block);
    const textsNow = new Map(texts.map(({ label, text }) => [label, text]));
    const known = documents.map(({ label, document }) => {
      const then = editor.block.of(document);
      return { label, texts: then === undefined ? [] : editor.texts(then) };
    });
    return editor.page({
      actor,
      part,
      document: shown.document,
      block,
      before: before ? { document: before.document, block: blockBefore } : null,
      form: shown.form,
      editor: {
        action: editor.action,
        version: shown.read.version,
        block: shown.read.hash,
        read: shown.read.fields ?? fieldsRead(shown.form.values),
        isNew: block === undefined,
        saved:
          block === undefined
            ? 'Not saved yet.'
            : part.lastSaved
              ? `Last saved ${instantWords(part.lastSaved.at, this.clock.now())} by ${part.lastSaved.by}.`
              : 'Nobody has changed this part yet.',
        next: nextBlock(part, shown.document, editor.action)?.text ?? null,
        preview: shown.preview ?? null,
        cameBack: cameBackWords(part, this.clock.now()),
        notes: await this.notes(actor, part, at),
        evidence: evidenceOf(part.id, at, block),
        leftOut: leftOutHere(leftOut, block, texts),
        asked: askedAbout(questions, at),
        moved: moved.map(({ measureId, sentence, isMentioned, stub }) => ({ measureId, sentence, isMentioned, stub })), // prettier-ignore
        hasNarrative: [...texts, ...(blockBefore === undefined ? [] : editor.texts(blockBefore))].some(
          ({ isNarrative }) => isNarrative === true,
        ),
        before:
          part.predecessor && blockBefore !== undefined
            ? {
                heading: `${part.predecessor.periodLabel}, approved ${longDate(londonDate(new Date(part.predecessor.approvedAt)))}`,
                texts: editor.texts(blockBefore).map(({ label, text, isNarrative = false }) => ({
                  label,
                  text,
                  isNarrative,
                  since: isNarrative ? sameSince({ label, text: textsNow.get(label) }, known) : [],
                  changes: changed(text, textsNow.get(label)),
                })),
              }
            : null,
      },
    });
  }
}

/** Null where nothing changed, or nothing stands there now. */
const changed = (before: string, now: string | undefined): ReturnType<typeof narrativeChanges> | null =>
  now === undefined || now === before ? null : narrativeChanges(before, now);

const shownIn = <D extends Walked, B, S extends z.ZodType, N extends PageName>(
  editor: Editor<D, B, S, N>,
  document: D,
): Sent => {
  const saved = editor.block.of(document);
  return saved === undefined ? {} : editor.form.filled(editor.shown(saved)).values;
};

/** They could approve this part now, and could not once they have written in it. */
const wouldBecomeAuthor = (actor: Actor, part: PartView): boolean =>
  part.ownerId !== actor.userId && !part.isAuthor && actor.can('contribution.approve', part.programme.id);

/** What stands in the fields of a block as somebody else saved it; null where they took it away. */
const theirValues = <D extends Walked, B, S extends z.ZodType, N extends PageName>(
  editor: Editor<D, B, S, N>,
  { theirs }: BlockConflict<unknown>,
): Sent | null => (theirs === undefined ? null : editor.form.filled(editor.shown(theirs as B)).values);
