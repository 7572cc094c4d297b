import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { requirePermission, type Actor } from '../../identity/index.js';
import {
  Audit,
  Config,
  conflict,
  Database,
  entityVersion,
  row,
  rows,
  stale,
  type ReadTx,
  type Tx,
} from '../../platform/index.js';
import { DeliveriesQueries } from '../deliveries.queries.js';
import { addressFor, ADDRESS_STATES, newToken, tokenHash, type LinkEvent } from './link.rules.js';
import { accountOf, addLink, LINK_STATE } from './link.sql.js';

export const deliveryAddress = z
  .object({
    state: z.enum(ADDRESS_STATES).nullable().describe('Of the newest address; null where there was none.'),
    expiresAt: z.iso.datetime().nullable(),
    signIn: z.boolean().describe('It asks its recipient to sign in.'),
    givesFile: z.boolean().describe('False where the file came with the mail.'),
    version: entityVersion,
  })
  .meta({ id: 'DeliveryAddress', description: 'The expiring address of what a delivery brought.' });
export type DeliveryAddress = z.infer<typeof deliveryAddress>;

export const madeAddress = deliveryAddress
  .extend({ address: z.url().describe('Whoever has it can read these papers. It is shown this once.') })
  .meta({ id: 'MadeDeliveryAddress' });
export type MadeAddress = z.infer<typeof madeAddress>;

/** Replaces and withdraws the addresses of a delivery. Only their hashes are kept. */
@Injectable()
export class LinksService {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesQueries,
    private readonly config: Config,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 404. */
  async get(actor: Actor, deliveryId: string): Promise<DeliveryAddress> {
    const { id } = await this.deliveries.get(actor, deliveryId);
    return this.database.read((tx) => newest(tx, id));
  }

  /**
   * A new address that gives the file; those before it lead nowhere from now on.
   * @throws Problem 404, 412; 403 without the permission to read that edition; 409 where a newer version has taken its place.
   */
  async make(actor: Actor, deliveryId: string, version: number): Promise<MadeAddress> {
    const token = newToken();
    await this.change(actor, deliveryId, version, 'made', async (tx, { email }) =>
      addLink(tx, deliveryId, {
        tokenHash: tokenHash(token),
        userId: await accountOf(tx, email),
        givesFile: true,
        days: this.config.PAPERS_LINK_DAYS,
      }),
    );
    return { ...(await this.get(actor, deliveryId)), address: addressFor(this.config.PUBLIC_URL, token) };
  }

  /** Its addresses lead nowhere from now on. @throws Problem 404, 412; 409 where there is none that does. */
  async withdraw(actor: Actor, deliveryId: string, version: number): Promise<DeliveryAddress> {
    await this.change(actor, deliveryId, version, 'withdrawn', (_tx, { withdrawn }) => {
      if (withdrawn === null) throw conflict('not-possible', 'This delivery has no address that works.');
      return Promise.resolve(withdrawn);
    });
    return this.get(actor, deliveryId);
  }

  private async change(
    actor: Actor,
    deliveryId: string,
    version: number,
    event: LinkEvent & ('made' | 'withdrawn'),
    then: (tx: Tx, of: { email: string; withdrawn: string | null }) => Promise<string>,
  ): Promise<void> {
    const { programmeId } = await this.deliveries.get(actor, deliveryId);
    requirePermission(actor, 'dispatch.manage', programmeId);
    await this.database.write(async (tx) => {
      // Two people who replace it at the same moment come one after the other, and the second is told.
      const delivery = await row<{ email: string; edition: string; replaced: boolean }>(
        tx,
        `select y.recipient_email as email, d.edition,
                exists (select from report_version v join report_version n on n.period_id = v.period_id and n.version > v.version
                         where v.id = d.version_id) as replaced
           from delivery y join dispatch d on d.id = y.dispatch_id where y.id = $1 for update of y`,
        [deliveryId],
      );
      if ((await newest(tx, deliveryId)).version !== version) throw stale('address');
      if (event === 'made') {
        // Otherwise somebody who may not read it could give themselves an address that does.
        if (delivery.edition === 'exempt') requirePermission(actor, 'exempt.read', programmeId);
        if (delivery.replaced)
          throw conflict('replaced', 'A newer version has taken the place of this one. Send that one.');
      }
      const withdrawn = await rows<{ id: string }>(
        tx,
        `update delivery_link set withdrawn_at = clock_timestamp() where delivery_id = $1 and withdrawn_at is null returning id`,
        [deliveryId],
      );
      const linkId = await then(tx, { email: delivery.email, withdrawn: withdrawn[0]?.id ?? null });
      await rows(
        tx,
        `insert into delivery_link_event (delivery_id, link_id, event, actor_id, actor_label) values ($1, $2, $3, $4, $5)`,
        [deliveryId, linkId, event, actor.userId, actor.label],
      );
      await this.audit.append(tx, actor.audit, {
        action: event === 'made' ? 'delivery.address_made' : 'delivery.address_withdrawn',
        subjectKind: 'delivery',
        subjectId: deliveryId,
        programmeId,
        detail: { linkId },
      });
    });
  }
}

/** Its version goes up with each address that is made or withdrawn. */
async function newest(tx: ReadTx, deliveryId: string): Promise<DeliveryAddress> {
  const found = await row<DeliveryAddress>(
    tx,
    `select n.state, n."expiresAt", coalesce(n."signIn", false) as "signIn", coalesce(n."givesFile", false) as "givesFile",
            (select 1 + count(*)::int + count(withdrawn_at)::int from delivery_link where delivery_id = y.id) as version
       from delivery y left join lateral (
         select ${LINK_STATE} as state, audit_instant(l.expires_at) as "expiresAt", l.user_id is not null as "signIn", l.gives_file as "givesFile"
           from delivery_link l join dispatch d on d.id = y.dispatch_id
          where l.delivery_id = y.id order by l.made_at desc, l.id limit 1) n on true
      where y.id = $1`,
    [deliveryId],
  );
  return found;
}
