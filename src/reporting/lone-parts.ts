import { Injectable } from '@nestjs/common';
import { PeopleQueries } from '../identity/index.js';
import type { ReadTx } from '../platform/index.js';
import { ProgrammesQueries, type PeriodView, type ProgrammeView } from '../programmes/index.js';
import {
  printedQuarters,
  readContent,
  withPeople,
  type ReportContent,
  type SnapshotSection,
} from '../snapshot/index.js';
import { Sections, type EnvelopeView } from '../workflow/index.js';

/** One part, and what is known around it. */
export interface PartKey {
  id: string;
  section: string;
  subject: Pick<SnapshotSection['subject'], 'id' | 'number' | 'title'>;
  period: ReportContent['period'];
  /** Which quarters its programme prints. */
  quarterWindow: ProgrammeView['quarterWindow'];
  /** Where it is read as it was: what its room knew then. */
  document?: unknown;
}

/** A part alone: as a report of nothing else, in which people stand by name, and as its room knows it. */
export interface LonePart {
  content: ReportContent;
  document: unknown;
}

/** Parts as they stand, whatever their status, each in an otherwise empty report. Does NOT check permissions. */
@Injectable()
export class LoneParts {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly sections: Sections,
    private readonly people: PeopleQueries,
  ) {}

  /** One part alone. */
  async one(tx: ReadTx, envelope: EnvelopeView): Promise<ReportContent> {
    const [found] = await this.contents(tx, [await this.key(tx, envelope)]);
    if (!found) throw new Error('BUG: one part makes one report');
    return found.content;
  }

  async key(tx: ReadTx, { id, programmeId, periodId, section, subjectId }: EnvelopeView): Promise<PartKey> {
    const loaded = await this.programmes.load(tx, periodId);
    if (!loaded || section === null) throw new Error('BUG: a contribution without its period');
    const subjects = await this.sections.get(section).subjects(tx, programmeId);
    const subject = subjects.find((one) => one.id === subjectId);
    return {
      id,
      section,
      subject: { id: subjectId ?? '', number: subject?.number ?? 1, title: subject?.title ?? '' },
      period: printedPeriod(loaded.period),
      quarterWindow: loaded.programme.quarterWindow,
    };
  }

  /** Parts of one kind, in this order: one statement for all documents, and one for the people whom they name. */
  async contents(tx: ReadTx, parts: readonly PartKey[]): Promise<LonePart[]> {
    const [first] = parts;
    if (!first) return [];
    const { kind } = this.sections.get(first.section);
    const documents = await this.sections.get(kind).content(
      tx,
      parts.map(({ id }) => id),
    );
    const read = parts.map(({ id, document }) => readContent(kind, document ?? documents.get(id) ?? null));
    const sections = await withPeople(
      tx,
      this.people,
      parts.map(({ id, subject }, index) => ({
        kind,
        contributionId: id,
        subject,
        content: read[index],
        notUpdatedSince: null,
        history: { editors: [], submittedBy: null, approvedBy: null, approvedAt: null },
      })),
    );
    return parts.flatMap(({ period }, index) => {
      const section = sections[index];
      const content = section && { period, overall: null, sections: [section] };
      return content ? [{ content, document: read[index] }] : [];
    });
  }
}

/** A part alone as a report that can be compared. It has no overall text, so all have the same one. */
export const comparedPart = (content: ReportContent, { id, period, quarterWindow }: PartKey) => ({
  ...content,
  overall: { rag: 'GREEN' as const, narrative: '', summary: null, asks: [] },
  quarters: printedQuarters(content.sections, period.asAt, quarterWindow),
  report: { id, revision: 1, correctionReason: null, corrects: null },
});

export const printedPeriod = ({
  id,
  label,
  startsOn,
  endsOn,
  asAt,
}: Pick<PeriodView, 'id' | 'label' | 'startsOn' | 'endsOn' | 'asAt'>): ReportContent['period'] => ({
  id,
  label,
  startsOn,
  endsOn,
  asAt,
});
