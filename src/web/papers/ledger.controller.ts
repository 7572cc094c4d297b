import { Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CommitteesQueries } from '../../committees/index.js';
import {
  deliveriesFile,
  DeliveriesQueries,
  deliveryFilter,
  type DeliveryFilter,
} from '../../distribution/index.js';
import { CurrentActor, Heavy, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock, everyItem, invalid } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { Page, readFilter, show, type PageAnswer } from '../shell/index.js';
import { presentLedger } from './ledger.presenter.js';
import { LEDGER_STATES, type LedgerState } from './ledger.view.js';

/** Rows of a page. */
const SHOWN = 50;

/** As the form sends it: empty fields, and the words of fields that cannot be read. */
const sentFilter = z.object({
  committeeId: z.union([z.uuid(), z.literal('')]).default(''),
  periodId: z.union([z.uuid(), z.literal('')]).default(''),
  recipient: z.string().default(''),
  state: z.union([z.enum(LEDGER_STATES), z.literal('')]).default(''),
  from: z.string().default(''),
  until: z.string().default(''),
  cursor: z.string().max(500).optional(),
});
type SentFilter = z.infer<typeof sentFilter>;

/** Who was sent what, when, with which hash, and what became of it: of a whole programme. */
@Page('programmes/:id/deliveries')
export class LedgerPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly committees: CommitteesQueries,
    private readonly deliveries: DeliveriesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('dispatch.read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
    @Query({ schema: sentFilter }) sent: SentFilter,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'dispatch.read', programmeId);
    const { filter, form } = readLedgerFilter(programmeId, sent);
    const [deliveries, committees, periods] = await Promise.all([
      filter === null
        ? { items: [], nextCursor: null }
        : this.deliveries.list(actor, { ...filter, cursor: sent.cursor, limit: SHOWN }),
      this.committees.directory(actor, programmeId),
      everyItem((page) => this.programmes.periods(actor, programmeId, page)),
    ]);
    const { cursor: _cursor, ...asked } = sent;
    return show(
      'papers/ledger',
      presentLedger({
        programme,
        deliveries,
        asked,
        form,
        committees,
        periods,
        mayManage: actor.can('dispatch.manage', programmeId),
        now: this.clock.now(),
      }),
    );
  }

  @Get('export')
  @Heavy('export')
  @Policy('dispatch.read')
  async export(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
    @Query({ schema: sentFilter }) sent: SentFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'dispatch.read', programmeId);
    const { filter } = readLedgerFilter(programmeId, sent);
    if (filter === null) throw invalid([{ path: 'from', message: 'Mend the filter of the list first' }]);
    return deliveriesFile(reply, await this.deliveries.exported(actor, filter), this.clock.today());
  }
}

const STATE_FILTERS = (state: LedgerState): Pick<DeliveryFilter, 'state' | 'only'> =>
  state === 'needs_person' || state === 'accepted' ? { only: state } : { state };

const readLedgerFilter = (programmeId: string, { cursor: _cursor, ...sent }: SentFilter) => {
  const { filter, form } = readFilter(
    deliveryFilter,
    { ...sent, state: '' },
    { programmeId, ...(sent.state === '' ? {} : STATE_FILTERS(sent.state)) },
  );
  return { filter, form: { ...form, values: { ...form.values, state: sent.state } } };
};
