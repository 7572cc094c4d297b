import { Injectable } from '@nestjs/common';
import { RecipientSecretsService } from '../../committees/index.js';
import { Clock, Config, WebhookTransport } from '../../platform/index.js';
import type { DeliveryRow } from '../delivery-ledger.js';
import { addressFor, fileAddressFor, newToken, tokenHash } from '../links/link.rules.js';
import type { Carrier, Outcome, Parcel } from './carrier.js';
import { PaperFactsReader } from './paper-facts.js';

/** To a program of the recipient's: a signed message with what it is, and with an expiring address of the file. */
@Injectable()
export class WebhookCarrier implements Carrier {
  constructor(
    private readonly config: Config,
    private readonly papers: PaperFactsReader,
    private readonly secrets: RecipientSecretsService,
    private readonly transport: WebhookTransport,
    private readonly clock: Clock,
  ) {}

  async pack(delivery: DeliveryRow): Promise<Parcel> {
    const { facts } = await this.papers.read(delivery);
    const secret = await this.secrets.read(delivery.recipientId);
    const token = newToken();
    const { PUBLIC_URL, PAPERS_LINK_DAYS: days } = this.config;
    const body = JSON.stringify({
      type: 'papers.delivered',
      timestamp: this.clock.now().toISOString(),
      data: {
        ...facts,
        files: facts.files.map((file) => ({ ...file, address: fileAddressFor(PUBLIC_URL, token) })),
        page: addressFor(PUBLIC_URL, token),
        addressesWorkForDays: days,
      },
    });
    return {
      link: { tokenHash: tokenHash(token), userId: null, givesFile: true, days },
      hand: (options): Promise<Outcome> =>
        secret === null
          ? Promise.resolve({
              kind: 'rejected',
              permanent: true,
              code: 'no-secret',
              response: undefined,
              reason:
                'There is no secret to sign it with, or none that can be opened. Make one, then send it again.',
            })
          : this.transport.post({ url: delivery.target ?? '', id: delivery.id, body, secret }, options),
    };
  }
}
