import { Injectable } from '@nestjs/common';
import { Config, MailTransport } from '../../platform/index.js';
import type { DeliveryRow } from '../delivery-ledger.js';
import { DispatchMail } from '../dispatch-mail.js';
import { mailBytes, tooLargeWords } from './mail-size.rules.js';
import type { Carrier, Parcel, TooLarge } from './carrier.js';

/** By e-mail, with the file in it or with the address of a page that gives it. */
@Injectable()
export class MailCarrier implements Carrier {
  constructor(
    private readonly config: Config,
    private readonly mail: DispatchMail,
    private readonly transport: MailTransport,
  ) {}

  async pack(delivery: DeliveryRow): Promise<Parcel | TooLarge> {
    const { message, link, fileBytes } = await this.mail.compose(delivery);
    const limit = this.config.mailLimit;
    if (delivery.way === 'attachment' && mailBytes(fileBytes) > limit)
      return { tooLarge: tooLargeWords(fileBytes, limit) };
    return { link, hand: (options) => this.transport.send(message, options) };
  }
}
