import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import nunjucks from 'nunjucks';
import { Config, projectFolder, type OutgoingMail } from '../platform/index.js';
import { editionOf, Versions } from '../reporting/index.js';
import type { DeliveryRow } from './delivery.ledger.js';
import { instantWords, personWords } from './dispatch.words.js';

/** The handling markings of subject and text. What is not for publication is for those alone who need it. */
const MARKINGS = { public: 'OFFICIAL', exempt: 'OFFICIAL-SENSITIVE' } as const;

/** Plain text, so nothing is escaped: these templates never become HTML. */
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(join(projectFolder(), 'templates', 'email')),
  { autoescape: false, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
);
const subject = environment.getTemplate('dispatch.subject.njk', true);
const text = environment.getTemplate('dispatch.text.njk', true);

/** Makes the message of a delivery from the sealed version and the stored PDF, and from nothing live but the meeting's name and time. */
@Injectable()
export class DispatchMail {
  constructor(
    private readonly config: Config,
    private readonly versions: Versions,
  ) {}

  /** @throws StorageError when the PDF is missing, damaged or out of reach; it is never rendered again for a mail. */
  async compose(delivery: DeliveryRow): Promise<OutgoingMail> {
    const sealed = await this.versions.sealed(delivery.versionId);
    if (!sealed) throw new Error(`BUG: dispatch ${delivery.dispatchId} is bound to no version`);
    const { edition: name, sinceId, versionId } = delivery;
    const pdf = await this.versions.file(versionId, { edition: name, format: 'pdf', sinceId });
    const { seal } = sealed;
    // What a mail says is as public as its attachment.
    const { snapshot, exemption, person } = editionOf(sealed.snapshot, name, seal.sha256);
    const view = {
      marking: exemption ? MARKINGS.exempt : MARKINGS.public,
      exemption: exemption?.marking ?? null,
      council: snapshot.programme.council,
      programme: snapshot.programme.name,
      period: snapshot.period.label,
      version: seal.version,
      sha256: seal.sha256,
      approvedBy: personWords(person(seal.approvedBy)),
      approvedAt: instantWords(seal.approvedAt),
      correctionReason: snapshot.report.correctionReason,
      committee: delivery.meeting.committeeName,
      meetingAt: instantWords(delivery.meeting.startsAt),
      place: delivery.meeting.place,
      fileName: pdf.fileName,
      fileSha256: pdf.sha256,
      publicUrl: this.config.PUBLIC_URL,
    };
    return {
      messageId: delivery.messageId,
      from: this.config.MAIL_FROM,
      to: delivery.recipientEmail,
      subject: subject.render(view).trim(),
      text: text.render(view),
      attachments: [{ filename: pdf.fileName, contentType: 'application/pdf', content: pdf.bytes }],
      headers: { 'Auto-Submitted': 'auto-generated' },
    };
  }
}
