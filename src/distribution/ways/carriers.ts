import { Injectable } from '@nestjs/common';
import type { Way } from '../../committees/index.js';
import type { Carrier } from './carrier.js';
import { MailCarrier } from './mail.carrier.js';

/** Who carries papers of each way. */
@Injectable()
export class Carriers {
  readonly of: Readonly<Record<Way, Carrier>>;

  constructor(mail: MailCarrier) {
    this.of = { attachment: mail, link: mail };
  }
}
