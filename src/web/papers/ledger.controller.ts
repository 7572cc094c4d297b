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
import { Clock, everyItem } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { Page, show, type FormView, type PageAnswer } from '../shell/index.js';
import { presentLedger } from './ledger.presenter.js';
import { LEDGER_STATES, type LedgerState } from './ledger.view.js';

/** Rows of a page. */
const SHOWN = 50;

/** As the form sends it: empty fields, and the words of fields that cannot be read. */
const sentFilter = z.object({
  committeeId: z.union([z.uuid(), z.literal('')]).default(''),
  periodId: z.union([z.uuid(), z.literal('')]).default(''),
  recipient: z.string().max(100).default(''),
  state: z.union([z.enum(LEDGER_STATES), z.literal('')]).default(''),
  from: z.string().max(20).default(''),
  until: z.string().max(20).default(''),
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
    const { filter, form } = readFilter(programmeId, sent);
    const [deliveries, committees, periods] = await Promise.all([
      form.problems.length > 0
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
    const filter = deliveryFilter.parse(readFilter(programmeId, sent).filter);
    return deliveriesFile(reply, await this.deliveries.exported(actor, filter), this.clock.today());
  }
}

const STATE_FILTERS = (state: LedgerState): Pick<DeliveryFilter, 'state' | 'only'> =>
  state === 'needs_person' || state === 'accepted' ? { only: state } : { state };

/** The filter without its empty fields, and the form with what is wrong in it. */
function readFilter(
  programmeId: string,
  { cursor: _cursor, state, ...sent }: SentFilter,
): { filter: DeliveryFilter; form: FormView } {
  const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => value.trim() !== ''));
  const read = deliveryFilter.safeParse({
    ...given,
    programmeId,
    ...(state === '' ? {} : STATE_FILTERS(state)),
  });
  const values = { ...sent, state };
  const errors: Record<string, string | null> = Object.fromEntries(
    Object.keys(values).map((name) => [name, null]),
  );
  for (const { path, message } of read.error?.issues ?? []) errors[String(path[0])] = message;
  const problems = Object.entries(errors).flatMap(([name, text]) =>
    text === null ? [] : [{ text, href: `#${name}` as const }],
  );
  return { filter: read.data ?? { programmeId }, form: { values, errors, problems } };
}
