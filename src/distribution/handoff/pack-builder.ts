import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { requirePermission, type Actor } from '../../identity/index.js';
import { Audit, conflict, Database, fileHeaders, sha256Hex } from '../../platform/index.js';
import { editionOf, editionsOf } from '../../disclosure/index.js';
import type { NamedSection } from '../../document/index.js';
import { VersionsQueries, type VersionSummary } from '../../reporting/index.js';
import type { EditionName, ReportSnapshot, Seal } from '../../snapshot/index.js';
import type { DispatchView } from '../dispatches.queries.js';
import { LateQueries } from '../late.queries.js';
import { sectionsNamed } from '../sections-named.js';
import { coveringReport } from './covering-report.rules.js';
import { backgroundText, coveringText, exemptText } from './handoff-texts.js';
import { exemptPart, json, manifest, text, type ExemptPart, type PackFile } from './pack.rules.js';
import { packed } from './zip.js';

/** A pack, ready to be sent. */
export interface Pack {
  bytes: Buffer;
  fileName: string;
  versionId: string;
  exempt: ExemptPart;
  files: readonly PackFile[];
}

export const ZIP = 'application/zip';
/** In the order in which a pack holds them. A printing has a PDF; the others are there where they have been made. */
const FORMATS = ['pdf', 'html', 'csv'] as const;

/**
 * Makes the pack of a dispatch for the committee's own system: the stored files, byte for byte, and the texts that accompany them.
 * Made from the sealed version, the stored files and the meeting's name, time and place; the same inputs make the same bytes.
 */
