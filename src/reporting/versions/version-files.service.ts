import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../../identity/index.js';
import { Audit, fileHeaders } from '../../platform/index.js';
import type { ArtefactFormat } from '../report.entity.js';
import {
  VersionsQueries,
  type FileWanted,
  type StoredFile,
  type VersionSummary,
} from './versions.queries.js';

export const MEDIA_TYPES: Readonly<Record<ArtefactFormat, string>> = {
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

interface Download extends StoredFile {
  mediaType: string;
  headers: Record<string, string>;
}

/** Files for people with an account; every download is audited. */
@Injectable()
export class VersionFilesService {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws Problem 404 when the version is absent or not theirs to see, or there is no such file yet · 403 for an exempt edition without
   * the permission; StorageError when what is stored is missing or damaged.
   */
  async download(actor: Actor, versionId: string, wanted: FileWanted): Promise<Download> {
    const version = await this.versions.get(actor, versionId);
    const { edition, format } = wanted;
    if (edition === 'exempt') requirePermission(actor, 'exempt.read', version.programmeId);
    const file = await this.versions.file(versionId, wanted);
    await this.note(actor, version, { edition, format, sha256: file.sha256 });
    return { ...file, mediaType: MEDIA_TYPES[format], headers: fileHeaders(file.fileName) };
  }

  /** What was sealed, byte for byte. @throws Problem 404 when absent or not theirs to see. */
  async sealedText(actor: Actor, versionId: string): Promise<{ bytes: Buffer; sha256: string }> {
    const sealed = await this.versions.canonical(actor, versionId);
    await this.note(actor, sealed, { format: 'json', sha256: sealed.sha256 });
    return sealed;
  }

  private note(
    actor: Actor,
    version: Pick<VersionSummary, 'id' | 'programmeId'>,
    detail: Record<string, string>,
  ): Promise<void> {
    return this.audit.noteGiven(actor.audit, {
      action: 'artefact.downloaded',
      subjectKind: 'version',
      subjectId: version.id,
      programmeId: version.programmeId,
      detail,
    });
  }
}
