import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import nunjucks from 'nunjucks';
import { Config, PEOPLE_ZONE, projectFolder, type OutgoingMail } from '../platform/index.js';
import { Versions } from '../reporting/index.js';
import type { DeliveryRow } from './delivery.ledger.js';

/** The handling marking of subject and text; one for every council until it is configurable. */
const MARKING = 'OFFICIAL';

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
    const pdf = await this.versions.pdf(delivery.versionId);
    const { snapshot, seal } = sealed;
    const view = {
      marking: MARKING,
      council: snapshot.programme.council,
      programme: snapshot.programme.name,
      period: snapshot.period.label,
      version: seal.version,
      sha256: seal.sha256,
      approvedBy: `${seal.approvedBy.name}, ${seal.approvedBy.jobTitle}`,
      approvedAt: forPeople(seal.approvedAt),
      correctionReason: snapshot.report.correctionReason,
      committee: delivery.meeting.committeeName,
      meetingAt: forPeople(delivery.meeting.startsAt),
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

/** `Tuesday 11 February 2020, 10:00`, London time. */
function forPeople(instant: string): string {
  return DateTime.fromISO(instant, { zone: PEOPLE_ZONE, locale: 'en-GB' }).toFormat(
    'cccc d LLLL yyyy, HH:mm',
  );
}
