import { Injectable } from '@nestjs/common';
import type { AuditActor, ProblemIssue, ReadTx, Tx } from '../platform/index.js';

/** What a contribution is about: a theme, a register, a measure group. */
export interface SectionSubject {
  id: string;
  /** Printed order within the section. */
  number: number;
  title: string;
  /** Who drafts it unless somebody else is named; null = anyone who may edit. */
  ownerId: string | null;
}

/** A figure of a section that another room may print too. */
export interface SectionFigure {
  /** One of the section's {@link SectionFigures.keys}. */
  key: string;
  numerator: number;
  denominator: number;
  /** The date of the figure, `YYYY-MM-DD`. */
  asAt: string;
}

/** The figures that a section gives to other rooms: rates of numerator to denominator. */
export interface SectionFigures<Content> {
  readonly keys: readonly string[];
  /** Pure. Figures that are not known are left out, because they are not zero. */
  of(content: Content): SectionFigure[];
}

/**
 * What a section room does for the workflow. The envelope is the workflow's; the content stays in the room.
 * @typeParam Content the document as it is read, saved, hashed at approval and sealed.
 */
export interface Section<Content = unknown> {
  /** `theme`; also the value of `envelope.section`. */
  readonly kind: string;
  /** The contributions that a new period of this programme needs. */
  subjects(tx: ReadTx, programmeId: string): Promise<SectionSubject[]>;
  /** What the report calls the part on this subject, where that is more than the subject's title: `Theme 1: Leadership`. */
  heading?(subject: SectionSubject): string;
  /** Writes a new draft's starting content: a copy of an approved contribution, or the empty document. */
  start(tx: Tx, contributionId: string, copyFrom: string | null): Promise<void>;
  /** The documents of these contributions, in a form that is the same for the same content. */
  content(tx: ReadTx, contributionIds: readonly string[]): Promise<Map<string, Content>>;
  /** Pure: what is still missing before it can be submitted. */
  blockers(content: Content): ProblemIssue[];
  /**
   * What is missing but not visible in the content, such as an acceptance that ends before the report's as-at date, or a figure that
   * was recorded since. Asked of parts that are not approved.
   */
  blockersAt?(tx: ReadTx, contributionId: string): Promise<ProblemIssue[]>;
  /**
   * An earlier part on the same subject was approved after this draft had begun. The draft starts again from that part and keeps
   * what people wrote in it. Left out by rooms whose drafts do not start from the part before.
   * @param follows the part that the draft began from; null = it began empty.
   * @param edited somebody has saved it.
   * @returns whether its content changed.
   */
  follow?(
    tx: Tx,
    contributionId: string,
    approvedId: string,
    before: { follows: string | null; edited: boolean },
  ): Promise<boolean>;
  readonly figures?: SectionFigures<Content>;
  /**
   * Runs when a part was returned or reopened, and when the dates of a draft's period changed; for rooms whose drafts copy data that is
   * kept elsewhere. The caller has locked the envelope and has checked that it is a draft.
   */
  bringUpToDate?(tx: Tx, actor: AuditActor, contributionId: string): Promise<void>;
}

/** The sections of this product; each section room registers itself when its module starts. */
@Injectable()
export class Sections {
  private readonly byKind = new Map<string, Section>();

  register<Content>(section: Section<Content>): void {
    if (this.byKind.has(section.kind)) throw new Error(`BUG: two rooms for the section "${section.kind}"`);
    this.byKind.set(section.kind, section);
  }

  all(): Section[] {
    return [...this.byKind.values()];
  }

  get(kind: string): Section {
    const section = this.byKind.get(kind);
    if (!section) throw new Error(`BUG: no room for the section "${kind}"`);
    return section;
  }
}
