import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../identity/index.js';
import { notFound } from '../../platform/index.js';
import { PartsQueries, type PartView } from '../../programmes/index.js';
import {
  capitalised,
  facts,
  head,
  leadingOut,
  pageForm,
  seeOther,
  show,
  submit,
  type Fact,
  type FormView,
  type Link,
  type PageAnswer,
  type PageForm,
  type Path,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { PartEditors, type editorQuery } from './editor.js';
import { aroundPart } from './part.words.js';
import { blockHash, saveItem, type Block, type PartStore } from './save-block.js';

/** A page that asks before something is done with one item of a part, stated once as data: shown and done by {@link ItemSteps}. */
export interface ItemStep<D, B> {
  store: PartStore<D>;
  block: Block<D, B>;
  /** The page's own address, where its form goes. */
  action: Path;
  back: Link;
  /** The list on which work goes on. */
  done: Path;
  /** What is asked of the item as it is; null where what the step is about is not in it. */
  of(item: B): ItemQuestion<B> | null | Promise<ItemQuestion<B> | null>;
}

export interface ItemQuestion<B> {
  heading: string;
  /** What it means, in a sentence. */
  lead: string;
  about: readonly Fact[];
  /** What the button says. */
  verb: string;
  /** Where to do what can be done in its place, if it is refused. */
  instead?: Path;
  /** Left out where no reason is asked for. */
  why?: { form: ReasonForm; label: string; hint: string };
  /** The item afterwards; null takes it away. */
  change(item: B, reason: string): B | null;
  /** What happened, for the page after it. */
  happened: string;
}

type ReasonForm = PageForm<z.ZodType<{ reason: string }>>;

/** @param what `team`, `budget line` */
export const removing = <B>(
  what: string,
  about: readonly Fact[],
  more: Partial<Pick<ItemQuestion<B>, 'heading' | 'lead' | 'change' | 'instead'>> = {},
): ItemQuestion<B> => ({
  heading: `Remove this ${what}`,
  lead: 'It goes from this draft. Reports that are sealed keep it.',
  about,
  verb: `Remove the ${what}`,
  change: () => null,
  happened: `The ${what} is removed.`,
  ...more,
});

/** An entry of a register: what has stood in an approved report cannot be removed. @param name `risk 4` @param close the page that closes it */
export const removingEntry = <B>(name: string, about: readonly Fact[], close: Path): ItemQuestion<B> =>
  removing('entry', about, {
    heading: `Remove ${name}`,
    lead: 'It goes from this draft for good. What has stood in an approved report cannot be removed: close it with a reason.',
    instead: close,
  });

/** An entry of a register: closes it with a reason, or opens it again. @param name `risk 4` */
export const closing = <B extends { status: 'open' | 'closed'; closedReason: string | null }>(
  name: string,
  entry: B,
  about: readonly Fact[],
  form: ReasonForm,
): ItemQuestion<B> =>
  entry.status === 'closed'
    ? {
        heading: `Open ${name} again`,
        lead: 'It is closed in this draft.',
        about,
        verb: 'Open it again',
        change: (now) => ({ ...now, status: 'open', closedReason: null }),
        happened: `${capitalised(name)} is open again.`,
      }
    : {
        heading: `Close ${name}`,
        lead: 'It will be printed once more, with the reason.',
        about,
        verb: 'Close it',
        why: { form, label: 'Why is it closed?', hint: 'It will be printed once.' },
        change: (now, reason) => ({ ...now, status: 'closed', closedReason: reason }),
        happened: `${capitalised(name)} is closed.`,
      };

const nothing = pageForm(z.object({}), {});

/** Shows and takes the steps with one item of a part that ask before. */
@Injectable()
export class ItemSteps {
  constructor(
    private readonly editors: PartEditors,
    private readonly parts: PartsQueries,
  ) {}

  /**
   * The page that asks.
   * @param asked as for an editor: somebody who could approve the part is warned before they become one of its authors.
   * @returns the part's own page for a person who cannot write it now. @throws Problem 404.
   */
  async ask<D, B>(
    actor: Actor,
    partId: string,
    step: ItemStep<D, B>,
    asked: z.infer<typeof editorQuery>,
  ): Promise<PageAnswer | SeeOther> {
    const { part, instead } = await this.editors.enter(actor, partId, step.action, asked);
    if (instead) return instead;
    const page = await this.read(actor, partId, step);
    if (!page) throw notFound('entry');
    return answer(part, step, page, (page.question.why?.form ?? nothing).blank());
  }

  /**
   * Does it, or shows the page once more with what is wrong. What is gone already, as after a double click, leads on.
   * @throws Problem 403, 404; 412 when the item was changed meanwhile.
   */
  async take<D, B>(
    actor: Actor,
    partId: string,
    step: ItemStep<D, B>,
    sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const part = await this.parts.get(actor, partId);
    const page = await this.read(actor, partId, step);
    if (!page) return seeOther(step.done, 'It is not there any more.');
    const { question } = page;
    const change = async (reason: string): Promise<SeeOther> => {
      await saveItem(step.store, actor, partId, step.block, sent, (now) => question.change(now, reason));
      return seeOther(step.done, question.happened);
    };
    const again = (form: FormView): PageAnswer =>
      answer(part, step, page, question.instead === undefined ? form : leadingOut(form, question.instead));
    return question.why === undefined
      ? submit(nothing, sent, () => change(''), again)
      : submit(question.why.form, sent, ({ reason }) => change(reason), again);
  }

  private async read<D, B>(actor: Actor, partId: string, step: ItemStep<D, B>): Promise<Read<B> | null> {
    const { version, document } = await step.store.read(actor, partId);
    const item = step.block.of(document);
    const question = item === undefined ? null : await step.of(item);
    return question && { version, block: blockHash(item), question };
  }
}

interface Read<B> {
  version: number;
  block: string;
  question: ItemQuestion<B>;
}

const answer = <D, B>(
  part: PartView,
  { action, back }: ItemStep<D, B>,
  { version, block, question: { heading, lead, about, verb, why } }: Read<B>,
  form: FormView,
): PageAnswer<'part/item-step'> =>
  show('part/item-step', {
    head: head(heading, { ...aroundPart(part), back, lead }),
    form,
    action,
    version,
    block,
    about: facts(about),
    verb,
    why: why ? { label: why.label, hint: why.hint } : null,
  });
