import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import nunjucks from 'nunjucks';
import {
  Calendars,
  Config,
  Database,
  projectFolder,
  type OutgoingMail,
  type WorkingCalendar,
} from '../platform/index.js';
import { editionOf, type Edition } from '../disclosure/index.js';
import { namedSections, namedWords } from '../document/index.js';
import { headingPages, VersionsQueries } from '../reporting/index.js';
import { approverLabel, type EditionName, type Seal } from '../snapshot/index.js';
import type { DeliveryRow } from './delivery-ledger.js';
import { instantWords, markingOf } from './dispatch-words.js';
import { lateWords } from './late.queries.js';
import { addressFor, newToken, tokenHash, type NewLink } from './links/link.rules.js';
import { accountOf } from './links/link.sql.js';

/** Plain text, so nothing is escaped: these templates never become HTML. */
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(join(projectFolder(), 'templates', 'email')),
  { autoescape: false, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
);
const subject = environment.getTemplate('dispatch.subject.njk', true);
const text = environment.getTemplate('dispatch.text.njk', true);

/** Dispatches of which a worker keeps what they bring, and for how long: their file is held against its hash once in that time. */
const KEPT = 4;
const KEPT_MS = 60_000;

interface Brought {
  calendar: WorkingCalendar;
  edition: Edition;
  seal: Seal;
  pdf: Awaited<ReturnType<VersionsQueries['file']>>;
  pages: Awaited<ReturnType<typeof headingPages>>;
}

/** What a message says besides the report itself. */
export interface MessageFacts {
  /** The edition that is attached: what a mail says is as public as its attachment. */
  edition: Edition;
  seal: Pick<Seal, 'version' | 'sha256' | 'approvedBy' | 'approvedAt'>;
  committee: string;
  meeting: { startsAt: string; place: string | null };
  file: { fileName: string; sha256: string };
  /** Which sections are the committee's business, with their pages; empty where it named none. */
  sections: string;
  /** That they come late, and why they could not wait, in sentences; null where they come in time. */
  late: string | null;
  /** Whether the file comes with it. */
  attached: boolean;
  /** Where its recipient reads and acknowledges it. */
  address: string;
  /** That address asks them to sign in. */
  signIn: boolean;
  /** For so long it works. */
  days: number;
  publicUrl: string;
}

/** Subject and text of the mail that brings an edition. Pure. */
export function dispatchMessage({ edition, seal, committee, meeting, file, late, ...more }: MessageFacts): {
  subject: string;
  text: string;
} {
  const { snapshot, exemption, person } = edition;
  const view = {
    marking: markingOf(edition),
    exemption: exemption?.marking ?? null,
    council: snapshot.programme.council,
    programme: snapshot.programme.name,
    period: snapshot.period.label,
    version: seal.version,
    sha256: seal.sha256,
    approvedBy: approverLabel(seal.approvedBy, person),
    approvedAt: instantWords(seal.approvedAt),
    correctionReason: snapshot.report.correctionReason,
    committee,
    meetingAt: instantWords(meeting.startsAt),
    place: meeting.place,
    late,
    fileName: file.fileName,
    fileSha256: file.sha256,
    ...more,
  };
  return { subject: subject.render(view).trim(), text: text.render(view) };
}

/** Makes the mail of a delivery from the sealed version and the stored PDF, and from nothing live but the meeting's name and time. */
@Injectable()
export class DispatchMail {
  /** What a dispatch brings is the same for each of its recipients, and never changes once it is sealed and stored. */
  private readonly kept = new LRUCache<string, Promise<Brought>>({ max: KEPT, ttl: KEPT_MS });

  constructor(
    private readonly config: Config,
    private readonly versions: VersionsQueries,
    private readonly calendars: Calendars,
    private readonly database: Database,
  ) {}

  /** @throws StorageError when the PDF is missing, damaged or out of reach; it is never rendered again for a mail. */
  async compose(delivery: DeliveryRow): Promise<{ message: OutgoingMail; link: NewLink; fileBytes: number }> {
    const { calendar, edition, seal, pdf, pages } = await this.brought(delivery);
    const { meeting } = delivery;
    const file = { ...pdf, fileName: delivery.fileName ?? pdf.fileName };
    const attached = delivery.way === 'attachment';
    const token = newToken();
    const link: NewLink = {
      tokenHash: tokenHash(token),
      // Who has the file already needs no sign-in to say so.
      userId: attached ? null : await this.database.read((tx) => accountOf(tx, delivery.recipientEmail)),
      givesFile: !attached,
      days: this.config.PAPERS_LINK_DAYS,
    };
    const message: OutgoingMail = {
      messageId: delivery.messageId,
      from: this.config.MAIL_FROM,
      to: delivery.recipientEmail,
      ...dispatchMessage({
        edition,
        seal,
        committee: meeting.committeeName,
        meeting,
        file,
        sections: namedWords(namedSections(edition, delivery.sections, pages)),
        late: lateWords(delivery, calendar),
        attached,
        address: addressFor(this.config.PUBLIC_URL, token),
        signIn: link.userId !== null,
        days: link.days,
        publicUrl: this.config.PUBLIC_URL,
      }),
      ...(attached
        ? { attachments: [{ filename: file.fileName, contentType: 'application/pdf', content: pdf.bytes }] }
        : {}),
      headers: { 'Auto-Submitted': 'auto-generated' },
    };
    return { message, link, fileBytes: pdf.bytes.length };
  }

  private brought({ versionId, edition, sinceId }: DeliveryRow): Promise<Brought> {
    const key = `${versionId}/${edition}/${sinceId ?? ''}`;
    const known = this.kept.get(key);
    if (known) return known;
    const reading = this.read(versionId, edition, sinceId);
    this.kept.set(key, reading);
    // What failed is read again by the next who asks.
    reading.catch(() => this.kept.delete(key));
    return reading;
  }

  private async read(versionId: string, name: EditionName, sinceId: string | null): Promise<Brought> {
    const sealed = await this.versions.sealed(versionId);
    if (!sealed) throw new Error(`BUG: a dispatch is bound to version ${versionId}, which is not there`);
    const pdf = await this.versions.file(versionId, { edition: name, format: 'pdf', sinceId });
    return {
      calendar: await this.calendars.current(),
      edition: editionOf(sealed.snapshot, name, sealed.seal.sha256),
      seal: sealed.seal,
      pdf,
      pages: await this.database.read((tx) => headingPages(tx, { versionId, edition: name, sinceId })),
    };
  }
}
