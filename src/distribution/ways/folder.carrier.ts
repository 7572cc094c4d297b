import { Injectable } from '@nestjs/common';
import { AlreadyThere, Config, dropFiles } from '../../platform/index.js';
import type { DeliveryRow } from '../delivery-ledger.js';
import { folderNameOf, manifestOf, PaperFactsReader } from './paper-facts.js';
import type { Carrier, Outcome, Parcel } from './carrier.js';

/** What people are told of the faults of a file system; of others, their code. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'The folder is not there.',
  ENOTDIR: 'It is not a folder, but a file or a link.',
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The share of the disk is used up.',
  EACCES: 'The worker may not write there.',
  EPERM: 'The worker may not write there.',
  EROFS: 'The disk can only be read.',
};

/** Into a folder that the recipient reads, with a list of everything and its hash. */
@Injectable()
export class FolderCarrier implements Carrier {
  constructor(
    private readonly config: Config,
    private readonly papers: PaperFactsReader,
  ) {}

  async pack(delivery: DeliveryRow): Promise<Parcel> {
    const { facts, pdf } = await this.papers.read(delivery);
    const fileName = facts.files[0]?.name ?? '';
    const at = { folder: delivery.target ?? '', name: folderNameOf(delivery, fileName) };
    const files = [
      { name: fileName, bytes: pdf },
      { name: 'manifest.json', bytes: manifestOf(facts) },
    ];
    return {
      link: null,
      hand: async ({ beforeContent }): Promise<Outcome> => {
        const root = this.config.DROP_FOLDER;
        if (root === undefined)
          return notNow('no-drop-folder', 'This installation has no drop folder (DROP_FOLDER).');
        await beforeContent?.();
        try {
          await dropFiles(root, at, files);
          return { kind: 'accepted', response: `${at.folder}/${at.name}` };
        } catch (error) {
          if (error instanceof AlreadyThere)
            return {
              kind: 'rejected',
              permanent: true,
              code: 'already-there',
              response: undefined,
              reason: `Something else lies at ${at.folder}/${at.name}. It was left as it is.`,
            };
          const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
          return notNow(
            code,
            `${FAULTS[code] ?? `The file system refused it (${code}).`} Nothing was written.`,
          );
        }
      },
    };
  }
}

/** It is tried again: a person can mend it meanwhile. */
const notNow = (code: string, reason: string): Outcome => ({
  kind: 'rejected',
  permanent: false,
  code,
  response: undefined,
  reason,
});
