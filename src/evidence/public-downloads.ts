import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, recurring, WorkHandlers } from '../platform/index.js';
import { PublicDownloadsService } from './public-downloads.service.js';

/** Time to write into the audit trail what the public downloaded. */
export const publicDownloadsDue = recurring({
  name: 'public-downloads.due',
  rule: { every: 'day', at: '00:30' },
  missed: 'latest',
});

/** The days and the end of the work are one transaction, so that no download is in the trail twice. */
@Injectable()
export class PublicDownloads implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly service: PublicDownloadsService,
  ) {}

  onModuleInit(): void {
    this.handlers.register(publicDownloadsDue, async (_, context) => {
      await this.database.write(async (tx) => {
        await this.service.report(tx);
        await context.complete(tx);
      });
    });
  }
}
