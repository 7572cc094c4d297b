import { Injectable } from '@nestjs/common';
import type { Way } from '../../committees/index.js';
import type { Carrier } from './carrier.js';
import { FolderCarrier } from './folder.carrier.js';
import { MailCarrier } from './mail.carrier.js';
import { WebhookCarrier } from './webhook.carrier.js';

/** Who carries papers of each way. */
@Injectable()
export class Carriers {
  readonly of: Readonly<Record<Way, Carrier>>;

  constructor(mail: MailCarrier, folder: FolderCarrier, webhook: WebhookCarrier) {
    this.of = { attachment: mail, link: mail, folder, webhook };
  }
}