@Injectable()
export class PackBuilder {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly late: LateQueries,
    private readonly audit: Audit,
    private readonly database: Database,
  ) {}

  /** Makes the pack for somebody who takes it away, which is audited with what it holds. @throws what {@link make} throws. */
  async handOver(actor: Actor, dispatch: DispatchView, asked: boolean | undefined): Promise<Pack> {
    const pack = await this.make(actor, dispatch, asked);
    await this.audit.noteGiven(actor.audit, {
      action: 'handoff.downloaded',
      subjectKind: 'dispatch',
      subjectId: dispatch.id,
      programmeId: dispatch.programmeId,
      detail: {
        versionId: pack.versionId,
        exempt: pack.exempt,
        sha256: sha256Hex(pack.bytes),
        files: pack.files.map(({ name, bytes }) => ({ name, sha256: sha256Hex(bytes) })),
      },
    });
    return pack;
  }

  /**
   * @param asked whether the exempt part is wanted; undefined = what the committee gets.
   * @throws Problem 403 when somebody who may not read the exempt part requests it; 409 while there is nothing to pack;
   * StorageError when a stored file is missing or damaged.
   */
  async make(actor: Actor, dispatch: DispatchView, asked: boolean | undefined): Promise<Pack> {
    const { programmeId, reportVersion, boundAt, meeting } = dispatch;
    if (asked === true) requirePermission(actor, 'exempt.read', programmeId);
    if (!reportVersion || boundAt === null)
      throw conflict(
        'not-possible',
        'This dispatch has no report yet. Once the report is sealed and printed, its pack can be made.',
      );
    const [version, sealed] = await Promise.all([
      this.versions.find(reportVersion.id),
      this.versions.sealed(reportVersion.id),
    ]);
    if (!version || !sealed) throw new Error(`BUG: dispatch ${dispatch.id} is bound to no version`);
    const { snapshot, seal } = sealed;
    const made = editionsOf(snapshot);
    if (!made.includes('public'))
      throw conflict(
        'no-public-edition',
        'This version was sealed before there were public editions, so there is nothing to publish. A correction of it will have one.',
      );
    const exempt = exemptPart({
      exists: made.includes('exempt'),
      sent: reportVersion.edition,
      asked,
      permitted: actor.can('exempt.read', programmeId),
    });
    const [stored, sections] = await this.printing(version, sealed, 'public', reportVersion);
    const exemption = made.includes('exempt') ? editionOf(snapshot, 'exempt', seal.sha256).exemption : null;
    const late = await this.late.ofDispatch(dispatch.id);
    const covering = coveringReport({
      late,
      edition: editionOf(snapshot, 'public', seal.sha256),
      seal,
      exemption,
      committee: meeting.committeeName,
      sections,
      meeting,
    });
    const [exemptFiles, exemptSections] =
      exempt === 'included' ? await this.printing(version, sealed, 'exempt', reportVersion) : [[], []];
    const files = [
      ...stored,
      json('covering-report.json', covering, 'public'),
      text('covering-report.txt', coveringText(covering), 'public'),
      text('background-papers.txt', backgroundText(covering), 'public'),
      ...(exempt === 'included' && exemption
        ? [
            ...exemptFiles,
            text('exempt/exempt-wording.txt', exemptText(covering, exemption, exemptSections), 'exempt'),
          ]
        : []),
    ];
    const about = {
      council: covering.council,
      programme: { id: programmeId, name: covering.programme },
      period: { id: dispatch.periodId, label: covering.period, asAt: covering.asAt },
      report: {
        versionId: version.id,
        version: seal.version,
        sealedSha256: seal.sha256,
        approvedAt: seal.approvedAt,
      },
      dispatchId: dispatch.id,
      committee: { id: meeting.committeeId, name: meeting.committeeName, sections },
      meeting: { id: meeting.id, startsAt: meeting.startsAt, place: meeting.place },
      boundAt,
      late,
    };
    return {
      bytes: packed([manifest(about, exempt, files), ...files], new Date(boundAt)),
      fileName: packName(stored, exempt),
      versionId: version.id,
      exempt,
      files,
    };
  }

  /** The stored files of an edition, and the sections in its PDF that the committee has named. */
  private async printing(
    version: VersionSummary,
    { snapshot, seal }: { snapshot: ReportSnapshot; seal: Seal },
    edition: EditionName,
    sent: NonNullable<DispatchView['reportVersion']>,
  ): Promise<[PackFile[], NamedSection[]]> {
    const files = await this.stored(version, edition, sent);
    const printing = { versionId: version.id, edition, sinceId: files[0]?.sinceId ?? null };
    const printed = editionOf(snapshot, edition, seal.sha256);
    return [files, await sectionsNamed(this.database, printed, sent.sections, printing)];
  }

  /**
   * The files of the printing with the changes since the committee's last report. Where this edition has none, the files of the
   * printing with the changes since the period before, which every edition has.
   * @throws Problem 409 while its PDF has not been made.
   */
  private async stored(
    version: VersionSummary,
    edition: EditionName,
    sent: NonNullable<DispatchView['reportVersion']>,
  ): Promise<PackFile[]> {
    const own = version.files.filter((file) => file.edition === edition);
    const printed = own.filter(({ format }) => format === 'pdf');
    const printing = printed.find(({ sinceId }) => sinceId === sent.sinceId) ?? printed[0];
    if (!printing)
      throw conflict(
        'not-printed',
        `The PDF of the ${edition} edition is not there yet. Try again in a minute; if it stays so, look at the background work.`,
      );
    const { sinceId } = printing;
    const files: PackFile[] = [];
    for (const format of FORMATS)
      if (own.some((file) => file.format === format && file.sinceId === sinceId)) {
        const { bytes, fileName } = await this.versions.file(version.id, { edition, format, sinceId });
        const wasSent = format === 'pdf' && edition === sent.edition && sinceId === sent.sinceId;
        files.push({
          name: `${edition}/${(wasSent ? sent.fileName : null) ?? fileName}`,
          bytes,
          edition,
          format,
          sinceId,
        });
      }
    return files;
  }
}

/** A pack as a download that no cache keeps and no browser opens by itself. */
export function packAnswer(reply: FastifyReply, { bytes, fileName }: Pack): StreamableFile {
  void reply.headers(fileHeaders(fileName));
  return new StreamableFile(bytes, { type: ZIP, length: bytes.length });
}

/** `cs-highlight-report-2020-01-v1-committee-pack.zip` */
function packName([pdf]: readonly PackFile[], exempt: ExemptPart): string {
  const base = pdf?.name.replace(/^public\//, '').replace(/\.pdf$/, '') ?? 'report';
  return `${base}-committee-pack${exempt === 'included' ? '-not-for-publication' : ''}.zip`;
}
