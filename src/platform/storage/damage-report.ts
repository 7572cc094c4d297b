import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit.js';
import { Logger } from '../logging/logger.js';
import { ArtefactStore } from './artefact-store.js';
import { RemovableFiles } from './removable-files.js';

/** Writes into the audit trail that a stored file was found missing or damaged: once for each file and process, until it is whole again. */
@Injectable()
export class DamageReport {
  constructor(store: ArtefactStore, files: RemovableFiles, audit: Audit, logger: Logger) {
    store.onDamage = files.store.onDamage = (sha256, code) => {
      const correlationId = `file-${sha256.slice(0, 16)}`;
      logger.error({ sha256, code, correlationId }, 'a stored file is missing or damaged');
      audit
        .note(
          { userId: null, label: 'system', correlationId },
          {
            action: code === 'missing' ? 'artefact.missing' : 'artefact.damaged',
            subjectKind: 'artefact',
            subjectId: sha256,
          },
        )
        .catch((error: unknown) => {
          logger.error({ err: error, correlationId }, 'the audit trail could not be told of it');
        });
    };
  }
}
