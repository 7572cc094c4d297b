import { Injectable } from '@nestjs/common';
import { editionOf } from '../../disclosure/index.js';
import type { NamedSection } from '../../document/index.js';
import { Database, sha256Hex } from '../../platform/index.js';
import { VersionsQueries } from '../../reporting/index.js';
import { approverLabel } from '../../snapshot/index.js';
import type { DeliveryRow } from '../delivery-ledger.js';
import { markingOf } from '../dispatch-words.js';
import { sectionsNamed } from '../sections-named.js';

/** What a program is told of the papers that it gets, as public as their file. */
export interface PaperFacts {
  deliveryId: string;
  recipient: string;
  council: string;
  programme: string;
  committee: string;
  /** Which sections are the committee's business, with their pages in the file; empty where it named none. */
  sections: NamedSection[];
  meetingAt: string;
  period: string;
  version: number;
  correctionReason: string | null;
  marking: string;
  exemption: string | null;
  approvedBy: string;
  approvedAt: string;
  /** Of what was approved. */
  sha256: string;
  files: { name: string; mediaType: string; sha256: string; size: number }[];
}

/** Reads a delivery's papers from the sealed version and the stored PDF, for programs. */
@Injectable()
export class PaperFactsReader {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly database: Database,
  ) {}

  /** @throws StorageError when the PDF is missing, damaged or out of reach. */
  async read(delivery: DeliveryRow): Promise<{ facts: PaperFacts; pdf: Buffer }> {
    const sealed = await this.versions.sealed(delivery.versionId);
    if (!sealed) throw new Error(`BUG: dispatch ${delivery.dispatchId} is bound to no version`);
    const { edition: name, sinceId, versionId, meeting } = delivery;
    const printing = { versionId, edition: name, sinceId };
    const stored = await this.versions.file(versionId, { ...printing, format: 'pdf' });
    const edition = editionOf(sealed.snapshot, name, sealed.seal.sha256);
    const { snapshot, exemption, person } = edition;
    const { seal } = sealed;
    const facts: PaperFacts = {
      deliveryId: delivery.id,
      recipient: delivery.recipientName,
      council: snapshot.programme.council,
      programme: snapshot.programme.name,
      committee: meeting.committeeName,
      sections: await sectionsNamed(this.database, edition, delivery.sections, printing),
      meetingAt: meeting.startsAt,
      period: snapshot.period.label,
      version: seal.version,
      correctionReason: snapshot.report.correctionReason,
      marking: markingOf(edition),
      exemption: exemption?.marking ?? null,
      approvedBy: approverLabel(seal.approvedBy, person),
      approvedAt: seal.approvedAt,
      sha256: seal.sha256,
      files: [
        {
          name: delivery.fileName ?? stored.fileName,
          mediaType: 'application/pdf',
          sha256: stored.sha256,
          size: stored.bytes.length,
        },
      ],
    };
    return { facts, pdf: stored.bytes };
  }
}

/** The list that lies beside the files. */
export const manifestOf = (facts: PaperFacts): Buffer => Buffer.from(`${JSON.stringify(facts, null, 2)}\n`);

/** What the folder of one delivery is called: when the committee meets, what it is, and which delivery. */
export function folderNameOf({ id, meeting }: Pick<DeliveryRow, 'id' | 'meeting'>, fileName: string): string {
  return `${meeting.meetsOn}_${fileName.replace(/\.pdf$/, '')}_${sha256Hex(id).slice(0, 8)}`;
}
